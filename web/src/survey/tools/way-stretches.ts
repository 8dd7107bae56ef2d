import type { MapMarks, MapPlace } from '../polar-map.ts';

/** A way cut where light and dark change: each stretch begins at the point that says how it is. */
export function stretchesOf(points: readonly (MapPlace & { readonly sunlit: boolean })[]): MapMarks['lines'] {
  const lines: { path: MapPlace[]; kind: 'path' | 'dark' }[] = [];
  for (let i = 0; i + 1 < points.length; i += 1) {
    const kind = points[i]!.sunlit ? 'path' : 'dark';
    const last = lines.at(-1);
    if (last?.kind === kind) last.path.push(points[i + 1]!);
    else lines.push({ path: [points[i]!, points[i + 1]!], kind });
  }
  return lines;
}
