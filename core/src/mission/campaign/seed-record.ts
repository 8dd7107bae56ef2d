import type { OperateSummary } from '../results/operate-result.ts';
import type { Disturbance } from './disturbance.ts';

/** What a campaign keeps of one seed. */
export interface SeedRecord {
  readonly seed: number;
  readonly startEt: number;
  readonly scienceValue: number;
  /** No policy could have brought home more under this seed's light, dust, durations and faults: see `clairvoyantBound`. */
  readonly clairvoyantBound: number;
  readonly valueOverBound: number;
  readonly requestsMet: number;
  readonly hoursByMode: OperateSummary['hoursByMode'];
  /** No equipment passed its survival limits, and the bus had power in the end. */
  readonly survived: boolean;
  /** Instant of the loss; null when it survived. */
  readonly lostEt: number | null;
  readonly lostBy: string | null;
  /** Whether another policy might have saved it: false when the certificate proves that none could. Null when it survived. */
  readonly lossAvoidable: boolean | null;
  readonly worstBatteryFraction: number;
  readonly breaches: OperateSummary['breaches'];
  readonly avoidableBreaches: number;
  readonly faultsInjected: number;
  readonly replans: number;
  /** Produced = returned + kept in the store to the end + lost. */
  readonly dataProducedBit: number;
  readonly dataReturnedBit: number;
  readonly dataKeptBit: number;
  readonly dataLostBit: number;
  readonly eventLogDigest: string;
  readonly disturbance: Omit<Disturbance, 'durationFactor'>;
}

/** When the station was lost, and by what. */
export function lossOf({ breaches, toEt }: Pick<OperateSummary, 'breaches' | 'toEt'>): {
  readonly et: number;
  readonly by: string;
  readonly avoidable: boolean;
} | null {
  const losses = breaches.filter(
    ({ kind, toEt: until }) => kind === 'cold' || kind === 'hot' || (kind === 'undervoltage' && until! >= toEt),
  );
  const first = losses.reduce<(typeof losses)[number] | undefined>((a, b) => (a === undefined || b.et < a.et ? b : a), undefined); // prettier-ignore
  return first === undefined ? null : { et: first.et, by: first.what, avoidable: first.avoidable };
}
