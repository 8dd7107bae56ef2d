import { InputError } from '@openilrs/core/errors';
import { MOON_RADIUS_M } from '@openilrs/core/terrain';
import type { TiffDirectory } from './tiff-directory.ts';
import { iauProjection } from './iau-codes.ts';
import {
  polarParameters,
  projStringOf,
  requireMoonSphere,
  unknownProjection,
  type ProjectionParameters,
} from './projection-parameters.ts';
import { projOfText } from './projection-text.ts';

/** The GeoKeyDirectory of a GeoTIFF by key number (OGC 19-008r4): numbers and names. */
export type GeoKeys = ReadonlyMap<number, number | string>;

const [DIRECTORY, DOUBLES, ASCII] = [34735, 34736, 34737];

/** Null when the file has no keys. */
export async function readGeoKeys(tags: TiffDirectory): Promise<GeoKeys | null> {
  const words = await tags.numbers(DIRECTORY);
  if (words === undefined || words.length < 8) return null;
  const [doubles, ascii] = [await tags.numbers(DOUBLES), await tags.text(ASCII)];
  const keys = new Map<number, number | string>();
  for (let at = 4; at + 3 < words.length; at += 4) {
    const [id, where, count, value] = [words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!];
    if (where === 0) keys.set(id, value);
    else if (where === DOUBLES && doubles !== undefined && value < doubles.length) keys.set(id, doubles[value]!);
    else if (where === ASCII) keys.set(id, ascii.slice(value, value + count).replace(/[|\0]+$/, ''));
  }
  return keys.size === 0 ? null : keys;
}

/** True when the tie point names the centre of a cell instead of its corner. */
export function pixelIsPoint(keys: GeoKeys | null): boolean {
  return keys?.get(1025) === 2;
}

const [MODEL, GEOGRAPHIC, GEODETIC_CRS, PROJECTED_CRS, USER_DEFINED] = [1024, 2, 2048, 3072, 32767];

/**
 * PROJ string of the coordinate system that the keys declare.
 * @throws InputError `RASTER_WRONG_BODY`, `RASTER_PROJECTION`
 */
export function projOfGeoKeys(keys: GeoKeys, where: string): string {
  const esri = [keys.get(1026), keys.get(3073), keys.get(2049)].find(
    (text) => typeof text === 'string' && /ESRI PE String = /.test(text),
  );
  const key = (id: number): number | undefined => numberOf(keys, id);
  for (const id of [PROJECTED_CRS, GEODETIC_CRS]) {
    const known = iauProjection(key(id) ?? 0);
    if (known !== null && !(id === GEODETIC_CRS && key(PROJECTED_CRS) !== undefined)) return known;
  }
  if (typeof esri === 'string' && key(3075) === undefined)
    return projOfText(esri.split('ESRI PE String = ')[1]!, where);
  checkBody(keys, where);
  if (key(MODEL) === GEOGRAPHIC) return projStringOf({ method: 'longlat', unitM: 1 });
  return projStringOf({ ...methodOf(keys, where), unitM: linearUnitM(keys, where), ...offsets(keys) });
}

function numberOf(keys: GeoKeys, id: number): number | undefined {
  const value = keys.get(id);
  return typeof value === 'number' ? value : undefined;
}

function checkBody(keys: GeoKeys, where: string): void {
  const codes = [GEODETIC_CRS, PROJECTED_CRS].map((id) => numberOf(keys, id) ?? 0);
  if (iauProjection(codes[0]!) !== null) return;
  const major = numberOf(keys, 2057);
  const code = codes.find((c) => c > 0 && c !== USER_DEFINED);
  if (major === undefined && code !== undefined)
    throw new InputError('RASTER_WRONG_BODY', `the file declares the coordinate system of code ${code}`, {
      where,
      legal: `the Moon, a sphere of ${MOON_RADIUS_M} m, or IAU_2015:30100 to 30199`,
      remedy: 'Warp the data with gdalwarp, or correct the declaration with `gdal_edit.py -a_srs IAU_2015:30135 FILE`',
    });
  const flattening = numberOf(keys, 2059);
  const minor = numberOf(keys, 2058) ?? (flattening ? major! * (1 - 1 / flattening) : major);
  requireMoonSphere(major, minor, where);
  const meridian = numberOf(keys, 2061) ?? 0;
  if (meridian !== 0) throw unknownProjection(`a prime meridian at ${meridian} degrees`, where);
}

/** GeoTIFF's coordinate transformation codes and PROJ's names. */
const METHODS: Readonly<Record<number, string>> = {
  1: 'tmerc', 7: 'merc', 8: 'lcc', 9: 'lcc', 10: 'laea', 11: 'aea', 12: 'aeqd', 13: 'eqdc', 14: 'stere', 15: 'stere', 16: 'stere', 17: 'eqc', 18: 'cass', 19: 'gnom', 20: 'mill', 21: 'ortho', 22: 'poly', 23: 'robin', 24: 'sinu', 25: 'vandg', 28: 'cea',
}; // prettier-ignore

function methodOf(keys: GeoKeys, where: string): Omit<ProjectionParameters, 'unitM'> {
  const code = numberOf(keys, 3075);
  const method = METHODS[code ?? 0];
  if (method === undefined)
    throw unknownProjection(code === undefined ? 'a projection without ProjCoordTransGeoKey' : `ProjCoordTransGeoKey ${code}`, where); // prettier-ignore
  const angle = numberOf(keys, 2054) === 9101 ? 180 / Math.PI : 1;
  const first = (...ids: number[]): number | undefined => {
    const found = ids.map((id) => numberOf(keys, id)).find((value) => value !== undefined);
    return found === undefined ? undefined : found * angle;
  };
  const scale = numberOf(keys, 3092) ?? numberOf(keys, 3093);
  const [lat0, lon0] = [first(3081, 3089, 3085), first(3095, 3080, 3088, 3084)];
  const [lat1, lat2] = [first(3078), first(3079)];
  switch (code) {
    case 15:
      return polarParameters(lat0 ?? lat1 ?? 90, lon0 ?? 0, scale);
    case 17:
      return { method, lat0: lat0 ?? 0, lon0, latTs: lat1 ?? 0 };
    case 7:
      return lat1 === undefined ? { method, lon0, k: scale ?? 1 } : { method, lon0, latTs: lat1 };
    case 28:
      return { method, lon0, latTs: lat1 ?? 0 };
    case 9:
      return { method, lat0, lon0, lat1: lat0, k: scale ?? 1 };
    default:
      return { method, lat0: lat0 ?? 0, lon0, lat1, lat2, k: scale };
  }
}

function offsets(keys: GeoKeys): Pick<ProjectionParameters, 'x0' | 'y0'> {
  const first = (...ids: number[]) => ids.map((id) => numberOf(keys, id)).find((value) => value !== undefined) ?? 0;
  return { x0: first(3082, 3086, 3090), y0: first(3083, 3087, 3091) };
}

function linearUnitM(keys: GeoKeys, where: string): number {
  const code = numberOf(keys, 3076) ?? 9001;
  if (code === 9001) return 1;
  if (code === 9036) return 1000;
  const size = numberOf(keys, 3077);
  if (code === USER_DEFINED && size !== undefined && size > 0) return size;
  throw new InputError('RASTER_PROJECTION', `linear unit of code ${code}`, {
    where,
    legal: '9001 (metre), 9036 (km), or a size of its own (ProjLinearUnitSizeGeoKey)',
  });
}
