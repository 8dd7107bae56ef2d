import { z } from 'zod';
import { editDistance } from './edit-distance.ts';

/** Messages in our words where zod's would not name the legal values. */
export function wording(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys') {
    const legal = legalKeys(issue.inst);
    const near = nearest(String(issue.keys[0]), legal);
    return `unknown key${near === null ? '' : `, did you mean "${near}"?`}${legal.length > 0 ? ` (legal: ${legal.join(', ')})` : ''}`;
  }
  if (issue.code === 'invalid_type') return wrongType(issue);
  if (issue.code === 'too_small' || issue.code === 'too_big') return outOfRange(issue);
  return undefined;
}

function wrongType(issue: z.core.$ZodRawIssue): string | undefined {
  const keys = legalKeys(issue.inst);
  const needed = keys.length > 0 ? `{ ${keys.join(', ')} }` : kindOf(issue);
  if (issue.input === undefined) return `is missing (needs ${needed})`;
  const given = asWritten(issue.input);
  return `is ${given.length > 40 ? `${given.slice(0, 40)}...` : given} (legal: ${needed})`;
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

/** The legal key closest to `word`, when at most a third of its letters differ. */
function nearest(word: string, legal: readonly string[]): string | null {
  const ranked = legal.map((key) => ({ key, edits: editDistance(word, key) })).sort((a, b) => a.edits - b.edits);
  return ranked[0] !== undefined && ranked[0].edits <= Math.max(1, word.length / 3) ? ranked[0].key : null;
}
