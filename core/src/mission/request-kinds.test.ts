import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { plan } from '../autonomy/index.ts';
import { HOUR, plainModel, planInput } from '../autonomy/testing/plain-model.ts';
import { programmeSchema } from '../programme/index.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { parseMission } from './mission-file.ts';
import { programmeRequests } from './operate-requests.ts';

const q = (value: number, unit: string) => ({ value, unit, source: 'assumed' });
const DAY = 86400;
const partner = { id: 'iloa', name: 'ILOA', country: 'US', kind: 'organisation', joined: '2023', source: 'assumed' };
const agreement = { id: 'all', title: 'All', parties: ['iloa'], dataRights: { embargo: q(1, 'a'), readers: [], announced: true }, source: 'assumed' }; // prettier-ignore
const proposal = (id: string, change: object = {}) => ({
  id,
  title: id,
  partner: 'iloa',
  agreement: 'all',
  instrument: 'telescope',
  purpose: 'look',
  duration: q(6, 'h'),
  power: q(60, 'W'),
  data: q(1, 'Gbit'),
  recurrence: 'once',
  condition: 'any',
  priority: 2,
  value: 4,
  source: 'assumed',
  ...change,
});
const programme = (proposals: readonly object[], change: object = {}) =>
  programmeSchema.parse({ partners: [partner], agreements: [agreement], proposals, ...change });
/** Days since 2000-01-01 as seconds: no leap seconds in a test. */
const etOf = (utc: string) => (Date.parse(utc) - Date.UTC(2000, 0, 1)) / 1000;
const requests = (proposals: readonly object[], change: object = {}) =>
  programmeRequests(programme(proposals, change), RIDGE_STATION, 0, 60 * DAY, etOf);

describe('proposals become requests', () => {
  it('with a window and keep-out times of their own and of the places that they hold', () => {
    const rover = { id: 'rover-bay', title: 'Bay', keepOut: [{ from: '2000-01-09', to: '2000-01-10', reason: 'crew' }], source: 'assumed' }; // prettier-ignore
    const [one] = requests([proposal('a', { window: { from: '2000-01-06', to: '2000-01-16' }, holds: ['rover-bay'], keepOut: [{ from: '2000-01-11T12:00:00Z', to: '2000-01-12', reason: 'dust' }] })], { places: [rover] }); // prettier-ignore
    expect(one).toMatchObject({ earliestEt: 5 * DAY, latestEt: 15 * DAY, holds: ['rover-bay'] });
    expect(one!.keepOut).toEqual([[8 * DAY, 9 * DAY], [10.5 * DAY, 11 * DAY]]); // prettier-ignore
  });

  it('are refused when keep-out times leave no room for them, and not when they do', () => {
    const out = (to: string) => proposal('a', { keepOut: [{ from: '2000-01-01', to, reason: 'dust' }] });
    const failure = () => requests([out('2000-03-01')]);
    expect(failure).toThrow(expect.objectContaining({ code: 'PROPOSAL_WINDOW' }));
    expect(failure).toThrow(
      /^programme\.proposals\.a\.keepOut: "a" is kept out of its whole window: 0\.0 h at a stretch/,
    );
    expect(requests([out('2000-02-20')])).toHaveLength(1);
  });

  it('with what they come after: those executions that can be in time', () => {
    const every = { recurrence: { every: q(10, 'd') } };
    const all = requests([proposal('a', every), proposal('b', { ...every, after: [{ proposal: 'a', maxLag: q(1, 'd') }] })]); // prettier-ignore
    const third = all.find(({ id }) => id === 'b-003')!;
    expect(third.after).toEqual([{ anyOf: ['a-002', 'a-003'], minLagS: 0, maxLagS: DAY }]);
  });

  it('with alternatives execution by execution, a value that falls, and calibrations that serve them', () => {
    const calibration = { duration: q(1, 'h'), power: q(10, 'W'), data: q(0, 'bit'), validity: q(12, 'h') };
    const every = { recurrence: { every: q(30, 'd') } };
    const all = requests([
      proposal('a', { ...every, oneOf: 'ice', calibration, valueCurve: [{ late: q(2, 'd'), share: q(50, '%') }] }),
      proposal('b', { ...every, oneOf: 'ice' }),
    ]);
    expect(all.map(({ id, oneOf }) => [id, oneOf])).toEqual([
      ['a-001', 'ice-1'],
      ['a-002', 'ice-2'],
      ['a-001-calibration', undefined],
      ['a-002-calibration', undefined],
      ['b-001', 'ice-1'],
      ['b-002', 'ice-2'],
    ]);
    expect(all[0]).toMatchObject({ valueCurve: [{ lateS: 2 * DAY, share: 0.5 }] });
    expect(all[1]!.after).toEqual([{ anyOf: ['a-002-calibration', 'a-001-calibration'], minLagS: 0, maxLagS: 6 * HOUR }]); // prettier-ignore
    expect(all[3]).toMatchObject({ support: true, value: 0, durationS: HOUR, powerW: 10, earliestEt: 29.5 * DAY });
    // and the planner does one of each, the second after its calibration
    const made = plan(planInput(all, plainModel({ instruments: [{ id: 'telescope', count: 1 }] })));
    expect(made.activities.map(({ request: { id } }) => id.slice(0, 5))).toHaveLength(made.value > 0 ? 2 : 0);
  });

  it('not when the window lies outside the run', () => {
    const late = proposal('a', { window: { from: '2000-03-20', to: '2000-04-20' } });
    expect(() => requests([late])).toThrow(expect.objectContaining({ code: 'PROPOSAL_WINDOW' }));
  });
});

