import { secondsLeft } from '@openilrs/core/terrain';
import type { TilesState } from '@openilrs/node/tiles';

const LINE_MS = 5000;

/**
 * Progress of tiles on standard error: a line that is redrawn on a terminal, one every five seconds elsewhere, nothing with `json`. The time left comes from the cost of a cell in the
 * tiles that are done, of earlier sessions too, and from the cores that worked for the run in this one.
 */
export function tilesProgress(json: boolean, stream: NodeJS.WriteStream = process.stderr): (state: TilesState) => void {
  if (json && !stream.isTTY) return () => {};
  const started = performance.now();
  let shown = started;
  return (state) => {
    const now = performance.now();
    if (!stream.isTTY && now - shown < LINE_MS) return;
    shown = now;
    const line = sayTiles(state, (now - started) / 1000);
    stream.write(stream.isTTY ? `\r\u001b[2K${line}` : `${line}\n`);
  };
}

/** `cap  37 %  1335 of 3600 tiles  9.1 core-s each  about 2 h 10 min left`; exported for the test. */
export function sayTiles(
  { total, cellsTotal, cellsDone, cost, workedS, failed, done }: TilesState,
  elapsedS: number,
): string {
  const left = secondsLeft(cost, cellsTotal - cellsDone, workedS, elapsedS);
  return [
    `cap  ${Math.floor((100 * cellsDone) / Math.max(1, cellsTotal))} %  ${done} of ${total} tiles`,
    ...(cost.tiles > 0 ? [`${(cost.seconds / cost.tiles).toPrecision(3)} core-s each`] : []),
    ...(left === null || left === 0 ? [] : [`about ${inWords(left)} left`]),
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
  ].join('  ');
}

/** `2 h 10 min`, `3 min`, `40 s`. */
export function inWords(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
