import { AUTONOMY_PARTS } from '@openilrs/core/autonomy';
import { allFaults, caseText, NOMINAL, type CampaignCase, type Spreads, type Variant } from '@openilrs/core/mission';
import type { LeapSeconds } from '@openilrs/core/time';
import { operateInput, type PreparedOperations, type RunOptions } from '../operate/index.ts';
import { digestOf } from '../tiles/blob-store.ts';

export interface CaseOptions extends Pick<RunOptions, 'extraFaults' | 'autonomy'> {
  /** As the mission file declares them, without it; `nominal` lets nothing differ and nothing fail. */
  readonly nominal?: boolean;
  /** Options that shaped the mission before it was prepared, as the command had them, e.g. `--days 60`. */
  readonly words?: readonly string[];
}

/** A case ready to be run anywhere. */
export interface MadeCase {
  readonly case: CampaignCase;
  readonly text: string;
  readonly digest: string;
}

/**
 * What all runs of a campaign have in common, from a prepared mission.
 * @throws InputError `FAULT_COMPONENT`, `FAULT_TIME` when a fault that every life is to have cannot be
 */
export function makeCase(prepared: PreparedOperations, leapSeconds: LeapSeconds, options: CaseOptions = {}): MadeCase {
  const { nominal = false, words = [], extraFaults = [], autonomy = {} } = options;
  // told here, before any life has begun
  allFaults(prepared.station, prepared.environment, 0, extraFaults);
  const spreads: Spreads = nominal ? NOMINAL : prepared.onDisk.mission.campaign;
  const { seed: _, provenance, ...operations } = operateInput(prepared, { seed: 0, extraFaults, autonomy });
  const { software, inputs } = provenance;
  const more = [...(nominal ? ['--nominal'] : []), ...words].map((word) => ` ${word}`).join('');
  const command = provenance.command
    .replace('ilrs operate ', 'ilrs campaign ')
    .replace(' --seed 0', ` --first-seed {seed} --seeds 1${more}`);
  const made: CampaignCase = { operations, spreads, provenance: { software, inputs, command } };
  const text = caseText(made, leapSeconds);
  return { case: made, text, digest: digestOf(text) };
}

/** The autonomy whole, and without each of its parts. */
export const ABLATION: readonly Variant[] = [
  { id: 'full' },
  ...AUTONOMY_PARTS.map((part): Variant => ({
    id: `without-${part}`,
    autonomy: { [part]: false },
    words: `--without=${part}`,
  })),
];
