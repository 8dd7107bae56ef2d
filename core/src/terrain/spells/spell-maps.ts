import type { Job, JobOptions, JobRunner } from '../../jobs/index.ts';
import type { Terrain } from '../ground/dem.ts';
import { fromGnomonic, sightHeight, type GnomonicFrame } from '../ground/gnomonic.ts';
import { sampleTerrain } from '../ground/terrain-height.ts';
import type { LunarSky } from '../light/light-sky.ts';
import type { BodyTrack } from '../light/light-track.ts';
import type { SweepTerrain } from '../sweep/sweep-terrain.ts';
import { cellSpells, type SpellFacts } from './cell-spells.ts';
import { sharedFloat32, sharedFloat64 } from './shared-arrays.ts';
import { SLOPES } from './skyline-codes.ts';
import { skylineBlockJob, skylineBlocks, skylineStrip, type SkylineStrip } from './skyline-strip.ts';
import { sunNodes, type SunNodes } from './sun-nodes.ts';

/** Spells of every cell of a region (rows from the lowest y), seconds; NaN where the terrain has no height. Eclipses by the Earth are left out. */
export interface SpellMaps {
  /** Longest time within the period without, and with, any part of the solar disc above the skyline: exact for the cell's skyline, as `lightAt`. */
  readonly longestDarkS: Float64Array;
  readonly longestLitS: Float64Array;
  /** Epoch (TDB seconds past J2000) at which those begin. */
  readonly longestDarkEt: Float64Array;
  readonly longestLitEt: Float64Array;
  /** Dark spells longer than the threshold that was asked for: how many in the period, and how long together. */
  readonly nights: Float64Array;
  readonly nightsS: Float64Array;
}

export interface SpellOptions extends JobOptions {
  /** Directions of the skyline, even; 720 unless told. */
  readonly directions?: number;
  /** Nights are counted that last longer than this, seconds; none unless told. */
  readonly nightLongerThanS?: number;
  /** Memory for skylines, bytes: a larger region is swept strip by strip. 512 MiB unless told. */
  readonly memoryBytes?: number;
}

interface SpellBlock {
  readonly strip: SkylineStrip;
  readonly nodes: SunNodes;
  readonly frame: GnomonicFrame;
  readonly track: BodyTrack;
  readonly side: number;
  readonly stepM: number;
  /** Line-of-sight heights of the eyes in the whole region. */
  readonly eyeM: Float32Array;
  readonly nightLongerThanS: number;
  /** Cells of the strip, `from` to below `to`. */
  readonly from: number;
  readonly to: number;
}

const FACTS = 6;

/** The facts of each cell of the block, one after the other, in the order of {@link SpellMaps}. */
export const spellBlockJob: Job<SpellBlock, Float64Array> = {
  name: 'terrain/spell-block',
  run({ strip, nodes, frame, track, side, stepM, eyeM, nightLongerThanS, from, to }) {
    const { find } = cellSpells(nodes, frame, track, nightLongerThanS);
    const { codes, cells, directions, firstCell } = strip;
    const slopes = new Float64Array(directions);
    const found = new Float64Array(FACTS * (to - from)).fill(NaN);
    const facts = newFacts();
    for (let i = from; i < to; i++) {
      const cell = firstCell + i;
      const eye = eyeM[cell]!;
      if (eye !== eye) continue;
      for (let d = 0; d < directions; d++) slopes[d] = SLOPES[codes[d * cells + i]!]!;
      const at = (index: number): number => (index - (side - 1) / 2) * stepM;
      find(at(cell % side), at(Math.floor(cell / side)), eye, slopes, facts);
      found.set(
        [facts.longestDarkS, facts.longestLitS, facts.longestDarkEt, facts.longestLitEt, facts.nights, facts.nightsS],
        FACTS * (i - from),
      );
    }
    return found;
  },
};

export function newFacts(): SpellFacts {
  return { longestDarkS: 0, longestDarkEt: NaN, longestLitS: 0, longestLitEt: NaN, nights: 0, nightsS: 0 };
}

/** Cells in one job: half a second or so of work. */
const BLOCK = 2048;

/**
 * Longest dark and lit spell of every cell of a region from `heightM` above the ground, over the whole period of the sky.
 *
 * The sweep gives each cell its skyline (2 bytes a direction, strip by strip within `memoryBytes`), then each cell walks the Sun's path. The same bits on one worker or many.
 * @throws the signal's reason when aborted
 */
