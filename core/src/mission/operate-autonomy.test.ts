import { describe, expect, it } from 'vitest';
import type { AutonomyPart } from '../autonomy/index.ts';
import { RIM } from '../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import type { ExtraFault } from './operate-faults.ts';
import { OperateRun } from './operate-run.ts';
import { operate } from './operate.ts';
import { DAY, ridgeRun, START } from './testing/operate-year.ts';

/** Nights that a battery of this size does not carry awake, and faults three times as often as declared. */
const rough = {
  battery: { ...RIDGE_STATION.battery, capacityJ: 800 * 3.6e6 },
  faults: RIDGE_STATION.faults.map((fault) => ({ ...fault, ratePerS: 3 * fault.ratePerS })),
};

function without(...parts: AutonomyPart[]) {
  const autonomy = Object.fromEntries(parts.map((part) => [part, false]));
  return operate({ ...ridgeRun(11, 60, rough, RIM), autonomy });
}

/** More calls at one instant than any event needs: a signal, a start, an end, a replan. */
const STUCK = 20;

/** Twenty-five days without fault protection and with these faults alone, as long as time passes. */
function blindTo(...extraFaults: ExtraFault[]) {
  const run = new OperateRun({ ...ridgeRun(1, 25, { faults: [] }), extraFaults, autonomy: { faultProtection: false } });
  const times = [run.et];
  while (!run.done && times.at(-1) !== times.at(-STUCK)) {
    run.next();
    times.push(run.et);
  }
  const { beliefs } = run.lookAt(run.et).executive;
  const { replans, executions } = run.finish().record;
  const refused = run.log.lines.filter((line) => line.includes('"type":"refused"'));
  return { done: run.done, replans, executions, refused, beliefs };
}

describe('a station without a part of its autonomy', () => {
  it('lives through the same world, and is worth no more than with it', async () => {
    const whole = await without();
    const values: Record<string, number> = { whole: whole.summary.scienceValue };
    for (const part of ['lookAhead', 'replan', 'faultProtection', 'search'] as const) {
      const { summary, eventLog } = await without(part);
      expect(summary.faultsInjected).toBe(whole.summary.faultsInjected);
      if (part !== 'search') expect(eventLog).not.toBe(whole.eventLog);
      expect(summary.energyBalanceRelative).toBeLessThan(1e-9);
      // whichever part is away, what is tried again is held to its window
      expect(summary.breaches.filter(({ what }) => what.includes('was started'))).toEqual([]);
      values[part] = summary.scienceValue;
    }
    expect(values['lookAhead']).toBeLessThan(values['whole']!);
    expect(values['replan']).toBeLessThanOrEqual(values['whole']!);
    expect(values['faultProtection']).toBeLessThan(values['whole']!);
    expect(values['search']).toBeLessThanOrEqual(values['whole']!);
  }, 60_000);

  it('finds nothing and changes nothing without fault protection; makes one plan for each horizon without replanning', async () => {
    const blind = await without('faultProtection');
    const found = ['arrayChanged', 'linkLost', 'instrumentLost', 'spareHeater', 'capacityChanged', 'computerReset'];
    expect(blind.events.filter(({ type, source }) => source !== 'simulation' && found.includes(type))).toEqual([]);
    const steady = await without('replan');
    expect(steady.summary.replans).toBeLessThanOrEqual(Math.ceil((60 * DAY) / RIDGE_STATION.policy.horizonS) + 1);
  });

  it('counts nothing as done that the station had stopped', async () => {
    for (const part of ['faultProtection', 'replan'] as const) {
      const { activities, summary } = await without(part);
      const data = activities.reduce((sum, { dataBit }) => sum + dataBit, 0);
      expect(data).toBeLessThan(1.02 * summary.dataProducedBit + 1e9);
    }
  });

  it('takes a start that the station refuses for what it is: no new plan, no belief, and the next in its time', () => {
    const well = blindTo();
    const outS = 10 * DAY;
    const hurt = blindTo({ et: START + 2 * DAY, componentId: 'telescope', kind: 'instrumentFault', durationS: outS });
    expect(hurt.done).toBe(true);
    // every second day the programme asks for the sky: each is refused once and not tried again
    expect(hurt.refused).toHaveLength(5);
    expect(new Set(hurt.refused.map((line) => /sky-\d+ was refused/.exec(line)?.[0])).size).toBe(5);
    expect(hurt.replans).toBe(well.replans);
    expect(hurt.beliefs.instrumentDownUntil).toEqual({});
    const after = ({ executions }: typeof hurt) =>
      executions.filter(({ request, fromEt }) => request.experimentId === 'sky' && fromEt >= START + 2 * DAY + outS);
    expect(after(well).length).toBeGreaterThan(3);
    expect(after(hurt).length).toBe(after(well).length);
  });
});

describe('an execution that draws more than the bus can give', () => {
  it('is not tried again at the same instant: the run goes on, and ends', () => {
    const battery = { ...RIDGE_STATION.battery, capacityJ: 300 * 3.6e6, maxDischargeW: 1200 };
    const run = new OperateRun(ridgeRun(1, 45, { faults: [], battery }, RIM));
    let [sinceEt, most, atOnce] = [-Infinity, 0, 0];
    for (let calls = 0; !run.done && calls < 20_000; calls += 1) {
      run.next();
      atOnce = run.et > sinceEt ? 1 : atOnce + 1;
      sinceEt = run.et;
      most = Math.max(most, atOnce);
    }
    const trips = run.log.lines.filter((line) => /"type":"overload"/.test(line)).length;
    expect(run.done).toBe(true);
    expect(trips).toBeGreaterThan(0);
    expect(most).toBeLessThan(20);
  });
});
