import { describe, expect, it } from 'vitest';
import type { TraversePoint, TraverseRecord } from '@openilrs/core/terrain';
import { stretchesOf, traverseCsv, traverseGeoJson } from './traverse-tables.ts';

const point = (lonDeg: number, sunlit: boolean, stopMin = 0): TraversePoint => ({
  latDeg: -89.5,
  lonDeg,
  xM: 1,
  yM: 2,
  heightM: 1500,
  distanceM: 0,
  arrivalUtc: '2035-01-10T00:00:00Z',
  departureUtc: `2035-01-10T00:${String(stopMin).padStart(2, '0')}:00Z`,
  batteryWh: 4500,
  slopeDeg: -3,
  sunlit,
});
const record: TraverseRecord = {
  departUtc: '2035-01-10T00:00:00Z',
  arriveUtc: '2035-01-10T06:00:00Z',
  durationH: 6,
  driveH: 5,
  waitH: 1,
  distanceM: 4200,
  energyWh: 1000,
  lowestBatteryWh: 4000,
  longestDarkH: 0.5,
  steepestDeg: 3,
  search: { cells: 100, cellM: 20, expanded: 10, labels: 20 },
  points: [point(222, true), point(222.1, true, 20), point(222.2, false), point(222.3, false), point(222.4, true)],
};

describe('the files of a traverse', () => {
  it('hold a line for each stretch in light or dark, and the stops', () => {
    expect(stretchesOf(record.points)).toEqual([
      { sunlit: true, from: 0, to: 2 },
      { sunlit: false, from: 2, to: 4 },
    ]);
    const { features, coordinateReferenceSystem, traverse } = JSON.parse(traverseGeoJson(record, 'MOON_ME_DE421')) as {
      features: { geometry: { type: string; coordinates: unknown[] }; properties: { kind: string } }[];
      coordinateReferenceSystem: { body: string };
      traverse: { distanceM: number; points?: unknown };
    };
    expect(features.map(({ properties }) => properties.kind)).toEqual(['lit', 'dark', 'stop', 'stop', 'stop']);
    expect(features[0]!.geometry.coordinates[0]).toEqual([-138, -89.5, 1500]);
    expect(coordinateReferenceSystem.body).toBe('Moon');
    expect([traverse.distanceM, traverse.points]).toEqual([4200, undefined]);
  });

  it('have one row for each point', () => {
    const rows = traverseCsv(record).trim().split('\n');
    expect(rows.length).toBe(6);
    expect(rows[2]).toBe('2035-01-10T00:00:00Z,2035-01-10T00:20:00Z,-89.5,222.1,1,2,1500,4500,-3,true');
  });
});
