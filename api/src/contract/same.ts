/** What zod infers, with every array and property read-only, as the result records of core are written. */
export type Frozen<T> = T extends readonly (infer E)[]
  ? readonly Frozen<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

/** `true` when the two types accept exactly the same values, else `never`. */
export type Same<A, B> = [A] extends [B]
  ? [B] extends [A]
    ? [keyof A] extends [keyof B]
      ? [keyof B] extends [keyof A]
        ? true
        : never
      : never
    : never
  : never;

/**
 * Holds, at compile time, that a schema and a result record of core describe the same JSON: `same<SurveyResult, z.infer<typeof schema>>(true)`
 * does not compile when one of them gains, loses or retypes a field.
 */
export function same<Record, Inferred>(_proof: Same<Record, Frozen<Inferred>>): void {}
