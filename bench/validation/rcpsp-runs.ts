import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPsplib, solveRcpsp } from '@openilrs/core/autonomy';
import { violations } from '../../core/src/autonomy/rcpsp/testing/violations.ts';

/** PSPLIB instances with the best makespans and bounds that others have found. */
export interface Psplib {
  readonly instances: readonly KnownInstance[];
  text(instance: KnownInstance): string;
  close(): void;
}

export interface KnownInstance {
  readonly set: string;
  readonly name: string;
  readonly bestKnown: number;
  readonly knownBound: number;
}

/** So many seconds of processor time for every so-manieth instance of a set. */
export interface Campaign {
  readonly set: string;
  readonly seconds: number;
  readonly every: number;
}

export interface Outcome extends KnownInstance {
  readonly makespan: number;
  readonly lowerBound: number;
  readonly cpuS: number;
  readonly iterations: number;
}

export interface CampaignResult extends Campaign {
  readonly outcomes: readonly Outcome[];
  /** Mean load of the machine over a minute, at the start and at the end. */
  readonly load: readonly [number, number];
}

/**
 * Opens a folder with `psplib_bounds.csv` (set, instance, best known makespan, lower bound) and the instances, as folders `j30/` ... or in an archive
 * `psplib-given.tar.xz` of them. Null when there is none.
 */
export function openPsplib(folder: string): Psplib | null {
  const bounds = join(folder, 'psplib_bounds.csv');
  if (!existsSync(bounds)) return null;
  const archive = join(folder, 'psplib-given.tar.xz');
  const unpacked = existsSync(archive) ? mkdtempSync(join(tmpdir(), 'psplib-')) : null;
  if (unpacked !== null) execFileSync('tar', ['-xJf', archive, '-C', unpacked]);
  const rows = readFileSync(bounds, 'utf8').trim().split(/\r?\n/).slice(1).map((line) => line.split(',')); // prettier-ignore
  return {
    instances: rows.map(([set, name, best, bound]) => ({ set: set!, name: name!, bestKnown: Number(best), knownBound: Number(bound) })), // prettier-ignore
    text: ({ set, name }) => readFileSync(join(unpacked ?? folder, set, `${name}.sm`), 'utf8'),
    close: () => {
      if (unpacked !== null) rmSync(unpacked, { recursive: true });
    },
  };
}

/** `j30:10,j120:30:10`: 10 s for each of j30, 30 s for each tenth of j120. */
export function campaignsOf(text: string): Campaign[] {
  return text.split(',').map((part) => {
    const [set = '', seconds, every = '1'] = part.trim().split(':');
    const campaign = { set, seconds: Number(seconds), every: Number(every) };
    if (!(campaign.seconds > 0 && campaign.every >= 1)) throw new Error(`"${part}" is not SET:SECONDS or SET:SECONDS:EVERY`); // prettier-ignore
    return campaign;
  });
}

/** Processor time of this process, all its threads: on a busy machine the only time that means the same twice. */
function cpuClock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Schedules the instances one after the other in this thread; each schedule is checked by other code than made it. */
export function runCampaign(psplib: Psplib, campaign: Campaign, say: (line: string) => void): CampaignResult {
  const { set, seconds, every } = campaign;
  const load = loadavg()[0]!;
  const chosen = psplib.instances.filter((one) => one.set === set).filter((_, k) => k % every === 0);
  const outcomes = chosen.map((instance, k): Outcome => {
    const problem = readPsplib(psplib.text(instance), `${instance.name}.sm`);
    const begin = cpuClock();
    const { makespan, lowerBound, starts, iterations } = solveRcpsp(problem, { seed: 1, seconds, clock: cpuClock });
    const cpuS = cpuClock() - begin;
    const wrong = violations(problem, starts, makespan);
    if (wrong.length > 0) throw new Error(`${instance.name}: ${wrong[0]}`);
    if (lowerBound > instance.bestKnown || makespan < instance.knownBound)
      throw new Error(`${instance.name}: makespan ${makespan}, bound ${lowerBound}; known are ${instance.bestKnown} and ${instance.knownBound}`); // prettier-ignore
    if (k % 20 === 19) say(`${set}: ${k + 1} of ${chosen.length}`);
    return { ...instance, makespan, lowerBound, cpuS, iterations };
  });
  return { ...campaign, outcomes, load: [load, loadavg()[0]!] };
}