describe('a mission file with requests that cannot be', () => {
  const file = readFileSync(fileURLToPath(new URL('../../../examples/pioneer-change7.yaml', import.meta.url)), 'utf8');
  const [a, b] = ['seismic-watch', 'dust-and-charge'];

  it.each([
    ['a circle', [[a, `      after: [{ proposal: ${b} }]`], [b, `      after: [{ proposal: [${a}] }]`]], /programme\.proposals\[0\]\.after \(id seismic-watch\): the order runs in a circle: seismic-watch after dust-and-charge after seismic-watch/],
    ['an unknown predecessor', [[a, '      after: [{ proposal: seismic }]']], /proposals\[0\]\.after\[0\]\.proposal: no proposal "seismic" is declared \(legal: seismic-watch, /],
    ['itself before it', [[a, `      after: [{ proposal: ${a} }]`]], /cannot come after itself/],
    ['lags the wrong way round', [[a, `      after: [{ proposal: ${b}, minLag: { value: 2, unit: d, source: assumed }, maxLag: { value: 1, unit: d, source: assumed } }]`]], /the longest lag is shorter than the shortest/],
    ['a window too short for it', [[a, '      window: { from: 2028-10-05, to: 2028-10-06 }']], /proposals\[0\]\.duration .*does not fit into its window of 86400 s/],
    ['a window that ends before it begins', [[a, '      window: { from: 2028-11-05, to: 2028-10-06 }']], /it ends at 2028-10-06, not after its start 2028-11-05/],
    ['an unknown place', [[a, '      holds: [north-field]']], /no place or robot "north-field" is declared/],
    ['one alternative', [[a, '      oneOf: ice']], /the only one of "ice"/],
    ['a value that rises', [[a, '      valueCurve: [{ late: { value: 1, unit: d, source: assumed }, share: { value: 50, unit: "%", source: assumed } }, { late: { value: 2, unit: d, source: assumed }, share: { value: 60, unit: "%", source: assumed } }]']], /a value cannot rise with lateness/],
    ['a calibration that is over too soon', [[a, '      calibration: { duration: { value: 1, unit: h, source: assumed }, power: { value: 1, unit: W, source: assumed }, data: { value: 1, unit: Mbit, source: assumed }, validity: { value: 1, unit: d, source: assumed } }']], /is over before an execution/],
  ] as const)('of %s is refused with one sentence and the place in the file', (_, edits, message) => {
    // lines are put behind the id of a proposal
    const text = edits.reduce((sum, [id, lines]) => sum.replace(`    - id: ${id}\n      title`, `    - id: ${id}\n${lines}\n      title`), file);
    expect(text).not.toBe(file);
    expect(() => parseMission(text, 'm.yaml')).toThrow(message);
    expect(() => parseMission(text, 'm.yaml')).toThrow(/m\.yaml:\d+:\d+/);
  }); // prettier-ignore
});
