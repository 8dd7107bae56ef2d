/** Errors of a skyline against the brute-force march, degrees. */
export interface Errors {
  readonly rms: number;
  readonly p75: number;
  readonly p99: number;
}

export interface Measured {
  /** Processor time per cell and direction. */
  readonly ns: number;
  readonly error: Errors;
}

/** How much faster than GRASS r.horizon the sweep must be, per core: the target it was built for. */
export const LEAST_RATIO = 100;

/**
 * Holds the claim "at least {@link LEAST_RATIO} x r.horizon at equal or better error" in one run of both on the same grid. Errors are the same in every run; the ratio is of times
 * taken in the same run, and so far above the target (440 when it was set) that a busy machine cannot decide it.
 * @throws Error that names every figure that does not hold
 */
export function requireAhead(grass: Measured, sweep: Measured): void {
  const failures = (['rms', 'p75', 'p99'] as const)
    .filter((name) => !(sweep.error[name] <= grass.error[name]))
    .map(
      (name) =>
        `error ${name} of the sweep is ${sweep.error[name].toFixed(4)} degrees, that of r.horizon ${grass.error[name].toFixed(4)}: it must not be larger`,
    );
  const ratio = grass.ns / sweep.ns;
  if (!(ratio >= LEAST_RATIO))
    failures.push(`the sweep is ${ratio.toFixed(1)} times as fast as r.horizon: it must be at least ${LEAST_RATIO}`);
  if (failures.length > 0) throw new Error(failures.join('; '));
}
