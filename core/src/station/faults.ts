import { createRandom } from '../math/index.ts';
import type { FaultKind } from './fault-kinds.ts';
import type { FaultSpec } from './fault-spec.ts';

/** A fault that happens: for `durationS`, or for good. */
export interface FaultEvent {
  readonly et: number;
  readonly componentId: string;
  readonly kind: FaultKind;
  readonly durationS: number | null;
  readonly effect: number;
}

/**
 * Draws the faults of a run: Poisson arrivals at the declared rate, exponential durations. Each declared fault has its own stream, so declaring
 * another one leaves the draws of the rest as they are.
 */
export function drawFaults(specs: readonly FaultSpec[], startEt: number, endEt: number, seed: number): FaultEvent[] {
  const random = createRandom(seed);
  const events: FaultEvent[] = [];
  for (const spec of specs) {
    if (spec.ratePerS <= 0) continue;
    const stream = random.stream(`fault:${spec.id}`);
    for (let et = startEt + stream.exponential() / spec.ratePerS; et < endEt;) {
      const durationS = spec.durationS === null ? null : stream.exponential() * spec.durationS;
      events.push({ et, componentId: spec.componentId, kind: spec.kind, durationS, effect: spec.effect });
      et += stream.exponential() / spec.ratePerS;
    }
  }
  return events.sort((a, b) => a.et - b.et);
}
