import { expect, it } from 'vitest';
import { printedUnit, timeUnitOf } from './preview-axis.ts';

it.each([
  [100, 's'],
  [180, 'min'],
  [4 * 3600, 'h'],
  [2.9 * 86_400, 'h'],
  [6 * 86_400, 'd'],
])('reads a span of %d s in %s', (spanS, unit) => expect(timeUnitOf(spanS).unit).toBe(unit));

// Units of the columns of simulated products.
it.each([
  ['cm**-2*s**-1*sr**-1', 'cm⁻² s⁻¹ sr⁻¹'],
  ['cm**-1', 'cm⁻¹'],
  ['cm**2', 'cm²'],
  ['nm/s', 'nm/s'],
  ['', ''],
])('prints %s as %s', (unit, printed) => expect(printedUnit(unit)).toBe(printed));
