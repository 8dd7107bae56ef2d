import type { TimelineLane } from '@openilrs/core/mission';
import { describe, expect, it } from 'vitest';
import { AXIS_PX, barAt, drawLanes, etOf, LANE_PX, xOf, type LaneView } from './draw-lanes.ts';
import { fit } from './time-window.svelte.ts';

const view: LaneView = { fromEt: 1000, toEt: 2000, leftPx: 100, widthPx: 1108, ticks: [{ et: 1500, label: 'noon' }] };
const bar = (fromEt: number, toEt: number, label = 'a') => ({ fromEt, toEt, label, status: 'done' as const });
const lanes: TimelineLane[] = [
  { id: 'one', title: 'One', kind: 'activity', bars: [bar(1100, 1500, 'long'), bar(1200, 1210, 'short')] },
  {
    id: 'two',
    title: 'Two',
    kind: 'link',
    bars: Array.from({ length: 5000 }, (_, i) => bar(1000 + i * 0.2, 1000.1 + i * 0.2)),
  },
];

/** Records what is drawn; a canvas is not needed to count it. */
function recorder() {
  const rects: number[][] = [];
  const nothing = () => undefined;
  const pen = new Proxy({} as Record<string, unknown>, {
    get: (target, name: string) => {
      if (name === 'fillRect') return (...args: number[]) => rects.push(args);
      if (name === 'measureText') return (text: string) => ({ width: text.length * 6 });
      return target[name] ?? nothing;
    },
    set: (target, name: string, value) => ((target[name] = value), true),
  });
  return { pen: pen as unknown as CanvasRenderingContext2D, rects };
}

describe('lanes', () => {
  it('pixels and times are inverse', () => {
    expect(xOf(view, 1500)).toBe(600);
    expect(etOf(view, xOf(view, 1234.5))).toBeCloseTo(1234.5, 9);
  });

  it('find the narrowest bar under the pointer', () => {
    expect(barAt(lanes, view, xOf(view, 1205), AXIS_PX + 5)?.bar.label).toBe('short');
    expect(barAt(lanes, view, xOf(view, 1400), AXIS_PX + 5)?.bar.label).toBe('long');
    expect(barAt(lanes, view, xOf(view, 1700), AXIS_PX + 5)).toBeNull();
    expect(barAt(lanes, view, xOf(view, 1205), AXIS_PX + 2 * LANE_PX + 5)).toBeNull();
  });

  it('draw no more bars than pixels', () => {
    const { pen, rects } = recorder();
    drawLanes(
      pen,
      lanes,
      view,
      (token) => token,
      (lane) => lane.title,
    );
    expect(rects.length).toBeGreaterThan(100);
    expect(rects.length).toBeLessThan(2100);
    for (const [x, , width] of rects) expect(x! + width!).toBeLessThanOrEqual(view.widthPx);
  });
});

describe('the span that is shown', () => {
  it('stays inside the run and keeps its length where it can', () => {
    expect(fit(-500, 500, 0, 10_000)).toEqual({ fromEt: 0, toEt: 1000 });
    expect(fit(9500, 10_500, 0, 10_000)).toEqual({ fromEt: 9000, toEt: 10_000 });
    expect(fit(-1, 1e9, 0, 10_000)).toEqual({ fromEt: 0, toEt: 10_000 });
  });
  it('is never shorter than ten minutes', () =>
    expect(fit(5000, 5001, 0, 10_000)).toEqual({ fromEt: 4700.5, toEt: 5300.5 }));

  it('lay a ground under the words on a striped bar, and none on a plain one', () => {
    const drawn = (status: 'done' | 'fault') => {
      const { pen, rects } = recorder();
      const fault = { fromEt: 1100, toEt: 1300, label: 'drill', status };
      drawLanes(pen, [{ id: 'faults', title: 'Faults', kind: 'fault', bars: [fault] }], view, (token) => token, (lane) => lane.title); // prettier-ignore
      return rects;
    };
    const [plain, striped] = [drawn('done'), drawn('fault')];
    expect(striped.length).toBe(plain.length + 1);
    // as wide as the five letters with four pixels on either side, inside the bar
    expect(striped.at(-1)![2]).toBe(5 * 6 + 8);
  });
});
