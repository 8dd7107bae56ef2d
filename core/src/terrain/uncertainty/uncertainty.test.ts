import { describe, expect, it } from 'vitest';
import { inlineRunner } from '../../jobs/index.ts';
import { gnomonicFrame } from '../ground/gnomonic.ts';
import { heightAt } from '../ground/terrain-height.ts';
import { sunRadiusRad, tabulateSky } from '../light/light-sky.ts';
import { lightMaps } from '../sweep/light-map.ts';
import { skyTable } from '../sweep/sun-histogram.ts';
import { sweepTerrain } from '../sweep/sweep-terrain.ts';
import { globalGrid, polarGrid, syntheticDem } from '../testing/synthetic-dem.ts';
import { cloneLightMaps } from './clone-maps.ts';
import { clonePoints, pointOn } from './clone-points.ts';
import { cloneTerrain } from './clone-terrain.ts';
import { percentileMaps } from './percentiles.ts';
import { errorsOf, parseVerticalErrors, sameError } from './vertical-error.ts';

const AU = 1.496e11;
const DAY = 86_400;
/** A Sun that goes round the horizon of the south pole in a month, up and down by 1.5 degrees in a year. */
const sun = (et: number, out: Float64Array) => {
  const [turn, tilt] = [(2 * Math.PI * et) / (29.53 * DAY), 0.027 * Math.sin((2 * Math.PI * et) / (346 * DAY))];
  out.set([AU * Math.cos(turn), -AU * Math.sin(turn), -AU * Math.sin(tilt)]);
};
const earth = (_et: number, out: Float64Array) => out.set([3.844e8, 0, 0]);
const sky = tabulateSky(sun, earth, 0, 60 * DAY);

const hills = (x: number, y: number) => 300 * Math.sin(x / 900) * Math.cos(y / 700);
const fine = { ...syntheticDem(polarGrid('southPolarStereographic', 120, 20), hills, 'fine.tif') };
const coarse = syntheticDem(polarGrid('southPolarStereographic', 200, 400), hills, 'coarse.tif');
const terrain = [fine, coarse, syntheticDem(globalGrid(2), () => 0, 'global.tif')];
const error = { sigmaM: 6, correlationM: 300 };
const errors = [[error], [error], []];
const frame = gnomonicFrame('southPolarStereographic', 0, 0);
const pole = { latRad: -Math.PI / 2, lonRad: 0, radiusM: 1000 };

describe('clones of a terrain', () => {
  it('are the same objects where there is no error, or none that could be seen', () => {
    const plain = cloneTerrain(terrain, sameError(terrain, { sigmaM: 0, correlationM: 100 }), 1, 0, pole);
    expect(plain.every((dem, i) => dem === terrain[i])).toBe(true);
    const far = { latRad: (-88.5 * Math.PI) / 180, lonRad: 0, radiusM: 0 }; // 45 km from the pole: 6 m are 0.00014 there
    const clone = cloneTerrain(terrain, errors, 1, 0, far);
    expect(clone[0]).toBe(fine);
    expect(clone[1]).not.toBe(coarse);
    expect(clone[2]).toBe(terrain[2]);
  });

  it('have one error at one place in all grids of a correlation length', () => {
    const clone = cloneTerrain(terrain, errors, 1, 4, pole);
    let [sum, squares, n] = [0, 0, 0];
    for (let i = 0; i < 200; i++) {
      const [lat, lon] = [-Math.PI / 2 + (i * 5) / 1_737_400, i * 2.4];
      const error = heightAt([clone[0]!], lat, lon) - heightAt([fine], lat, lon);
      const [, coarser] = clone;
      // The coarse grid knows the field at its nodes only; at a node both agree.
      sum += error;
      squares += error ** 2;
      n++;
      expect(Number.isFinite(heightAt([coarser!], lat, lon))).toBe(true);
    }
    expect(Math.abs(sum / n)).toBeLessThan(6);
    expect(Math.sqrt(squares / n)).toBeGreaterThan(3);
    expect(Math.sqrt(squares / n)).toBeLessThan(9);
  });

  it('keep their holes', () => {
    const values = Float32Array.from(fine.values);
    values[60 * 120 + 60] = -9999;
    const [clone] = cloneTerrain([{ ...fine, values, noData: -9999 }], [[error]], 1, 0, pole);
    expect(clone!.values[60 * 120 + 60]).toBe(clone!.noData);
    expect([...clone!.values].filter((value) => value === clone!.noData)).toHaveLength(1);
  });
});

