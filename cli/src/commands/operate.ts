import { InputError } from '@openilrs/core/errors';
import { causeWords, type OperateOutput, type OperateSummary } from '@openilrs/core/mission';
import { requireWritable } from '@openilrs/node/mission';
import {
  openCheckpoint,
  runOperations,
  writeOperate,
  type CheckpointFolder,
  type RunOptions,
} from '@openilrs/node/operate';
import type { Command } from 'commander';
import { sayNotice } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { addOperateOptions, askedRun, type OperateWords } from '../operate-options.ts';
import { terminalProgress } from '../progress.ts';

interface OperateOptions extends OperateWords {
  readonly checkpoint?: string;
  readonly checkpointEvery?: string;
}

/** `ilrs operate MISSION --seed N --out DIR`: lets the station live through its mission. Exit code 1 when a safety limit was passed that could have been kept. */
export function registerOperate(program: Command): void {
  addOperateOptions(program.command('operate'))
    .description('let the station live through its mission by itself: plan, execute, faults, nights')
    .option(
      '--checkpoint <dir>',
      'lay down the state of station and executive there, some times a second; a run that was killed goes on from it when the same command is given again, to the same bytes',
    )
    .option('--checkpoint-every <n>', 'after every so many events instead; 1: after each')
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', '\nExample:\n  ilrs operate examples/ilrs-reference.yaml --seed 7 --out runs/mine --json')
    .action(async (file: string, options: OperateOptions) => {
      const every = everyFrom(options.checkpointEvery);
      if (options.out !== undefined) await requireWritable(options.out);
      if (options.checkpoint !== undefined) await requireWritable(options.checkpoint);
      const folder = options.checkpoint === undefined ? null : openCheckpoint(options.checkpoint);
      try {
        const output = await interruptible(async (signal) => {
          const { prepared, run } = await askedRun(file, options, signal);
          // once nothing in the question is refused any more
          if (options.out === undefined)
            sayNotice('without --out DIR only the summary is shown: no event, curve or activity of this run is kept', options.json); // prettier-ignore
          const progress = terminalProgress('operate', options.json);
          // only once it is known to be the checkpoint of this very run
          const goesOn = () => sayNotice(`goes on from the checkpoint in ${options.checkpoint!}`, options.json);
          const laidDown = folder && checkpointing(folder, every, goesOn);
          return runOperations(prepared, { ...run, signal, progress, ...laidDown });
        });
        finish(output, options);
        // only now is it not needed any more
        folder?.remove();
      } catch (error) {
        if (folder !== null && (error as Error | null)?.name === 'AbortError')
          sayNotice(`the same command goes on from ${options.checkpoint!}`, options.json);
        throw error;
      } finally {
        folder?.close();
      }
    });
}

/** What a killed run has to live through again at most, ms: writing the state takes longer than most events. */
const LAID_DOWN_EVERY_MS = 200;

/** @param every so many events; null: by the clock */
function checkpointing({ saved, write }: CheckpointFolder, every: number | null, goesOn: () => void): Pick<RunOptions, 'checkpoint' | 'resume'> {
  let events = 0;
  let writtenMs = -Infinity;
  return {
    ...(saved && { resume: saved }),
    checkpoint: (run) => {
      events += 1;
      if (events === 1 && saved) goesOn();
      if (every === null ? performance.now() - writtenMs < LAID_DOWN_EVERY_MS : events % every !== 0) return;
      write(run);
      writtenMs = performance.now();
    },
  };
} // prettier-ignore

function finish(output: OperateOutput, { out, json }: OperateOptions): void {
  const files = out === undefined ? [] : writeOperate(output, out);
  console.log(json ? JSON.stringify(output.summary, null, 2) : inWords(output.summary, files));
  if (output.summary.breaches.some(({ avoidable }) => avoidable)) process.exitCode = 1;
}

function everyFrom(text: string | undefined): number | null {
  if (text === undefined) return null;
  const every = Number(text);
  if (Number.isInteger(every) && every >= 1) return every;
  throw new InputError('OPTION_VALUE', `"${text}" is not a number of events`, {
    where: '--checkpoint-every',
    legal: 'an integer from 1',
  });
}

function gbit(bit: number): string {
  return `${(bit / 1e9).toFixed(1)} Gbit`;
}

function inWords(s: OperateSummary, files: readonly string[]): string {
  const hours = Object.entries(s.hoursByMode).map(([mode, h]) => `${mode} ${h.toFixed(0)} h`);
  const bad = s.breaches.filter(({ avoidable }) => avoidable).length;
  return [
    `${s.missionId}, ${s.fromUtc} to ${s.toUtc}, seed ${s.seed}`,
    `  requests met      ${s.requestsMet} of ${s.requestsTotal}`,
    ...(s.notMetByCause ?? []).map(({ cause, requests }) => `    not met         ${requests}: ${causeWords(cause)}`),
    `  science value     ${Number(s.scienceValue.toFixed(1))} of at most ${Number(s.upperBound.toFixed(1))}`,
    `  data produced     ${gbit(s.dataProducedBit)}: returned ${gbit(s.dataReturnedBit)}, in the store ${gbit(s.dataKeptBit ?? 0)}, lost ${gbit(s.dataLostBit ?? 0)}`,
    `  modes             ${hours.join(', ')}`,
    `  worst battery     ${(100 * s.worstBatteryFraction).toFixed(1)} % (floor ${(100 * s.batteryFloorFraction).toFixed(0)} %)`,
    `  safety breaches   ${s.breaches.length} (${bad} avoidable)`,
    `  faults, replans   ${s.faultsInjected}, ${s.replans}`,
    `  event log         sha256 ${s.eventLogDigest}`,
    ...files.map((file) => `wrote ${file}`),
  ].join('\n');
}
