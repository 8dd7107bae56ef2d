import {
  cellAt,
  driveField,
  lunarSky,
  planTraverse,
  REFERENCE_VEHICLE,
  surveyRegion,
  vehicleOf,
  vehicleSchema,
} from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { loadBundledTerrain } from '@openilrs/node/terrain';

export const title = 'A drive of 4 km along the connecting ridge';

const degree = Math.PI / 180;
const start = [-89.4516 * degree, 222.7581 * degree] as const;
const goal = [-89.53 * degree, 210 * degree] as const;

/** Prints thread time of light (skylines of all cells under the Sun's path) and search, in summer and in winter, with cells of 20 and 40 m. */
export async function run(print: (line: string) => void): Promise<void> {
  const terrain = await loadBundledTerrain();
  const ephemeris = await openBundledEphemeris();
  const vehicle = vehicleOf(vehicleSchema.parse(REFERENCE_VEHICLE));
  for (const [season, utc] of [
    ['summer', '2035-01-10'],
    ['winter', '2035-06-20'],
  ] as const)
    for (const cellM of [40, 20]) {
      const from = utcToEt(ephemeris.leapSeconds, utc);
      const sky = lunarSky(ephemeris, 'MOON_ME_DE421', from, from + 3 * 86_400);
      const region = surveyRegion(-89.4908 * degree, 216.379 * degree, 8000, cellM);
      const seconds = <T>(work: () => T): readonly [T, string] => {
        const before = process.cpuUsage().user;
        const result = work();
        return [result, `${((process.cpuUsage().user - before) / 1e6).toFixed(2)} s`];
      };
      const [field, light] = seconds(() =>
        driveField(terrain, region, sky, { fromEt: from, toEt: sky.toEt, heightM: vehicle.arrayHeightM }),
      );
      const limits = { alongRad: 15 * degree, acrossRad: 15 * degree };
      const [answer, search] = seconds(() =>
        planTraverse(field, {
          vehicle,
          start: cellAt(region, ...start),
          goal: cellAt(region, ...goal),
          limits,
          least: 'energy',
          darkS: 0,
        }),
      );
      const { found } = answer;
      const what =
        found === null
          ? `no way (${answer.why.reason})`
          : `${(found.distanceM / 1000).toFixed(2)} km, ${(found.energyJ / 3.6e6).toFixed(2)} kWh, ${found.labels} states`;
      print(
        `${season}, 3 days, 8 km square, cells of ${cellM} m: ground and light ${light}, search ${search}; ${what}`,
      );
    }
}
