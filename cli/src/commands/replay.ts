import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import {
  checkEventLog,
  firstDifference,
  OperateRun,
  ordersInLog,
  SOFTWARE,
  type LogCheck,
  type LogHeader,
  type RunView,
} from '@openilrs/core/mission';
import { operateInput } from '@openilrs/node/operate';
import { Command } from 'commander';
import { sayNotice } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { addOperateOptions, askedRun, type AskedRun, type OperateWords } from '../operate-options.ts';
import { timeOption } from '../place-options.ts';
import { shellWords } from '../shell-words.ts';

interface ReplayOptions {
  readonly mission?: string;
  readonly at?: string;
  readonly run: boolean;
  readonly json?: true;
}

interface ReplayAnswer {
  readonly log: string;
  readonly entries: number;
  readonly chain: 'holds' | 'broken';
  /** Where the chain breaks, or where the run made anew says something else: lines count from 1. */
  readonly broken?: { readonly line: number; readonly why: string };
  readonly missionId?: string;
  readonly seed?: number;
  readonly software?: string;
  /** Not told when the run was not made again. */
  readonly same?: boolean;
  readonly differs?: { readonly line: number; readonly logged: string | null; readonly again: string | null };
  readonly state?: RunView & { readonly utc: string };
}

/** `ilrs replay LOG`: is the log whole, does the run made again say the same, and how did the station stand at an instant? Exit code 1 when not. */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('check the chain of an event log, make its run again from its first line and compare entry by entry')
    .argument('<log>', 'events.jsonl, or the run folder that holds it')
    .option('--mission <file>', 'mission file (default: the one that the log names)')
    .option('--at <utc>', 'print the state of station and executive at this instant; the run is made up to it')
    .option('--no-run', 'check the chain only')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  ilrs replay runs/mine --at 2035-03-02T12:00')
    .action(async (path: string, options: ReplayOptions) => {
      const answer = await replay(path, options);
      console.log(options.json ? JSON.stringify(answer, null, 2) : inWords(answer));
      if (answer.chain === 'broken' || answer.same === false) process.exitCode = 1;
    });
}

