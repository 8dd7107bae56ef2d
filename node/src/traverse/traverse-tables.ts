import type { TraverseRecord } from '@openilrs/core/terrain';

const COLUMNS = [
  'arrivalUtc', 'departureUtc', 'latDeg', 'lonDeg', 'xM', 'yM', 'heightM', 'batteryWh', 'slopeDeg', 'sunlit',
] as const; // prettier-ignore

/** The way point by point; units are in the names of the columns, slope and light are those of the stretch that begins there. */
export function traverseCsv({ points }: TraverseRecord): string {
  return [COLUMNS, ...points.map((point) => COLUMNS.map((column) => point[column]))]
    .map((row) => `${row.join(',')}\n`)
    .join('');
}

/**
 * The way as GeoJSON (RFC 7946): one line for each stretch in light or in the dark, and the stops as points. Longitude -180 to 180 east positive, then latitude, then height.
 *
 * RFC 7946 knows the Earth only; a foreign member says that these places are lunar.
 */
export function traverseGeoJson(record: TraverseRecord, frame: string): string {
  const { points, ...summary } = record;
  const position = ({ lonDeg, latDeg, heightM }: TraverseRecord['points'][number]) => [
    lonDeg > 180 ? Number((lonDeg - 360).toFixed(10)) : lonDeg,
    latDeg,
    heightM,
  ];
  const stretches = stretchesOf(points).map(({ sunlit, from, to }) => ({
    type: 'Feature',
    properties: { kind: sunlit ? 'lit' : 'dark', fromUtc: points[from]!.departureUtc, toUtc: points[to]!.arrivalUtc },
    geometry: { type: 'LineString', coordinates: points.slice(from, to + 1).map(position) },
  }));
  const stops = points
    .filter(({ arrivalUtc, departureUtc }, i) => i === 0 || i === points.length - 1 || arrivalUtc !== departureUtc)
    .map((point) => ({
      type: 'Feature',
      properties: { kind: 'stop', ...point },
      geometry: { type: 'Point', coordinates: position(point) },
    }));
  const collection = {
    type: 'FeatureCollection',
    coordinateReferenceSystem: {
      body: 'Moon',
      frame,
      name: 'IAU_2015:30100',
      note: 'Lunar planetocentric longitude and latitude in degrees, east positive, on the sphere of 1737.4 km; not WGS 84. Third coordinate: height of the ground above that sphere in metres.',
    },
    traverse: summary,
    features: [...stretches, ...stops],
  };
  return `${JSON.stringify(collection, null, 1)}\n`;
}

/** Runs of stretches that are alike in light: indices of the first and the last point. */
export function stretchesOf(points: TraverseRecord['points']): { sunlit: boolean; from: number; to: number }[] {
  const runs: { sunlit: boolean; from: number; to: number }[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const last = runs.at(-1);
    if (last?.sunlit === points[i]!.sunlit) last.to = i + 1;
    else runs.push({ sunlit: points[i]!.sunlit, from: i, to: i + 1 });
  }
  return runs;
}
