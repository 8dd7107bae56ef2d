import { expect, it } from 'vitest';
import { createRandom } from '../../math/index.ts';
import { fromGnomonic, gnomonicFrame, sightHeight } from '../ground/gnomonic.ts';
import { sampleTerrain } from '../ground/terrain-height.ts';
import { globalGrid, polarGrid, syntheticDem } from '../testing/synthetic-dem.ts';
import { planeSampler } from './plane-sampler.ts';

it('reads the plane as `sampleTerrain` reads the sphere: inside, in joins, in holes, outside', () => {
  const frame = gnomonicFrame('southPolarStereographic', 700, -300);
  const hills = (x: number, y: number) => 90 * Math.sin(x / 300) * Math.cos(y / 240) + 0.01 * x;
  const holed = (x: number, y: number) => (Math.hypot(x - 500, y) < 200 ? -9999 : hills(x, y));
  const terrain = [
    { ...syntheticDem(polarGrid('southPolarStereographic', 120, 20), holed), noData: -9999 },
    { ...syntheticDem(polarGrid('southPolarStereographic', 120, 100), hills), scale: 0.5, offset: 3 },
    syntheticDem(globalGrid(5), () => 40),
  ];
  const random = createRandom(3);
  const sampler = planeSampler(terrain, frame);
  const sample = new Float64Array(2);
  const row = new Float64Array(2);
  let worst = 0;
  for (let i = 0; i < 4000; i++) {
    const reach = i % 2 === 0 ? 2000 : 9000;
    const [x, y] = [reach * (2 * random.next() - 1), reach * (2 * random.next() - 1)];
    const u = fromGnomonic(frame, x, y, new Float64Array(3));
    sampleTerrain(terrain, u[0]!, u[1]!, u[2]!, sample);
    sampler.row(y, x - 7, 7, 2, row);
    worst = Math.max(worst, Math.abs(row[1]! - sightHeight(x, y, sample[0]!)));
  }
  expect(worst).toBeLessThan(1e-6);
});
