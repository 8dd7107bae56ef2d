import { describe, expect, it } from 'vitest';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import { gnomonicFrame } from '../ground/gnomonic.ts';
import { MOON_RADIUS_M } from '../ground/dem.ts';
import { lightAt } from '../light/light-at-point.ts';
import { tabulateSky } from '../light/light-sky.ts';
import { FULL_SHARE, type SkyTable } from '../sweep/sun-histogram.ts';
import { discElements, PLAIN_DISC, SOLAR_DISC } from './disc-elements.ts';
import { energyAt } from './energy-at-point.ts';
import { ENERGY_SCALE, energyTable } from './energy-table.ts';
import { discBrightness, MEAN_BRIGHTNESS } from './limb-darkening.ts';
import { FULL_SUN_KWH_M2_DAY, type Panel } from './panel.ts';

const DAY = 86_400;
const AU = 149_597_870_700;
const degree = Math.PI / 180;
const frame = gnomonicFrame('southPolarStereographic', 0, 30_000);

/** A Sun that goes round the frame's zenith at a constant elevation, once in 30 days, at 1 au; an Earth far below. */
const circling = (elevationRad: number) =>
  tabulateSky(
    (et, out) => {
      const angle = (-2 * Math.PI * et) / (30 * DAY);
      const { x, y, up } = frame;
      for (let i = 0; i < 3; i++)
        out[i] =
          MOON_RADIUS_M * up[i]! +
          AU *
            (Math.cos(elevationRad) * (Math.cos(angle) * x[i]! + Math.sin(angle) * y[i]!) +
              Math.sin(elevationRad) * up[i]!);
    },
    (_et, out) => {
      for (let i = 0; i < 3; i++) out[i] = -3.8e8 * frame.up[i]!;
    },
    0,
    300 * DAY,
  );

const levelAt = (elevationRad: number): HorizonProfile => ({
  latRad: Math.asin(frame.up[2]),
  lonRad: Math.atan2(frame.up[1], frame.up[0]),
  heightM: 0,
  terrainHeightM: 0,
  elevationRad: new Float64Array(720).fill(elevationRad),
  distanceM: new Float64Array(720),
});

/** What a map says of a cell at the centre with a level skyline. */
function mapped(table: SkyTable, elevationRad: number): number {
  const i = Math.round((Math.tan(elevationRad) - table.firstTangent) / table.tangentStep);
  let sum = 0;
  for (let d = 0; d < table.directions; d++)
    sum += table.values[d * table.thresholds + Math.min(Math.max(i, 0), table.thresholds - 1)]!;
  return (ENERGY_SCALE * sum) / FULL_SHARE;
}

describe('the brightness of the solar disc', () => {
  it('has the published mean', () => {
    expect(discBrightness(0)).toBeCloseTo(1, 4);
    expect(MEAN_BRIGHTNESS).toBeCloseTo(0.8434, 3); // Neckel and Labs 1994, table 1, last column
    for (const elements of [SOLAR_DISC, PLAIN_DISC, discElements((rho) => rho)])
      expect(elements.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const outer = (elements: typeof SOLAR_DISC) =>
      elements
        .filter(({ x, bottom, top }) => Math.hypot(x, (bottom + top) / 2) > 0.8)
        .reduce((sum, { share }) => sum + share, 0);
    expect(outer(SOLAR_DISC)).toBeLessThan(0.95 * outer(PLAIN_DISC));
  });
});

describe('incident energy', () => {
  const e = 1.5 * degree;
  const sky = circling(e);
  const S = FULL_SUN_KWH_M2_DAY;
  // A full circle of the Sun at elevation e over a level horizon well below it: closed forms.
  it.each([
    ['horizontal', { kind: 'horizontal' }, S * Math.sin(e)],
    ['vertical', { kind: 'vertical', azimuthRad: 1 }, (S * Math.cos(e)) / Math.PI],
    ['vertical tracking', { kind: 'verticalTracking' }, S * Math.cos(e)],
    ['tracking', { kind: 'tracking' }, S],
  ] as [string, Panel, number][])(
    'on a %s array is the closed form, at a point and on the map',
    (_name, panel, kWh) => {
      const low = levelAt(0);
      const light = lightAt(low, sky);
      expect(energyAt(low, sky, light, panel) / kWh).toBeCloseTo(1, 4);
      const table = energyTable(sky.sun, frame, 0, sky.fromEt, sky.toEt, panel, 720);
      expect(mapped(table, 0) / kWh).toBeCloseTo(1, 3);
      expect(energyAt(levelAt(0.1), sky, lightAt(levelAt(0.1), sky), panel)).toBe(0);
      expect(mapped(table, 0.1)).toBe(0);
    },
  );

  it('of a Sun halved by the horizon is halved, and less than its area when only the limb shows', () => {
    const panel: Panel = { kind: 'tracking' };
    const table = energyTable(sky.sun, frame, 0, sky.fromEt, sky.toEt, panel, 720);
    const at = (elevation: number) => {
      const level = levelAt(elevation);
      return energyAt(level, sky, lightAt(level, sky), panel) / S;
    };
    expect(at(e)).toBeCloseTo(0.5, 2);
    expect(mapped(table, e) / S).toBeCloseTo(0.5, 2);
    const high = e + 0.8 * 0.2666 * degree;
    const area = lightAt(levelAt(high), sky).sunDiscMean;
    // The brightness over the part of a unit disc above 0.8, counted.
    let [bright, count] = [0, 0];
    for (let x = -1; x <= 1; x += 0.002)
      for (let y = 0.8; y * y + x * x < 1; y += 0.002)
        [bright, count] = [bright + discBrightness(Math.hypot(x, y)), count + 1];
    // 72 parts of the disc leave 0.3 % of the whole at the very limb.
    expect(Math.abs(at(high) - (area * bright) / count / MEAN_BRIGHTNESS)).toBeLessThan(0.003);
    expect(at(high)).toBeLessThan(0.9 * area);
    expect(Math.abs(mapped(table, high) / S - at(high))).toBeLessThan(0.006);
  });

  it('refuses a vertical panel that faces nowhere', () => {
    expect(() => energyTable(sky.sun, frame, 0, 0, 1, { kind: 'vertical', azimuthRad: NaN }, 720)).toThrow(
      expect.objectContaining({ code: 'ENERGY_PANEL' }),
    );
  });
});
