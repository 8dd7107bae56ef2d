import type { InputError } from '@openilrs/core/errors';
import { rotated, type Georeference } from './georeference.ts';
import { mapProjection } from './map-projection.ts';
import type { Pds3Label } from './pds3-label.ts';
import { polarParameters, projStringOf, requireMoonSphere, unknownProjection, type ProjectionParameters } from './projection-parameters.ts'; // prettier-ignore

const DEGREE = Math.PI / 180;

/**
 * Where the samples of a PDS3 image lie, by its IMAGE_MAP_PROJECTION object.
 *
 * SAMPLE_ and LINE_PROJECTION_OFFSET name the place of the projection's origin counted from the centre of the first sample and line (DSMAP_POLAR.CAT of LRO-L-LOLA-4-GDR-V1.0:
 * `x = (sample - S0 - 1) * MAP_SCALE`), so the outer corner lies half a cell farther.
 * @throws InputError `RASTER_WRONG_BODY`, `RASTER_PROJECTION`, `RASTER_CELLS`, `RASTER_NO_GEOREFERENCE`
 */
export function pds3Place(label: Pds3Label, columns: number, rows: number): Georeference {
  const where = label.path;
  const major = label.metres('A_AXIS_RADIUS');
  requireMoonSphere(major, label.has('C_AXIS_RADIUS') ? label.metres('C_AXIS_RADIUS') : major, where);
  if (/WEST/i.test(label.text('POSITIVE_LONGITUDE_DIRECTION')))
    throw unknownProjection('a map with longitudes counted positive to the west', where);
  const type = label.text('MAP_PROJECTION_TYPE').toUpperCase().replaceAll('_', ' ');
  const rotation = label.number('MAP_PROJECTION_ROTATION', 0);
  const [lat, lon] = [label.number('CENTER_LATITUDE', 0), label.number('CENTER_LONGITUDE', 0)];
  if (type === 'SIMPLE CYLINDRICAL' || (type === 'EQUIRECTANGULAR' && lat === 0)) {
    if (rotation !== 0) throw turned(rotation, where);
    return cylindrical(label, lon, rows);
  }
  const projection = mapProjection(projStringOf({ ...parameters(type, label, lat, lon, rotation), unitM: 1 }), where);
  const step = scaleM(label);
  return {
    projection,
    stepX: step,
    stepY: step,
    xMin: -(label.number('SAMPLE_PROJECTION_OFFSET', columns / 2 - 0.5) + 0.5) * step,
    yMax: (label.number('LINE_PROJECTION_OFFSET', rows / 2 - 0.5) + 0.5) * step,
  };
}

function parameters(
  type: string,
  label: Pds3Label,
  lat: number,
  lon: number,
  rotation: number,
): Omit<ProjectionParameters, 'unitM'> {
  const where = label.path;
  if (type === 'POLAR STEREOGRAPHIC') {
    if (Math.abs(label.number('CENTER_LATITUDE')) !== 90)
      throw unknownProjection(`POLAR STEREOGRAPHIC with centre ${lat}`, where);
    // A half turn of the picture is a turn of the central meridian. Quarter turns are written with either sign in the archives: not guessed.
    if (Math.abs(rotation) === 180) return polarParameters(lat, lon + 180, 1);
    if (rotation !== 0) throw turned(rotation, where);
    return polarParameters(lat, lon, 1);
  }
  if (rotation !== 0) throw turned(rotation, where);
  const [lat1, lat2] = [label.number('FIRST_STANDARD_PARALLEL', lat), label.number('SECOND_STANDARD_PARALLEL', lat)];
  switch (type) {
    case 'STEREOGRAPHIC':
    case 'OBLIQUE STEREOGRAPHIC':
      return { method: 'stere', lat0: lat, lon0: lon, k: 1 };
    case 'EQUIRECTANGULAR':
      return { method: 'eqc', lat0: 0, lon0: lon, latTs: lat };
    case 'ORTHOGRAPHIC':
      return { method: 'ortho', lat0: lat, lon0: lon };
    case 'LAMBERT AZIMUTHAL EQUAL AREA':
      return { method: 'laea', lat0: lat, lon0: lon };
    case 'GNOMONIC':
      return { method: 'gnom', lat0: lat, lon0: lon };
    case 'SINUSOIDAL':
      return { method: 'sinu', lon0: lon };
    case 'MERCATOR':
      return { method: 'merc', lon0: lon, latTs: lat };
    case 'TRANSVERSE MERCATOR':
      return { method: 'tmerc', lat0: lat, lon0: lon, k: 1 };
    case 'LAMBERT CONFORMAL':
    case 'LAMBERT CONFORMAL CONIC':
      return { method: 'lcc', lat0: lat, lon0: lon, lat1, lat2 };
    case 'ALBERS':
      return { method: 'aea', lat0: lat, lon0: lon, lat1, lat2 };
    default:
      throw unknownProjection(`"${type}"`, where);
  }
}

function turned(rotation: number, where: string): InputError {
  return rotated(where, `MAP_PROJECTION_ROTATION ${rotation} degrees`);
}

/** Rows and columns of degrees: by the offsets when the label has them, else by its western and northern edges. */
function cylindrical(label: Pds3Label, lon0: number, rows: number): Georeference {
  const stepDeg = 1 / label.number('MAP_RESOLUTION', NaN);
  const step = Number.isFinite(stepDeg) ? stepDeg * DEGREE : scaleM(label) / label.metres('A_AXIS_RADIUS');
  const byOffset = label.has('SAMPLE_PROJECTION_OFFSET') && label.has('LINE_PROJECTION_OFFSET');
  const xMin = byOffset
    ? lon0 * DEGREE - (label.number('SAMPLE_PROJECTION_OFFSET') + 0.5) * step
    : label.number('WESTERNMOST_LONGITUDE') * DEGREE;
  const yMax = byOffset
    ? (label.number('LINE_PROJECTION_OFFSET') + 0.5) * step
    : label.number('MAXIMUM_LATITUDE') * DEGREE;
  const limit = Math.PI / 2 + 1e-6;
  if (yMax > limit || yMax - rows * step < -limit)
    throw rotated(label.path, `rows from ${(yMax / DEGREE).toFixed(3)} degrees of latitude, beyond a pole`);
  return { projection: mapProjection('+proj=longlat', label.path), xMin, yMax, stepX: step, stepY: step };
}

function scaleM(label: Pds3Label): number {
  return label.number('MAP_SCALE') * (/<\s*KM/i.test(label.text('MAP_SCALE')) ? 1000 : 1);
}
