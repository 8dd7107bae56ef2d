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

function setUp(change = {}) {
  const twin = createStation({ ...RIDGE_STATION, faults: [], ...change }, environment);
  const contracts = new Contracts({ ...RIDGE_STATION, ...change }, requests, twin);
  const pass = (seconds: number) => {
    const until = twin.telemetry().et + seconds;
    while (twin.telemetry().et < until) contracts.check(twin.advance(until), twin.telemetry(), twin.data());
  };
  const start = (id: string, more = {}) => {
    const { instrumentId, powerW, dataBit, durationS } = request(id);
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

  it('let data be lost only after the store has said that it is full', () => {
    const { start, pass, told, contracts } = setUp({ store: { capacityBit: 1e8 } });
    start('sky-001');
    pass(2 * DAY);
    expect(contracts.state.lostBit).toBeGreaterThan(0);
    expect(told()).toEqual([]);
    const seen = { ...createStation(RIDGE_STATION, environment).telemetry(), storeBit: 0 };
    contracts.check([], seen, { producedBit: 2e12, returnedBit: 0, lostBit: 1e12, storedBit: 0 });
    contracts.check([], seen, { producedBit: 3e12, returnedBit: 0, lostBit: 2e12, storedBit: 0 });
    expect(told()).toEqual(['store: data were lost although the store had not said that it was full']);
  });

  it('are looked at at every event of a run', async () => {
    const { summary } = await operate(ridgeRun(3, 20));
    expect(summary.breaches).toEqual([]);
    expect(summary.contractChecks).toBeGreaterThan(20 * 24);
  });
});
