import { createRandom } from '../../math/index.ts';
import { valueBound, type Request } from '../index.ts';
import { allowed, holds, shortModel } from './brute-force.ts';
import { HOUR, plainModel, planInput, request } from './plain-model.ts';

export const END_S = 36 * HOUR;

/** Four requests that a battery of 10 kWh, of which 8 may be used, cannot all serve; times on quarters of an hour, so that neither grid is favoured. */
export function shortProblem(k: number) {
  const random = createRandom(900 + k);
  const between = (from: number, to: number) => from + Math.floor(random.next() * (to - from + 1));
  const base = plainModel({ storeCapacityBit: 4e8, reserveFraction: 0.05 });
  const model = shortModel(base, between(12, 22), between(300, 900));
  const requests = Array.from({ length: 4 }, (_, i): Request => {
    const durationS = between(4, 40) * 900;
    const earliestEt = between(0, 60) * 900;
    return request(`r${i}`, {
      instrumentId: random.next() < 0.5 ? 'camera' : 'drill',
      earliestEt,
      latestEt: Math.min(END_S, earliestEt + durationS + between(0, 60) * 900),
      durationS,
      powerW: between(50, 1800),
      dataBit: random.next() < 0.4 ? between(1, 9) * 1e8 : 0,
      condition: (['any', 'any', 'sunlit', 'dark', 'linkAvailable'] as const)[between(0, 4)]!,
      value: between(1, 20),
    });
  }).filter((one) => one.earliestEt + one.durationS <= END_S);
  return { model, requests, input: planInput(requests, model, { horizonS: END_S }) };
}

/** As {@link shortProblem}, at a station that the battery carries awake for less than 17 hours of a night of 18 to 22: it has to choose when to fall asleep. Its plans keep no reserve. */
export function longNightProblem(k: number) {
  const random = createRandom(5000 + k);
  const between = (from: number, to: number) => from + Math.floor(random.next() * (to - from + 1));
  const nightH = between(18, 22);
  const leanW = between(480, 900);
  const levels = [
    { name: 'nominal' as const, powerW: leanW + 100, off: [] },
    { name: 'reduced' as const, powerW: leanW, off: ['extra'] },
    { name: 'sleep' as const, powerW: 10, off: ['extra'] },
  ];
  const model = shortModel(plainModel({ storeCapacityBit: 4e8, levels }), nightH, between(1200, 2000));
  const requests = Array.from({ length: 4 }, (_, i): Request => {
    const durationS = between(4, 24) * 900;
    // half of them can only run at night
    const [first, last] = i % 2 === 0 ? [8, 10 + nightH - durationS / HOUR] : [0, 33 - durationS / HOUR];
    const earliestEt = between(first * 4, Math.max(first * 4, Math.floor(last * 4) - 8)) * 900;
    return request(`r${i}`, {
      instrumentId: random.next() < 0.5 ? 'camera' : 'drill',
      earliestEt,
      latestEt: Math.min(END_S, earliestEt + durationS + between(4, 36) * 900),
      durationS,
      powerW: between(20, 600),
      dataBit: random.next() < 0.4 ? between(1, 9) * 1e8 : 0,
      condition: (['any', 'any', 'any', 'sunlit', 'dark'] as const)[between(0, 4)]!,
      value: between(1, 20),
    });
  }).filter((one) => one.earliestEt + one.durationS <= END_S);
  const night = [10, 10 + nightH] as const;
  return { model, requests, night, input: planInput(requests, model, { horizonS: END_S }) };
}

/**
 * Of 1500 single requests with narrow windows: how many hold at some start on steps of five minutes (`held`), how many the bound counts (`counted`), and those that hold and that it does not count (`refused`).
 */
export function countAlone(): { held: number; counted: number; total: number; refused: number[] } {
  const random = createRandom(77);
  let [held, counted, total] = [0, 0, 0];
  const refused: number[] = [];
  for (let k = 0; k < 1500; k += 1) {
    const { model, requests, input } = shortProblem(k % 300);
    const one = requests[k % Math.max(1, requests.length)];
    if (one === undefined) continue;
    // narrow windows, so that single starts decide
    const earliestEt = one.earliestEt + 300 * Math.floor(random.next() * 40);
    const latestEt = earliestEt + one.durationS + 300 * Math.floor(random.next() * 4);
    if (latestEt > END_S) continue;
    const narrow = { ...one, earliestEt, latestEt, dataBit: 0 };
    const starts = [0, 300, 600, 900].map((s) => ({ request: narrow, startEt: earliestEt + s }));
    const can = starts.some((placed) => allowed(model, placed) && holds(model, [placed], END_S, () => false));
    const shiftS = 100 * Math.floor(random.next() * 36);
    const bound = valueBound({ ...input, nowEt: -shiftS, horizonS: END_S + shiftS, requests: [narrow] });
    if (can && bound !== narrow.value) refused.push(k);
    [held, counted, total] = [held + Number(can), counted + Number(bound > 0), total + 1];
  }
  return { held, counted, total, refused };
}
