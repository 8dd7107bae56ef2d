import type { Network } from './network.ts';

/**
 * Free units of every resource at every unit of time, several resources to a 32-bit word, so that one subtraction compares all of them.
 *
 *   word:  | 1 free of R4 | 1 free of R3 | 1 free of R2 | 1 free of R1 |     the leading 1 of each field is its guard bit
 *
 * Taking demand away from a word leaves a guard bit standing where the resource has enough and clears it where it has not (it is borrowed from).
 * Resources that all activities together cannot exhaust are left out.
 */
export interface PackedProfile {
  /** Words per unit of time. */
  readonly words: number;
  /** A free profile's words, guard bits set. */
  readonly full: Int32Array;
  /** Guard bits of each word. */
  readonly guard: Int32Array;
  /** `need[i * words + w]`. */
  readonly need: Int32Array;
}

export function packProfile({ n, resources, demand, capacity }: Network): PackedProfile {
  const fields: { resource: number; word: number; shift: number; bits: number }[] = [];
  let [word, shift] = [0, 0];
  for (let resource = 0; resource < resources; resource += 1) {
    let sum = 0;
    for (let i = 0; i < n; i += 1) sum += demand[i * resources + resource]!;
    if (sum <= capacity[resource]!) continue;
    const bits = 33 - Math.clz32(capacity[resource]!);
    if (shift + bits > 32) [word, shift] = [word + 1, 0];
    fields.push({ resource, word, shift, bits });
    shift += bits;
  }
  const words = fields.length === 0 ? 0 : word + 1;
  const [full, guard, need] = [new Int32Array(words), new Int32Array(words), new Int32Array(n * words)];
  for (const field of fields) {
    const top = 1 << (field.shift + field.bits - 1);
    guard[field.word]! |= top;
    full[field.word]! |= top | (capacity[field.resource]! << field.shift);
    for (let i = 0; i < n; i += 1) need[i * words + field.word]! |= demand[i * resources + field.resource]! << field.shift; // prettier-ignore
  }
  return { words, full, guard, need };
}
