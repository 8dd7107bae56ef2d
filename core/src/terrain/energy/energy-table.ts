import { MOON_RADIUS_M } from '../ground/dem.ts';
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

/** How the plane of a horizontal array tilts with the place: toward the plane's x and y, and away from them. */
const TILTS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/**
 * Tables for what a horizontal array gains by standing elsewhere than at the centre of the region, where the horizontal plane is another: at 10 km it is tilted by 0.33 degrees, as much as a fifth
 * of the Sun's greatest height at the pole. Light maps of these four, toward +x, -x, +y and -y, go into {@link tilted}.
 */
export function tiltTables(
  track: BodyTrack,
  frame: GnomonicFrame,
  eyeHeightM: number,
  fromEt: number,
  toEt: number,
  directions: number,
): SkyTable[] {
  return TILTS.map(([x, y]) =>
    weightedTable(track, frame, eyeHeightM, fromEt, toEt, {
      directions,
      elements: SOLAR_DISC,
      radiusRad: sunRadiusRad,
      weight: ({ angleRad, elevationRad, distanceM }) => {
        const along = x * Math.cos(angleRad) + y * Math.sin(angleRad);
        return elevationRad > 0 ? (Math.max(along, 0) * Math.cos(elevationRad) * nearness(distanceM)) / MOST : 0;
      },
    }),
  );
}

/**
 * A light map of a horizontal array with the horizon of every cell, to first order in its distance from the centre; `maps` are those of {@link tiltTables}. Row 0 is the lowest y. A Sun that is up
 * at one place and down at the other is counted as at the centre: 2 % of the energy at 10 km, less than 0.1 % at 2 km.
 */
export function tilted(map: Float32Array, maps: readonly Float32Array[], cells: number, stepM: number): Float32Array {
  return map.map((value, cell) => {
    const x = ((cell % cells) - (cells - 1) / 2) * stepM;
    const y = (Math.floor(cell / cells) - (cells - 1) / 2) * stepM;
    const gain = x * (maps[0]![cell]! - maps[1]![cell]!) + y * (maps[2]![cell]! - maps[3]![cell]!);
    return Math.max(value + gain / MOON_RADIUS_M, 0);
  });
}

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
