import { z } from 'zod';
import { parameter, watts } from './parameter.ts';
import { ACCEPTED, noFlow, quietPart, refuse, type Part, type PartHost } from './part.ts';

/** An instrument's data count as calibrated for `validS` after a calibration that takes `durationS`; what it makes otherwise is kept and counted apart. */
export interface CalibrationSpec {
  readonly validS: number;
  readonly durationS: number;
  readonly powerW: number;
}

export const calibrationSchema = z.strictObject({
  valid: parameter('time', 1, 1e10, 'a calibration holds so long'),
  duration: parameter('time', 1, 1e7, 'a calibration takes so long'),
  power: watts('drawn while it is calibrated'),
});

export function calibrationSpec(c: z.output<typeof calibrationSchema>): CalibrationSpec {
  return { validS: c.valid.si, durationS: c.duration.si, powerW: c.power.si };
}

export function createCalibration(instrumentId: string, spec: CalibrationSpec, host: PartHost): Part {
  const my = { ...noFlow(), endS: Infinity, validUntilS: 0, rateBitS: 0, running: 0, uncalibratedBit: 0 };
  const stop = () => {
    my.endS = Infinity;
    my.drawW = 0;
  };
  const valid = () => host.timeS() < my.validUntilS;
  return {
    ...quietPart(`${instrumentId}-calibration`, my),
    next: (spanS) =>
      Math.min(spanS, Math.max(0, my.endS - host.timeS()), valid() ? my.validUntilS - host.timeS() : Infinity),
    happen() {
      if (my.endS === Infinity || host.timeS() < my.endS - 1e-6) return; // the validity has just ended
      stop();
      my.validUntilS = host.timeS() + spec.validS;
      host.signal('calibrated', instrumentId);
    },
    advance(dtS) {
      // the end of validity is an event, so what holds in the middle of the piece holds all along
      if (host.timeS() + 0.5 * dtS >= my.validUntilS) my.uncalibratedBit += my.rateBitS * dtS;
    },
    command(command) {
      if (command.kind !== 'calibrate' || command.id !== instrumentId) return null;
      if (my.running > 0) return refuse(`instrument "${instrumentId}" is at work`);
      if (my.endS !== Infinity) return refuse(`instrument "${instrumentId}" is being calibrated`);
      my.endS = host.timeS() + spec.durationS;
      my.drawW = spec.powerW;
      return ACCEPTED;
    },
    mayStart: ({ id }) =>
      id === instrumentId && my.endS !== Infinity ? `instrument "${id}" is being calibrated` : null,
    activityChanged({ instrument, dataRateBitS }, begins) {
      if (instrument.id !== instrumentId) return;
      my.running += begins ? 1 : -1;
      my.rateBitS = my.running === 0 ? 0 : my.rateBitS + (begins ? dataRateBitS : -dataRateBitS);
    },
    busLost: stop,
    read: () => ({
      calibrated: valid() ? 1 : 0,
      calibrating: my.endS === Infinity ? 0 : 1,
      uncalibrated: my.uncalibratedBit,
    }),
  };
}