async function replay(path: string, options: ReplayOptions): Promise<ReplayAnswer> {
  const log = logOf(path);
  const text = readFileSync(log, 'utf8');
  const check = checkEventLog(text);
  const { header } = check;
  const said = { log, entries: check.entries, ...(header && { missionId: header.missionId, seed: header.seed, software: header.software }) }; // prettier-ignore
  // a broken log still tells by its first line how the run began: its state may be asked for, but nothing is compared
  if (check.broken !== null && options.at === undefined) return { ...said, chain: 'broken', broken: check.broken };
  if (header === null || (!options.run && options.at === undefined)) return { ...said, ...chainOf(check) };
  return interruptible(async (signal) => {
    const asked = await runOf(header, options, signal);
    // plans that were applied by hand are in the log itself
    const orders = ordersInLog(text.split('\n'));
    const input = operateInput(asked.prepared, { ...asked.run, orders });
    // the mission file may lie elsewhere now: its digest is what counts
    const run = new OperateRun({ ...input, provenance: { ...input.provenance, command: header.command } });
    if (options.at !== undefined) return { ...said, ...chainOf(check), state: stateAt(run, asked, options.at) };
    for (let k = 0; !run.done; k += 1) {
      run.next();
      if (k % 500 === 0) await new Promise<void>((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
    run.finish();
    const logged = text.split('\n').slice(0, -1);
    const at = header.software === SOFTWARE ? firstDifference(logged, run.log.lines) : firstDifference(unchained(logged), unchained(run.log.lines)); // prettier-ignore
    if (at === null) return { ...said, ...chainOf(check), same: true };
    const differs = { line: at + 1, logged: logged[at] ?? null, again: run.log.lines[at] ?? null };
    return { ...said, ...chainOf(check), same: false, differs };
  });
}

function chainOf({ broken }: LogCheck): Pick<ReplayAnswer, 'chain' | 'broken'> {
  return broken === null ? { chain: 'holds' } : { chain: 'broken', broken };
}

function logOf(path: string): string {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'operate', 'events.jsonl') : path;
  if (existsSync(file)) return file;
  throw new InputError('LOG_FILE', 'there is no event log', {
    where: file,
    legal: 'events.jsonl of a run, or its run folder',
    remedy: 'Give the path of the log, or run ilrs operate first',
  });
}

/** The run that a log came from: its command is read as it would be typed. */
async function runOf(header: LogHeader, { mission, json }: ReplayOptions, signal: AbortSignal): Promise<AskedRun> {
  const command = addOperateOptions(new Command('operate'))
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  try {
    command.parse(shellWords(header.command).slice(2), { from: 'user' });
  } catch (cause) {
    throw new InputError('LOG_COMMAND', `the log says it was made by "${header.command}", which this version cannot read`, { where: 'line 1 of the log', legal: 'a command `ilrs operate ...`', cause }); // prettier-ignore
  }
  const file = mission ?? command.args[0]!;
  if (!existsSync(file))
    throw new InputError('LOG_MISSION', `the log was made from ${file}, which is not here`, {
      where: 'line 1 of the log',
      legal: 'the path of the mission file, from the working folder',
      remedy: 'Give it with --mission',
    });
  const asked = await askedRun(file, { ...command.opts<OperateWords>(), ...(json && { json }) }, signal);
  const { inputs } = asked.prepared;
  const other = Object.entries(header.inputs).filter(([name, sha]) => (inputs as Record<string, string>)[name] !== sha);
  if (other.length > 0)
    throw new InputError(
      'REPLAY_INPUTS',
      `what the run was made from is not the same any more: ${other.map(([name]) => name).join(', ')}`,
      {
        where: 'line 1 of the log',
        legal: other.map(([name, sha]) => `${name} with SHA-256 ${sha}`).join('; '),
        remedy: 'Give the files of that time, or check the chain alone with --no-run',
      },
    );
  if (header.software !== SOFTWARE) sayNotice(`the log was written by ${header.software}, this is ${SOFTWARE}`, json);
  return asked;
}

function stateAt(run: OperateRun, { prepared, world }: AskedRun, at: string): RunView & { readonly utc: string } {
  const et = timeOption('--at', at, world.ephemeris.leapSeconds);
  const { startEt, endEt } = prepared.environment;
  if (et < startEt || et > endEt)
    throw new InputError('TIME_RANGE', `${at} lies outside the run`, {
      where: '--at',
      legal: `${prepared.utc(startEt)} to ${prepared.utc(endEt)}`,
    });
  return { utc: prepared.utc(et), ...run.lookAt(et) };
}

/** Entries of logs of two versions, without the chain, which holds the version. */
function unchained(lines: readonly string[]): string[] {
  return lines.slice(1).map((line) => line.replace(/,"prev":"[0-9a-f]*"\}$/, '}'));
}

function inWords({ entries, chain, broken, same, differs, state, missionId, seed, software }: ReplayAnswer): string {
  const from = missionId === undefined ? [] : [`mission ${missionId}, seed ${seed!}, ${software!}`];
  const held =
    chain === 'holds' ? `chain: holds over ${entries} entries` : `chain: line ${broken!.line} ${broken!.why}`;
  const compared =
    same === undefined ? [] : same ? [`replay: the same ${entries} entries`] : [`replay: differs at line ${differs!.line}`, `  logged ${differs!.logged ?? '(nothing)'}`, `  again  ${differs!.again ?? '(nothing)'}`]; // prettier-ignore
  return [...from, held, ...compared, ...(state === undefined ? [] : stateInWords(state))].join('\n');
}

function stateInWords({ utc, telemetry: t, executive: e }: RunView & { readonly utc: string }): string[] {
  const list = (items: readonly string[]) => (items.length === 0 ? 'none' : items.join(', '));
  const kWh = (joule: number) => (joule / 3.6e6).toFixed(2);
  return [
    `state at ${utc}`,
    `  mode              ${e.mode}`,
    `  battery           ${((100 * t.batteryJ) / t.batteryCapacityJ).toFixed(1)} %, ${kWh(t.batteryJ)} of ${kWh(t.batteryCapacityJ)} kWh`,
    `  power             ${t.generationW.toFixed(0)} W in, ${t.loadW.toFixed(0)} W out`,
    `  data store        ${(t.storeBit / 1e9).toFixed(2)} Gbit`,
    `  temperatures      ${list(t.nodes.map(({ id, tempK }) => `${id} ${tempK.toFixed(1)} K`))}`,
    `  links on          ${list(t.links.filter(({ on }) => on).map(({ id }) => id))}`,
    `  activities        ${list(t.activities)}`,
    `  commands          ${list(e.commands.map(({ id, trace }) => `${id} ${trace.at(-1)!.stage}`))}`,
    `  planned next      ${list(e.next.map(({ requestId }) => requestId))}`,
    `  not to be used    ${list([...Object.keys(e.beliefs.linkDownUntil), ...Object.keys(e.beliefs.instrumentDownUntil)])}`,
  ];
}
