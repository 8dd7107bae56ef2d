import { inlineRunner } from '@openilrs/core/jobs';
import { eventGrid, lunarSky, mostLight, networkPlaces, placeBeside, shortestNight } from '@openilrs/core/terrain';
import { complement, toWindows, utcToEt, type Window, type Windows } from '@openilrs/core/time';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { loadBundledTerrain } from '@openilrs/node/terrain';
import { createWorkerRunner } from '@openilrs/node/workers';

export const title = 'Networks of sites: branch and bound beside full enumeration';

const degree = Math.PI / 180;
const PLACES = 16;

/** Prints the cost of the light of a candidate, of events, and of networks of two to five of 200 candidates; enumeration is timed on a part of the sets and scaled. */
export async function run(print: (line: string) => void): Promise<void> {
  const [terrain, ephemeris] = await Promise.all([loadBundledTerrain(), openBundledEphemeris()]);
  const [from, to] = ['2031-01-01', '2032-01-01'].map((utc) => utcToEt(ephemeris.leapSeconds, utc)) as [number, number];
  const sky = lunarSky(ephemeris, 'MOON_ME_DE421', from, to);
  const eyes = Array.from({ length: PLACES }, (_, i) => {
    const [latRad, lonRad] = placeBeside(-89.45 * degree, 222.7 * degree, 2.4 * i, 700 * Math.sqrt(i));
    return { latRad, lonRad, heightM: 10 };
  });
  const runner = await createWorkerRunner({});
  const start = performance.now();
  const places = await networkPlaces(eyes, 'light', { terrain, sky, runner });
  print(`skyline and light of ${PLACES} places, one year: ${(performance.now() - start).toFixed(0)} ms on ${runner.parallel} threads`); // prettier-ignore
  await runner.close();
  const period: Window = [from, to];
  // 200 candidates: the light of these, each a dozen times shifted by some hours, as neighbours on a ridge would have it.
  const light = Array.from({ length: 200 }, (_, i) =>
    shifted(places[i % PLACES]!.sunAny, Math.floor(i / PLACES) * 11 * 3600, period),
  );
  const grid = eventGrid(period, light.map((lit) => [lit])); // prettier-ignore
  const pairs = new Uint8Array(200 * 200).fill(1);
  const dark = light.map((lit) => Float64Array.from(complement(lit, period).flat(), (et) => Math.round(1000 * (et - from)))); // prettier-ignore
  print(`200 candidates, ${32 * grid.words} elements; peer: every set by merged windows`);
  const perSet = enumerationNs(light);
  for (const sites of [2, 3, 4, 5]) {
    const all = choose(200, sites);
    for (const goal of ['light', 'night'] as const) {
      const begun = performance.now();
      const found =
        goal === 'light'
          ? await mostLight(grid, pairs, sites, inlineRunner)
          : await shortestNight({ dark, pairs, sites }, Math.round(1000 * (to - from)), inlineRunner);
      const seconds = (performance.now() - begun) / 1000;
      const peer = (all * perSet * sites) / 2 / 1e9;
      const value = goal === 'light' ? `${((found.valueMs / 10 / (to - from))).toFixed(3)} %` : `${(found.valueMs / 3.6e6).toFixed(2)} h`; // prettier-ignore
      print(`${sites} sites, ${goal}: ${value.padStart(9)} ${found.proved ? 'proved' : 'NOT PROVED'} in ${seconds.toFixed(2)} s, ${found.nodes} sets valued; all ${all.toExponential(1)} sets would take ${peer.toExponential(1)} s`); // prettier-ignore
    }
  }
}

function shifted(windows: Windows, byS: number, [from, to]: Window): Windows {
  return toWindows(windows.map(([a, b]) => [Math.min(a + byS, to), Math.min(b + byS, to)] as const)).filter(([a]) => a >= from); // prettier-ignore
}

/** Time of the plain way for a pair: windows merged, total and longest gap taken. */
function enumerationNs(light: readonly Windows[]): number {
  const start = performance.now();
  let [sum, sets] = [0, 0];
  for (let i = 0; i < 20; i++)
    for (let j = 0; j < i; j++, sets++) sum += toWindows([...light[i]!, ...light[j]!]).length;
  if (!(sum > 0)) throw new Error('no windows');
  return ((performance.now() - start) * 1e6) / sets;
}

function choose(n: number, k: number): number {
  return k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k;
}
