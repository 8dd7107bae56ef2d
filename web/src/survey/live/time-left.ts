/**
 * Estimates that a reader can act on. The first reports come from small pictures, which say little of what the finest one costs, and each report jumps with
 * the load of the machine (from 270 to 550 s within a second was seen): nothing is told before three seconds of work and eight reports, then their median.
 */
const AFTER_MS = 3000;
const LEAST_REPORTS = 8;
const KEPT_REPORTS = 24;

export interface TimeLeft {
  /** @param workedMs since the question was asked */
  hear(secondsLeft: number | null, workedMs: number): void;
  /** Null: not enough is known. */
  readonly seconds: number | null;
}

export function createTimeLeft(): TimeLeft {
  /** When the work would end by each report, milliseconds since it began. */
  let ends: number[] = [];
  let workedMs = 0;
  return {
    hear(secondsLeft, nowMs) {
      workedMs = nowMs;
      if (secondsLeft !== null) ends = [...ends, nowMs + secondsLeft * 1000].slice(-KEPT_REPORTS);
    },
    get seconds() {
      if (workedMs < AFTER_MS || ends.length < LEAST_REPORTS) return null;
      const sorted = [...ends].sort((a, b) => a - b);
      return Math.max(0, (sorted[Math.floor(sorted.length / 2)]! - workedMs) / 1000);
    },
  };
}
