import { numbersOf } from '../../link/hash.ts';
import type { MapPlace } from '../polar-map.ts';

/** Places of a link, `x,y;x,y` in metres of the map; what is no place is left out. */
export function placesIn(text: string | undefined): MapPlace[] {
  return (text ?? '').split(';').flatMap((part) => {
    const [xM, yM] = numbersOf(part, 2) ?? [];
    return xM === undefined || yM === undefined ? [] : [{ xM, yM }];
  });
}

/** The inverse; undefined when there is none, so that the link drops it. */
export function placesText(places: readonly MapPlace[]): string | undefined {
  return places.length === 0 ? undefined : places.map(({ xM, yM }) => `${xM.toFixed(1)},${yM.toFixed(1)}`).join(';');
}
