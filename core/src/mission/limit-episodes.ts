import type { Signal } from '../station/index.ts';

/** A safety limit that was passed. */
export interface Episode {
  readonly kind: 'floor' | 'undervoltage' | 'cold' | 'hot';
  readonly id: string;
  readonly fromEt: number;
  readonly toEt: number;
}

const BEGINS: Partial<Record<Signal['kind'], Episode['kind']>> = {
  belowFloor: 'floor',
  undervoltage: 'undervoltage',
  tooCold: 'cold',
  tooHot: 'hot',
};
const ENDS: Partial<Record<Signal['kind'], readonly Episode['kind'][]>> = {
  aboveFloor: ['floor'],
  powerRestored: ['undervoltage'],
  temperatureRestored: ['cold', 'hot'],
};

/** Follows the safety limits through the signals of a run. */
export function followLimits(endEt: number) {
  const open = new Map<string, Episode>();
  const closed: Episode[] = [];
  return {
    /** All that changes: plain data. */
    state: { open, closed },
    hear(signals: readonly Signal[]): void {
      for (const { kind, id, et } of signals) {
        const begins = BEGINS[kind];
        if (begins !== undefined) open.set(`${begins}:${id}`, { kind: begins, id, fromEt: et, toEt: endEt });
        for (const ended of ENDS[kind] ?? []) {
          const episode = open.get(`${ended}:${id}`);
          if (episode !== undefined) closed.push({ ...episode, toEt: et });
          open.delete(`${ended}:${id}`);
        }
      }
    },
    episodes: (): Episode[] => [...closed, ...open.values()].sort((a, b) => a.fromEt - b.fromEt),
  };
}
