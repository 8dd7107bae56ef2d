import type { HorizonResult, LightResult, SiteCandidate } from '@openilrs/core/mission';

/** Rows under a header line, RFC 4180: fields that hold a comma, a quote or a line break are quoted. Ends with a line break. */
function csv(header: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\n`).join('');
}

function field(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Candidate sites, best first; units are in the names of the columns. Fractions 0 to 1; terms of the score 0 (worst) to 1 (best) as `term:<name>`; an unknown
 * distance is empty.
 */
export function candidatesCsv(candidates: readonly SiteCandidate[]): string {
  const terms = [...new Set(candidates.flatMap((candidate) => Object.keys(candidate.terms)))];
  const header = [...Object.keys(propertiesOf(EXAMPLE)), ...terms.map((term) => `term:${term}`)];
  const rows = candidates.map((candidate) => [
    ...Object.values(propertiesOf(candidate)),
    ...terms.map((term) => candidate.terms[term] ?? null),
  ]);
  return csv(header, rows);
}

/**
 * The same as GeoJSON (RFC 7946) points, longitude -180 to 180 east positive, then latitude.
 *
 * RFC 7946 knows the Earth only, so that a foreign member says that these are lunar: programs that ignore it would draw them in the Antarctic.
 *
 * @param frame body-fixed frame of the coordinates, e.g. `MOON_ME_DE440_ME421`
 */
export function candidatesGeoJson(candidates: readonly SiteCandidate[], frame: string): string {
  const collection = {
    type: 'FeatureCollection',
    coordinateReferenceSystem: {
      body: 'Moon',
      frame,
      name: 'IAU_2015:30100',
      note: 'Lunar planetocentric longitude and latitude in degrees, east positive, on the sphere of 1737.4 km; not WGS 84. Third coordinate: height of the ground above that sphere in metres.',
    },
    features: candidates.map(feature),
  };
  return `${JSON.stringify(collection, null, 1)}\n`;
}

function feature(candidate: SiteCandidate) {
  const { latDeg, lonDeg, terrainHeightM, ...properties } = propertiesOf(candidate);
  return {
    type: 'Feature',
    id: candidate.rank,
    geometry: { type: 'Point', coordinates: [wrapped(lonDeg), latDeg, terrainHeightM] },
    properties: { ...properties, terms: candidate.terms },
  };
}

/** Longitude in -180..180, as RFC 7946 wants it, without noise of the subtraction. */
function wrapped(lonDeg: number): number {
  return lonDeg > 180 ? Number((lonDeg - 360).toFixed(10)) : lonDeg;
}

function propertiesOf({ terms: _terms, ...plain }: SiteCandidate): Omit<SiteCandidate, 'terms'> {
  const { rank, name, latDeg, lonDeg, xM, yM, terrainHeightM, score } = plain;
  const { sunDiscMean, longestDarkH, slopeDeg, earthFraction, shadowDistanceM } = plain;
  return { rank, name, latDeg, lonDeg, xM, yM, terrainHeightM, score, sunDiscMean, longestDarkH, slopeDeg, earthFraction, shadowDistanceM }; // prettier-ignore
}

/** Gives the columns when there is no candidate. */
const EXAMPLE: SiteCandidate = {
  rank: 0,
  name: '',
  latDeg: 0,
  lonDeg: 0,
  xM: 0,
  yM: 0,
  terrainHeightM: 0,
  score: 0,
  terms: {},
  sunDiscMean: 0,
  longestDarkH: 0,
  slopeDeg: 0,
  earthFraction: 0,
  shadowDistanceM: null,
};

/** The skyline: azimuth from north, clockwise; elevation above the horizontal plane of the observer; distance of the skyline point. */
export function horizonCsv({ azimuthDeg, elevationDeg, distanceKm }: HorizonResult): string {
  const rows = azimuthDeg.map((azimuth, i) => [azimuth, elevationDeg[i] ?? null, distanceKm[i] ?? null]);
  return csv(['azimuthDeg', 'elevationDeg', 'distanceKm'], rows);
}

/** Windows of light and Earth view: kind, both ends in UTC and in TDB seconds past J2000, and length. */
export function lightWindowsCsv({ windows }: LightResult): string {
  const rows = windows.map(({ kind, fromUtc, toUtc, fromEt, toEt }) => [
    kind,
    fromUtc,
    toUtc,
    fromEt,
    toEt,
    Number(((toEt - fromEt) / 3600).toFixed(4)),
  ]);
  return csv(['kind', 'fromUtc', 'toUtc', 'fromEt', 'toEt', 'hours'], rows);
}
