/** The span of time that the charts show, inside the whole run. */
export interface TimeWindow {
  readonly fromEt: number;
  readonly toEt: number;
  show(fromEt: number, toEt: number): void;
  /** Factor under 1 looks closer; `aboutEt` stays where it is. */
  zoom(factor: number, aboutEt: number): void;
  /** By a share of what is seen, later is positive. */
  pan(share: number): void;
  whole(): void;
  /** Moves just so far that `et` is seen. */
  follow(et: number): void;
}

const SHORTEST_S = 600;

export function createTimeWindow(startEt: number, endEt: number, first: readonly number[] | null): TimeWindow {
  let seen = $state.raw(fit(first?.[0] ?? startEt, first?.[1] ?? endEt, startEt, endEt));
  const set = (from: number, to: number) => (seen = fit(from, to, startEt, endEt));
  return {
    get fromEt() {
      return seen.fromEt;
    },
    get toEt() {
      return seen.toEt;
    },
    show: set,
    zoom(factor, aboutEt) {
      const about = Math.min(seen.toEt, Math.max(seen.fromEt, aboutEt));
      set(about - (about - seen.fromEt) * factor, about + (seen.toEt - about) * factor);
    },
    pan(share) {
      const step = (seen.toEt - seen.fromEt) * share;
      set(seen.fromEt + step, seen.toEt + step);
    },
    whole: () => set(startEt, endEt),
    follow(et) {
      const length = seen.toEt - seen.fromEt;
      if (et < seen.fromEt || et > seen.toEt) set(et - length * 0.1, et + length * 0.9);
    },
  };
}

/** The asked span, not shorter than ten minutes, pushed inside the run. */
export function fit(fromEt: number, toEt: number, startEt: number, endEt: number): { fromEt: number; toEt: number } {
  const length = Math.min(endEt - startEt, Math.max(SHORTEST_S, toEt - fromEt));
  const from = Math.min(endEt - length, Math.max(startEt, (fromEt + toEt - length) / 2));
  return { fromEt: from, toEt: from + length };
}
