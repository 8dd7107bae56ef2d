import {
  GROUND_STATION_MASK_RAD,
  horizonAt,
  lightAt,
  lightTable,
  lineOfSight,
  lunarSky,
  stationSky,
  sunShareWindows,
} from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { bundledGroundStations } from '@openilrs/node/mission';
import { loadBundledTerrain } from '@openilrs/node/terrain';

export const title = '19 years of light at a point, skyline at hand: windows, eclipses, Earth, ground stations';

const DEGREE = Math.PI / 180;

export async function run(print: (line: string) => void): Promise<void> {
  const terrain = await loadBundledTerrain();
  const ephemeris = await openBundledEphemeris();
  const et = (utc: string) => utcToEt(ephemeris.leapSeconds, utc);
  const started = performance.now();
  const sky = lunarSky(ephemeris, 'MOON_ME_DE421', et('2031-01-01'), et('2050-01-01'));
  const tracked = performance.now();
  const stations = bundledGroundStations().slice(0, 5);
  const places = stationSky(ephemeris, 'MOON_ME_DE421', sky.fromEt, sky.toEt);
  for (const station of stations) {
    places.trackOf(station);
    places.moonUp(station, GROUND_STATION_MASK_RAD);
  }
  print(
    `sky tabulated once: Sun and Earth ${(tracked - started).toFixed(0)} ms, Moon over the turning Earth and ${stations.length} ground stations over the Moon ${(performance.now() - tracked).toFixed(0)} ms`,
  );
  for (const [lat, lon, height] of [
    [-89.4516, 222.7581, 10],
    [-85.5, 37, 2],
  ] as const) {
    const profile = horizonAt(terrain, lat * DEGREE, lon * DEGREE, height);
    const light = timed(() => lightAt(profile, sky));
    const table = timed(() => lightTable(profile, sky, light.value, { sunShares: [0, 1], stations, stationSky: places })); // prettier-ignore
    const contacts = timed(() => stations.map((station) => lineOfSight(profile, station, places)));
    const half = timed(() => sunShareWindows(profile, sky, light.value, 0.5));
    if (!(light.value.sunDiscMean > 0.1)) throw new Error(`sunDiscMean is ${light.value.sunDiscMean}`);
    if (table.value.rows.length !== 6 + stations.length) throw new Error('rows of the table are missing');
    print(
      `${lat}, ${lon} from ${height} m: light ${light.ms.toFixed(0)} ms of CPU (limit 1000), ${light.value.sunAny.length} windows, ${light.value.eclipses.length} eclipses; ` +
        `table of any and all of the Sun, the Earth's disc and ${stations.length} ground stations ${table.ms.toFixed(0)} ms more, of it the stations ${contacts.ms.toFixed(0)} ms; half a Sun ${half.ms.toFixed(0)} ms`,
    );
  }
}

/** Median CPU time of three runs: the machine may be busy with other things. */
function timed<T>(work: () => T): { value: T; ms: number } {
  let value = work();
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    value = work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return { value, ms: times.sort((a, b) => a - b)[1]! };
}
