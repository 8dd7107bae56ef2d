import { z } from 'zod';
import { didYouMean } from '../errors/index.ts';

/** Messages in our words where zod's would not name the legal values. */
export function wording(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys') {
    const legal = legalKeys(issue.inst);
    return `unknown key${didYouMean(String(issue.keys[0]), legal)}${legal.length > 0 ? ` (legal: ${legal.join(', ')})` : ''}`;
  }
  if (issue.code === 'invalid_type') return wrongType(issue);
  if (issue.code === 'invalid_value') return wrongValue(issue);
  if (issue.code === 'too_small' || issue.code === 'too_big') return outOfRange(issue);
  return undefined;
}

/** A word that is none of those listed (`condition: sunny`). */
function wrongValue({ input, values }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidValue>): string | undefined {
  if (input === undefined) return `is missing (needs ${values.map(String).join(', ')})`;
  const legal = values.map(String);
  const near = typeof input === 'string' ? didYouMean(input, legal) : '';
  return `is ${shortened(asWritten(input))}${near} (legal: ${legal.join(', ')})`;
}

function shortened(given: string): string {
  return given.length > 40 ? `${given.slice(0, 40)}...` : given;
}

function wrongType(issue: z.core.$ZodRawIssue): string | undefined {
  const keys = legalKeys(issue.inst);
  const needed = keys.length > 0 ? `{ ${keys.join(', ')} }` : kindOf(issue);
  if (issue.input === undefined) return `is missing (needs ${needed})`;
  return `is ${shortened(asWritten(issue.input))} (legal: ${needed})`;
}

/** JSON has no words for these numbers; YAML has. */
function asWritten(input: unknown): string {
  if (typeof input === 'number' && !Number.isFinite(input))
    return Number.isNaN(input) ? '.nan' : input > 0 ? '.inf' : '-.inf';
  return JSON.stringify(input) ?? String(input);
}

function kindOf({ expected, inst }: z.core.$ZodRawIssue): string {
  if (!(inst instanceof z.ZodNumber)) return String(expected);
  const kind = inst instanceof z.ZodNumberFormat ? 'whole number' : 'number';
  const [least, most] = [finite(inst.minValue), finite(inst.maxValue)];
  if (least !== null && most !== null) return `${kind} from ${least} to ${most}`;
  if (least !== null) return `${kind}, at least ${least}`;
  return most !== null ? `${kind}, at most ${most}` : kind;
}

/** A bound that somebody chose; that of exact whole numbers, 2^53 - 1, is none. */
function finite(bound: number | null): number | null {
  return bound !== null && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : null;
}

function outOfRange({
  code,
  input,
  minimum,
  maximum,
  inclusive,
  origin,
  inst,
}: z.core.$ZodRawIssue): string | undefined {
  if (typeof input !== 'number') return undefined;
  // whole numbers too large to be exact: the field's own range says more
  if (origin === 'int')
    return `${input} is out of range (legal: ${kindOf({ code, input, inst } as z.core.$ZodRawIssue)})`;
  const bound =
    code === 'too_small'
      ? `${inclusive === false ? 'more than' : 'at least'} ${String(minimum)}`
      : `${inclusive === false ? 'less than' : 'at most'} ${String(maximum)}`;
  return `${input} is out of range (legal: ${bound})`;
}

export function legalKeys(schema: unknown): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
