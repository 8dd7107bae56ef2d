export type FaultKind =
  | 'arrayString'
  | 'batteryCell'
  | 'linkOutage'
  | 'computerReset'
  | 'heaterStuckOff'
  | 'heaterStuckOn'
  | 'instrumentFault'
  | 'sourceTrip'
  | 'storageOutage'
  | 'feederOpen'
  | 'robotFault';

export interface FaultSpec {
  readonly id: string;
  readonly componentId: string;
  readonly kind: FaultKind;
  readonly ratePerS: number;
  /** Mean of an exponential distribution; null: for good. */
  readonly durationS: number | null;
  /** Share of the output or capacity lost (strings, cells); without meaning for the other kinds. */
  readonly effect: number;
}
