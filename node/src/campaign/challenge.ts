import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import {
  noContact,
  parseMission,
  parseScenarios,
  scenarioMission,
  type ExtraFault,
  type Scenario,
  type SeedRecord,
} from '@openilrs/core/mission';
import { openWorld, readBytes, type MissionOnDisk } from '../mission/index.ts';
import { prepareOperations, siteOfRun } from '../operate/index.ts';
import { digestOf } from '../tiles/blob-store.ts';
import { makeCase, type MadeCase } from './make-case.ts';

/** @throws InputError as for a mission file, `FILE_MISSING` */
export function readScenarios(file: string): readonly Scenario[] {
  return parseScenarios(readBytes(file, 'a list of scenarios').toString('utf8'), file);
}

/**
 * The case of a scenario: its mission with what it changes.
 * @throws InputError `CHALLENGE_FIELD` when it sets what the mission file does not have; those of missions, terrain and faults
 */
export async function scenarioCase(scenario: Scenario, file: string): Promise<MadeCase> {
  const onDisk = missionOf(scenario, file);
  const world = await openWorld(onDisk);
  const site = scenario.site ?? siteOfRun(onDisk, undefined);
  if (site === null)
    throw new InputError('CHALLENGE_SITE', 'the mission has no site of its own', { where: `${file}: ${scenario.id}`, remedy: 'Give the scenario a site' }); // prettier-ignore
  const prepared = await prepareOperations(onDisk, world, site);
  const at = (day: number) => world.startEt + day * 86_400;
  const faults = scenario.faults.map(({ day, component, kind, days, effect }): ExtraFault => {
    return { et: at(day), componentId: component, kind, durationS: days === undefined ? null : days * 86_400, ...(effect !== undefined && { effect }) }; // prettier-ignore
  });
  const { noContact: silence } = scenario;
  const silent = silence === undefined ? [] : noContact(prepared.station, at(silence.fromDay), silence.days * 86_400);
  return makeCase(prepared, world.ephemeris.leapSeconds, { extraFaults: [...faults, ...silent] });
}

function missionOf(scenario: Scenario, file: string): MissionOnDisk {
  const { id, mission } = scenario;
  const path = resolve(dirname(file), mission);
  const text = scenarioMission(readBytes(path, 'a mission file').toString('utf8'), scenario, `${file}: ${id}`);
  const parsed = parseMission(text, `${path} as ${id} changes it`);
  return { mission: parsed, file: path, folder: dirname(path), name: `${id}.yaml`, sha256: digestOf(text) };
}

/** What one scenario came to. */
export interface Score {
  readonly id: string;
  /** Mean over seeds of value over clairvoyant bound, %; a life in which a safety limit was passed that could have been kept counts 0. */
  readonly score: number;
  readonly survived: number;
  readonly seeds: readonly Pick<
    SeedRecord,
    'seed' | 'scienceValue' | 'clairvoyantBound' | 'avoidableBreaches' | 'survived'
  >[];
  /** SHA-256 of seeds and values: two runs with the same digest did the same. */
  readonly digest: string;
}

export function scoreOf(id: string, records: readonly SeedRecord[]): Score {
  const seeds = records.map(({ seed, scienceValue, clairvoyantBound, avoidableBreaches, survived }) => ({ seed, scienceValue, clairvoyantBound, avoidableBreaches, survived })); // prettier-ignore
  const shares = records.map(({ valueOverBound, avoidableBreaches }) => (avoidableBreaches > 0 ? 0 : valueOverBound));
  const values = seeds.map(({ seed, scienceValue, avoidableBreaches }) => [seed, scienceValue, avoidableBreaches]);
  return {
    id,
    score: (100 * shares.reduce((a, b) => a + b, 0)) / shares.length,
    survived: seeds.filter(({ survived }) => survived).length,
    seeds,
    digest: digestOf(JSON.stringify(values)),
  };
}

/** The best known scores, in `best.json` beside the scenarios; a list of one's own may have none. */
export function readBest(file: string): ReadonlyMap<string, Score & { readonly by: string }> {
  const path = join(dirname(file), 'best.json');
  if (!existsSync(path)) return new Map();
  const list = JSON.parse(readBytes(path, 'the best known scores').toString('utf8')) as (Score & { by: string })[];
  return new Map(list.map((one) => [one.id, one]));
}
