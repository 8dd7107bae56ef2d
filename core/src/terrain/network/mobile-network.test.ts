import { describe, expect, it } from 'vitest';
import { inlineRunner } from '../../jobs/index.ts';
import { MOON_RADIUS_M } from '../ground/dem.ts';
import { tabulateSky } from '../light/light-sky.ts';
import { polarGrid, syntheticDem } from '../testing/synthetic-dem.ts';
import { mobileLight } from './mobile-light.ts';
import { mobileNetwork } from './mobile-network.ts';
import { networkPlaceJob } from './network-place.ts';
import { placeBeside, type Eye } from './site-pairs.ts';

// A Sun that goes round the pole once in a lunar day, a degree high, over hills of 60 m: every place has its own nights.
const DAY_S = 29.53 * 86_400;
const AU = 1.5e11;
const round = (elevationRad: number) => (et: number, out: Float64Array) => {
  const angle = (2 * Math.PI * et) / DAY_S;
  out.set([AU * Math.cos(elevationRad) * Math.cos(angle), AU * Math.cos(elevationRad) * Math.sin(angle), -AU * Math.sin(elevationRad)]); // prettier-ignore
};
const sky = tabulateSky(round(0.017), round(0.1), 0, DAY_S);
const hills = syntheticDem(polarGrid('southPolarStereographic', 120, 40), (x, y) => 30 * Math.sin(x / 260) + 30 * Math.cos(y / 340)); // prettier-ignore
const ports = { terrain: [hills], sky, runner: inlineRunner };
const at = (xM: number): Eye => ({ latRad: -Math.PI / 2 + xM / MOON_RADIUS_M, lonRad: Math.PI / 2, heightM: 2 });
const away = (eye: Eye, distanceM: number): Eye => {
  const [latRad, lonRad] = placeBeside(eye.latRad, eye.lonRad, 1, distanceM);
  return { latRad, lonRad, heightM: eye.heightM };
};

describe('arrays that move', { timeout: 60_000 }, () => {
  it('have at 0 m exactly the light of their place', async () => {
    const eye = at(900);
    const [still] = await mobileLight(eye, [0], ports);
    const place = networkPlaceJob.run({ terrain: ports.terrain, sky, eye, levels: 0 });
    expect(still).toMatchObject({ cells: 1, lit: place.sunAny, sunAnyFraction: place.sunAnyFraction });
    expect(place.sunAnyFraction).toBeGreaterThan(0.02);
    expect(place.sunAnyFraction).toBeLessThan(0.98);
  });

  it('count ground once where their reaches overlap, and gain with every site and every metre', async () => {
    const eye = at(900);
    const radii = [160, 0];
    const alone = await mobileLight(eye, radii, ports);
    const far = await mobileNetwork([eye, away(eye, 600)], radii, ports);
    const near = await mobileNetwork([eye, away(eye, 96)], radii, ports);
    const cells = alone.map((one) => one.cells);
    expect(far.map((one) => one.cells)).toEqual(cells.map((count) => 2 * count));
    expect(near[0]!.cells).toBe(2); // places of 0 m lie apart
    // Two circles of radius r, 0.6 r apart, cover 1.38 of one: to an eighth, the share of lattice cells on the rim.
    expect(near[1]!.cells / cells[1]!).toBeGreaterThan(1.25);
    expect(near[1]!.cells / cells[1]!).toBeLessThan(1.5);
    for (const two of [near, far])
      for (const [r, one] of alone.entries()) expect(two[r]!.sunAnyFraction).toBeGreaterThanOrEqual(one.sunAnyFraction);
    expect(near[1]!.sunAnyFraction).toBeGreaterThan(near[0]!.sunAnyFraction);
  });
});
