import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFaults } from './faults.ts';
import { createStation, type Station } from './station.ts';
import { polarEnvironment, RIM } from './testing/polar-environment.ts';
import { RIDGE_STATION } from './testing/ridge-station.ts';

const START = 1.1e9;
const DAY = 86400;
const environment = polarEnvironment(RIM, START, 60);
const often = RIDGE_STATION.faults.map((fault) => ({ ...fault, ratePerS: 20 * fault.ratePerS }));

/** Commands that exercise every part; refused ones do no harm. */
function drive(station: Station, step: number): void {
  const [first, second] = RIDGE_STATION.instruments;
  for (const { id, powerW } of [first!, second!])
    station.command({ kind: 'start', activityId: `${id}-${step}`, instrumentId: id, powerW, dataRateBitS: 1e5 });
  if (step % 3 === 0)
    for (const id of station.telemetry().activities) station.command({ kind: 'stop', activityId: id });
  for (const { id } of RIDGE_STATION.links) station.command({ kind: 'link', id, on: step % 2 === 0 });
  station.command({ kind: 'watchBattery', fraction: 0.3 });
}

function live(station: Station, from: number, to: number): string[] {
  const seen: string[] = [];
  for (let step = from; step < to; step += 1) {
    drive(station, step);
    seen.push(JSON.stringify([station.advance(START + (step + 1) * 0.37 * DAY), station.telemetry(), station.energy(), station.data(), station.heat()])); // prettier-ignore
  }
  return seen;
}

describe('a station left and taken up again', () => {
  it('goes on to the bit, whatever the faults and the instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 149 }), (seed, at) => {
        const faults = drawFaults(often, START, environment.endEt, seed);
        const make = () => createStation({ ...RIDGE_STATION, faults: often }, environment, { faults });
        const whole = live(make(), 0, 150);
        const first = make();
        live(first, 0, at);
        const saved = JSON.stringify(first.save());
        const second = make();
        second.restore(JSON.parse(saved));
        expect(second.telemetry()).toEqual(first.telemetry());
        expect(live(second, at, 150)).toEqual(whole.slice(at));
      }),
      { numRuns: 20 },
    );
  });
});
