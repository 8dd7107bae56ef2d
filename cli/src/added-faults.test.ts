import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isInputError } from '@openilrs/core/errors';
import { parseLsk, utcToEt } from '@openilrs/core/time';
import { faultFrom, silenceFrom } from './added-faults.ts';

const leapSeconds = parseLsk(readFileSync(new URL('../../data/ephemeris/naif0012.tls', import.meta.url), 'utf8'));
const et = (utc: string) => utcToEt(leapSeconds, utc);
const run = { startEt: et('2035-10-01'), endEt: et('2036-10-01'), ephemeris: { leapSeconds } };

function refusal(work: () => unknown): { code: string; message: string } {
  try {
    work();
  } catch (error) {
    if (isInputError(error)) return error;
  }
  throw new Error('expected a refusal');
}

describe('faults that an option adds', () => {
  it('are read with UTC dates or seconds', () => {
    expect(silenceFrom('2035-12-01..30', run)).toEqual({ fromEt: et('2035-12-01'), spanS: 30 * 86400 });
    const fault = { componentId: 'battery', kind: 'batteryCell', durationS: null, effect: 0.1 };
    expect(faultFrom('2035-12-01T06:00,battery,batteryCell,forGood,0.1', run)).toEqual({ et: et('2035-12-01T06:00'), ...fault });
    expect(faultFrom(`${run.startEt},battery,batteryCell,forGood,0.1`, run)).toEqual({ et: run.startEt, ...fault });
  });

  it.each([
    ['before', () => silenceFrom('2035-02-01..300', run), /^--no-contact: 2035-02-01 lies before the run \(legal: 2035-10-01 to 2036-10-01\)/],
    ['after', () => silenceFrom('2036-10-01..3', run), /^--no-contact: 2036-10-01 lies after the end of the run/],
    ['before', () => faultFrom('2035-02-01T06:00,a,linkOutage,60', run), /^--fault: 2035-02-01T06:00 lies before the run/],
    ['after', () => faultFrom('9e9,a,linkOutage,60', run), /^--fault: 9e9 lies after the end of the run/],
  ])('are refused %s the run, by the option and the dates of the run', (_, work, message) => {
    expect(refusal(work)).toMatchObject({ code: 'FAULT_TIME', message: expect.stringMatching(message) });
  });
}); // prettier-ignore
