import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseScenarios, runSeed, scenarioMission, parseMission, type SeedRecord } from '@openilrs/core/mission';
import { readBest, scenarioCase, scoreOf } from '@openilrs/node/campaign';
import { highsSolver } from '@openilrs/node/optimise';

const file = fileURLToPath(new URL('challenge/scenarios.json', import.meta.url));
const scenarios = parseScenarios(readFileSync(file, 'utf8'), file);

describe('the challenge set', () => {
  it('has twenty scenarios, each a mission file, and a best known score for each', () => {
    expect(scenarios.length).toBe(20);
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(20);
    for (const scenario of scenarios) {
      const path = fileURLToPath(new URL(scenario.mission, new URL('challenge/', import.meta.url)));
      const mission = parseMission(scenarioMission(readFileSync(path, 'utf8'), scenario, scenario.id), scenario.id);
      expect(Date.parse(mission.mission.end) - Date.parse(mission.mission.start)).toBe(scenario.days * 86_400_000);
    }
    const best = readBest(file);
    for (const { id, seeds } of scenarios) {
      expect(best.get(id)!.seeds.map(({ seed }) => seed)).toEqual(seeds);
      expect(best.get(id)!.score).toBeGreaterThanOrEqual(0);
      expect(best.get(id)!.score).toBeLessThanOrEqual(100);
    }
  });

  it('names the field that a scenario cannot set', () => {
    const scenario = { ...scenarios[0]!, set: { 'station.batery.capacity.value': 1 } };
    const text = readFileSync(new URL('ilrs-reference.yaml', import.meta.url), 'utf8');
    expect(() => scenarioMission(text, scenario, 'list: 01')).toThrow(expect.objectContaining({ code: 'CHALLENGE_FIELD' })); // prettier-ignore
  });

  it('reproduces a best known score to the digest', { timeout: 120_000 }, async () => {
    const scenario = scenarios.find(({ id }) => id === '10-relay-only')!;
    const { case: made } = await scenarioCase(scenario, file);
    const solveLp = await highsSolver();
    const records: SeedRecord[] = [];
    for (const seed of scenario.seeds) records.push((await runSeed(made, { id: 'full' }, seed, solveLp)).record);
    const score = scoreOf(scenario.id, records);
    const best = readBest(file).get(scenario.id)!;
    expect(score.digest).toBe(best.digest);
    expect(score.score).toBeCloseTo(best.score, 9);
  });
});
