import { describe, expect, it } from 'vitest';
import { checkFaultForm, type FaultForm } from './fault-form.ts';

const toEt = (utc: string) => {
  const ms = Date.parse(utc);
  if (Number.isNaN(ms)) throw new Error('no time');
  return ms / 1000;
};
const year = { startEt: toEt('2035-01-01T00:00:00Z'), endEt: toEt('2036-01-01T00:00:00Z') };
const form: FaultForm = { at: '2035-04-01T00:00', hours: '24', forGood: false, effectPercent: '50', usesEffect: true };
const wrongIn = (change: Partial<FaultForm>) => {
  const checked = checkFaultForm({ ...form, ...change }, toEt, year);
  return checked.ok ? [] : checked.wrong;
};

describe('the form of a fault', () => {
  it('becomes a fault in seconds and shares', () =>
    expect(checkFaultForm(form, toEt, year)).toEqual({
      ok: true,
      fault: { et: toEt('2035-04-01T00:00:00Z'), durationS: 86_400, effect: 0.5 },
    }));

  it.each([
    [{ at: '' }, ['at']],
    [{ at: '2034-12-31T23:59' }, ['at']],
    [{ at: 'soon', hours: '-1' }, ['at', 'hours']],
    [{ hours: '' }, ['hours']],
    [{ hours: '0' }, ['hours']],
    [{ effectPercent: '101' }, ['effect']],
    [{ effectPercent: '' }, ['effect']],
  ] as const)('names what cannot be taken: %j', (change, wrong) => expect(wrongIn(change)).toEqual(wrong));

  it('asks for no duration of what lasts for good, and for no share where it means nothing', () =>
    expect(wrongIn({ hours: '', forGood: true, effectPercent: '', usesEffect: false })).toEqual([]));
});
