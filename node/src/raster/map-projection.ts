import proj4 from 'proj4';
import { InputError } from '@openilrs/core/errors';
import { MOON_RADIUS_M, project, unproject, type GridKind } from '@openilrs/core/terrain';

/**
 * How map coordinates and places belong together. Places in radians (planetocentric, east positive); coordinates in the unit of the map: metres nearly always, radians for
 * maps of longitude and latitude. What cannot be projected is NaN.
 */
export interface MapProjection {
  /** PROJ string, for messages and provenance. */
  readonly proj: string;
  /** The grid kind of the core that has these coordinates, but for {@link nativeUnit} and an offset; null when there is none. */
  readonly native: GridKind | null;
  /** What a coordinate of this map is multiplied by, and then shifted by, to become one of the native kind. */
  readonly nativeUnit: number;
  readonly nativeShift: readonly [x: number, y: number];
  /** Coordinates repeat after this much x: a turn of longitude; null when they do not. */
  readonly turn: number | null;
  forward(latRad: number, lonRad: number): [x: number, y: number];
  inverse(x: number, y: number): [latRad: number, lonRad: number];
}

const DEGREE = Math.PI / 180;

/**
 * Projection of a PROJ string on the Moon's sphere, by proj4js; the three kinds of the core by its own formulas.
 * @throws InputError `RASTER_PROJECTION` when proj4js does not know it
 */
export function mapProjection(proj: string, where: string): MapProjection {
  if (/\+proj=(longlat|latlong)\b/.test(proj)) return nativeProjection(proj, 'equirectangular', 1, [0, 0]);
  const converter = open(proj, where);
  const forward = (lat: number, lon: number): [number, number] => {
    try {
      const [x, y] = converter.forward([lon / DEGREE, lat / DEGREE]);
      return Number.isFinite(x) && Number.isFinite(y) ? [x!, y!] : [NaN, NaN];
    } catch {
      return [NaN, NaN]; // the far side of an orthographic map
    }
  };
  const inverse = (x: number, y: number): [number, number] => {
    try {
      const [lon, lat] = converter.inverse([x, y]);
      return [lat! * DEGREE, lon! * DEGREE];
    } catch {
      return [NaN, NaN];
    }
  };
  return asNative(proj, forward) ?? { proj, native: null, nativeUnit: 1, nativeShift: [0, 0], turn: null, forward, inverse }; // prettier-ignore
}

function open(proj: string, where: string): { forward(c: number[]): number[]; inverse(c: number[]): number[] } {
  try {
    const onSphere = /\+proj=tmerc\b/.test(proj) ? `${proj} +approx` : proj; // its default series wants an ellipsoid; on a sphere these formulas are exact
    const converter = proj4(`+proj=longlat +R=${MOON_RADIUS_M} +no_defs`, onSphere);
    return { forward: (c) => converter.forward(c), inverse: (c) => converter.inverse(c) };
  } catch (cause) {
    throw new InputError('RASTER_PROJECTION', `proj4js does not know the projection "${proj}"`, {
      where,
      remedy: 'Warp the data with `gdalwarp -t_srs IAU_2015:30135` (or 30130, 30110)',
      cause,
    });
  }
}

const PROBES = [[-1.4, 0.3], [-1.2, 2.1], [-0.9, -1.1], [1.4, 0.4], [1.2, 2.2], [0.9, -1.2], [0.3, 0.7], [-0.2, -0.4], [0.1, 1.3]] as const; // prettier-ignore
const CLOSE_M = 1e-4;

/** The core's kind with the same coordinates but for a constant shift; tried on places, so that it does not matter how the projection was written. */
function asNative(proj: string, forward: MapProjection['forward']): MapProjection | null {
  const unit = Number(/\+to_meter=([\d.eE+-]+)/.exec(proj)?.[1] ?? (/\+units=km\b/.test(proj) ? 1000 : 1));
  const kinds = [
    ['southPolarStereographic', unit, PROBES.slice(0, 3)],
    ['northPolarStereographic', unit, PROBES.slice(3, 6)],
    ['equirectangular', unit / MOON_RADIUS_M, PROBES],
  ] as const;
  for (const [kind, factor, places] of kinds) {
    const shifts = places.map(([lat, lon]) => {
      const [x, y] = forward(lat, lon);
      const [nx, ny] = project(kind, lat, lon);
      return [turned(kind, nx - x * factor), ny - y * factor] as const;
    });
    const [first] = shifts;
    const tolerance = kind === 'equirectangular' ? CLOSE_M / MOON_RADIUS_M : CLOSE_M;
    const same = (a: number, b: number) => Math.abs(a - b) < tolerance;
    if (shifts.every(([x, y]) => same(turned(kind, x - first![0]), 0) && same(y, first![1])))
      return nativeProjection(proj, kind, factor, [tidy(first![0]), tidy(first![1])]);
  }
  return null;
}

const tidy = (shift: number): number => (Math.abs(shift) < 1e-9 ? 0 : shift);

function turned(kind: GridKind, x: number): number {
  if (kind !== 'equirectangular') return x;
  const rest = x - 2 * Math.PI * Math.round(x / (2 * Math.PI));
  return rest <= -Math.PI + 1e-9 ? rest + 2 * Math.PI : rest;
}

/** `longlat` counts its coordinates in radians at once. */
function nativeProjection(proj: string, kind: GridKind, unit: number, shift: readonly [number, number]): MapProjection {
  const turn = kind === 'equirectangular' ? (2 * Math.PI) / unit : null;
  return {
    proj,
    native: kind,
    nativeUnit: unit,
    nativeShift: shift,
    turn,
    forward(lat, lon) {
      const [x, y] = project(kind, lat, lon);
      return [(x - shift[0]) / unit, (y - shift[1]) / unit];
    },
    inverse: (x, y) => unproject(kind, x * unit + shift[0], y * unit + shift[1]),
  };
}
