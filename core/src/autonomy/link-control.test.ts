import { describe, expect, it } from 'vitest';
import { createStation } from '../station/index.ts';
import { polarEnvironment, RIDGE } from '../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { controlLinks } from './link-control.ts';
import { designBeliefs } from './index.ts';
import { plainModel } from './testing/plain-model.ts';

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
