import { describe, expect, it } from 'vitest';
import { createStation } from '../station/index.ts';
import { polarEnvironment, RIDGE } from '../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { controlLinks } from './link-control.ts';
import { designBeliefs, plan } from './index.ts';
import { plainModel, planInput, request } from './testing/plain-model.ts';

describe('a store that holds less than ten minutes of its link', () => {
  const environment = polarEnvironment(RIDGE, 0, 2);
  const [link] = RIDGE_STATION.links;
  const capacityBit = 100 * link!.rateBitS;
  const model = plainModel({
    storeCapacityBit: capacityBit,
    links: [{ id: link!.id, rateBitS: link!.rateBitS, powerW: link!.powerW, windows: [[0, 86_400]] }],
  });
  const seenWith = (storeBit: number) => ({
    ...createStation(RIDGE_STATION, environment).telemetry(),
    et: 600,
    storeBit,
  });
  const opened = (storeBit: number) => {
    const seen = seenWith(storeBit);
    const told: unknown[] = [];
    const port = { telemetry: () => seen, command: (command: unknown) => (told.push(command), { accepted: true as const }) }; // prettier-ignore
    controlLinks(model, designBeliefs(model), port, seen);
    return told;
  };

  it('is emptied from its half on, not only when the contact ends', () => {
    expect(opened(0.4 * capacityBit)).toEqual([]);
    expect(opened(0.6 * capacityBit)).toEqual([{ kind: 'link', id: link!.id, on: true }]);
  });
});

describe('links whose rates change', () => {
  const environment = polarEnvironment(RIDGE, 0, 2);
  const steps = { et: [5000, 9000], rateBitS: [2e6, 1e3] };
  const model = plainModel({
    storeCapacityBit: 1e9,
    links: [
      { id: 'steady', rateBitS: 1e6, powerW: 50, windows: [[0, 86_400]] },
      { id: 'stepped', rateBitS: 1e3, powerW: 50, windows: [[0, 86_400]], steps },
    ],
  });
  const at = (et: number) => {
    const seen = { ...createStation(RIDGE_STATION, environment).telemetry(), et, storeBit: 9e8 };
    const told: unknown[] = [];
    const port = { telemetry: () => seen, command: (command: unknown) => (told.push(command), { accepted: true as const }) }; // prettier-ignore
    return { again: controlLinks(model, designBeliefs(model), port, seen), told };
  };

  it('are chosen by the energy of a bit at the rate of the moment, and looked at again when it changes', () => {
    const on = (id: string) => [{ kind: 'link', id, on: true }];
    expect(at(600)).toEqual({ told: on('steady'), again: 5000 });
    expect(at(5000)).toEqual({ told: on('stepped'), again: 9000 });
    expect(at(9000).told).toEqual(on('steady'));
  });

  it('are judged by their rates, also one whose own rate would take months for what is asked of the store', () => {
    // the store holds 1 Gbit, each execution brings 0.8: by its own rate the link takes nine days for it, by its steps seven minutes
    const links = [{ ...model.links[1]!, steps: { et: [0], rateBitS: [2e6] } }];
    const many = [0, 50, 160, 200].map((hour, i) => request(`r${i}`, { dataBit: 8e8, earliestEt: hour * 3600, latestEt: (hour + 6) * 3600 })); // prettier-ignore
    const open = { ...links[0]!, windows: [[0, 400 * 3600]] as const };
    expect(plan(planInput(many, plainModel({ links: [open] }))).value).toBe(4);
    const { steps: _steps, ...slow } = open;
    expect(plan(planInput(many, plainModel({ links: [slow] }))).value).toBeLessThan(4);
  });
});
