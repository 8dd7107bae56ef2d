import { describe, expect, it } from 'vitest';
import { bowlFill, bowlFlux, bowlShadowK } from './bowl-crater.ts';
import { STEFAN_BOLTZMANN } from './regolith.ts';
import { skyView } from './sky-view.ts';

const DEGREE = Math.PI / 180;

/** Pieces of equal area of a spherical cap of radius 1 around -z, opened at angle beta from its axis: unit vectors from the centre of the sphere. */
function bowl(depthRatio: number, rings: number, sectors: number): number[][] {
  const cosRim = 1 - 2 * bowlFill(depthRatio);
  const pieces: number[][] = [];
  for (let ring = 0; ring < rings; ring++)
    for (let sector = 0; sector < sectors; sector++) {
      const z = 1 - ((ring + 0.5) / rings) * (1 - cosRim);
      const angle = (2 * Math.PI * (sector + 0.5)) / sectors;
      const r = Math.sqrt(1 - z * z);
      pieces.push([r * Math.cos(angle), r * Math.sin(angle), -z]);
    }
  return pieces;
}

/** Radiosity by brute force: form factors piece by piece, direct light by tracing the beam out of the bowl, scattering and re-emission iterated. Temperature of every shadowed piece. */
function bruteForce(depthRatio: number, elevation: number, albedo: number, emissivity: number): number[] {
  const pieces = bowl(depthRatio, 24, 48);
  const cosRim = 1 - 2 * bowlFill(depthRatio);
  const area = (2 * Math.PI * (1 - cosRim)) / pieces.length;
  const sun = [Math.cos(elevation), 0, Math.sin(elevation)];
  const dot = (a: readonly number[], b: readonly number[]) => a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
  const direct = pieces.map((p) => {
    const cos = -dot(p, sun); // the ground's normal points to the centre of the sphere
    if (cos <= 0) return 0;
    const leaves = p[2]! + 2 * cos * sun[2]!; // where the beam meets the sphere again
    return leaves > -cosRim ? 1361 * cos : 0;
  });
  const form = pieces.map((p) =>
    pieces.map((q) => {
      const d2 = (p[0]! - q[0]!) ** 2 + (p[1]! - q[1]!) ** 2 + (p[2]! - q[2]!) ** 2;
      if (d2 < 1e-12) return area / (4 * Math.PI); // a sphere's own: the same for every pair
      const cosP = (1 - dot(p, q)) / Math.sqrt(d2);
      return (area * cosP * cosP) / (Math.PI * d2);
    }),
  );
  const gather = (radiosity: readonly number[]) =>
    form.map((row) => row.reduce((sum, factor, j) => sum + factor * radiosity[j]!, 0));
  let light = direct.map(() => 0);
  for (let k = 0; k < 12; k++) light = gather(light).map((in_, i) => albedo * (direct[i]! + in_));
  const kept = gather(light).map((in_, i) => (1 - albedo) * (direct[i]! + in_));
  let heat = kept;
  for (let k = 0; k < 40; k++) heat = gather(heat).map((in_, i) => kept[i]! + in_); // all heat that is kept leaves again as heat
  const incoming = gather(heat);
  return pieces.flatMap((_, i) =>
    direct[i] === 0 ? [((kept[i]! + emissivity * incoming[i]!) / (emissivity * STEFAN_BOLTZMANN)) ** 0.25] : [],
  );
}

describe('a bowl-shaped crater', () => {
  it.each([
    [0.2, 5, 0.12, 0.95],
    [0.2, 15, 0.3, 0.9],
    [0.1, 3, 0.12, 0.95],
  ])('of depth ratio %f under a Sun at %f degrees has the shadow temperature of the closed form', (d, sun, a, e) => {
    const closed = bowlShadowK(bowlFill(d), 1361, Math.sin(sun * DEGREE), a, e);
    const shadow = bruteForce(d, sun * DEGREE, a, e);
    expect(shadow.length).toBeGreaterThan(20);
    // The lit area is cut into whole pieces: 1 % of the flux is 0.25 % of the temperature.
    for (const tempK of shadow) expect(Math.abs(tempK / closed - 1)).toBeLessThan(0.01);
  });

  it('keeps no more than what comes in through its opening', () => {
    const { scattered, infrared } = bowlFlux(0.3, 1361, 0.1, 0.2);
    expect(scattered + infrared).toBeLessThan(136.1);
    expect(bowlFlux(0.3, 1361, -0.1, 0.2)).toEqual({ scattered: 0, infrared: 0 });
  });

  it('fills as much of the sky of its lowest point as the skyline says', () => {
    for (const ratio of [0.05, 0.1, 0.2, 0.35]) {
      const rim = Math.atan(2 * ratio); // from the middle of the floor up to the rim
      const profile = {
        latRad: -1.5,
        lonRad: 0,
        heightM: 0,
        terrainHeightM: 0,
        elevationRad: new Float64Array(360).fill(rim),
        distanceM: new Float64Array(360),
      };
      expect(skyView(profile, { slopeRad: 0, downhillAzimuthRad: NaN })).toBeCloseTo(1 - bowlFill(ratio), 12);
    }
  });

  it('has a sloping plain see (1 + cos slope) / 2 of the sky', () => {
    for (const slope of [0, 10, 30, 60]) {
      const profile = {
        latRad: -1.5,
        lonRad: 0,
        heightM: 0,
        terrainHeightM: 0,
        elevationRad: new Float64Array(3600),
        distanceM: new Float64Array(3600),
      };
      const seen = skyView(profile, { slopeRad: slope * DEGREE, downhillAzimuthRad: 1 });
      expect(seen).toBeCloseTo((1 + Math.cos(slope * DEGREE)) / 2, 5);
    }
  });
});
