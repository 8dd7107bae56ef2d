import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import { sortableUtc, unitVector } from './catalogue-rows.ts';
import type { ReadContext, SearchQuery } from './search-query.ts';
import type { CatalogueTables } from './tables.ts';

type Products = ExpressionBuilder<CatalogueTables, 'products'>;
export type Filter = (eb: Products) => Expression<SqlBool>;

const MOON_RADIUS_M = 1_737_400; // IAU 2015 sphere, DESIGN "Conventions"

/** `mayRead` of core/archive as a condition on rows; a test holds the two together. */
export const readable =
  ({ reader, policy, nowUtc }: ReadContext): Filter =>
  (eb) => {
    const open = eb.or([eb('embargo_until', 'is', null), eb('embargo_until', '<=', sortableUtc(nowUtc))]);
    if (reader === null) return open;
    const agreements = Object.keys(policy).filter((id) => policy[id]!.readers.includes(reader));
    const own = eb('owner_id', '=', reader);
    return eb.or(agreements.length === 0 ? [open, own] : [open, own, eb('agreement_id', 'in', agreements)]);
  };

/** Closed to this reader, but its agreement lets it be known. */
export const announcedOnly =
  (context: ReadContext): Filter =>
  (eb) => {
    const agreements = Object.keys(context.policy).filter((id) => context.policy[id]!.announced);
    if (agreements.length === 0) return eb.lit(false);
    return eb.and([eb.not(readable(context)(eb)), eb('agreement_id', 'in', agreements)]);
  };

/** The conditions of a query on what is in a product. */
export function matches(query: SearchQuery): Filter {
  return (eb) => {
    const all: Expression<SqlBool>[] = [];
    if (query.missionId !== undefined) all.push(eb('mission_id', '=', query.missionId));
    if (query.instrumentId !== undefined) all.push(eb('instrument_id', '=', query.instrumentId));
    if (query.experimentId !== undefined) all.push(eb('experiment_id', '=', query.experimentId));
    if (query.ownerId !== undefined) all.push(eb('owner_id', '=', query.ownerId));
    if (query.fromUtc !== undefined) all.push(eb('stop_utc', '>=', sortableUtc(query.fromUtc)));
    if (query.toUtc !== undefined) all.push(eb('start_utc', '<', sortableUtc(query.toUtc)));
    if (query.box !== undefined) all.push(inBox(eb, query.box));
    if (query.near !== undefined) all.push(isNear(query.near));
    for (const word of query.text?.toLowerCase().split(/\s+/).filter(Boolean) ?? [])
      all.push(sql<SqlBool>`position(${word} in words) > 0`);
    return eb.and(all);
  };
}

function inBox(eb: Products, box: NonNullable<SearchQuery['box']>): Expression<SqlBool> {
  const turn = (lonDeg: number) => ((lonDeg % 360) + 360) % 360;
  const [west, east] = [turn(box.lonMinDeg), turn(box.lonMaxDeg)];
  const latitude = eb.between('lat_deg', box.latMinDeg, box.latMaxDeg);
  if (box.lonMaxDeg - box.lonMinDeg >= 360) return latitude;
  const [after, before] = [eb('lon_deg', '>=', west), eb('lon_deg', '<=', east)];
  return eb.and([latitude, west <= east ? eb.and([after, before]) : eb.or([after, before])]);
}

/** Great-circle distance by the chord, exact at the pole too. */
function isNear({ latDeg, lonDeg, radiusM }: NonNullable<SearchQuery['near']>): Expression<SqlBool> {
  const [x, y, z] = unitVector(latDeg, lonDeg);
  const angle = Math.min(radiusM / MOON_RADIUS_M, Math.PI);
  const chord2 = (2 * Math.sin(angle / 2)) ** 2;
  return sql<SqlBool>`(x - ${x}) ^ 2 + (y - ${y}) ^ 2 + (z - ${z}) ^ 2 <= ${chord2}::double precision`;
}
