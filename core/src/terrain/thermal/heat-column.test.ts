import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { heatColumn, LUNAR_DAY_S, type ColumnOptions } from './heat-column.ts';
import { settle, runColumn } from './heat-cycle.ts';
import { albedoAt, contactResistance, HIGHLAND, kirchhoff, SOLAR_CONSTANT, type Regolith } from './regolith.ts';

interface Reference {
  readonly divinerNight: readonly { latDeg: number; hoursK: readonly (readonly [number, number])[] }[];
  readonly constraints: Record<'noonMaxK' | 'midnightK' | 'nightMinK', { value: number; tolerance: number }> &
    Record<
      'apollo15' | 'apollo17',
      { latDeg: number; surfaceMeanK: number; depthM: number; depthMeanK: number; tolerance: number }
    >;
}
const file = new URL('../../../../test/reference/thermal/temperatures.json', import.meta.url);
const { divinerNight, constraints } = JSON.parse(readFileSync(file, 'utf8')) as Reference;

/** Level ground under a Sun over the equator at 1 au; time 0 is noon. */
function level(latDeg: number, regolith: Regolith) {
  return (timeS: number): number => {
    const cos = Math.cos((latDeg * Math.PI) / 180) * Math.cos((2 * Math.PI * timeS) / LUNAR_DAY_S);
    return cos > 0 ? SOLAR_CONSTANT * cos * (1 - albedoAt(regolith, Math.acos(cos))) : 0;
  };
}

function day(latDeg: number, regolith = HIGHLAND, stepS = 3600, options: ColumnOptions = {}) {
  const column = heatColumn(regolith, 250, options);
  const { history, rounds } = settle(regolith, column, level(latDeg, regolith), 0, LUNAR_DAY_S, { stepS });
  return {
    ...history,
    rounds,
    column,
    atHour: (hour: number) => between(history.timeS, history.surfaceK, (hour / 24) * LUNAR_DAY_S),
    meanAt: (depthM: number) => between(column.depthM, history.meanK, depthM),
  };
}

function between(x: Float64Array, y: Float64Array, at: number): number {
  let i = 0;
  while (x[i + 1]! < at) i++;
  return y[i]! + ((at - x[i]!) / (x[i + 1]! - x[i]!)) * (y[i + 1]! - y[i]!);
}

describe('the soil of the Moon through a day', () => {
  it('is as hot at noon and as cold at night on the equator as published', () => {
    const equator = day(0);
    const found = {
      noonMaxK: Math.max(...equator.surfaceK),
      midnightK: equator.atHour(12),
      nightMinK: Math.min(...equator.surfaceK),
    };
    for (const key of ['noonMaxK', 'midnightK', 'nightMinK'] as const)
      expect(Math.abs(found[key] - constraints[key].value), key).toBeLessThan(constraints[key].tolerance);
  });

  // 1.5 K: twice the spread of the digitised points about a smooth curve.
  it.each(divinerNight)('cools at night at $latDeg degrees as Diviner saw it, within 1.5 K', ({ latDeg, hoursK }) => {
    const { atHour } = day(latDeg);
    for (const [hour, tempK] of hoursK) expect(Math.abs(atHour(hour) - tempK), `hour ${hour}`).toBeLessThan(1.5);
  });

  it.each(['apollo15', 'apollo17'] as const)('has the mean temperatures of %s, at the surface and below', (site) => {
    const { latDeg, surfaceMeanK, depthM, depthMeanK, tolerance } = constraints[site];
    const mare: Regolith = { ...HIGHLAND, albedo: [0.06, 0.03, 0.125] };
    const found = day(latDeg, mare);
    expect(Math.abs(found.meanK[0]! - surfaceMeanK)).toBeLessThan(tolerance);
    expect(Math.abs(found.meanAt(depthM) - depthMeanK)).toBeLessThan(tolerance);
  });
});

describe('the numbers behind', () => {
  it('do not depend on step and layers: 0.1 K, but at the moments of sunset and sunrise', () => {
    const usual = day(0);
    for (const finer of [day(0, HIGHLAND, 900), day(0, HIGHLAND, 3600, { layersPerSkin: 30, growth: 24 })])
      for (let hour = 0; hour < 24; hour += 0.5)
        if (hour !== 6 && hour !== 18)
          expect(Math.abs(usual.atHour(hour) - finer.atHour(hour)), `hour ${hour}`).toBeLessThan(0.1);
  });

  it('close the balance of heat, hour by hour, to a part in a thousand million', () => {
    const column = heatColumn(HIGHLAND, 200);
    const absorbed = level(20, HIGHLAND);
    for (let hour = 0; hour < 600; hour += 25) {
      const before = column.heat();
      const { netHeat } = runColumn(HIGHLAND, column, absorbed, hour * 3600, (hour + 25) * 3600, 5000);
      const gained = column.heat() - before;
      expect(Math.abs(netHeat + HIGHLAND.basalFlux * 90_000 - gained)).toBeLessThan(1e-9 * column.heat());
    }
  });

  it('carry exactly the heat of the interior through every depth of settled soil', () => {
    const { meanKirchhoff, column, rounds } = day(40);
    expect(rounds).toBeLessThan(12);
    for (let i = 1; i < column.depthM.length; i++) {
      const rise = HIGHLAND.basalFlux * contactResistance(HIGHLAND, 0, column.depthM[i]!);
      expect(Math.abs(meanKirchhoff[i]! - meanKirchhoff[0]! - rise)).toBeLessThan(0.1); // K, of 300
    }
  });

  it('follow the closed form of a uniform solid that is warmed steadily', () => {
    // Constant flux q into a half space at T0: the surface warms by 2 q sqrt(t / pi) / inertia (Carslaw & Jaeger 1959, 2.9). Radiation is all but switched off.
    const inertia = Math.sqrt(1e-3 * 1500 * 600);
    const stone: Regolith = {
      surfaceDensity: 1500,
      deepDensity: 1500,
      scaleDepthM: 0.06,
      surfaceConductivity: 1e-3,
      deepConductivity: 1e-3,
      chi: 0,
      heatCapacity: [600, 0, 0, 0, 0],
      albedo: [0.1, 0, 0],
      emissivity: 1e-9,
      basalFlux: 0,
    };
    const column = heatColumn(stone, 100, { depthM: 2, layersPerSkin: 40, growth: 20 });
    const { surfaceK, timeS } = runColumn(stone, column, () => 1, 0, 2e6, 2000);
    for (const k of [100, 400, 1000])
      expect(surfaceK[k]! - 100).toBeCloseTo((2 * Math.sqrt(timeS[k]! / Math.PI)) / inertia, 1);
    expect(kirchhoff(stone, 300)).toBe(300);
  });

  it('refuse what no soil is', () => {
    const code = (options: ColumnOptions, regolith = HIGHLAND) => {
      try {
        heatColumn(regolith, 200, options);
        return 'none';
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    expect(code({ depthM: 0.01 })).toBe('THERMAL_OPTIONS');
    expect(code({ layersPerSkin: 0 })).toBe('THERMAL_OPTIONS');
    expect(code({}, { ...HIGHLAND, emissivity: 1.2 })).toBe('THERMAL_OPTIONS');
    expect(code({}, { ...HIGHLAND, albedo: [0.6, 0.6, 0.6] })).toBe('THERMAL_OPTIONS');
  });
});
