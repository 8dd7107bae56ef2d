import { describe, expect, it } from 'vitest';
import type { SiteCandidate } from '@openilrs/core/mission';
import { candidatesCsv, candidatesGeoJson, horizonCsv, lightWindowsCsv } from './survey-tables.ts';

const SITE: SiteCandidate = {
  rank: 1,
  name: 'Ridge, "summit"',
  latDeg: -89.4516,
  lonDeg: 222.7581,
  xM: -11291.5,
  yM: -12213.4,
  terrainHeightM: 1953.2,
  score: 0.91,
  terms: { sunDiscMean: 0.95, slope: 0.8 },
  sunDiscMean: 0.881,
  longestDarkH: 61.5,
  slopeDeg: 4.2,
  earthFraction: 0.51,
  shadowDistanceM: null,
};

describe('tables of a survey', () => {
  it('list candidates with units in the header, quoting what needs it', () => {
    const [header, first, second, end] = candidatesCsv([SITE, { ...SITE, rank: 2, name: 'B', terms: {}, shadowDistanceM: 840 }]).split('\n'); // prettier-ignore
    expect(header).toBe('rank,name,latDeg,lonDeg,xM,yM,terrainHeightM,score,sunDiscMean,longestDarkH,slopeDeg,earthFraction,shadowDistanceM,term:sunDiscMean,term:slope'); // prettier-ignore
    expect(first).toBe('1,"Ridge, ""summit""",-89.4516,222.7581,-11291.5,-12213.4,1953.2,0.91,0.881,61.5,4.2,0.51,,0.95,0.8'); // prettier-ignore
    expect(second).toMatch(/^2,B,.*,840,,$/);
    expect(end).toBe('');
    expect(candidatesCsv([])).toMatch(/^rank,name,.*shadowDistanceM\n$/);
  });

  it('give candidates as GeoJSON that says it is the Moon', () => {
    const map = JSON.parse(candidatesGeoJson([SITE], 'MOON_ME_DE440_ME421')) as Record<string, never>;
    expect(map).toMatchObject({
      type: 'FeatureCollection',
      coordinateReferenceSystem: { body: 'Moon', frame: 'MOON_ME_DE440_ME421' },
      features: [
        {
          type: 'Feature',
          id: 1,
          geometry: { type: 'Point', coordinates: [-137.2419, -89.4516, 1953.2] },
          properties: { name: 'Ridge, "summit"', score: 0.91, terms: { slope: 0.8 } },
        },
      ],
    });
    expect(JSON.stringify(map)).toContain('lanetocentric');
    expect(map).not.toHaveProperty('crs'); // withdrawn by RFC 7946
  });

  it('list the skyline and the windows of light', () => {
    const place = { latDeg: -89, lonDeg: 0, heightM: 2, terrainHeightM: 0 };
    expect(horizonCsv({ ...place, azimuthDeg: [0, 0.5], elevationDeg: [1.25, -0.1], distanceKm: [12, 110.5] })).toBe(
      'azimuthDeg,elevationDeg,distanceKm\n0,1.25,12\n0.5,-0.1,110.5\n',
    );
    const light = { ...place, fromUtc: '', toUtc: '', sunDiscMean: 0, sunAnyFraction: 0, sunFullFraction: 0, earthFraction: 0, longestDarkH: 0, longestLitH: 0 }; // prettier-ignore
    const window = { kind: 'sunAny', fromUtc: '2035-01-01T00:00:00Z', toUtc: '2035-01-01T06:00:00Z', fromEt: 1000, toEt: 22600 } as const; // prettier-ignore
    expect(lightWindowsCsv({ ...light, windows: [window] })).toBe(
      'kind,fromUtc,toUtc,fromEt,toEt,hours\nsunAny,2035-01-01T00:00:00Z,2035-01-01T06:00:00Z,1000,22600,6\n',
    );
  });
});
