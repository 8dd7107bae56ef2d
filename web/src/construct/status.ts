import type { MissionStatus } from '@openilrs/core/mission';

/** A status is told by sign and by colour, so that it can be read without the colour. */
export const STATUS_SIGN: Record<MissionStatus, string> = {
  done: '✓',
  operating: '●',
  failed: '✕',
  planned: '○',
  postponed: '»',
  uncertain: '?',
  goal: '◇',
};

export const STATUSES = Object.keys(STATUS_SIGN) as MissionStatus[];

/** Token of theme/tokens.css for each status. */
export const STATUS_TOKEN: Record<MissionStatus, string> = {
  done: 'ok',
  operating: 'earth',
  failed: 'alarm',
  planned: 'series-4',
  postponed: 'warn',
  uncertain: 'line-strong',
  goal: 'sun',
};
