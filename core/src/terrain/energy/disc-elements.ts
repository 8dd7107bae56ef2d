import { discBrightness } from './limb-darkening.ts';

/** A part of a disc: its middle to the right of the centre, its lower and upper edge, in radii, and its share of the whole. */
export interface DiscElement {
  readonly x: number;
  readonly bottom: number;
  readonly top: number;
  readonly share: number;
}

const STRIPS = 9;
const PIECES = 8;

/** Vertical strips of equal width, cut into pieces of equal height, each weighted by `brightness(rho)`; shares add up to 1. */
export function discElements(brightness: (rho: number) => number = () => 1): readonly DiscElement[] {
  const elements: DiscElement[] = [];
  for (let i = 0; i < STRIPS; i++) {
    const [a, b] = [-1 + (2 * i) / STRIPS, -1 + (2 * (i + 1)) / STRIPS];
    const half = (segment(b) - segment(a)) / (b - a); // mean half height of the strip
    const x = (a + b) / 2;
    for (let j = 0; j < PIECES; j++) {
      const bottom = half * (-1 + (2 * j) / PIECES);
      const top = half * (-1 + (2 * (j + 1)) / PIECES);
      const share = (b - a) * (top - bottom) * meanOver(brightness, a, b, bottom, top);
      elements.push({ x, bottom, top, share });
    }
  }
  const total = elements.reduce((sum, { share }) => sum + share, 0);
  return elements.map((element) => ({ ...element, share: element.share / total }));
}

/** Half of the area of the unit disc left of x, counted from its middle. */
function segment(x: number): number {
  return (Math.asin(x) + x * Math.sqrt(1 - x * x)) / 2;
}

function meanOver(f: (rho: number) => number, a: number, b: number, bottom: number, top: number): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < 4; i++)
    for (let j = 0; j < 4; j++) {
      const rho = Math.hypot(a + ((i + 0.5) / 4) * (b - a), bottom + ((j + 0.5) / 4) * (top - bottom));
      sum += f(Math.min(rho, 1));
      count += 1;
    }
  return sum / count;
}

/** All of the disc as one point: its centre, or a limb above or below it (in radii). */
export function discPoint(height = 0): readonly DiscElement[] {
  return [{ x: 0, bottom: height, top: height, share: 1 }];
}

/** The solar disc with its limb darkening. */
export const SOLAR_DISC: readonly DiscElement[] = discElements(discBrightness);
/** A disc that is equally bright, or of which only the area counts. */
export const PLAIN_DISC: readonly DiscElement[] = discElements();
