import { InputError } from '@openilrs/core/errors';
import { explainRequest, explainSources, runPlan, type ExplainSources, type RequestExplanation } from '@openilrs/node/plan'; // prettier-ignore
import type { Command } from 'commander';
import { interruptible } from '../interrupt.ts';
import { askedRun } from '../operate-options.ts';
import { say } from '../progress.ts';

interface ExplainOptions {
  readonly mission?: string;
  readonly run?: string;
  readonly site?: string;
  readonly json?: true;
}

/** `ilrs explain REQUEST`: why a request is where it is, or why it is nowhere and what would change that. */
export function registerExplain(program: Command): void {
  program
    .command('explain')
    .description('why a request is done when it is, or why it is not and what would change that')
    .argument('<request>', 'id of a request: that of its proposal with a running number, e.g. drill-core-002')
    .option('--mission <file>', 'mission file (YAML), which is planned for it')
    .option('--run <dir>', 'run folder with plan/ or operate/')
    .option('--site <lat,lon>', 'with --mission: place of the station in degrees')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  ilrs explain volatiles-in-shadow-002 --run runs/mine')
    .action(async (requestId: string, options: ExplainOptions) => {
      const explained = explainRequest(requestId, await sourcesOf(options));
      console.log(options.json ? JSON.stringify(explained, null, 2) : inWords(explained));
    });
}

async function sourcesOf({ mission, run, site, json }: ExplainOptions): Promise<ExplainSources> {
  if ((mission === undefined) === (run === undefined))
    throw new InputError('OPTION_VALUE', 'one of a mission and a run is needed', {
      where: '--mission, --run',
      legal: 'either --mission FILE or --run DIR',
    });
  if (run !== undefined) return explainSources(run);
  const plan = await interruptible(async (signal) => {
    const words = { ...(site !== undefined && { site }), ...(json && { json }), fault: [] };
    const { prepared } = await askedRun(mission!, words, signal);
    say('planning');
    return (await runPlan(prepared, { signal })).result;
  });
  return { plan, summary: null, executed: null };
}

const hours = (seconds: number) => `${(seconds / 3600).toFixed(1)} h`;

/** How far a start can move; less than three minutes, which would read as 0.0 h, is no room. */
function leeway(earlierS: number, laterS: number): string {
  const ways = [...(earlierS < 180 ? [] : [`up to ${hours(earlierS)} earlier`]), ...(laterS < 180 ? [] : [`up to ${hours(laterS)} later`])]; // prettier-ignore
  return ways.length === 0 ? 'neither earlier nor later' : ways.join(' or ');
}

/** What is known of a request, line by line. Exported for the test. */
export function inWords({ requestId, planned, leftOut, executed, notMet }: RequestExplanation): string {
  const changes = leftOut?.changes ?? [];
  return [
    requestId,
    ...(planned === null ? [] : [
      `  planned      ${planned.startUtc} to ${planned.endUtc} on ${planned.instrumentId}, worth ${planned.value}`,
      `  could begin  ${leeway(planned.startEt - planned.earliestStartEt, planned.latestStartEt - planned.startEt)}, with all others where they are`,
    ]),
    ...(leftOut === null ? [] : [
      `  left out     ${leftOut.reason}`,
      ...changes.map(({ words }, i) => `  ${i === 0 ? 'it would take' : '           or'}  ${words}`),
    ]),
    ...(executed ?? []).map(({ id, quality, dataBit }) => `  done         ${id}, ${quality}, ${(dataBit / 1e6).toFixed(1)} Mbit`),
    ...(notMet === null ? [] : [
      ...(notMet.before ?? []).map(({ fromUtc, untilUtc, reason }) => `  until ${untilUtc}  the plan of ${fromUtc} was in force: ${reason}`),
      `  not met      ${notMet.reason}`,
    ]),
  ].join('\n'); // prettier-ignore
}
