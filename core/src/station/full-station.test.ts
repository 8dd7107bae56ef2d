import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../math/index.ts';
import { createStation, drawFaults, type Station } from './index.ts';
import { FULL_STATION, fullEnvironment } from './testing/full-station.ts';
import { polarEnvironment, RIM } from './testing/polar-environment.ts';
import { leftOver, live, pushButtons, START, type Draw } from './testing/random-station.ts';

const DAY_S = 86_400;

describe('a station with every component', () => {
  it('closes its balances to 1e-9, whatever its sizes, faults and commands', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const { station, spec } = live(seed, 40, 20, 6 * 3600);
        for (const [name, share] of Object.entries(leftOver(station)))
          expect([name, share < 1e-9]).toEqual([name, true]);
        for (const { id, energyJ, capacityJ } of station.telemetry().storages ?? []) {
          expect(energyJ, id).toBeGreaterThanOrEqual(0);
          expect(energyJ, id).toBeLessThanOrEqual(capacityJ * (1 + 1e-12));
        }
        station.telemetry().partitions!.forEach(({ storedBit }, i) => {
          expect(storedBit).toBeLessThanOrEqual(spec.store.partitions![i]!.capacityBit);
        });
      }),
      { seed: 5, numRuns: 6 },
    );
  }, 120_000);

  it('is the same bytes when run twice, and goes on to the bit when it was saved in between', () => {
    const random = () => createRandom(9);
    const environment = fullEnvironment(polarEnvironment(RIM, START, 30));
    const often = FULL_STATION.faults.map((fault) => ({ ...fault, ratePerS: 20 * fault.ratePerS }));
    const faults = drawFaults(often, START, environment.endEt, 2);
    const make = () => createStation(FULL_STATION, environment, { faults });
    const run = (station: Station, draw: Draw, from: number, to: number) => {
      for (let step = from; step < to; step += 1) {
        station.advance(START + (step + 1) * 0.29 * DAY_S);
        pushButtons(station, FULL_STATION, draw, step);
      }
      return JSON.stringify([station.telemetry(), station.energy(), station.data(), station.heat(), station.parts()]);
    };
    const whole = run(make(), random(), 0, 90);
    const first = make();
    const draw = random();
    run(first, draw, 0, 41);
    const second = make();
    second.restore(JSON.parse(JSON.stringify(first.save())) as ReturnType<Station['save']>);
    expect(run(second, draw, 41, 90)).toBe(whole);
    expect(run(make(), random(), 0, 90)).toBe(whole);
  });
});
