import { horizonAt, lightAt, lunarSky } from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { loadBundledTerrain } from '@openilrs/node/terrain';
import { bruteForceElevation } from '../core/src/terrain/testing/brute-force-march.ts';

export const title = 'Horizon and light of a point, bundled terrain to 350 km, 720 azimuths';

const DEGREE = Math.PI / 180;
const [LAT, LON, HEIGHT] = [-89.4516 * DEGREE, 222.7581 * DEGREE, 10];
const BRUTE_AZIMUTHS = 36;

export async function run(print: (line: string) => void): Promise<void> {
  const loading = performance.now();
  const terrain = await loadBundledTerrain();
  print(`load 8 grids, 15.4 million cells: ${(performance.now() - loading).toFixed(0)} ms`);

  const { profile, brute, rmsDeg } = compareWithBruteForce(terrain);
  if (!(rmsDeg < 0.005)) throw new Error(`the skyline is ${rmsDeg} degrees rms off the brute-force march`);
  const horizonMs = median(5, () => horizonAt(terrain, LAT, LON, HEIGHT));
  const bruteMs = (brute * 720) / BRUTE_AZIMUTHS;
  print(
    `horizon: ${horizonMs.toFixed(0)} ms (target: well under 1000), ${((horizonMs * 1e3) / 720).toFixed(0)} us an azimuth; ` +
      `brute-force march at 5 m: ${bruteMs.toFixed(0)} ms, ${(bruteMs / horizonMs).toFixed(0)} times as long, ${rmsDeg.toFixed(4)} degrees rms apart`,
  );

  const ephemeris = await openBundledEphemeris();
  const [from, to] = ['2020-01-01', '2023-01-01'].map((utc) => utcToEt(ephemeris.leapSeconds, utc)) as [number, number];
  const skyMs = median(5, () => lunarSky(ephemeris, 'MOON_ME_DE421', from, to));
  const sky = lunarSky(ephemeris, 'MOON_ME_DE421', from, to);
  const light = lightAt(profile, sky);
  if (Math.abs(light.sunDiscMean - 0.9239) > 0.005) throw new Error(`sunDiscMean is ${light.sunDiscMean}`);
  const lightMs = median(9, () => lightAt(profile, sky));
  print(
    `three years of light: ${lightMs.toFixed(0)} ms (limit 1000) for ${light.sunAny.length + light.sunFull.length + light.earthCentre.length} windows ` +
      `and ${light.share.et.length} nodes of the share; sky tabulated once in ${skyMs.toFixed(0)} ms`,
  );
}

function compareWithBruteForce(terrain: Parameters<typeof horizonAt>[0]) {
  const profile = horizonAt(terrain, LAT, LON, HEIGHT);
  const started = performance.now();
  let squares = 0;
  for (let i = 0; i < BRUTE_AZIMUTHS; i++) {
    const { elevationRad } = bruteForceElevation(terrain, LAT, LON, HEIGHT, (2 * Math.PI * i) / BRUTE_AZIMUTHS);
    squares += ((elevationRad - profile.elevationRad[(i * 720) / BRUTE_AZIMUTHS]!) / DEGREE) ** 2;
  }
  return { profile, brute: performance.now() - started, rmsDeg: Math.sqrt(squares / BRUTE_AZIMUTHS) };
}

/** Median time of a few runs, milliseconds. */
function median(runs: number, work: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return times.sort((a, b) => a - b)[runs >> 1]!;
}
