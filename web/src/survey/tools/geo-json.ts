import type { LonLat } from '../moon-projection.ts';

const lon = (degrees: number) => ((degrees + 540) % 360) - 180;
const position = ({ lonDeg, latDeg }: LonLat) => [Number(lon(lonDeg).toFixed(6)), Number(latDeg.toFixed(6))];

/** Points of the Moon as GeoJSON (RFC 7946 in form; longitudes -180 to 180), with what belongs to all of them, provenance included, beside the features. */
export function pointsGeoJson(
  properties: readonly Readonly<Record<string, unknown>>[],
  places: readonly LonLat[],
  together: Readonly<Record<string, unknown>>,
): string {
  const features = places.map((place, i) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: position(place) },
    properties: properties[i] ?? {},
  }));
  return `${JSON.stringify({ type: 'FeatureCollection', ...together, features }, null, 1)}\n`;
}

/** A way over the Moon as one line. */
export function lineGeoJson(places: readonly LonLat[], properties: Readonly<Record<string, unknown>>): string {
  const geometry = { type: 'LineString', coordinates: places.map(position) };
  return `${JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', geometry, properties }] }, null, 1)}\n`;
}
