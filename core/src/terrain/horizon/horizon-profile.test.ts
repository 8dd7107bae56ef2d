import { describe, expect, it } from 'vitest';
import { MOON_RADIUS_M } from '../ground/dem.ts';
import { horizonAt, skylineAt } from './horizon-profile.ts';
import { project } from '../ground/projection.ts';
import { bruteForceElevation } from '../testing/brute-force-march.ts';
import { globalGrid, polarGrid, syntheticDem } from '../testing/synthetic-dem.ts';

const DEGREE = Math.PI / 180;
const R = MOON_RADIUS_M;

describe('horizon of a point', () => {
  it('on a bare sphere dips by acos(R / (R + h)) at that distance, in every direction', () => {
    const sphere = [syntheticDem(polarGrid('southPolarStereographic', 2000, 100), () => 0)];
    for (const height of [2, 10, 100, 1000]) {
      const dip = Math.acos(R / (R + height));
      const { elevationRad, distanceM } = horizonAt(sphere, -88.5 * DEGREE, 1, height, { azimuths: 36 });
      for (const [i, elevation] of elevationRad.entries()) {
        expect(Math.abs(elevation + dip) / DEGREE).toBeLessThan(1e-5);
        expect(distanceM[i]! / (R * dip)).toBeCloseTo(1, 1);
      }
    }
  });

  it('shows a peak at its bearing, elevation and distance', () => {
    // A cone of 3 km on a bare sphere, 60 km from the observer; bearing and distance by spherical trigonometry.
    const [lat, lon] = [-87.5 * DEGREE, 40 * DEGREE];
    const peak = { lat: -86.2 * DEGREE, lon: 70 * DEGREE };
    const [px, py] = project('southPolarStereographic', peak.lat, peak.lon);
    const cone = syntheticDem(polarGrid('southPolarStereographic', 1500, 200), (x, y) =>
      Math.max(0, 3000 - Math.hypot(x - px, y - py)),
    );
    const cosine = Math.sin(lat) * Math.sin(peak.lat) + Math.cos(lat) * Math.cos(peak.lat) * Math.cos(peak.lon - lon);
    const angle = Math.acos(cosine);
    const bearing = Math.atan2(
      Math.sin(peak.lon - lon) * Math.cos(peak.lat),
      Math.cos(lat) * Math.sin(peak.lat) - Math.sin(lat) * Math.cos(peak.lat) * Math.cos(peak.lon - lon),
    );
    const eye = R + 10;
    const top = R + 3000;
    const elevation = Math.atan2(top * cosine - eye, top * Math.sin(angle));
    const profile = horizonAt([cone], lat, lon, 10, { azimuths: 3600 });
    const highest = profile.elevationRad.indexOf(Math.max(...profile.elevationRad));
    expect((highest / 3600) * 360).toBeCloseTo((bearing / DEGREE + 360) % 360, 0);
    const blunted = (elevation - profile.elevationRad[highest]!) / DEGREE; // bilinear cells take up to 140 m off the tip: 0.13 degrees
    expect(blunted).toBeGreaterThan(-0.001);
    expect(blunted).toBeLessThan(0.13);
    expect(Math.abs(profile.distanceM[highest]! - R * angle)).toBeLessThan(200);
  });

  it('counts azimuth from north clockwise, at the pole from the meridian that was given', () => {
    const wall = syntheticDem(polarGrid('southPolarStereographic', 400, 100), (x, y) =>
      x > 5000 && Math.abs(y) < 1000 ? 1000 : 0,
    );
    const facing = (lat: number, lon: number): number => {
      const { elevationRad } = horizonAt([wall], lat * DEGREE, lon * DEGREE, 2, { azimuths: 360 });
      return elevationRad.reduce((best, e, i) => (e > elevationRad[best]! + 1e-6 ? i : best), 0);
    };
    // The wall stands toward 90 E of the pole.
    expect(Math.abs(facing(-90, 0) - 90)).toBeLessThan(12);
    expect(Math.abs(facing(-90, 60) - 30)).toBeLessThan(12);
    expect(Math.abs(facing(-90, 90) - 0) % 349).toBeLessThan(12);
    expect(Math.abs(facing(-89.95, 180) - 270)).toBeLessThan(25); // on the far side of the pole east points the other way
  });

  it('agrees with a brute-force march over rough nested ground to 0.005 degrees rms', () => {
    const rough = (x: number, y: number) =>
      40 * Math.sin(x / 130) * Math.cos(y / 170) + 300 * Math.sin(x / 2900 + y / 4100);
    const terrain = [
      syntheticDem(polarGrid('southPolarStereographic', 200, 20), rough),
      syntheticDem(polarGrid('southPolarStereographic', 200, 200), rough),
      syntheticDem(globalGrid(2), (lon, lat) => 1500 * Math.sin(6 * lon) * Math.cos(5 * lat)),
    ];
    const [lat, lon, height] = [-89.98 * DEGREE, 0.4, 3];
    const profile = horizonAt(terrain, lat, lon, height, { azimuths: 24, rangeM: 60_000 });
    let squares = 0;
    for (const [i, elevation] of profile.elevationRad.entries()) {
      const brute = bruteForceElevation(terrain, lat, lon, height, (2 * Math.PI * i) / 24, { rangeM: 60_000 });
      squares += ((elevation - brute.elevationRad) / DEGREE) ** 2;
    }
    expect(Math.sqrt(squares / 24)).toBeLessThan(0.005);
  });

  it('interpolates its skyline between azimuths, through north', () => {
    const profile = {
      latRad: 0,
      lonRad: 0,
      heightM: 0,
      terrainHeightM: 0,
      elevationRad: Float64Array.of(0, 1, 2, 3),
      distanceM: new Float64Array(4),
    };
    expect([0, 45, 90, 315, 360, -45].map((a) => skylineAt(profile, a * DEGREE))).toEqual([0, 0.5, 1, 1.5, 0, 1.5]);
  });

  it('refuses places without ground and options out of range', () => {
    const small = [syntheticDem(polarGrid('southPolarStereographic', 100, 10), () => 0)];
    expect(() => horizonAt(small, 0, 0, 2)).toThrow(expect.objectContaining({ code: 'TERRAIN_OUTSIDE' }));
    expect(() => horizonAt(small, -1.57079, 0, -1)).toThrow(/0 to 10000 m/);
    expect(() => horizonAt(small, -1.57079, 0, 1, { azimuths: 3 })).toThrow(/8 to 100000/);
  });
});
