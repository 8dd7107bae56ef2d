import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RIM } from '../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { operate } from './operate.ts';
import { OperateRun, type SavedRun } from './operate-run.ts';
import { DAY, ridgeRun, START } from './testing/operate-year.ts';

/** Faults ten times as often as declared, and nights that have to be slept through: every mode is passed. */
const rough = {
  battery: { ...RIDGE_STATION.battery, capacityJ: 500 * 3.6e6 },
  faults: RIDGE_STATION.faults.map((fault) => ({ ...fault, ratePerS: 10 * fault.ratePerS })),
};
const inputOf = (seed: number, days = 40) => ridgeRun(seed, days, rough, RIM);

/** What a disk would give back: text for the state, copies of lines and rows, some of them written after the state. */
function through(saved: SavedRun, later = 0): SavedRun {
  return {
    state: saved.state,
    lines: [...saved.lines, ...Array.from({ length: later }, () => 'half a line')],
    rows: [...saved.rows.map((row) => row.slice()), ...Array.from({ length: later }, () => new Float64Array(1))],
  };
}

describe('a run that is dropped and taken up again', () => {
  it('ends in the same bytes, whatever the seed and however often it is dropped', async () => {
    const runs = fc.asyncProperty(
      fc.integer({ min: 1, max: 1e6 }),
      fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 3 }),
      async (seed, drops) => {
        const whole = JSON.stringify(await operate(inputOf(seed)));
        let saved: SavedRun | undefined;
        for (const events of drops) {
          const run = new OperateRun(inputOf(seed), { keepRows: true, ...(saved && { saved }) });
          for (let k = 0; k < events && !run.done; k += 1) run.next();
          saved = through(run.save(), events % 3);
        }
        expect(JSON.stringify(await operate(inputOf(seed), { resume: saved! }))).toBe(whole);
      },
    );
    await fc.assert(runs, { numRuns: 6 });
  }, 60_000);

  it('goes on from every single event', () => {
    const input = inputOf(5, 6);
    const whole = new OperateRun(input, { keepRows: true });
    const saves = [through(whole.save())];
    while (!whole.done) {
      whole.next();
      saves.push(through(whole.save()));
    }
    expect(saves.length).toBeGreaterThan(100);
    saves.slice(0, -1).forEach((saved, k) => {
      const again = new OperateRun(input, { saved });
      again.next();
      expect(again.save().state).toBe(saves[k + 1]!.state);
    });
  });

  it('refuses a checkpoint of another run and says what differs', () => {
    const run = new OperateRun(inputOf(5, 6), { keepRows: true });
    expect(() => new OperateRun(inputOf(6, 6), { saved: run.save() })).toThrow(
      expect.objectContaining({
        code: 'CHECKPOINT_OTHER_RUN',
        message: expect.stringMatching(/seed was 5, is 6/) as string,
      }),
    );
  });
});

describe('a run played back', () => {
  it('can be looked at between events without being changed', async () => {
    const input = inputOf(5, 20);
    const plain = await operate(input);
    const run = new OperateRun(input);
    for (const day of [3.3, 3.300001, 11.7]) {
      const { et, telemetry, executive } = run.lookAt(START + day * DAY);
      expect(telemetry.et).toBeCloseTo(et, 5);
      const lane = plain.timeline.lanes.find(({ kind }) => kind === 'mode')!;
      const bar = lane.bars.find(({ fromEt, toEt }) => fromEt <= et && et < toEt)!;
      expect(executive.mode).toBe(bar.label);
      for (const { id, endEt } of executive.running) {
        expect(endEt).toBeGreaterThan(et);
        expect(telemetry.activities.some((one) => one.startsWith(id))).toBe(true);
      }
    }
    while (!run.done) run.next();
    run.finish();
    expect(run.log.text()).toBe(plain.eventLog);
  });
});
