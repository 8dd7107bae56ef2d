import type { Document, Element } from 'slimdom';
import { InputError } from '@openilrs/core/errors';
import { noGeoreference, type Georeference } from './georeference.ts';
import { mapProjection } from './map-projection.ts';
import { polarParameters, projStringOf, requireMoonSphere, unknownProjection, type ProjectionParameters } from './projection-parameters.ts'; // prettier-ignore

/** The cartography dictionary's elements by local name: of each the first. */
type Find = (name: string) => Element | undefined;

const DEGREE = Math.PI / 180;

/**
 * Where the cells of a PDS4 array lie, by the `cart:Cartography` of its label: Geodetic_Model, Map_Projection, Geo_Transformation (outer corner of the upper left cell).
 * @throws InputError `RASTER_NO_GEOREFERENCE`, `RASTER_WRONG_BODY`, `RASTER_PROJECTION`
 */
export function pds4Place(document: Document, where: string): Georeference {
  const elements = new Map<string, Element>();
  collect(document, elements);
  const find: Find = (name) => elements.get(name);
  if (find('Cartography') === undefined)
    throw noGeoreference(where, 'the label has no map projection (cart:Cartography)', 'Name the GeoTIFF of the same map where there is one: labels that OpenILRS writes carry no projection, the .tif beside them does'); // prettier-ignore
  const metres = (name: string): number | undefined => {
    const found = find(name);
    if (found === undefined) return undefined;
    return Number(found.textContent) * (/^k/.test(found.getAttribute('unit') ?? 'm') ? 1000 : 1);
  };
  const radius = metres('a_axis_radius') ?? metres('semi_major_radius');
  requireMoonSphere(radius, metres('c_axis_radius') ?? metres('polar_radius') ?? radius, where);
  if (/west/i.test(find('longitude_direction')?.textContent ?? ''))
    throw unknownProjection('a map with longitudes counted positive to the west', where);
  const [stepX, stepY] = steps(find, where);
  const [x, y] = [metres('upperleft_corner_x'), metres('upperleft_corner_y')];
  if (x === undefined || y === undefined)
    throw noGeoreference(where, 'the label has no cart:upperleft_corner_x and _y');
  const proj = projStringOf({ ...parameters(find, where), unitM: 1 });
  return { projection: mapProjection(proj, where), xMin: x, yMax: y, stepX, stepY };
}

function collect(node: Document | Element, into: Map<string, Element>): void {
  for (const child of node.childNodes) {
    if (child.nodeType !== 1) continue;
    const { localName } = child as Element;
    if (!into.has(localName)) into.set(localName, child as Element);
    collect(child as Element, into);
  }
}

/** Metres per pixel; older labels give degrees per pixel as the resolution and metres as the scale. */
function steps(find: Find, where: string): [number, number] {
  const one = (axis: 'x' | 'y'): number => {
    for (const name of [`pixel_resolution_${axis}`, `pixel_scale_${axis}`]) {
      const found = find(name);
      const unit = found?.getAttribute('unit') ?? '';
      if (found !== undefined && /^k?m\/pixel$/i.test(unit))
        return Number(found.textContent) * (/^k/i.test(unit) ? 1000 : 1);
      if (found !== undefined && /^deg\/pixel$/i.test(unit) && find(`pixel_scale_${axis}`) === undefined)
        return Number(found.textContent) * DEGREE * 1_737_400;
    }
    throw noGeoreference(where, `the label has no cart:pixel_resolution_${axis} in metres`);
  };
  return [one('x'), one('y')];
}

function parameters(find: Find, where: string): Omit<ProjectionParameters, 'unitM'> {
  const name = (find('map_projection_name')?.textContent ?? '').trim();
  const number = (...names: string[]): number | undefined => {
    const found = names.map(find).find((element) => element !== undefined);
    return found === undefined ? undefined : Number(found.textContent);
  };
  const lon0 = number('longitude_of_central_meridian', 'straight_vertical_longitude_from_pole', 'longitude_of_projection_center'); // prettier-ignore
  const lat0 = number('latitude_of_projection_origin', 'latitude_of_projection_center');
  const [lat1, lat2] = [number('standard_parallel_1'), number('standard_parallel_2')];
  const k = number(
    'scale_factor_at_projection_origin',
    'scale_factor_at_central_meridian',
    'scale_factor_at_center_line',
  );
  switch (name.toLowerCase()) {
    case 'polar stereographic':
      if (lat0 !== undefined && Math.abs(lat0) < 60)
        throw new InputError('RASTER_PROJECTION', `Polar Stereographic with its origin at ${lat0} degrees`, { where });
      return polarParameters(lat0 ?? -90, lon0 ?? 0, k);
    case 'stereographic':
    case 'oblique stereographic':
      return { method: 'stere', lat0, lon0, k: k ?? 1 };
    case 'equirectangular':
    case 'simple cylindrical':
    case 'simple_cylindrical':
      return { method: 'eqc', lat0: 0, lon0, latTs: lat1 ?? 0 };
    case 'orthographic':
      return { method: 'ortho', lat0, lon0 };
    case 'transverse mercator':
      return { method: 'tmerc', lat0, lon0, k: k ?? 1 };
    case 'lambert azimuthal equal-area':
    case 'lambert azimuthal equal area':
      return { method: 'laea', lat0, lon0 };
    case 'lambert conformal conic':
      return { method: 'lcc', lat0, lon0, lat1, lat2 };
    case 'mercator':
      return { method: 'merc', lon0, latTs: lat1 };
    case 'sinusoidal':
      return { method: 'sinu', lon0 };
    default:
      throw unknownProjection(`"${name}"`, where);
  }
}
