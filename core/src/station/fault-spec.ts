import type { FaultKind } from './fault-kinds.ts';

export interface FaultSpec {
  readonly id: string;
  readonly componentId: string;
  readonly kind: FaultKind;
  readonly ratePerS: number;
  /** Mean of an exponential distribution; null: for good. */
  readonly durationS: number | null;
  /** Share of the output, capacity or stock lost (strings, cells, converters, leaks); without meaning for the other kinds. */
  readonly effect: number;
}