export async function spellMaps(
  runner: JobRunner,
  terrain: Terrain,
  swept: SweepTerrain,
  sky: LunarSky,
  heightM: number,
  options: SpellOptions = {},
): Promise<SpellMaps> {
  const { directions = 720, nightLongerThanS = Infinity, memoryBytes = 2 ** 29, signal, progress } = options;
  const { cells: side, frame, stepM } = swept;
  const total = side * side;
  const rows = Math.min(side, Math.max(1, Math.floor(memoryBytes / (2 * directions * side))));
  const strips = Math.ceil(side / rows);
  const nodes = sunNodes(sky.sun, frame, directions, sky.fromEt, sky.toEt);
  const eyeM = eyeHeights(terrain, swept, heightM);
  const track: BodyTrack = { ...sky.sun, xyzM: sharedFloat64(sky.sun.xyzM.length) };
  track.xyzM.set(sky.sun.xyzM);
  const found = new Float64Array(FACTS * total);
  for (let s = 0; s < strips; s++) {
    const share = (half: 0 | 1): JobOptions => ({
      ...(signal && { signal }),
      ...(progress && {
        progress: (done, all, what) => progress((2 * s + half + done / Math.max(all, 1)) * 100, 200 * strips, what),
      }),
    });
    const range = [s * rows, Math.min((s + 1) * rows, side)] as const;
    const strip = await skylineStrip(runner, swept, heightM, directions, range, share(0));
    const blocks: SpellBlock[] = [];
    for (let from = 0; from < strip.cells; from += BLOCK) {
      const to = Math.min(from + BLOCK, strip.cells);
      blocks.push({ strip, nodes, frame, track, side, stepM, eyeM, nightLongerThanS, from, to });
    }
    const parts = await runner.map(spellBlockJob, blocks, share(1));
    for (const [b, { from }] of blocks.entries()) found.set(parts[b]!, FACTS * (strip.firstCell + from));
  }
  const column = (fact: number) => Float64Array.from({ length: total }, (_, cell) => found[FACTS * cell + fact]!);
  return {
    longestDarkS: column(0),
    longestLitS: column(1),
    longestDarkEt: column(2),
    longestLitEt: column(3),
    nights: column(4),
    nightsS: column(5),
  };
}

/** Work of a turn of {@link darkSpellTurns} and core, in cells of the walk and in looks (cells times directions) of the sweep: some tenths of a second. */
const TURN_CELLS = 256;
const TURN_LOOKS = 8e6;

/**
 * The longest dark spell of every cell, hours, as {@link spellMaps} (the same bits), in short turns: after each it says what share of the work is done, and goes on when it is asked for more.
 */
export async function* darkSpellTurns(
  runner: JobRunner,
  terrain: Terrain,
  swept: SweepTerrain,
  sky: LunarSky,
  heightM: number,
  directions: number,
  memoryBytes = 2 ** 28,
): AsyncGenerator<number, Float32Array> {
  const { cells: side, frame, stepM } = swept;
  const rows = Math.min(side, Math.max(1, Math.floor(memoryBytes / (2 * directions * side))));
  const nodes = sunNodes(sky.sun, frame, directions, sky.fromEt, sky.toEt);
  const eyeM = eyeHeights(terrain, swept, heightM);
  const track: BodyTrack = { ...sky.sun, xyzM: sharedFloat64(sky.sun.xyzM.length) };
  track.xyzM.set(sky.sun.xyzM);
  const hours = new Float32Array(side * side);
  const each = Math.min(24, Math.max(1, Math.floor(TURN_LOOKS / side ** 2)));
  for (let firstRow = 0; firstRow < side; firstRow += rows) {
    const range = [firstRow, Math.min(firstRow + rows, side)] as const;
    const { strip, blocks: sweeps } = skylineBlocks(swept, heightM, directions, range, each);
    for (const taken of batches(sweeps, runner.parallel)) {
      const parts = await runner.map(skylineBlockJob, taken);
      for (const [b, { from }] of taken.entries()) strip.codes.set(parts[b]!, from * strip.cells);
      yield firstRow / side;
    }
    const common = { strip, nodes, frame, track, side, stepM, eyeM, nightLongerThanS: Infinity };
    const walks: SpellBlock[] = [];
    for (let from = 0; from < strip.cells; from += TURN_CELLS)
      walks.push({ ...common, from, to: Math.min(from + TURN_CELLS, strip.cells) });
    for (const taken of batches(walks, runner.parallel)) {
      const parts = await runner.map(spellBlockJob, taken);
      for (const [b, { from, to }] of taken.entries())
        for (let i = from; i < to; i++) hours[strip.firstCell + i] = parts[b]![FACTS * (i - from)]! / 3600;
      yield (strip.firstCell + taken.at(-1)!.to) / (side * side);
    }
  }
  return hours;
}

function batches<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

/** Line-of-sight heights of the eyes of all cells; NaN where there is no terrain. */
function eyeHeights(terrain: Terrain, { cells, stepM, frame }: SweepTerrain, heightM: number): Float32Array {
  const eyes = sharedFloat32(cells * cells);
  const [u, sample] = [new Float64Array(3), new Float64Array(2)];
  for (let cell = 0; cell < eyes.length; cell++) {
    const x = ((cell % cells) - (cells - 1) / 2) * stepM;
    const y = (Math.floor(cell / cells) - (cells - 1) / 2) * stepM;
    fromGnomonic(frame, x, y, u);
    sampleTerrain(terrain, u[0]!, u[1]!, u[2]!, sample);
    eyes[cell] = sightHeight(x, y, sample[0]!) + heightM;
  }
  return eyes;
}