describe('light maps of clones', () => {
  const [cells, stepM] = [16, 40];
  const table = skyTable(sky.sun, frame, 0, sky.fromEt, sky.toEt, { directions: 90, radiusRad: sunRadiusRad });
  const layer = { heightM: 5, table };
  const region = { frame, cells, stepM };

  it('are the plain map to the bit without noise', async () => {
    const none = sameError(terrain, { sigmaM: 0, correlationM: 100 });
    const [clone] = await cloneLightMaps({ terrain, errors: none, clones: 1, seed: 9 }, region, layer, 90, inlineRunner); // prettier-ignore
    const [plain] = await lightMaps(inlineRunner, sweepTerrain(terrain, frame, cells, stepM), [layer], 90);
    expect(clone).toEqual(plain);
  });

  it('repeat by seed, whatever their number, and differ from each other', async () => {
    const request = { terrain, errors, clones: 3, seed: 9 };
    const three = await cloneLightMaps(request, region, layer, 90, inlineRunner);
    const many = { ...inlineRunner, parallel: 5 };
    const two = await cloneLightMaps({ ...request, clones: 2 }, region, layer, 90, many);
    expect(two[1]).toEqual(three[1]);
    expect(three[0]).not.toEqual(three[1]);
    const [other] = await cloneLightMaps({ ...request, clones: 1, seed: 10 }, region, layer, 90, inlineRunner);
    expect(other).not.toEqual(three[0]);
  });

  it('refuse what does not fit in memory, and stop when asked', async () => {
    const request = { terrain, errors, clones: 1e7, seed: 9 };
    await expect(cloneLightMaps(request, region, layer, 90, inlineRunner)).rejects.toMatchObject({ code: 'CLONES' });
    const signal = AbortSignal.abort();
    await expect(cloneLightMaps({ ...request, clones: 2 }, region, layer, 90, inlineRunner, { signal })).rejects.toThrow(); // prettier-ignore
  });
});

describe('light of a place on clones', () => {
  it('is that of the terrain without noise, and spreads with it', async () => {
    const place = { latRad: (-89.99 * Math.PI) / 180, lonRad: 1, heightM: 2 };
    const none = sameError(terrain, { sigmaM: 0, correlationM: 100 });
    const plain = pointOn(terrain, place, sky);
    expect(await clonePoints({ terrain, errors: none, clones: 2, seed: 1 }, place, sky, inlineRunner)).toEqual([plain, plain]); // prettier-ignore
    const spread = await clonePoints({ terrain, errors, clones: 4, seed: 1 }, place, sky, inlineRunner);
    expect(new Set(spread.map((one) => one.sunDiscMean)).size).toBe(4);
  });
});

describe('percentiles', () => {
  it('are those of numpy', () => {
    const maps = [[5, 1], [1, NaN], [4, 1], [2, 1], [9, 1]].map((values) => Float32Array.from(values)); // prettier-ignore
    // numpy.percentile([5, 1, 4, 2, 9], [0, 10, 50, 95, 100])
    const [p0, p10, p50, p95, p100] = percentileMaps(maps, [0, 10, 50, 95, 100]);
    expect([p0![0], p50![0], p100![0]]).toEqual([1, 4, 9]);
    expect(p10![0]).toBeCloseTo(1.4, 6);
    expect(p95![0]).toBeCloseTo(8.2, 6);
    expect(p50![1]).toBeNaN();
  });
});

describe('declared errors', () => {
  it('are found by file name', () => {
    const text = JSON.stringify({ grids: [{ file: 'coarse.tif', components: [{ sigmaM: 3, correlationM: 900, source: 'assumed' }] }] }); // prettier-ignore
    expect(errorsOf(terrain, parseVerticalErrors(text, 'x.json')).map((one) => one.length)).toEqual([0, 1, 0]);
    expect(() => parseVerticalErrors('{"grids":[{"file":"a","components":[{"sigmaM":-1}]}]}', 'x.json')).toThrow(/sigmaM/); // prettier-ignore
    expect(() => parseVerticalErrors('{', 'x.json')).toThrow(/not JSON/);
  });

  it('cannot be given for a map in degrees', () => {
    const declared = parseVerticalErrors('{"grids":[{"file":"global.tif","components":[{"sigmaM":3,"correlationM":9,"source":"assumed"}]}]}', 'x'); // prettier-ignore
    expect(() => errorsOf(terrain, declared)).toThrow(/longitude and latitude/);
  });
});
