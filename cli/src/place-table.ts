import { InputError } from '@openilrs/core/errors';
import { GROUND_M, nearestNode, resolutionAt, type Eye, type Terrain } from '@openilrs/core/terrain';
import { readBytes } from '@openilrs/node/mission';
import { heightOption } from './eye-options.ts';
import { numberOption } from './place-options.ts';

export interface NamedEye extends Eye {
  readonly name: string;
}

const DEGREE = Math.PI / 180;

/**
 * Places of a CSV file with a header line: `latDeg`, `lonDeg`, and if there are such columns `name` and `heightM`. Places on the ground are moved to the nearest node of the terrain.
 * @throws InputError `PLACES_FILE` with file and line; as `readBytes`
 */
export function readPlaces(path: string, heightM: number, terrain: Terrain): NamedEye[] {
  const lines = new TextDecoder().decode(readBytes(path, 'a table of places')).split(/\r?\n/);
  const header = lines[0]!.replace(/^\uFEFF/, '').split(',').map((word) => word.trim()); // prettier-ignore
  const column = (name: string) => header.indexOf(name);
  const wrong = (line: number, what: string) =>
    new InputError('PLACES_FILE', what, {
      where: `${path}:${line}`,
      legal: 'a header line with latDeg and lonDeg (name and heightM if you like), then a place per line',
    });
  if (column('latDeg') < 0 || column('lonDeg') < 0) throw wrong(1, 'no columns latDeg and lonDeg');
  const places = lines.slice(1).flatMap((line, i) => {
    if (line.trim() === '') return [];
    const fields = line.split(',').map((field) => field.trim());
    const at = `${path}:${i + 2}`;
    const latRad = numberOption(at, fields[column('latDeg')] ?? '', -90, 90, 'degrees in latDeg') * DEGREE;
    const lonRad = numberOption(at, fields[column('lonDeg')] ?? '', -180, 360, 'degrees in lonDeg') * DEGREE;
    const own = fields[column('heightM')] ?? '';
    const eyeM = own === '' ? heightM : heightOption(own, at);
    if (Number.isNaN(resolutionAt(terrain, latRad, lonRad))) throw wrong(i + 2, 'no terrain at this place');
    const [lat, lon] = eyeM < GROUND_M ? nearestNode(terrain, latRad, lonRad) : [latRad, lonRad];
    return [{ name: fields[column('name')] || `N${i + 1}`, latRad: lat, lonRad: lon, heightM: eyeM }];
  });
  if (places.length === 0) throw wrong(1, 'no places');
  return places;
}
