/** Share of the work after which its pace says something. */
const LEAST_SHARE = 0.05;

export interface Pace {
  /** Hears how far the work is, 0 to 1. */
  hear(share: number, nowMs: number): void;
  /** By the pace since it was first heard of; null while that is too short. */
  secondsLeft(): number | null;
}

/** How long work goes on that passes evenly, such as a simulation from event to event through a year. What it takes to begin is not counted. */
export function createPace(): Pace {
  let first: { readonly share: number; readonly ms: number } | null = null;
  let last = { share: 0, ms: 0 };
  return {
    hear(share, nowMs) {
      if (first === null || share < last.share) first = { share, ms: nowMs };
      last = { share, ms: nowMs };
    },
    secondsLeft() {
      if (first === null || last.share - first.share < LEAST_SHARE) return null;
      return ((last.ms - first.ms) / 1000 / (last.share - first.share)) * (1 - last.share);
    },
  };
}
