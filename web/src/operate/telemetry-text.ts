import type { TelemetryValue } from '@openilrs/api/contract';
import type { I18n } from '../i18n/i18n.svelte.ts';

/** How a value stands: what cannot be a value of its component is not valid, whatever its limits. */
export function standing({
  valid,
  withinLimits,
}: Pick<TelemetryValue, 'valid' | 'withinLimits'>): 'good' | 'beyond' | 'invalid' {
  // prettier-ignore
  if (!valid) return 'invalid';
  return withinLimits === false ? 'beyond' : 'good';
}

/** A value as it is read at a console: kelvin to a tenth, energy in kilowatt hours, data with the prefix that fits. */
export function written(
  value: number,
  unit: string,
  { numbers, unit: unitOf }: Pick<I18n, 'numbers' | 'unit'>,
): string {
  if (unit === 'bit') return numbers.bits(value);
  if (unit === '1') return Number.isInteger(value) ? numbers.fixed(value) : numbers.fixed(value, 3);
  if (unit === 'J') return `${numbers.fixed(value / J_PER_KWH, 1)} ${unitOf('kWh')}`;
  const small = value !== 0 && Math.abs(value) < 0.05;
  return `${small ? numbers.short(value) : numbers.fixed(value, 1)} ${unitOf(unit)}`;
}

const J_PER_KWH = 3.6e6;
