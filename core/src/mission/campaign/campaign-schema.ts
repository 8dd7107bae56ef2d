import { z } from 'zod';
import { quantity, type Quantity } from '../../math/index.ts';

/** How far the world of one seed may be from what the mission file says. */
export interface Spreads {
  /** Standard deviation of the light at each mast over the almanac's, normal, cut at three of them. */
  readonly light: Quantity;
  /** Standard deviation of how much earlier or later all sunrises and sunsets come, normal, cut at three of them. */
  readonly sunrise: Quantity;
  /** Mean of the share of its output that each array loses to dust in a year beside its declared degradation, exponential, at most a half. */
  readonly dust: Quantity;
  /** Standard deviation of the logarithm of the time that the executions of a request take over the time that was asked for; the median is 1. */
  readonly duration: Quantity;
  /** Factor on the declared rates of all faults. */
  readonly faultRate: Quantity;
}

const ASSUMED = {
  light: { value: 2, unit: '%', source: 'assumed: calibration and pointing of arrays; no figure of a tracking array at the pole was found' },
  sunrise: { value: 1, unit: 'h', source: 'assumed: the Sun moves 0.51 degrees of azimuth in an hour, what a skyline of terrain at 5 m a cell may be off by' },
  dust: { value: 3, unit: '%', source: 'assumed: covered horizontal cells lost 0.7 to 1.8 % a year beside the Apollo stations (Hollick and O\'Brien 2013, doi:10.1002/2013SW000978: 4 to 10 % in 2000 days); more here for landings and digging' },
  duration: { value: 5, unit: '%', source: 'assumed: that durations on a surface are hard to predict is published (Benowitz and Rabideau 2017, NTRS 20210007902), by how much is not' },
  faultRate: { value: 1, unit: '1', source: 'assumed: the rates as the station declares them' },
} as const; // prettier-ignore

/** Section `campaign:` of the mission file. Every spread that is left out is assumed, and the result says so. */
export const campaignSchema = z
  .strictObject({
    light: quantity('fraction', 0, 0.3).prefault(ASSUMED.light),
    sunrise: quantity('time', 0, 86400).prefault(ASSUMED.sunrise),
    dust: quantity('fraction', 0, 0.5).prefault(ASSUMED.dust),
    duration: quantity('fraction', 0, 0.5).prefault(ASSUMED.duration),
    faultRate: quantity('fraction', 0, 1000).prefault(ASSUMED.faultRate),
  })
  .prefault({});

/** Everything as declared, and no fault: the nominal run. */
export const NOMINAL: Spreads = {
  light: none('%'),
  sunrise: none('h'),
  dust: none('%'),
  duration: none('%'),
  faultRate: none('1'),
};

function none(unit: string): Quantity {
  return { si: 0, value: 0, unit, source: 'nominal run' };
}
