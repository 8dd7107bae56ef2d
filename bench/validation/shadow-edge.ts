import type { JobRunner } from '@openilrs/core/jobs';
import { createRandom } from '@openilrs/core/math';
import { cellPlace, networkPlaceJob, type LunarSky, type SurveyRegion, type Terrain } from '@openilrs/core/terrain';

/** A map of shadow beside exact skylines and 19 years of the Sun, where it can be wrong: in cells that have a cell of the other kind beside them. */
export interface ShadowEdge {
  readonly cellM: number;
  /** Cells of the map, and those at an edge. */
  readonly cells: number;
  readonly edgeCells: number;
  /** How many of them were looked at, drawn at random (seed 1). */
  readonly checked: number;
  /** Dark on the map but lit by the exact skyline, and the other way round. */
  readonly darkHere: number;
  readonly litHere: number;
}

/** @param dark 1 where the map says permanent shadow, row 0 at the top */
export async function shadowEdge(
  region: SurveyRegion,
  dark: Uint8Array,
  checked: number,
  { terrain, runner, sky }: { readonly terrain: Terrain; readonly runner: JobRunner; readonly sky: LunarSky },
): Promise<ShadowEdge> {
  const { columns, rows, step } = region.grid;
  const around = [-columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1];
  const edge: number[] = [];
  for (let row = 1; row < rows - 1; row++)
    for (let cell = row * columns + 1; cell < (row + 1) * columns - 1; cell++)
      if (around.some((by) => dark[cell + by] !== dark[cell])) edge.push(cell);
  const random = createRandom(1);
  const drawn = Array.from({ length: checked }, () => edge[random.int(edge.length)]!);
  const places = await runner.map(networkPlaceJob, drawn.map((cell) => {
    const [latRad, lonRad] = cellPlace(region, Math.floor(cell / columns), cell % columns);
    return { terrain, sky, eye: { latRad, lonRad, heightM: 0 }, levels: 0 };
  })); // prettier-ignore
  const wrong = (value: number) => places.filter(({ sunAny }, i) => dark[drawn[i]!] === value && (sunAny.length === 0 ? 1 : 0) !== value).length; // prettier-ignore
  return { cellM: step, cells: dark.length, edgeCells: edge.length, checked, darkHere: wrong(1), litHere: wrong(0) };
}
