import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMission } from './mission-file.ts';

const text = readFileSync(new URL('../../../examples/ilrs-reference.yaml', import.meta.url), 'utf8');

function faultOf(from: string | RegExp, to: string): { code: string; message: string } {
  const edited = text.replace(from, to);
  expect(edited).not.toBe(text);
  try {
    parseMission(edited, 'mine.yaml');
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('expected the mission to be refused');
}

describe('a mission file is checked across its sections', () => {
  it.each([
    [
      'an end before the start',
      /end: 2036-01-01/,
      'end: 2034-01-01',
      /mission\.end: "2034-01-01" is not after the start 2035-01-01/,
    ],
    ['a frame that is not for siting', 'frame: MOON_ME_DE421', 'frame: IAU_MOON', /frame: .*MOON_ME_DE421/],
    [
      'a hub for a partner that nobody declares',
      'russia: moscow',
      'russland: moscow',
      /hubs\.depositAt\.russland: no partner "russland" is declared/,
    ],
    ['a proposal of a stranger', 'partner: china', 'partner: atlantis', /partner "atlantis" is declared/],
    [
      'a mast that is not there',
      'mast: mast-b',
      'mast: mast-z',
      /station\.[a-z]+\[\d\]\.mast \(id [a-z-]+\): no mast "mast-z"/,
    ],
    [
      'a mast declared twice',
      'id: mast-b',
      'id: mast-a',
      /station\.masts\[1\]\.id: "mast-a" is declared twice \(first at \d+:11, station\.masts\[0\] \(id mast-a\)\)/,
    ],
    [
      'an instrument of a stranger',
      /owner: egypt/,
      'owner: egipt',
      /station\.instruments\[\d+\]\.owner \(id [a-z-]+\): instrument .* belongs to "egipt", .*, did you mean "egypt"\? \(legal: /,
    ],
    [
      'a fault of a component that is not there',
      /component: battery\b/,
      'component: batery',
      /faults\[\d+\]\.component .*: no component "batery" with faults of kind batteryCell is declared, did you mean "battery"\?/,
    ],
    [
      'a seed that is not whole',
      /seed: \d+/,
      'seed: 7.5',
      /mission\.seed: is 7\.5 \(legal: whole number from 0 to 4294967295\)/,
    ],
    [
      'a seed too large to be exact',
      /seed: \d+/,
      'seed: 1e300',
      /mission\.seed: 1e\+300 is out of range \(legal: whole number from 0 to 4294967295\)/,
    ],
    ['a title without English', /\n {4}en: .*/, '', /mission\.title\.en: is missing/],
    ['three of the five criteria', / {4}slope:\n( {6}.*\n)+/, '', /survey\.criteria\.slope: is missing/],
  ])('%s', (_, from, to, message) => {
    const fault = faultOf(from, to);
    expect(fault.message).toMatch(/^mine\.yaml:\d+:\d+: /);
    expect(fault.message).toMatch(message);
    expect(fault.code).toMatch(/^MISSION_/);
  });
});

describe('what a private station need not say', () => {
  /** The reference mission without its section `name`. */
  const without = (name: string) => text.replace(new RegExp(`^${name}:.*\\n(?:[ #\\n].*\\n|\\n)*`, 'm'), '');

  it.each([
    ['route', { map: 'bundled', parts: {} }],
    ['hubs', { k: 1, depositAt: {}, list: [{ id: 'own', title: 'Own data hub', country: 'ZZ', source: expect.stringMatching(/^assumed/) }] }],
    ['kernels', 'bundled'],
  ] as const)('%s', (section, assumed) => {
    const short = without(section);
    expect(short.length).toBeLessThan(text.length);
    expect(parseMission(short, 'mine.yaml')[section]).toEqual(assumed);
  }); // prettier-ignore

  it('criteria: the best that is published earns 1, and no place is shut out', () => {
    const short = text.replace(/ {2}criteria:\n( {4}.*\n)+/, '').replace(/ {2}candidates:.*\n/, '');
    const { criteria, candidates } = parseMission(short, 'mine.yaml').survey;
    expect(candidates).toMatchObject({ count: 5, spacing: { si: 500 } });
    expect(criteria).toMatchObject({ sunDiscMean: { weight: 4, best: { si: 0.93 } }, longestDark: { best: { si: 66 * 3600 } } });
    for (const one of Object.values(criteria)) expect(one).not.toHaveProperty('limit');
  }); // prettier-ignore

  it.each([
    ['one text', '"Mine"', { en: 'Mine', zh: 'Mine', ru: 'Mine' }],
    ['English alone', '{ en: Mine }', { en: 'Mine', zh: 'Mine', ru: 'Mine' }],
    ['English and Russian', '{ en: Mine, ru: Моя }', { en: 'Mine', zh: 'Mine', ru: 'Моя' }],
  ])('translations of the title: %s', (_, written, title) => {
    const short = text.replace(/ {2}title:\n( {4}.*\n)+/, `  title: ${written}\n`);
    expect(parseMission(short, 'mine.yaml').mission.title).toEqual(title);
  });
});
