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
    ['a mast that is not there', 'mast: mast-b', 'mast: mast-z', /no mast "mast-z"/],
    ['a title without Russian', /\n {4}ru: .*/, '', /mission\.title\.ru: is missing/],
  ])('%s', (_, from, to, message) => {
    const fault = faultOf(from, to);
    expect(fault.message).toMatch(/^mine\.yaml:\d+:\d+: /);
    expect(fault.message).toMatch(message);
    expect(fault.code).toMatch(/^MISSION_/);
  });
});
