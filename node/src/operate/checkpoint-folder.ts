import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'; // prettier-ignore
import { join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import type { OperateRun, SavedRun } from '@openilrs/core/mission';

const STATE = 'state.json';
const LOG = 'events.jsonl';
const PIECES = 'pieces.f64';

/**
 * A run on disk as it stands after its last event:
 *
 *     events.jsonl   the event log so far, only ever appended to
 *     pieces.f64     what the curves are drawn from: rows of 64-bit numbers, little-endian, only ever appended to
 *     state.json     all else, and how many lines and rows belong to it; replaced in one rename
 *
 * The two long files are written first, so whenever the process is killed the state names a beginning of them; what was written after it is cut off on reading.
 */
export interface CheckpointFolder {
  /** The run that was left here; null when none was. */
  readonly saved: SavedRun | null;
  /** Lays down how the run stands now. */
  write(run: Pick<OperateRun, 'save'>): void;
  close(): void;
  /** The run is over: nothing is left to go on from. */
  remove(): void;
}

/**
 * @param durable waits for the disk at each write, so that it also outlives a loss of power, not just the death of the process; slow
 * @throws InputError `CHECKPOINT_FILE` when what lies there is not a checkpoint
 */
export function openCheckpoint(dir: string, durable = false): CheckpointFolder {
  mkdirSync(dir, { recursive: true });
  const saved = readSaved(dir);
  const fds = { lines: openSync(join(dir, LOG), 'a+'), rows: openSync(join(dir, PIECES), 'a+') };
  const written = { lines: saved?.lines.length ?? 0, rows: saved?.rows.length ?? 0 };
  ftruncateSync(
    fds.lines,
    (saved?.lines ?? []).reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0),
  );
  ftruncateSync(
    fds.rows,
    (saved?.rows ?? []).reduce((sum, row) => sum + row.byteLength, 0),
  );
  return {
    saved,
    write(run) {
      const { state, lines, rows } = run.save();
      const text = lines.slice(written.lines).map((line) => `${line}\n`).join(''); // prettier-ignore
      if (text !== '') writeSync(fds.lines, text);
      for (const row of rows.slice(written.rows)) writeSync(fds.rows, bytesOf(row));
      written.lines = lines.length;
      written.rows = rows.length;
      if (durable) for (const fd of [fds.lines, fds.rows]) fsyncSync(fd);
      replace(join(dir, STATE), state, durable);
    },
    close() {
      for (const fd of [fds.lines, fds.rows]) closeSync(fd);
    },
    remove() {
      for (const name of [STATE, LOG, PIECES]) rmSync(join(dir, name), { force: true });
    },
  };
}

function replace(file: string, text: string, durable: boolean): void {
  const part = `${file}.part`;
  const fd = openSync(part, 'w');
  try {
    writeFileSync(fd, text);
    if (durable) fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(part, file);
}

function readSaved(dir: string): SavedRun | null {
  const file = join(dir, STATE);
  if (!existsSync(file)) return null;
  try {
    const state = readFileSync(file, 'utf8');
    const { lines, rows, layout } = JSON.parse(state) as { lines: number; rows: number; layout: [string, number | null][] | null }; // prettier-ignore
    const width = (layout ?? []).reduce((sum, [, length]) => sum + (length ?? 1), 0);
    const log = readFileSync(join(dir, LOG), 'utf8').split('\n').slice(0, lines);
    const pieces = readFileSync(join(dir, PIECES));
    if (log.length < lines || pieces.length < 8 * width * rows)
      throw new Error('files are shorter than the state says');
    return { state, lines: log, rows: Array.from({ length: rows }, (_, i) => rowAt(pieces, i * width, width)) };
  } catch (cause) {
    throw new InputError('CHECKPOINT_FILE', 'what lies there is not a checkpoint that can be read', {
      where: dir,
      legal: `${STATE}, ${LOG} and ${PIECES} as ilrs operate --checkpoint writes them`,
      remedy: 'Delete the folder to begin anew, or give another one',
      cause,
    });
  }
}

function bytesOf(row: Float64Array): Uint8Array {
  const bytes = Buffer.alloc(row.byteLength);
  row.forEach((value, i) => bytes.writeDoubleLE(value, 8 * i));
  return bytes;
}

function rowAt(pieces: Buffer, at: number, width: number): Float64Array {
  return Float64Array.from({ length: width }, (_, i) => pieces.readDoubleLE(8 * (at + i)));
}
