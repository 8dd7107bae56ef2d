import type { PlanResult } from '@openilrs/core/mission';
import { requireWritable } from '@openilrs/node/mission';
import { DEFAULT_ITERATIONS, runPlan, writePlan } from '@openilrs/node/plan';
import type { Command } from 'commander';
import { interruptible } from '../interrupt.ts';
import { askedRun } from '../operate-options.ts';
import { countOption, numberOption } from '../place-options.ts';
import { say } from '../progress.ts';

interface PlanCommandOptions {
  readonly out?: string;
  readonly seed?: string;
  readonly site?: string;
  readonly seconds?: string;
  readonly iterations?: string;
  readonly json?: true;
}

/** `ilrs plan MISSION --out DIR`: the whole mission planned at once, with a proof of how good the plan is. */
export function registerPlan(program: Command): void {
  program
    .command('plan')
    .description(
      'plan the whole mission at once, with an upper bound, and why and by how little each request is left out',
    )
    .argument('<mission>', 'mission file (YAML)')
    .option('--out <dir>', 'run folder; plan/plan.json, activities.csv and plan.svg are written into it')
    .option('--seconds <seconds>', 'search for so long; the result names the iterations, which make it again')
    .option('--iterations <count>', `search for so many iterations (default: ${DEFAULT_ITERATIONS}, without --seconds)`)
    .option('--seed <n>', 'seed of the search (default: that of the mission file)')
    .option('--site <lat,lon>', 'place of the station in degrees, instead of that of the mission file or of the survey')
    .option('--json', 'print the plan as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  ilrs plan examples/ilrs-reference.yaml --site=-89.4516,222.7581 --out runs/mine',
    )
    .action(async (file: string, options: PlanCommandOptions) => {
      const { out, json } = options;
      if (out !== undefined) await requireWritable(out);
      const limits = {
        ...(options.seconds !== undefined && { seconds: numberOption('--seconds', options.seconds, 1e-3, 1e6, 's') }),
        ...(options.iterations !== undefined && { iterations: countOption('--iterations', options.iterations, 0, 1e9, '') }),
      }; // prettier-ignore
      const output = await interruptible(async (signal) => {
        const { prepared, run } = await askedRun(file, { ...options, fault: [] }, signal);
        say('planning');
        return runPlan(prepared, { ...limits, ...(run.seed !== undefined && { seed: run.seed }), signal });
      });
      const files = out === undefined ? [] : await writePlan(output, out);
      console.log(json ? JSON.stringify(output.result, null, 2) : inWords(output.result, files));
    });
}

const SHOWN = 12;

function inWords(plan: PlanResult, files: readonly string[]): string {
  const { search } = plan;
  const left = plan.notPlaced.slice(0, SHOWN);
  const points = (value: number) => String(Math.round(value * 100) / 100);
  return [
    `${plan.missionId}, ${plan.fromUtc} to ${plan.toUtc}`,
    `  requests placed   ${plan.requestsPlaced} of ${plan.requestsTotal}`,
    `  value             ${points(plan.value)} of at most ${points(plan.upperBound)} (gap ${(100 * plan.gap).toFixed(2)} %)`,
    `  priority-greedy   ${points(plan.greedyValue)}: this plan has ${(100 * plan.moreThanGreedy).toFixed(1)} % more`,
    ...(search == null ? [] : [`  search            ${search.iterations} iterations from ${points(search.constructedValue)}, ended by ${ENDED[search.stopped]}`]),
    ...plan.shares.map(({ ownerId, timeShare, valueShare, goal, lacking }) =>
      `  ${ownerId.padEnd(17)} ${share(timeShare)} of the time, ${share(valueShare)} of the value${goal === null ? '' : `, promised ${share(goal.atLeast)} of the ${goal.of}${lacking > 0 ? `: ${share(lacking)} lack` : ''}`}`),
    ...left.flatMap(({ requestId, reason, changes }) => [
      `  left out          ${requestId}: ${reason}`,
      ...(changes === undefined ? [] : [`    it would take     ${changes[0]?.words ?? 'more than any one change of window, power, battery, store or rivals'}`]),
    ]),
    ...(plan.notPlaced.length > SHOWN ? [`  left out          ... and ${plan.notPlaced.length - SHOWN} more (--json)`] : []),
    ...files.map((file) => `wrote ${file}`),
  ].join('\n'); // prettier-ignore
}

function share(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}

const ENDED = {
  goal: 'the bound: no plan is better',
  iterations: 'their number',
  time: 'the time',
  aborted: 'the user',
} as const;
