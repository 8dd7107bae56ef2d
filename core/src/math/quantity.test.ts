import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { quantity } from './quantity.ts';

const size = quantity('length', 1000, 300e3);
const messages = (value: unknown, schema: z.ZodType = size) =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('quantities', () => {
  it('become SI and keep what was written', () => {
    expect(size.parse({ value: 20.48, unit: 'km', source: 'assumed' })).toEqual({
      si: 20_480,
      value: 20.48,
      unit: 'km',
      source: 'assumed',
    });
    expect(quantity('fraction').parse({ value: 93, unit: '%', source: 'x' }).si).toBeCloseTo(0.93, 15);
    expect(quantity('fraction').parse({ value: 0.5, unit: 1, source: 'x' }).si).toBe(0.5); // YAML reads `unit: 1` as a number
  });

  it.each(['kW', 'KM', '', 'constructor', 'toString', '__proto__'])('refuse the unit "%s" and nothing else', (unit) => {
    // what is built on the value must not be judged without its unit: the user would be sent to the wrong field
    const outer = z.strictObject({ size }).refine(() => false, { error: 'judged in spite of it' });
    expect(messages({ size: { value: 20, unit, source: 'assumed' } }, outer)).toEqual([
      `size.unit: unit "${unit}" is not a unit of length (legal: m, mm, cm, km)`,
    ]);
  });

  it('say that a unit is missing', () => {
    expect(messages({ value: 20, source: 'assumed' })).toEqual(['unit: the unit of length is missing (legal: m, mm, cm, km)']); // prettier-ignore
  });

  it('say the legal range in the unit given', () => {
    expect(messages({ value: 400, unit: 'km', source: 'assumed' })).toEqual([
      'value: 400 km is out of range (legal: 1 to 300 km)',
    ]);
  });

  it('need a unit, a source and a finite value', () => {
    expect(messages({ value: 20, unit: 'km' })).toHaveLength(1);
    expect(messages({ value: 20, unit: 'km', source: '' })).toEqual([
      'source: a number needs its source, or the word "assumed"',
    ]);
    expect(messages({ value: 20, source: 'assumed' })?.[0]).toMatch(/^unit: /);
    expect(messages({ value: Infinity, unit: 'km', source: 'assumed' })?.[0]).toMatch(/^value: /);
  });
});
