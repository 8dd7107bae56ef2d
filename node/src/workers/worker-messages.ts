export interface WorkerTask {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

export type WorkerReply =
  | { readonly id: number; readonly ok: true; readonly output: unknown }
  | { readonly id: number; readonly ok: false; readonly error: PackedError };

/** What is kept of an error that crosses threads; structured cloning alone would lose `code` and our error names. */
interface PackedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly facts: Readonly<Record<string, string>>;
}

const FACTS = ['code', 'where', 'legal', 'remedy'] as const;

export function packError(error: unknown): PackedError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: undefined, facts: {} };
  const given = error as unknown as Record<string, unknown>;
  const facts = Object.fromEntries(FACTS.flatMap((key) => (typeof given[key] === 'string' ? [[key, given[key]]] : [])));
  return { name: error.name, message: error.message, stack: error.stack, facts };
}

export function unpackError({ name, message, stack, facts }: PackedError): Error {
  const error = Object.assign(new Error(message), facts);
  Object.defineProperty(error, 'name', { value: name });
  if (stack !== undefined) error.stack = stack;
  return error;
}
