import type { CampaignCase } from './run-seed.ts';
import type { Curve, Environment } from '../../station/index.ts';
import { etToUtc, type LeapSeconds, type Windows } from '../../time/index.ts';

/** Light, contacts and time as data, so that a case can be sent to another thread or machine. */
interface PlainWorld {
  readonly startEt: number;
  readonly endEt: number;
  readonly sunShare: Readonly<Record<string, Curve>>;
  readonly linkWindows: Readonly<Record<string, Windows>>;
  readonly incidence: Readonly<Record<string, Curve>> | null;
  readonly linkRate: Readonly<Record<string, Curve>> | null;
  readonly visitWindows: Readonly<Record<string, Windows>> | null;
  readonly lightTime: Readonly<Record<string, Curve>> | null;
  readonly leapSeconds: LeapSeconds;
}

/** Numbers that JSON has no word for. */
const WORDS: Readonly<Record<string, number>> = { Infinity: Infinity, '-Infinity': -Infinity };

/** A case as text: the same bytes for the same case, and to the bit the same case from the bytes. */
export function caseText({ operations, ...rest }: CampaignCase, leapSeconds: LeapSeconds): string {
  const { environment: world, utc: _, ...plain } = operations;
  const { masts, links, arrays, visits = [] } = operations.station;
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  const each = <T>(list: readonly string[], of: (id: string) => T) =>
    Object.fromEntries(list.map((id) => [id, of(id)]));
  const mounted = arrays.filter(({ mount }) => mount !== undefined);
  const environment: PlainWorld = {
    startEt: world.startEt,
    endEt: world.endEt,
    sunShare: each(ids(masts), (id) => plainCurve(world.sunShare(id))),
    linkWindows: each(ids(links), (id) => world.linkWindows(id)),
    incidence: world.incidence === undefined ? null : each(ids(mounted), (id) => plainCurve(world.incidence!(id))),
    linkRate: world.linkRate === undefined ? null : each(ids(links.filter(({ steps }) => steps !== undefined)), (id) => {
      const { et, rateBitS } = world.linkRate!(id);
      return plainCurve({ et, values: rateBitS });
    }),
    visitWindows: world.visitWindows === undefined ? null : each(ids(visits), (id) => world.visitWindows!(id)),
    lightTime: world.lightTime === undefined ? null : each(ids(links), (id) => plainCurve(world.lightTime!(id))),
    leapSeconds,
  }; // prettier-ignore
  return JSON.stringify({ ...rest, operations: { ...plain, environment } }, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { $: String(value) } : value,
  );
}

/** The case of {@link caseText}. */
export function caseFrom(text: string): CampaignCase {
  const plain = JSON.parse(text, (_key, value: unknown) => {
    const word = typeof value === 'object' && value !== null && '$' in value ? WORDS[String(value.$)] : undefined;
    return word ?? value;
  }) as Omit<CampaignCase, 'operations'> & {
    operations: Omit<CampaignCase['operations'], 'environment' | 'utc'> & { environment: PlainWorld };
  };
  const { environment: world, ...operations } = plain.operations;
  const { startEt, endEt, sunShare, linkWindows, incidence, linkRate, visitWindows, lightTime, leapSeconds } = world;
  const environment: Environment = {
    startEt,
    endEt,
    sunShare: (id) => known(sunShare, id),
    linkWindows: (id) => known(linkWindows, id),
    ...(incidence && { incidence: (id) => known(incidence, id) }),
    ...(linkRate && {
      linkRate: (id) => {
        const { et, values } = known(linkRate, id);
        return { et, rateBitS: values };
      },
    }),
    ...(visitWindows && { visitWindows: (id) => known(visitWindows, id) }),
    ...(lightTime && { lightTime: (id) => known(lightTime, id) }),
  };
  return { ...plain, operations: { ...operations, environment, utc: (et) => etToUtc(leapSeconds, et, 0) } };
}

function plainCurve({ et, values }: Curve): Curve {
  return { et: Array.from(et), values: Array.from(values) };
}

function known<T>(map: Readonly<Record<string, T>>, id: string): T {
  const found = map[id];
  if (found === undefined) throw new Error(`the case was not made for "${id}"`);
  return found;
}
