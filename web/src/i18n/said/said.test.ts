import { parseRouteMap } from '@openilrs/core/mission';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { said as en } from './en.ts';
import { sayIn } from './said.ts';
import { said as ru } from './ru.ts';
import { said as zh } from './zh.ts';

/** Sentences as the station writes them (core/autonomy, core/mission), one of each kind. */
const SENTENCES = [
  'planned 58 activities to 2035-03-02T00:00:00Z',
  'drill-core-001 started on drill',
  'landscape-panorama-001 is complete',
  'seismic-watch-012 was broken off: instrument seismometer failed',
  'seismic-watch-012-try2 was refused: instrument "seismometer" is faulty',
  'seed-growth-002 goes on',
  'nominal -> reduced: shed for the night: resource-pilot-plant',
  'reduced -> nominal: power for all loads',
  'safe -> sleep: the night cannot be powered awake; the Sun is expected at 2035-06-01T00:00:00Z',
  'sleep -> safe: check-out after sleep',
  'nominal -> safe: the computer restarted',
  'woken by the Sun: check-out begins',
  'even asleep the battery would fall under floor and reserve about 2035-06-01T00:00:00Z, by the careful forecast',
  'computer restarted (boot 2); plan restored from its checkpoint',
  'array array-a gives 92.0 % of its design output, was 100.0 %',
  'battery capacity is 188.00 kWh, was 200.00 kWh',
  'battery is at 40.1 %, the plan expected 45.0 %',
  'link relay has no lock inside its contact window',
  'link relay has lock again',
  'instrument drill reports a fault',
  'instrument drill still reports a fault',
  'instrument drill is sound again',
  'node science-bay is at 231.2 K and its heater does not heat',
  'node science-bay now uses its spare heater',
  'node science-bay has no spare heater left',
  'robot-charging tripped: the battery could not give what was drawn',
  'science-bay is colder than its survival limit',
  'science-bay colder than its survival limit',
  'science-bay is within its survival limits again',
  'battery fell under its floor',
  'data store is full: what fills it has to stop',
  'simulated fault: instrumentFault of work-robot for 69.5 h',
  'simulated fault: arrayString of array-a for good',
  'simulated fault: computerReset of computer',
  'seismometer: instrumentFault',
  'relay: link out',
  'nothing of its window is left after 2035-03-02T00:00:00Z',
  'instrument resource-testbed is taken whenever regolith-sintering-001 could run, first by oxygen-from-regolith-001',
  'the station is dark for at most 0 h at a stretch between 2035-02-12T00:00:00Z and 2035-03-26T00:00:00Z, 10 h are needed',
  '2.5 h at a stretch are left between 2035-02-12T00:00:00Z and 2035-03-26T00:00:00Z in which the station is sunlit, 10 h are needed',
  'instrument seismometer is out of order until at least 2035-09-18T06:55:46Z, what is left between 2035-09-17T06:55:46Z and 2035-09-24T00:00:00Z is too short',
  'no start can be kept; at 2035-02-12T00:00:00Z, for one, it needs 1500 W while 20 W are free at 2035-02-13T00:00:00Z',
  'no start can be kept; at 2035-02-12T00:00:00Z, for one, the station sleeps through the night from 2035-02-13T00:00:00Z for 60 h',
  'no start can be kept; at 2035-02-12T00:00:00Z, for one, it would fill the data store (101.0 % at 2035-02-13T00:00:00Z) before a link can empty it',
  'no start can be kept; at 2035-02-12T00:00:00Z, for one, it would take the battery to 20.1 % at 2035-02-13T00:00:00Z, under the 26.0 % of floor and reserve',
  'broken off at 2035-03-22T21:09:00Z: instrument seismometer failed',
  'begin its window 463.3 h earlier (starts 2035-01-23T16:47:32Z)',
  'end its window 802 h later (starts 2035-10-13T00:00:00Z)',
  'draw 12 W less than its 60 W (starts 2035-10-13T00:00:00Z)',
  'a battery larger by 12.5 kWh (starts 2035-10-13T00:00:00Z)',
  'a data store larger by 0.250 Gbit (starts 2035-10-13T00:00:00Z)',
  'leave out drill-core-001, drill-core-002, worth 18 against its 20 (starts 2035-10-13T00:00:00Z)',
  'Facility for astronomy (with Earth observation in the guide) is not at the station on 2035-01-01: ilrs-5 delivers it by 2035-12-31 (planned)',
  'its window lies beyond the end of the run',
  'planned for 2031-2035',
  'planned, after Luna-27',
  'postponed to 2027',
  'Core from one metre: Drill to 1 m, 2035-01-01',
  'C1 scores highest (0.950 of 1) of 8 candidates from 895 cells within the limits: 92.2 % mean visible share of the solar disc from 10 m, longest dark 76 h, slope 0.6 degrees, Earth in view 53.6 % of the time, 1.4 km to permanent shadow of the region; C2 (0.894) loses most by less light.',
  'reconstructed from renderings of LOLA; not mission grade',
];

/** English words that are left when ids, units and names of things are taken away. */
function englishIn(text: string): string[] {
  const ids = /[a-z]+(-[a-z0-9]+)+|\b(drill|relay|computer|seismometer|kWh|Gbit|km|UTC|LOLA)\b/g;
  return text.replace(ids, '').match(/[A-Za-z]{3,}/g) ?? [];
}

describe.each([
  ['zh', zh],
  ['ru', ru],
])('what the station says, in %s', (_, texts) => {
  it.each(SENTENCES)('%s', (sentence) => {
    const said = sayIn(texts, sentence);
    expect(said).not.toBe(sentence);
    expect(englishIn(said)).toEqual([]);
  });

  it('keeps ids, times and figures', () => {
    const said = sayIn(texts, SENTENCES[38]!);
    for (const part of ['2035-02-12 00:00', '2035-03-26 00:00', '0', '10']) expect(said).toContain(part);
  });

  it('leaves what nobody has translated as it is', () =>
    expect(sayIn(texts, 'A telescope of our own')).toBe('A telescope of our own'));
});

describe('the translations', () => {
  it('are of the same texts', () => {
    expect(Object.keys(ru.exact).sort()).toEqual(Object.keys(zh.exact).sort());
    expect(ru.patterns.map(([pattern]) => pattern.source)).toEqual(zh.patterns.map(([pattern]) => pattern.source));
  });

  it('put kinds of faults into words in English too', () =>
    expect(sayIn(en, 'drill: instrumentFault')).toBe('drill: instrument out of order'));
});

describe('the bundled route map', () => {
  const file = new URL('../../../../data/programme/route-map.yaml', import.meta.url);
  // notes as the verb `construct` puts them together
  const texts = parseRouteMap(readFileSync(file, 'utf8'), 'route-map.yaml').missions.flatMap((one) => [
    one.name,
    one.agency,
    one.statusText,
    one.role,
    [one.note, one.deliversSource && `Delivers: ${one.deliversSource}`].filter(Boolean).join('. '),
  ]);

  it.each([
    ['zh', zh],
    ['ru', ru],
  ])('is in %s too', (_, into) => {
    const left = [...new Set(texts)].filter((text) => /[a-z]{3}/.test(text) && sayIn(into, text) === text);
    expect(left).toEqual([]);
  });
});
