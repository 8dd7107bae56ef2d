import { cellSizeM, heightAt, type Dem, type Terrain } from '@openilrs/core/terrain';
import { ownTerrain } from '@openilrs/node/mission';

/** A grid that has a height at a place, finest first, as answers name it. */
export interface GroundRecord {
  readonly file: string;
  readonly sha256: string;
  /** Cell size; of grids in longitude and latitude that of the equator. */
  readonly cellM: number;
  /** True for a file that the user named, false for a bundled grid. */
  readonly own: boolean;
  /** What a viewer must be told, e.g. that it was reconstructed; empty when there is nothing to say. */
  readonly notice: string;
}

/** Coarser ground shows no crater rim and no hill that decides where light is: a cell of it is as wide as the view from a mast. */
const COARSE_M = 1000;

/** The grids that have a height at a place (radians), finest first: the first one carries it, the next ones are blended in near its rim; all others serve the horizon only. */
export function groundRecords(terrain: Terrain, latRad: number, lonRad: number): GroundRecord[] {
  const own = ownTerrain(terrain);
  return terrain
    .filter((dem) => !Number.isNaN(heightAt([dem], latRad, lonRad)))
    .map((dem) => ({ file: dem.name, sha256: dem.sha256, cellM: cellM(dem), own: own.includes(dem), notice: dem.notice })); // prettier-ignore
}

/** The same for people: the grid under the eye, what lies below it, and a warning where the ground is too coarse to say anything of light. */
export function groundInWords(terrain: Terrain, latRad: number, lonRad: number): string[] {
  const [finest, ...below] = groundRecords(terrain, latRad, lonRad);
  if (finest === undefined) return [];
  const cells = ({ file, cellM }: GroundRecord) => `${file} (${cellsInWords(cellM)})`;
  const { own, notice } = finest;
  const under = below.length === 0 ? '' : `; under it ${below.map(cells).join(', ')}`;
  return [
    `terrain at the place: ${cells(finest)}, ${own ? 'your own' : 'bundled'}${notice === '' ? '' : `, ${notice}`}${under}`,
    ...(finest.cellM > COARSE_M
      ? [`warning: ${cellsInWords(finest.cellM)} hide the hills and craters that decide light and skyline here. Give a finer grid with --terrain`] // prettier-ignore
      : []),
  ];
}

function cellsInWords(cell: number): string {
  return cell < COARSE_M ? `${Number(cell.toPrecision(3))} m cells` : `${(cell / 1000).toFixed(1)} km cells`;
}

function cellM({ grid }: Dem): number {
  return Number(cellSizeM(grid).toPrecision(6));
}
