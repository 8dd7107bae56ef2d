import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandGateway, createExecutive, RecordedPort, type Exchange, type LogEntry, type StationPort } from '../autonomy/index.ts'; // prettier-ignore
import { createStation, type Signal } from '../station/index.ts';
import { RIM } from '../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { allFaults } from './operate-faults.ts';
import { stationModel } from './operate-model.ts';
import { ridgeRun } from './testing/operate-year.ts';

const rough = {
  battery: { ...RIDGE_STATION.battery, capacityJ: 500 * 3.6e6 },
  faults: RIDGE_STATION.faults.map((fault) => ({ ...fault, ratePerS: 10 * fault.ratePerS })),
};
const DAYS = 12;

class Killed extends Error {}

/** Lives with a station that is never stopped; the executive is killed at the given exchanges with it, before or after they take effect, and made anew from what it had laid down. */
function live(seed: number, kills: ReadonlyMap<number, 'before' | 'after'>): { log: string; killed: number } {
  const { station: spec, environment, requests, utc } = ridgeRun(seed, DAYS, rough, RIM);
  const twin = createStation(spec, environment, { faults: allFaults(spec, environment, seed, []) });
  let exchanges = 0;
  const dangerous = <T>(exchange: () => T): T => {
    exchanges += 1;
    const kill = kills.get(exchanges);
    if (kill === 'before') throw new Killed();
    const result = exchange();
    if (kill === 'after') throw new Killed();
    return result;
  };
  const gateway = new CommandGateway(twin);
  // the line between the two: a kill after a command has been carried out comes before the executive can know of it
  const line = { telemetry: () => dangerous(() => gateway.telemetry()), send: (number: number, command: Parameters<StationPort['command']>[0]) => dangerous(() => gateway.send(number, command)) } as CommandGateway; // prettier-ignore
  const log: LogEntry[] = [];
  const model = stationModel(spec, environment);
  const make = (number: number, remembered: readonly Exchange[], saved?: string) => {
    const port = new RecordedPort(line, number, remembered);
    const options = { model, policy: spec.policy, requests, port, utc, log: (entry: LogEntry) => log.push(entry) };
    return {
      port,
      executive: createExecutive(options, saved === undefined ? undefined : (JSON.parse(saved) as never)),
    };
  };
  let now = make(0, []);
  let killed = 0;
  const step = (signals: readonly Signal[]): void => {
    const saved = JSON.stringify(now.executive.save());
    const { number } = now.port;
    const entries = log.length;
    now.port.begin();
    for (;;)
      try {
        now.executive.step(signals);
        return;
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        killed += 1;
        log.length = entries;
        now = make(number, JSON.parse(JSON.stringify(now.port.exchanges)) as Exchange[], saved);
      }
  };
  step([]);
  while (twin.telemetry().et < environment.endEt)
    step(twin.advance(Math.max(twin.telemetry().et, now.executive.nextEt())));
  return { log: JSON.stringify([log, twin.telemetry(), twin.energy()]), killed };
}

describe('an executive that is killed while its station goes on', () => {
  it('comes back in the middle of its step: nothing is sent twice, nothing is left out, the rest is the same', () => {
    const moments = fc.array(fc.tuple(fc.integer({ min: 1, max: 1400 }), fc.constantFrom('before' as const, 'after' as const)), { minLength: 5, maxLength: 40 }); // prettier-ignore
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), moments, (seed, kills) => {
        const whole = live(seed, new Map());
        const hurt = live(seed, new Map(kills));
        fc.pre(hurt.killed > 0);
        expect(hurt.log).toBe(whole.log);
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it('however often: at every seventh exchange', () => {
    const whole = live(3, new Map());
    for (const when of ['before', 'after'] as const) {
      const hurt = live(3, new Map(Array.from({ length: 2000 }, (_, i) => [7 * (i + 1), when])));
      expect(hurt.killed).toBeGreaterThan(100);
      expect(hurt.log).toBe(whole.log);
    }
  }, 60_000);
});
