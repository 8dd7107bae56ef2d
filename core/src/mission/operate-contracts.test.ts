import { describe, expect, it } from 'vitest';
import { createStation } from '../station/index.ts';
import { polarEnvironment, RIDGE } from '../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { Contracts } from './operate-contracts.ts';
import { operate } from './operate.ts';
import { DAY, HOUR, ridgeRun, START, yearOfRequests } from './testing/operate-year.ts';

const environment = polarEnvironment(RIDGE, START, 30);
const requests = yearOfRequests(START, environment.endEt).map((request) =>
  request.experimentId === 'drive' || request.experimentId === 'drilling'
    ? { ...request, holds: ['crater rim'] }
    : request,
);
const request = (id: string) => requests.find((one) => one.id === id)!;

function setUp(change = {}, asked = requests) {
  const twin = createStation({ ...RIDGE_STATION, faults: [], ...change }, environment);
  const contracts = new Contracts({ ...RIDGE_STATION, ...change }, asked, twin);
  const pass = (seconds: number) => {
    const until = twin.telemetry().et + seconds;
    while (twin.telemetry().et < until) contracts.check(twin.advance(until), twin.telemetry(), twin.losses());
  };
  const start = (id: string, more = {}) => {
    const { instrumentId, powerW, dataBit, durationS } = asked.find((one) => one.id === id)!;
    return contracts.port.command({ kind: 'start', activityId: id, instrumentId, powerW, dataRateBitS: dataBit / durationS, ...more }); // prettier-ignore
  };
  const told = () => contracts.state.breaches.map(({ kind, what }) => `${kind}: ${what}`);
  return { contracts, pass, start, told };
}

describe('the contracts', () => {
  it('say nothing of what was asked for', () => {
    const { start, pass, told, contracts } = setUp();
    expect(start('seismic-001').accepted).toBe(true);
    contracts.port.command({ kind: 'link', id: 'relay', on: true });
    pass(3 * HOUR);
    expect(told()).toEqual([]);
    expect(contracts.state.checks).toBeGreaterThan(0);
  });

  it('want a request for every activity, its instrument, its power and its window', () => {
    const { start, told, contracts } = setUp();
    start('seismic-001', { activityId: 'a-whim' });
    start('sky-001', { powerW: 400 });
    start('sky-002');
    contracts.port.command({ kind: 'link', id: 'laser', on: true });
    expect(told()).toEqual([
      'authority: a-whim was started, for which there is no request',
      'authority: sky-001 was started with more power or data than were asked for',
      'authority: sky-002 was started outside its window',
      'authority: link laser was commanded, which the station does not have',
    ]);
  });

  it('want one user for everything, and tell a breach once', () => {
    const { start, pass, told, contracts } = setUp();
    for (const id of ['relay', 'direct']) contracts.port.command({ kind: 'link', id, on: true });
    start('drive-001');
    start('drilling-001');
    pass(2 * HOUR);
    expect(told()).toEqual(['oneUser: links direct and relay transmit together', 'oneUser: crater rim is held by drive-001 and drilling-001']); // prettier-ignore
  });

  it('let a full store lose nothing', () => {
    const { start, pass, told, contracts } = setUp({ store: { capacityBit: 1e8 } });
    start('sky-001');
    pass(2 * DAY);
    expect(contracts.state.overflowBit).toBeGreaterThan(0);
    expect(told()).toContain('store: data were lost because the store was full');
    expect(told().filter((one) => one.startsWith('store'))).toHaveLength(1);
  });

  it('watch what runs, however long it was before its window ended', () => {
    const keepOut = [[START + 2 * HOUR, START + 20 * HOUR]] as const;
    const asked = { ...request('seismic-001'), earliestEt: START, latestEt: START + 3 * HOUR, durationS: HOUR, dataBit: 1, keepOut }; // prettier-ignore
    const { start, pass, told } = setUp({}, [asked]);
    pass(0.9 * HOUR);
    expect(start('seismic-001').accepted).toBe(true);
    pass(HOUR);
    expect(told()).toEqual([]);
    pass(17 * HOUR);
    expect(told()).toEqual([
      'authority: seismic-001 ran in a time when it must not run',
      'authority: seismic-001 ran on after its time',
    ]);
  });

  it('want a start to be over by the time that was asked for before its window and its keep-out times', () => {
    const asked = { ...request('seismic-001'), earliestEt: START, latestEt: START + 3 * HOUR, durationS: 2 * HOUR, dataBit: 1 }; // prettier-ignore
    const late = setUp({}, [asked]);
    late.pass(1.5 * HOUR);
    late.start('seismic-001');
    expect(late.told()).toEqual(['authority: seismic-001 was started outside its window']);
    const into = setUp({}, [{ ...asked, keepOut: [[START + 1.5 * HOUR, START + 2 * HOUR]] }]);
    into.start('seismic-001');
    expect(into.told()).toEqual(['authority: seismic-001 was started in a time when it must not run']);
  });

  it('want every command to be for something that the station has, within its limits', () => {
    const { contracts, told } = setUp();
    const { command } = contracts.port;
    command({ kind: 'source', id: 'ghost', level: 1 });
    command({ kind: 'robot', id: 'ghost', task: 'drive' });
    command({ kind: 'feeder', id: 'ghost', on: false });
    command({ kind: 'calibrate', id: 'telescope' });
    command({ kind: 'mode', activityId: 'sky-001', mode: 'fast' });
    command({ kind: 'stop', activityId: 'a-whim' });
    command({ kind: 'heaterUnit', id: 'core', unit: 9 });
    command({ kind: 'load', id: RIDGE_STATION.loads.find(({ essential }) => essential)!.id, state: 'off' });
    command({ kind: 'watchBattery', fraction: 0.5 });
    expect(told()).toHaveLength(8);
    expect(told().every((one) => one.startsWith('authority: '))).toBe(true);
  });

  it('are looked at at every event of a run', async () => {
    const { summary } = await operate(ridgeRun(3, 20));
    expect(summary.breaches).toEqual([]);
    expect(summary.contractChecks).toBeGreaterThan(20 * 24);
  });
});
