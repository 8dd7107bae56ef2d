import { describe, expect, it } from 'vitest';
import {
  COMPONENTS,
  createStation,
  FAULT_KINDS,
  faultsOf,
  faultTargets,
  type StationSpec,
} from '../../station/index.ts';
import { FULL_STATION, fullEnvironment } from '../../station/testing/full-station.ts';
import { polarEnvironment, RIM } from '../../station/testing/polar-environment.ts';
import { allFaults } from '../operate-faults.ts';
import { componentLosses } from './component-losses.ts';

const START = 1.1e9;
const DAY = 86_400;

/** Sections of the library that are no hardware: what fails, and how the executive is told to run the station. */
const NO_HARDWARE = ['faults[]', 'policy'];

describe('the losses of a station', () => {
  const losses = componentLosses(FULL_STATION, START + DAY);
  const faults = losses.map(({ extraFaults }) => extraFaults![0]!);

  it('take the whole of every kind of component that the library has', () => {
    const without = COMPONENTS.map(({ section }) => section).filter(
      (section) =>
        !NO_HARDWARE.includes(section) &&
        !faultsOf(section).some((kind) => FAULT_KINDS[kind].whole !== null && faults.some((one) => one.kind === kind)),
    );
    expect(without).toEqual([]);
    for (const section of Object.values(FAULT_KINDS).map((one) => one.section))
      expect(COMPONENTS.map((one) => one.section)).toContain(section);
  });

  it('leave no single component of a station out', () => {
    const struck = new Set(faults.map(({ componentId }) => componentId));
    const { masts, arrays, radioisotope, nodes, loads, links, instruments } = FULL_STATION;
    const { fission, storages, couplings, feeders, computers, robots, consumables, visits, store } = FULL_STATION;
    const lists = [masts, arrays, radioisotope, nodes, loads, links, instruments, fission!, storages!, couplings!, feeders!, computers!, robots!, consumables!, visits!, store.partitions!]; // prettier-ignore
    const ids = [...lists.flat().map(({ id }) => id), 'battery', 'samples', 'dish'];
    expect(ids.filter((id) => !struck.has(id))).toEqual([]);
    expect(new Set(losses.map(({ id }) => id)).size).toBe(losses.length);
  });

  it('are faults that a run takes; one of each kind shows in what the station reports or does', () => {
    const environment = fullEnvironment(polarEnvironment(RIM, START, 40));
    expect(allFaults(FULL_STATION, environment, 1, faults).length).toBeGreaterThanOrEqual(faults.length);
    const station = { ...FULL_STATION, faults: [] };
    // while the crew is there; looked at until four days after it has left, with everything commanded on and with everything in standby
    const at = START + 21 * DAY;
    const look = (extra: readonly (typeof faults)[number][], state: 'on' | 'standby') => {
      const twin = createStation(station, environment, { faults: allFaults(station, environment, 1, extra) });
      const shown: unknown[] = [];
      for (let et = at; et < START + 38 * DAY; et += 29 * 3600) {
        while (twin.now() < et) twin.advance(et);
        shown.push(twin.telemetry());
        for (const { id, powerW } of station.instruments)
          twin.command({ kind: 'start', activityId: `${id} at work`, instrumentId: id, powerW, dataRateBitS: 1e4 });
        for (const { id } of station.loads) twin.command({ kind: 'load', id, state });
        twin.command({ kind: 'link', id: station.links[(shown.length + 1) % 2]!.id, on: false });
        twin.command({ kind: 'link', id: station.links[shown.length % 2]!.id, on: true });
      }
      return JSON.stringify([shown, twin.energy(), twin.data(), twin.heat()]);
    };
    const sound = { on: look([], 'on'), standby: look([], 'standby') };
    const firsts = faults.filter((one, i) => faults.findIndex(({ kind }) => kind === one.kind) === i);
    const unseen = firsts
      .map((one) => ({ ...one, et: at }))
      .filter((one) => look([one], 'on') === sound.on && look([one], 'standby') === sound.standby)
      .map(({ kind, componentId }) => `${kind} ${componentId}`);
    expect(unseen).toEqual([]);
  });
});

describe('the table of faults', () => {
  it('names targets by what a station has', () => {
    const store: StationSpec['store'] = { capacityBit: 1e9 };
    const bare = { ...FULL_STATION, computers: [], store, links: [] };
    expect(faultTargets(bare).storeFault).toEqual(['store']);
    expect(faultTargets({ ...bare, computers: undefined }).computerDead).toEqual(['computer']);
    expect(faultTargets(bare).terminalOutage).toEqual([]);
    expect(faultTargets(FULL_STATION).terminalOutage).toEqual(['dish']);
  });
});
