import type { Progress } from '@openilrs/core/jobs';

const REDRAW_MS = 100;
const LINE_MS = 5000;

/**
 * Progress of long work on standard error: one line that is redrawn on a terminal, a line every five seconds elsewhere (logs, CI), so that
 * standard output stays clean for results. Shows the share done and, after two seconds, an estimate of the time left. With `json` nothing is written
 * elsewhere than on a terminal, so that a program finds nothing on standard error but the error.
 */
export function terminalProgress(label: string, json = false, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (json && !stream.isTTY) return () => {};
  let started = performance.now();
  let shown = -Infinity;
  let before = 0;
  return (done, total, what) => {
    const now = performance.now();
    // a share that falls belongs to the next stage of the work: its time is counted from here
    if (done / total < before) started = now;
    before = done / total;
    const finished = done >= total;
    if (!stream.isTTY) {
      if (now - Math.max(shown, started) < LINE_MS || finished) return;
      shown = now;
      stream.write(`${sayProgress(label, done, total, what, (now - started) / 1000)}\n`);
      return;
    }
    if (now - shown < REDRAW_MS && !finished) return;
    shown = now;
    stream.write(`\r\u001b[2K${finished ? '' : sayProgress(label, done, total, what, (now - started) / 1000)}`);
  };
}

/** What is being done, on the error stream and only when a person watches. */
export function say(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${what} ...\n`);
}

/** `survey: horizons  45 %  about 12 s left`: the share is that of what is being done, for some verbs do one thing after the other. Exported for the test. */
export function sayProgress(label: string, done: number, total: number, what: string, elapsedS: number): string {
  const share = total > 0 ? Math.min(done / total, 1) : 0;
  const left = elapsedS > 2 && share > 0.02 ? `  about ${Math.ceil((elapsedS / share) * (1 - share))} s left` : '';
  return `${label}${what === label ? '' : `: ${what}`}  ${Math.floor(100 * share)} %${left}`;
}
