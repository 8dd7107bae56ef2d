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

/**
 * What the limits of a parameter with named states mean: the states it must be in or, when those are more, the states it must not be in.
 * Null when it has no limits.
 */
export function stateLimits({ low, high, states }: Pick<TelemetryValue, 'low' | 'high' | 'states'>): {
  readonly rule: 'mustBe' | 'mustNotBe';
  readonly states: readonly string[];
} | null {
  if (states === null || (low === null && high === null)) return null;
  const isAllowed = (_: string, at: number) => at >= (low ?? 0) && at <= (high ?? Infinity);
  const allowed = states.filter(isAllowed);
  const forbidden = states.filter((name, at) => !isAllowed(name, at));
  return allowed.length <= forbidden.length
    ? { rule: 'mustBe', states: allowed }
    : { rule: 'mustNotBe', states: forbidden };
}

const J_PER_KWH = 3.6e6;
