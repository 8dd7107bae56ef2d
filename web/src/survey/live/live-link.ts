import type { LiveSurveyOptions } from '@openilrs/api/contract';
import { numbersOf } from '../../link/hash.ts';
import type { Link } from '../../link/link.svelte.ts';
import type { LiveQuestion, ShownId } from './live-maps.svelte.ts';

type Reads = Pick<Link, 'get'>;

/** The question that the link asks: `lh` height, `lp` two dates, `lc` cells; what it leaves out or has wrong is as usual. */
export function questionIn(link: Reads, { heightM, period, cellM }: LiveSurveyOptions): LiveQuestion {
  const height = Number(link.get('lh') ?? NaN);
  const dates = /^(\d{4}-\d\d-\d\d) (\d{4}-\d\d-\d\d)$/.exec(link.get('lp') ?? '');
  const asked = dates === null ? null : { fromUtc: `${dates[1]}T00:00:00Z`, toUtc: `${dates[2]}T00:00:00Z` };
  const cells = Number(link.get('lc') ?? NaN);
  return {
    heightM: height >= heightM.min && height <= heightM.max ? height : heightM.usual,
    ...(asked ?? { fromUtc: period.usual.fromUtc, toUtc: period.usual.toUtc }),
    cellM: cellM.finest.includes(cells) ? cells : cellM.usual,
  };
}

/** The weights of the score: `lw`, one number for each criterion. */
export function weightsIn(link: Reads, { criteria }: LiveSurveyOptions): Record<string, number> {
  const asked = numbersOf(link.get('lw'), criteria.length);
  return Object.fromEntries(criteria.map(({ id, weight }, i) => [id, asked?.[i] ?? weight]));
}

/** What the live map shows (`ld`), or null when the map is that of the run. */
export function shownIn(link: Reads): ShownId | null {
  const asked = link.get('ld');
  return asked !== undefined && /^[A-Za-z]+$/.test(asked) ? (asked as ShownId) : null;
}
