import { describe, expect, it } from 'vitest';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import type { MonitorOverride } from '../station/index.ts';
import { operate, type OperateOutput } from './operate.ts';
import { DAY, HOUR, ridgeRun, START } from './testing/operate-year.ts';

function watched(monitors: MonitorOverride[], extraFaults: Parameters<typeof operate>[0]['extraFaults'] = []) {
  return operate({ ...ridgeRun(1, 20, { faults: [], policy: { ...RIDGE_STATION.policy, monitors } }), extraFaults });
}

const told = ({ events }: OperateOutput, type: string) =>
  events.filter((event) => event.type === type).map(({ text }) => text);

describe('a monitor of the mission file', () => {
  const hot = {
    id: 'warm-core',
    parameter: 'core.temperature',
    high: 285,
    persistenceS: 2 * HOUR,
    settleS: 12 * HOUR,
  } as const;

  it.each([
    ['shed', 'reduced'],
    ['safe', 'safe'],
    ['sleep', 'sleep'],
  ] as const)('answers with %s, and no oftener than it settles', async (response, mode) => {
    const plain = await watched([]);
    const out = await watched([{ ...hot, response }]);
    const alarms = out.events.filter(({ type }) => type === 'monitor');
    expect(alarms.length).toBeGreaterThan(0);
    expect(alarms[0]!.text).toMatch(/^core.temperature is 2\d\d\.\d+ K, outside - to 285: /);
    alarms.slice(1).forEach(({ et }, i) => expect(et - alarms[i]!.et).toBeGreaterThanOrEqual(hot.settleS));
    expect(out.summary.hoursByMode[mode]).toBeGreaterThan(plain.summary.hoursByMode[mode]);
    expect(out.summary.breaches).toEqual([]);
  });

  it('changes what counts as a fault', async () => {
    const at = { et: START + 5 * DAY, componentId: 'array-a', kind: 'arrayString', durationS: null, effect: 0.04 };
    expect(told(await watched([], [at]), 'arrayChanged')).toHaveLength(1);
    expect(told(await watched([{ id: 'array', low: -0.06, high: 0.06 }], [at]), 'arrayChanged')).toEqual([]);
  });
});

describe('a diagnosis in a run', () => {
  it('is told with what else would explain it: both arrays short by the same', async () => {
    const fault = { et: START + 5.01 * DAY, kind: 'arrayString', durationS: null, effect: 0.3 };
    const out = await watched(
      [],
      ['array-a', 'array-b'].map((componentId) => ({ ...fault, componentId })),
    );
    expect(told(out, 'diagnosis')[0]).toMatch(
      /^weakLight:arrays.*; possible too: arrayString:array-a and arrayString:array-b$/,
    );
    expect(told(out, 'arrayChanged')).toHaveLength(2);
  });
});
