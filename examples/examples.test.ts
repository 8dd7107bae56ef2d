import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMission } from '@openilrs/core/mission';

const folder = new URL('.', import.meta.url);
const missions = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));

describe('the example missions', () => {
  it.each(missions)('%s is a mission file', (name) => {
    const mission = parseMission(readFileSync(new URL(name, folder), 'utf8'), name);
    expect(name).toContain(mission.mission.id);
    expect(mission.programme.proposals.length).toBeGreaterThan(0);
  });

  it.each(missions)('%s: every number carries a source or says that it is assumed', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const quantities = [...text.matchAll(/\{[^{}]*\bvalue:[^{}]*\}/g)].map((match) => match[0]);
    expect(quantities.length).toBeGreaterThan(50);
    for (const quantity of quantities) expect(quantity).toMatch(/source: (assumed|'[^']{3,}|"[^"]{3,}|[A-Za-z])/);
  });
});
