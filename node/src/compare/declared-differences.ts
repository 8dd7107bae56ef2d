import type { RasterSource } from '../raster/index.ts';

/** What two maps of one quantity have in common, by the names under which this program's GeoTIFFs carry it. */
const TOLD = [
  ['DEFINITION', 'definition'],
  ['HEIGHT_M', 'height of the eye, m'],
  ['PERIOD', 'period'],
] as const;

/**
 * A sentence for each thing that both files say of themselves and say differently. No error: to put `sunDiscMean` beside `sunAnyFraction`, or a mast of 2 m beside one of 10 m, is a fair question, but the difference is then not
 * that of one quantity. Files of others say none of it.
 */
export function declaredDifferences(map: RasterSource, reference: RasterSource): string[] {
  return TOLD.flatMap(([name, words]) => {
    const [a, b] = [map.notes[name], reference.notes[name]];
    if (a === undefined || b === undefined || a === '' || b === '' || a === b) return [];
    return [`by their own words the files differ in ${words}: map "${a}", reference "${b}"`];
  });
}
