import { azimuthOf, type GnomonicFrame } from '../ground/gnomonic.ts';
import { sunRadiusRad } from '../light/light-sky.ts';
import type { BodyTrack } from '../light/light-track.ts';
import type { SkyTable } from '../sweep/sun-histogram.ts';
import { SOLAR_DISC } from './disc-elements.ts';
import { checkPanel, FULL_SUN_KWH_M2_DAY, incidence, nearness, type Panel } from './panel.ts';
import { weightedTable } from './weighted-table.ts';

/** The Sun at its nearest, 0.983 au, shines 3.5 % brighter than at 1 au: weights of tables end at 1. */
const MOST = 1.04;

/** What a light map made with {@link energyTable} is to be multiplied by: kWh per square metre and day. */
export const ENERGY_SCALE: number = MOST * FULL_SUN_KWH_M2_DAY;

/**
 * Table for maps of incident energy: each sample of the Sun's path weighted by its incidence on the panel and by (1 au / distance)^2, each part of the disc by its brightness.
 *
 * All panels of a region stand parallel: a vertical one faces `azimuthRad` at the region's centre. Near a pole the same azimuth is another direction at another cell.
 */
export function energyTable(
  track: BodyTrack,
  frame: GnomonicFrame,
  eyeHeightM: number,
  fromEt: number,
  toEt: number,
  panel: Panel,
  directions: number,
): SkyTable {
  checkPanel(panel);
  const azimuthOfX = azimuthOf(frame, 0, 0, 0);
  return weightedTable(track, frame, eyeHeightM, fromEt, toEt, {
    directions,
    elements: SOLAR_DISC,
    radiusRad: sunRadiusRad,
    weight: ({ angleRad, elevationRad, distanceM }) =>
      (incidence(panel, azimuthOfX - angleRad, elevationRad) * nearness(distanceM)) / MOST,
  });
}
