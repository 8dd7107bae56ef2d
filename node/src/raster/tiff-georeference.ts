import { readFile } from 'node:fs/promises';
import { InputError } from '@openilrs/core/errors';
import { noGeoreference, rotated, type Georeference } from './georeference.ts';
import { pixelIsPoint, projOfGeoKeys, readGeoKeys, type GeoKeys } from './geo-keys.ts';
import { mapProjection } from './map-projection.ts';
import { projOfText } from './projection-text.ts';
import type { TiffDirectory } from './tiff-directory.ts';

const [PIXEL_SCALE, TIEPOINT, TRANSFORMATION] = [33550, 33922, 34264];

/** Cells on the map as the file gives them: `stepY` is negative when the first row is the southernmost. */
interface Cells {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
}

/** Where the cells of a GeoTIFF lie, read once; `place` throws when the file does not say. */
export interface TiffPlace {
  readonly place: () => Georeference;
  /** The first row of the file is the southernmost. */
  readonly southUp: boolean;
}

/** Reads keys and tags, or what lies beside the file: a world file (`.tfw`, `.wld`) and a `.prj`. */
export async function readTiffPlace(tags: TiffDirectory, path: string, rows: number): Promise<TiffPlace> {
  const keys = await readGeoKeys(tags);
  const prj = keys === null || (!keys.has(1024) && !keys.has(3072)) ? await beside(path, ['.prj', '.PRJ']) : null;
  const found = (await cellsOfTags(tags, keys, path)) ?? (await cellsOfWorldFile(path));
  const southUp = found !== null && !(found instanceof InputError) && found.stepY < 0;
  return {
    southUp,
    place: () => {
      if (keys === null && prj === null) throw noGeoreference(path, 'no georeference in the file');
      if (found === null) throw noGeoreference(path, 'no ModelPixelScale with ModelTiepoint, and no ModelTransformation, in the file'); // prettier-ignore
      if (found instanceof InputError) throw found;
      const proj = prj === null ? projOfGeoKeys(keys!, path) : projOfText(prj, `${path} (.prj)`);
      return placeOf(found, proj, rows, path);
    },
  };
}

function placeOf({ x, y, stepX, stepY }: Cells, proj: string, rows: number, path: string): Georeference {
  const unit = /\+proj=(longlat|latlong)\b/.test(proj) ? Math.PI / 180 : 1; // degrees; radians inside
  const top = stepY < 0 ? y - rows * stepY : y;
  return {
    projection: mapProjection(proj, path),
    xMin: x * unit,
    yMax: top * unit,
    stepX: stepX * unit,
    stepY: Math.abs(stepY) * unit,
  };
}

async function cellsOfTags(
  tags: TiffDirectory,
  keys: GeoKeys | null,
  path: string,
): Promise<Cells | InputError | null> {
  const [scale, tie, matrix] = await Promise.all([tags.numbers(PIXEL_SCALE), tags.numbers(TIEPOINT), tags.numbers(TRANSFORMATION)]); // prettier-ignore
  const half = pixelIsPoint(keys) ? 0.5 : 0; // such files name the centre of the first cell instead of its corner
  const shifted = (x: number, y: number, stepX: number, stepY: number): Cells => ({ x: x - half * stepX, y: y + half * stepY, stepX, stepY }); // prettier-ignore
  if (scale !== undefined && tie !== undefined && scale.length >= 2 && tie.length >= 6) {
    const [stepX, stepY] = [scale[0]!, scale[1]!];
    if (tie.length > 6 && !sameScale(tie, stepX, stepY))
      return rotated(path, `${tie.length / 6} tie points that do not lie on one grid`);
    if (!(stepX > 0) || stepY === 0) return rotated(path, `cells of ${stepX} by ${stepY}`);
    return shifted(tie[3]! - tie[0]! * stepX, tie[4]! + tie[1]! * stepY, stepX, stepY);
  }
  if (matrix === undefined || matrix.length < 8) return null;
  const [a, b, , d, e, f, , h] = matrix as unknown as number[];
  const turn = (Math.atan2(e!, a!) * 180) / Math.PI;
  if (Math.abs(b!) > 1e-9 * Math.abs(a!) || Math.abs(e!) > 1e-9 * Math.abs(f!) || !(a! > 0))
    return rotated(path, `rows that run at ${turn.toFixed(3)} degrees to the x axis (a rotated ModelTransformation)`);
  return shifted(d!, h!, a!, -f!);
}

/** Several tie points are as good as one when they all agree with the cell size. */
function sameScale(tie: Float64Array, stepX: number, stepY: number): boolean {
  for (let at = 6; at + 5 < tie.length; at += 6) {
    const x = tie[3]! + (tie[at]! - tie[0]!) * stepX;
    const y = tie[4]! - (tie[at + 1]! - tie[1]!) * stepY;
    if (Math.abs(x - tie[at + 3]!) > 1e-3 * stepX || Math.abs(y - tie[at + 4]!) > 1e-3 * Math.abs(stepY)) return false;
  }
  return true;
}

/** ESRI world file: x step, two rotations, -y step, centre of the upper left cell. */
async function cellsOfWorldFile(path: string): Promise<Cells | InputError | null> {
  const text = await beside(path, ['.tfw', '.TFW', '.tifw', '.wld']);
  if (text === null) return null;
  const [a, d, b, e, c, f] = text.trim().split(/\s+/).map(Number);
  if (![a, b, c, d, e, f].every((v) => Number.isFinite(v))) return noGeoreference(path, 'a world file that does not hold six numbers'); // prettier-ignore
  if (b !== 0 || d !== 0 || !(a! > 0)) return rotated(path, 'a rotated world file');
  return { x: c! - a! / 2, y: f! - e! / 2, stepX: a!, stepY: -e! };
}

async function beside(path: string, endings: readonly string[]): Promise<string | null> {
  for (const ending of endings) {
    const text = await readFile(path.replace(/\.[^./\\]*$/, '') + ending, 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  return null;
}
