import { planMission, shareGoalsOf, SOFTWARE, type PlanMissionOutput } from '@openilrs/core/mission';
import type { PlanOptions } from '@openilrs/core/autonomy';
import { missionInCommand, outInCommand } from '../mission/index.ts';
import type { PreparedOperations } from '../operate/index.ts';
import { highsSolver } from '../optimise/index.ts';

export interface PlanRunOptions {
  /** Iterations of the search; a limit in seconds ends it earlier. */
  readonly iterations?: number;
  readonly seconds?: number;
  /** Default: that of the mission file. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onBest?: PlanOptions['onBest'];
}

/** Enough for the missions of the examples; some seconds. */
export const DEFAULT_ITERATIONS = 2000;

/** Plans a whole mission, with the bound of the relaxation. The command that it records counts iterations, so that it makes the same plan again whatever limited this one. */
export async function runPlan(prepared: PreparedOperations, options: PlanRunOptions = {}): Promise<PlanMissionOutput> {
  const { onDisk, inputs, ...mission } = prepared;
  const { seed = onDisk.mission.mission.seed, seconds, signal, onBest } = options;
  const iterations = options.iterations ?? (seconds === undefined ? DEFAULT_ITERATIONS : undefined);
  const output = planMission(
    {
      ...mission,
      shareGoals: shareGoalsOf(onDisk.mission.programme),
      seed,
      provenance: { software: SOFTWARE, command: '', seed, inputs },
    },
    {
      solveLp: await highsSolver(),
      seed,
      ...(iterations !== undefined && { iterations }),
      ...(seconds !== undefined && { seconds, clock: () => performance.now() / 1000 }),
      ...(signal && { signal }),
      ...(onBest && { onBest }),
    },
  );
  const { site } = prepared;
  const used = output.result.search?.iterations ?? 0;
  const command = `ilrs plan ${missionInCommand(onDisk)} --site=${site.latDeg},${site.lonDeg} --seed ${seed} --iterations ${used} ${outInCommand(onDisk)}`;
  return { ...output, result: { ...output.result, provenance: { ...output.result.provenance, command } } };
}
