import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { InputError } from '../errors/index.ts';
import { fieldName, offsetOf, position, type Path } from './yaml-field.ts';
import { legalKeys, wording } from './yaml-file-words.ts';

/**
 * Parses a YAML file that a person wrote and checks it against a schema.
 *
 * @param file name used in messages, as the user gave it
 * @throws InputError `YAML_SYNTAX`, `MISSION_UNKNOWN_KEY`, `MISSION_MISSING_KEY` or `MISSION_INVALID`: one sentence for the first
 *   fault (unknown keys, then the order of the file), with `file:line:column`, the path of the field, the legal values and the remedy; further faults are counted, and are in `more`.
 */
export function parseYamlFile<S extends z.ZodType>(schema: S, text: string, file: string): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const syntax = document.errors[0];
  if (syntax) {
    throw new InputError('YAML_SYNTAX', syntaxWords(syntax, text), {
      where: `${file}:${position(lines, syntax.pos[0])}`,
      remedy: 'Correct the YAML at this place',
    });
  }
  if (document.contents === null) throw emptyFile(schema, file);
  const parsed = schema.safeParse(document.toJS(), { error: (issue) => wording(issue) });
  if (parsed.success) return parsed.data;
  throw firstFault(parsed.error.issues, document, lines, file);
}

function emptyFile(schema: z.ZodType, file: string): InputError {
  const keys = legalKeys(schema);
  return new InputError('MISSION_INVALID', 'the file is empty', {
    where: `${file}:1:1`,
    ...(keys.length > 0 && { legal: `{ ${keys.join(', ')} }` }),
    remedy: 'Write it, or begin with a copy of one of the examples',
  });
}

/** The library's words, with the key where it only says that keys must be unique. */
function syntaxWords(
  error: { readonly code: string; readonly message: string; readonly pos: readonly [number, number] },
  text: string,
): string {
  if (error.code !== 'DUPLICATE_KEY') return error.message;
  const key = /^[^:\n]+/.exec(text.slice(error.pos[0]))?.[0] ?? '';
  return `the key "${key.trim()}" stands here for the second time`;
}

function firstFault(
  issues: readonly z.core.$ZodIssue[],
  document: Document,
  lines: LineCounter,
  file: string,
): InputError {
  const placed = issues
    .map(deepest)
    .map((issue) => ({ issue, path: faultPath(issue) }))
    .map((fault) => ({ ...fault, offset: offsetOf(document, fault.path, fault.issue.code === 'unrecognized_keys') }))
    .sort((a, b) => rank(a.issue) - rank(b.issue) || a.offset - b.offset);
  const errorOf = ({ issue, path, offset }: (typeof placed)[number], others: readonly InputError[]): InputError => {
    const field = path.length > 0 ? `${fieldName(document, path)}: ` : '';
    const counted = others.length > 0 ? ` (and ${others.length} more)` : '';
    const message = `${field}${issue.message}${firstDeclaration(issue, document, lines)}${counted}`;
    const where = `${file}:${position(lines, offset)}`;
    const error = new InputError(codeOf(issue), message, { where, remedy: remedyFor(issue), more: others });
    return Object.assign(error, { legal: legalOf(issue) });
  };
  const [first, ...others] = placed;
  return errorOf(first!, others.map((one) => errorOf(one, []))); // prettier-ignore
}

/** What the sentence of a fault says is legal, for programs: the sentence keeps it where it reads best. */
function legalOf({ message }: z.core.$ZodIssue): string | undefined {
  return /\((?:legal: |needs )(.*)\)$/s.exec(message)?.[1];
}

/** Of an id that is declared twice, where the first one stands; its path is told in `params.first`, from the section that was checked. */
function firstDeclaration(issue: z.core.$ZodIssue, document: Document, lines: LineCounter): string {
  const first: unknown = issue.code === 'custom' ? issue.params?.['first'] : undefined;
  if (!Array.isArray(first)) return '';
  const path = [...issue.path.slice(0, -first.length), ...(first as PropertyKey[])];
  return ` (first at ${position(lines, offsetOf(document, path, false))}, ${fieldName(document, path.slice(0, -1))})`;
}

/** An unknown key comes first: the key that is missing is mostly the same one, misspelt. */
function rank(issue: z.core.$ZodIssue): number {
  return issue.code === 'unrecognized_keys' ? 0 : 1;
}

/** Of a union's alternatives, the one that got furthest says best what is wrong. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const alternatives = issue.errors.map((list) => list[0]).filter((found) => found !== undefined);
  const best = alternatives.reduce((a, b) => (b.path.length > a.path.length ? b : a), alternatives[0]!);
  return deepest({ ...best, path: [...issue.path, ...best.path] });
}

function faultPath(issue: z.core.$ZodIssue): Path {
  return issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'MISSION_UNKNOWN_KEY';
  return issue.code === 'invalid_type' && /is missing/.test(issue.message) ? 'MISSION_MISSING_KEY' : 'MISSION_INVALID';
}

function remedyFor(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'Correct the spelling or remove the key';
  return codeOf(issue) === 'MISSION_MISSING_KEY' ? 'Add it' : 'Correct the value';
}
