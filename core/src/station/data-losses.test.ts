import { describe, expect, it } from 'vitest';
import { createStation, type FaultEvent, type Station, type StationSpec } from './index.ts';
import { smallEnvironment, smallStation } from './testing/small-station.ts';

const SUN = { et: [0, 1e6], values: [100, 100] };
const DAY = smallEnvironment(SUN, 1e6, [[5000, 6000]]);
const start = (station: Station, activityId: string, dataRateBitS: number) =>
  station.command({ kind: 'start', instrumentId: 'i', activityId, powerW: 0, dataRateBitS });

/** Signals until `et`, each as `kind@instant`. */
function runTo(station: Station, et: number): string[] {
  const told: string[] = [];
  while (station.telemetry().et < et) for (const one of station.advance(et)) told.push(`${one.kind}@${one.et}`);
  return told;
}

describe('a full store', () => {
  const spec = smallStation({ store: { capacityBit: 1000 } });

  it('refuses what comes by the rates at which it comes, and says whose it is', () => {
    const station = createStation(spec, DAY);
    start(station, 'a', 3);
    start(station, 'b', 1);
    expect(runTo(station, 350)).toEqual(['storeFull@250']);
    expect(station.losses().overflowBit).toBeCloseTo(400, 9);
    expect(Object.fromEntries(station.losses().byActivity)).toEqual({ a: 300, b: 100 });
  });

  it('says so again before it loses anything, when it is filled again or its link closes', () => {
    const station = createStation(spec, DAY);
    start(station, 'a', 1);
    expect(runTo(station, 1100)).toEqual(['storeFull@1000']);
    station.command({ kind: 'stop', activityId: 'a' });
    runTo(station, 4000);
    start(station, 'b', 1);
    expect(station.advance(4100)).toEqual([{ et: 4000, kind: 'storeFull', id: 'store' }]);
    expect(station.losses().overflowBit).toBe(100);
    station.command({ kind: 'stop', activityId: 'b' });
    // as much comes as goes: it stays full, and loses when the window ends
    station.command({ kind: 'link', id: 'l', on: true });
    runTo(station, 5000);
    start(station, 'c', 100);
    expect(runTo(station, 6010)).toEqual(['linkDown@6000', 'storeFull@6000']);
    expect(Object.fromEntries(station.losses().byActivity)).toEqual({ a: 100, c: 1000 });
  });

  it('tells each partition by itself', () => {
    const partitions = ['p', 'q'].map((id) => ({ id, capacityBit: 100, whenFull: 'loseNew' as const }));
    const instruments: StationSpec['instruments'] = partitions.map(({ id }) => ({ ...spec.instruments[0]!, id, partitionId: id })); // prettier-ignore
    const station = createStation({ ...spec, store: { capacityBit: 200, partitions }, instruments }, DAY);
    const of = (activityId: string) => station.command({ kind: 'start', instrumentId: activityId, activityId, powerW: 0, dataRateBitS: 1 }); // prettier-ignore
    of('p');
    runTo(station, 50);
    of('q');
    expect(runTo(station, 200)).toEqual(['partitionFull@100', 'partitionFull@150']);
    expect(Object.fromEntries(station.losses().byActivity)).toEqual({ p: 100, q: 50 });
  });
});

describe('a store that fails', () => {
  it('loses the data of those that ended last: what came first has been sent', () => {
    const faults: FaultEvent[] = [{ et: 5010, componentId: 'store', kind: 'storeFault', effect: 1, durationS: 100 }];
    const station = createStation(smallStation({ store: { capacityBit: 1e5 } }), DAY, { faults });
    station.command({ kind: 'link', id: 'l', on: true });
    // 1000 bit are sent from 5000 s to 5010 s: all of the first, half of the second
    for (const [i, [from, to]] of ([[0, 500], [500, 1500], [1500, 1700]] as const).entries()) {
      runTo(station, from);
      start(station, `a${i}`, 1);
      runTo(station, to);
      station.command({ kind: 'stop', activityId: `a${i}` });
    } // prettier-ignore
    expect(runTo(station, 5050)).toContain('storeFailed@5010');
    expect(Object.fromEntries(station.losses().byActivity)).toEqual({ a1: 500, a2: 200 });
    expect(station.losses().overflowBit).toBe(0);
  });
});
