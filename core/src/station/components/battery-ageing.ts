import { z } from 'zod';
import { DAY_S, share, YEAR_S } from './parameter.ts';
import { noFlow, quietPart, type Part, type PartHost } from './part.ts';

/**
 * Capacity fades in a straight line with time and with the energy that has left the cells:
 * `C = C0 max(least, 1 - a years - b cycles)`, cycles being full discharges of `C0`. It is booked at the end of each day, exactly by the law; within the day the capacity is
 * that of the morning (1e-4 of it at 3 % a year).
 */
export interface AgeingSpec {
  readonly calendarPerYear: number;
  readonly perCycle: number;
  readonly leastFraction: number;
}

export const ageingSchema = z.strictObject({
  calendar: share(0, 0.5, 'of the new capacity lost per year'),
  cycle: share(0, 0.1, 'of the new capacity lost per full cycle of discharge'),
  least: share(0.05, 1, 'of the new capacity under which the law is not used').prefault({
    value: 0.5,
    unit: '1',
    source: 'assumed',
  }),
});

export function ageingSpec(a: z.output<typeof ageingSchema>): AgeingSpec {
  return { calendarPerYear: a.calendar.si, perCycle: a.cycle.si, leastFraction: a.least.si };
}

/** Share of the new capacity that is left. */
export function agedFraction(spec: AgeingSpec, timeS: number, cycles: number): number {
  return Math.max(spec.leastFraction, 1 - (spec.calendarPerYear * timeS) / YEAR_S - spec.perCycle * cycles);
}

export function createAgeing(storageId: string, spec: AgeingSpec, newCapacityJ: number, host: PartHost): Part {
  const my = { ...noFlow(), fraction: 1, day: 1 };
  const cycles = () => host.throughputJ(storageId) / newCapacityJ;
  return {
    ...quietPart(`${storageId}-ageing`, my),
    next: (spanS) => Math.min(spanS, Math.max(0, my.day * DAY_S - host.timeS())),
    happen() {
      my.day += 1;
      const aged = agedFraction(spec, host.timeS(), cycles());
      host.scaleCapacity(storageId, aged / my.fraction);
      my.fraction = aged;
    },
    read: () => ({ health: my.fraction, cycles: cycles() }),
  };
}
