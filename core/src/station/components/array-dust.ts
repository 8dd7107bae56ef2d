import { z } from 'zod';
import { DAY_S, parameter, share, watts } from './parameter.ts';
import { ACCEPTED, noFlow, quietPart, refuse, type Part, type PartHost } from './part.ts';

/** Dust takes `lossPerDay` of the clean output a day, at most `mostLoss` in all, booked at the end of each day; cleaning takes `removedFraction` of it off. */
export interface DustSpec {
  readonly lossPerDay: number;
  readonly mostLoss: number;
  readonly cleaningW: number;
  readonly cleaningS: number;
  readonly removedFraction: number;
  /** The array cleans itself so often; null: on command only. */
  readonly everyS: number | null;
}

export const dustSchema = z.strictObject({
  rate: parameter('rate', 0, 0.1 / DAY_S, 'share of the clean output lost per time, booked at the end of each day'),
  mostLoss: share(0, 0.99, 'greatest loss by dust').prefault({ value: 0.5, unit: '1', source: 'assumed' }),
  cleaningPower: watts('drawn while it is cleaned'),
  cleaningTime: parameter('time', 1, 30 * DAY_S, 'one cleaning takes so long'),
  removed: share(0, 1, 'of the loss that a cleaning takes off'),
  every: parameter('time', DAY_S, 1e9, 'cleans by itself so often; left out: on command only').optional(),
});

export function dustSpec(d: z.output<typeof dustSchema>): DustSpec {
  return {
    lossPerDay: d.rate.si * DAY_S,
    mostLoss: d.mostLoss.si,
    cleaningW: d.cleaningPower.si,
    cleaningS: d.cleaningTime.si,
    removedFraction: d.removed.si,
    everyS: d.every?.si ?? null,
  };
}

export function createDust(arrayId: string, spec: DustSpec, host: PartHost): Part {
  const my = { ...noFlow(), loss: 0, day: 1, cleaningEndS: Infinity, nextCleaningS: spec.everyS ?? Infinity };
  const dayEndS = () => my.day * DAY_S;
  const dueS = () => Math.min(dayEndS(), my.cleaningEndS, my.nextCleaningS);
  const setLoss = (next: number) => {
    host.scaleArray(arrayId, (1 - next) / (1 - my.loss));
    my.loss = next;
  };
  const begin = () => {
    my.cleaningEndS = host.timeS() + spec.cleaningS;
    my.drawW = spec.cleaningW;
  };
  const stop = () => {
    my.cleaningEndS = Infinity;
    my.drawW = 0;
  };
  return {
    ...quietPart(`${arrayId}-dust`, my),
    next: (spanS) => Math.min(spanS, Math.max(0, dueS() - host.timeS())),
    happen() {
      const due = dueS();
      if (due === dayEndS()) {
        my.day += 1;
        setLoss(Math.min(spec.mostLoss, my.loss + spec.lossPerDay));
      } else if (due === my.cleaningEndS) {
        stop();
        setLoss(my.loss * (1 - spec.removedFraction));
        host.signal('cleaned', arrayId);
      } else {
        my.nextCleaningS += spec.everyS!;
        if (my.cleaningEndS === Infinity && host.powered()) begin();
      }
    },
    command(command) {
      if (command.kind !== 'clean' || command.id !== arrayId) return null;
      if (my.cleaningEndS !== Infinity) return refuse(`array "${arrayId}" is being cleaned`);
      begin();
      return ACCEPTED;
    },
    // a cleaning that loses its power has to begin anew
    busLost: stop,
    read: () => ({ loss: my.loss, cleaning: my.cleaningEndS === Infinity ? 0 : 1 }),
  };
}
