import { InputError } from '../../errors/index.ts';
import { CRITERIA, type Criterion, type SurveySpec } from './survey-schema.ts';

/** What is known of a place, in the units of the criteria: fractions, seconds, radians, metres. NaN where it is not known. */
export type SiteFacts = Readonly<Record<Criterion, number>>;

type Criteria = SurveySpec['criteria'];

/**
 * The criteria with other weights, in the order of {@link CRITERIA}.
 *
 * @throws InputError `SURVEY_WEIGHTS` when there are too few or too many, one is negative, or all are 0
 */
export function weightedCriteria(criteria: Criteria, weights: readonly number[] | undefined): Criteria {
  if (weights === undefined) return criteria;
  if (weights.length !== CRITERIA.length || !weights.every((weight) => weight >= 0) || !weights.some((one) => one > 0))
    throw new InputError('SURVEY_WEIGHTS', `"${weights.join(',')}" are no weights of the score`, {
      where: 'weights',
      legal: `one number of 0 or more for each of ${CRITERIA.join(', ')}, not all 0`,
    });
  const entries = CRITERIA.map((name, i) => [name, { ...criteria[name], weight: weights[i]! }]);
  return Object.fromEntries(entries) as unknown as Criteria;
}

/** Value of a fact between `worst` (0) and `best` (1). */
export function termOf(criteria: Criteria, criterion: Criterion, value: number): number {
  const { worst, best } = criteria[criterion];
  const term = (value - worst.si) / (best.si - worst.si);
  return Math.min(Math.max(term, 0), 1);
}

/** True when the place lies beyond the criterion's limit, on the side of its worst value. */
export function isBeyond(criteria: Criteria, criterion: Criterion, value: number): boolean {
  const { worst, best, limit } = criteria[criterion];
  if (limit === undefined) return false;
  return best.si > worst.si ? !(value >= limit.si) : !(value <= limit.si);
}

/** Weighted mean of the terms, 0..1, over the criteria named. */
export function scoreOf(criteria: Criteria, facts: SiteFacts, over: readonly Criterion[] = CRITERIA): number {
  let [sum, weights] = [0, 0];
  for (const criterion of over) {
    const { weight } = criteria[criterion];
    sum += weight * termOf(criteria, criterion, facts[criterion]);
    weights += weight;
  }
  return weights > 0 ? sum / weights : 0;
}

/** Criteria whose limit a place fails. */
export function failures(
  criteria: Criteria,
  facts: SiteFacts,
  over: readonly Criterion[] = CRITERIA,
): readonly Criterion[] {
  return over.filter((criterion) => isBeyond(criteria, criterion, facts[criterion]));
}

/** Criteria that a map knows; the longest night comes from the time series of candidates. */
export const MAP_CRITERIA = ['sunDiscMean', 'slope', 'earthFraction', 'shadowDistance'] as const;

/** Score of every cell over {@link MAP_CRITERIA}, NaN where a limit is failed or something is not known. */
export function scoreMap(
  criteria: Criteria,
  maps: Readonly<Record<(typeof MAP_CRITERIA)[number], ArrayLike<number>>>,
): Float32Array {
  const score = new Float32Array(maps.sunDiscMean.length);
  for (let i = 0; i < score.length; i++) {
    const facts: SiteFacts = {
      sunDiscMean: maps.sunDiscMean[i]!,
      slope: maps.slope[i]!,
      earthFraction: maps.earthFraction[i]!,
      shadowDistance: maps.shadowDistance[i]!,
      longestDark: NaN,
    };
    const known = Number.isFinite(facts.sunDiscMean) && Number.isFinite(facts.slope);
    score[i] =
      known && failures(criteria, facts, MAP_CRITERIA).length === 0 ? scoreOf(criteria, facts, MAP_CRITERIA) : NaN;
  }
  return score;
}

/** The cells of the highest scores, at least `spacing` cells apart, best first; equal scores in the order of the map. */
export function bestCells(score: Float32Array, columns: number, count: number, spacing: number): number[] {
  const order = Array.from(score.keys()).filter((i) => score[i]! === score[i]!);
  order.sort((a, b) => score[b]! - score[a]! || a - b);
  const chosen: number[] = [];
  for (const i of order) {
    if (chosen.length === count) break;
    const apart = (j: number) =>
      Math.hypot((i % columns) - (j % columns), Math.floor(i / columns) - Math.floor(j / columns)) >= spacing;
    if (chosen.every(apart)) chosen.push(i);
  }
  return chosen;
}
