import { horizonAt, lunarSky, SETTLING_S, slopeAt, thermalAt } from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { loadBundledTerrain } from '@openilrs/node/terrain';

export const title = 'Temperature of the ground of a point';

const degree = Math.PI / 180;

/** Prints how many years of a point one core works out in a second (thread time), settling included and not. */
export async function run(print: (line: string) => void): Promise<void> {
  const terrain = await loadBundledTerrain();
  const ephemeris = await openBundledEphemeris();
  const et = (utc: string) => utcToEt(ephemeris.leapSeconds, utc);
  const [from, one, ten] = [et('2031-01-01'), et('2032-01-01'), et('2041-01-01')];
  const sky = lunarSky(ephemeris, 'MOON_ME_DE421', from - SETTLING_S, ten);
  for (const [name, lat, lon] of [
    ['ridge, in light and shadow', -89.4516, 222.7581],
    ['floor of Haworth, in shadow', -87.45, -5.17],
  ] as const) {
    const profile = horizonAt(terrain, lat * degree, lon * degree, 0);
    const slope = slopeAt(terrain, lat * degree, lon * degree, 80);
    const seconds = (to: number) => {
      const before = process.cpuUsage().user;
      const { surfaceMeanK } = thermalAt(profile, slope, sky, from, to);
      if (!(surfaceMeanK > 30 && surfaceMeanK < 120)) throw new Error(`mean of ${surfaceMeanK} K`);
      return (process.cpuUsage().user - before) / 1e6;
    };
    seconds(from + 86_400);
    const [short, long] = [seconds(one), seconds(ten)];
    print(
      `${name.padEnd(28)} one year with settling ${short.toFixed(2)} s; further years ${(9 / (long - short)).toFixed(1)} a second (steps of an hour)`,
    );
  }
}
