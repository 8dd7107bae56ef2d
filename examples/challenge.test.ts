import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseScenarios, runSeed, scenarioMission, parseMission, type SeedRecord } from '@openilrs/core/mission';
import { readBest, scenarioCase, scoreOf } from '@openilrs/node/campaign';
import { highsSolver } from '@openilrs/node/optimise';

const file = fileURLToPath(new URL('challenge/scenarios.json', import.meta.url));
const scenarios = parseScenarios(readFileSync(file, 'utf8'), file);

describe('the challenge set', () => {
  it('has twenty scenarios, each a mission file; best known scores are of their seeds', { timeout: 90_000 }, () => {
    expect(scenarios.length).toBe(20);
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(20);
    for (const scenario of scenarios) {
      const path = fileURLToPath(new URL(scenario.mission, new URL('challenge/', import.meta.url)));
      const mission = parseMission(scenarioMission(readFileSync(path, 'utf8'), scenario, scenario.id), scenario.id);
      expect(Date.parse(mission.mission.end) - Date.parse(mission.mission.start)).toBe(scenario.days * 86_400_000);
    }
    const best = readBest(file);
    expect(best.size).toBeGreaterThan(0);
    for (const [id, one] of best) {
      expect(one.seeds.map(({ seed }) => seed)).toEqual(scenarios.find((scenario) => scenario.id === id)?.seeds);
      expect(one.score).toBeGreaterThanOrEqual(0);
    }
  });

  it('has no two scenarios that come to the same, and none that is done in full', () => {
    const best = [...readBest(file).values()];
    expect(new Set(best.map(({ digest }) => digest)).size).toBe(best.length);
    for (const { id, score } of best) expect(score, id).toBeLessThan(99.9);
  });

  it('names the field that a scenario cannot set', () => {
    const scenario = { ...scenarios[0]!, set: { 'station.batery.capacity.value': 1 } };
    const text = readFileSync(new URL('ilrs-reference.yaml', import.meta.url), 'utf8');
    expect(() => scenarioMission(text, scenario, 'list: 01')).toThrow(expect.objectContaining({ code: 'CHALLENGE_FIELD' })); // prettier-ignore
  });

  it('reproduces a best known score to the digest', { timeout: 240_000 }, async () => {
    const scenario = scenarios.find(({ id }) => id === '17-pioneer')!;
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
