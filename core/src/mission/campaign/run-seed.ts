import type { AutonomyOptions, SolveLp } from '../../autonomy/index.ts';
import { allFaults, type ExtraFault } from '../operate-faults.ts';
import type { OperateInput } from '../operate-input.ts';
import { operate, type OperateOptions, type OperateOutput } from '../operate.ts';
import type { Spreads } from './campaign-schema.ts';
import { clairvoyantBound } from './clairvoyant-bound.ts';
import { disturbed, drawDisturbance } from './disturbance.ts';
import { lossOf, type SeedRecord } from './seed-record.ts';

/** All that the runs of a campaign have in common. */
export interface CampaignCase {
  /** Without seed and truth; what is added of faults and taken away of the autonomy holds for every seed. */
  readonly operations: Omit<OperateInput, 'seed' | 'truth' | 'upperBound' | 'provenance'>;
  readonly spreads: Spreads;
  readonly provenance: Omit<OperateInput['provenance'], 'command' | 'seed'> & {
    /** With `{seed}` where the seed stands. */
    readonly command: string;
  };
}

/** Another station, or another life of it: the same seeds, but for what is said here. */
export interface Variant {
  readonly id: string;
  readonly autonomy?: AutonomyOptions;
  readonly extraFaults?: readonly ExtraFault[];
  /** Options of the command that make it. */
  readonly words?: string;
}

/** One life of the station: a function of the case, the variant and the seed. */
export async function runSeed(
  { operations, spreads, provenance }: CampaignCase,
  variant: Variant,
  seed: number,
  solveLp?: SolveLp,
  options: OperateOptions = {},
): Promise<{ readonly record: SeedRecord; readonly output: OperateOutput }> {
  const { station, environment, requests } = operations;
  const disturbance = drawDisturbance(station, requests, spreads, seed);
  const truth = disturbed(station, environment, disturbance, spreads.faultRate.si);
  const extraFaults = [...(operations.extraFaults ?? []), ...(variant.extraFaults ?? [])];
  const faults = allFaults(truth.station, environment, seed, extraFaults);
  const bound = clairvoyantBound(operations, truth, faults, solveLp);
  const input: OperateInput = {
    ...operations,
    extraFaults,
    autonomy: { ...operations.autonomy, ...variant.autonomy },
    seed,
    truth,
    upperBound: bound,
    provenance: { ...provenance, seed, command: commandOf(provenance.command, variant, seed) },
  };
  const output = await operate(input, options);
  return { record: recordOf(output, disturbance), output };
}

function commandOf(command: string, { words }: Variant, seed: number): string {
  return command.replace('{seed} --seeds 1', `${seed} --seeds 1${words === undefined ? '' : ` ${words}`}`);
}

function recordOf(
  { summary }: OperateOutput,
  { lightFactor, laterS, dustPerYear }: ReturnType<typeof drawDisturbance>,
): SeedRecord {
  const { seed, scienceValue, upperBound, requestsMet, hoursByMode, worstBatteryFraction, breaches } = summary;
  const loss = lossOf(summary);
  return {
    seed,
    startEt: summary.fromEt,
    scienceValue,
    clairvoyantBound: upperBound,
    valueOverBound: upperBound > 0 ? scienceValue / upperBound : 1,
    requestsMet,
    hoursByMode,
    survived: loss === null,
    lostEt: loss?.et ?? null,
    lostBy: loss?.by ?? null,
    lossAvoidable: loss?.avoidable ?? null,
    worstBatteryFraction,
    breaches,
    avoidableBreaches: breaches.filter(({ avoidable }) => avoidable).length,
    faultsInjected: summary.faultsInjected,
    replans: summary.replans,
    dataProducedBit: summary.dataProducedBit,
    dataReturnedBit: summary.dataReturnedBit,
    dataKeptBit: summary.dataKeptBit ?? 0,
    dataLostBit: summary.dataLostBit ?? 0,
    eventLogDigest: summary.eventLogDigest,
    disturbance: { lightFactor, laterS, dustPerYear },
  };
}
