import { groundDistanceM, type Eye } from './site-pairs.ts';
import { anyOf, reachableLight, type MobileLight, type MobilePorts, type ReachableCell } from './mobile-light.ts';

/**
 * What arrays gain that may move within each radius of every site of a network: any of the cells that any of them reaches is lit. A lower bound, as for one site ({@link mobileLight}).
 *
 * Where reaches overlap, ground is lit once however many arrays can stand on it: light is a union over places, not a sum, and `cells` counts a cell that an earlier site reaches with that site only.
 * Radii in metres, any order; results in rising order.
 */
export async function mobileNetwork(
  eyes: readonly Eye[],
  radiiM: readonly number[],
  ports: MobilePorts,
): Promise<MobileLight[]> {
  const radii = [...radiiM].sort((a, b) => a - b);
  const reached: ReachableCell[][] = [];
  for (const eye of eyes) reached.push(await reachableLight(eye, radii, ports));
  return radii.map((radiusM) => {
    const within = reached.map((cells) => cells.filter(({ distanceM }) => distanceM <= radiusM));
    return {
      radiusM,
      cells: within.reduce((sum, cells, i) => sum + cells.filter((cell) => !reachedBefore(cell, eyes.slice(0, i), radiusM)).length, 0),
      ...anyOf(within.flat().map(({ lit }) => lit), [ports.sky.fromEt, ports.sky.toEt]),
    }; // prettier-ignore
  });
}

function reachedBefore({ latRad, lonRad }: ReachableCell, earlier: readonly Eye[], radiusM: number): boolean {
  // A centimetre for the rounding of the lattice: a place given twice is one place.
  return earlier.some((eye) => groundDistanceM(eye, { latRad, lonRad, heightM: 0 }) <= radiusM + 0.01);
}
