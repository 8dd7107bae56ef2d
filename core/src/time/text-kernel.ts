import { InputError } from '../errors/index.ts';
import { civilToDay, J2000_NOON_S, monthFromName } from './calendar.ts';

/** One assignment of a SPICE text kernel: `NAME = value`, `NAME = ( v, v ... )` or `NAME += ...`. */
export interface KernelAssignment {
  readonly name: string;
  readonly append: boolean;
  /** Numbers and strings; dates (`@1972-JAN-1`) as seconds past J2000, as SPICE keeps them. */
  readonly values: readonly (number | string)[];
  readonly line: number;
}

interface Token {
  readonly kind: 'word' | 'string' | 'punctuation';
  readonly text: string;
  readonly line: number;
}

const WHITE_OR_COMMA = /[\s,]/;
const NAME = /^[^\s,()='"]{1,32}$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d+)?$/;

/**
 * The assignments of a text kernel in the order of the file; what lies outside `\begindata` ... `\begintext` is comment.
 *
 * @param file name used in errors
 * @throws InputError `KERNEL_TEXT_SYNTAX` with file and line
 * @see NAIF Kernel Required Reading, "Text Kernel Specifications"
 */
export function parseTextKernel(text: string, file = 'text kernel'): KernelAssignment[] {
  const tokens = tokenize(text, file);
  const assignments: KernelAssignment[] = [];
  for (let at = 0; at < tokens.length;) {
    const name = tokens[at]!;
    const operator = tokens[at + 1];
    if (name.kind !== 'word' || !NAME.test(name.text))
      throw syntax(file, name.line, `"${name.text}" cannot be a variable name`);
    if (operator?.kind !== 'punctuation' || !/^\+?=$/.test(operator.text))
      throw syntax(file, name.line, `"${name.text}" is not followed by = or +=`);
    const { values, next } = readValues(tokens, at + 2, name, file);
    assignments.push({ name: name.text, append: operator.text === '+=', values, line: name.line });
    at = next;
  }
  return assignments;
}

function readValues(tokens: readonly Token[], at: number, name: Token, file: string) {
  const first = tokens[at];
  if (first === undefined) throw syntax(file, name.line, `"${name.text}" has no value`);
  if (first.kind !== 'punctuation') return { values: [valueOf(first, file)], next: at + 1 };
  if (first.text !== '(') throw syntax(file, first.line, `a value of "${name.text}" is expected, not "${first.text}"`);
  const values: (number | string)[] = [];
  for (let i = at + 1; i < tokens.length; i += 1) {
    const token = tokens[i]!;
    if (token.kind !== 'punctuation') values.push(valueOf(token, file));
    else if (token.text === ')') return { values, next: i + 1 };
    else throw syntax(file, token.line, `"${token.text}" inside the list of "${name.text}"`);
  }
  throw syntax(file, name.line, `the list of "${name.text}" is not closed`);
}

function valueOf(token: Token, file: string): number | string {
  if (token.kind === 'string') return token.text;
  if (NUMBER.test(token.text)) return Number(token.text.replace(/[dD]/, 'e'));
  const date = token.text.startsWith('@') ? dateOf(token.text.slice(1)) : null;
  if (date === null) throw syntax(file, token.line, `"${token.text}" is neither number, date nor quoted string`);
  return date;
}

/** `1972-JAN-1`, `1972-1-1`, with `/12:00:00` or `-12:00:00` or `T12:00:00` after it, as formal seconds past J2000 (no leap seconds). */
function dateOf(text: string): number | null {
  const match = /^(\d{4})-([A-Za-z]{3,9}|\d{1,2})-(\d{1,2})(?:[/T:-](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d*)?))?)?$/.exec(
    text,
  );
  if (match === null) return null;
  const [, year, monthText = '', date, hour = '0', minute = '0', second = '0'] = match;
  const month = /^\d/.test(monthText) ? Number(monthText) : monthFromName(monthText);
  const day = month === null ? null : civilToDay(Number(year), month, Number(date));
  if (day === null) return null;
  return day * 86400 - J2000_NOON_S + Number(hour) * 3600 + Number(minute) * 60 + Number(second);
}

function tokenize(text: string, file: string): Token[] {
  const tokens: Token[] = [];
  let data = false;
  text.split(/\r\n|\n|\r/).forEach((content, index) => {
    const marker = content.trim();
    if (marker === '\\begindata') data = true;
    else if (marker === '\\begintext') data = false;
    else if (data) tokenizeLine(content, index + 1, tokens, file);
  });
  return tokens;
}

function tokenizeLine(content: string, line: number, tokens: Token[], file: string): void {
  for (let at = 0; at < content.length;) {
    const char = content[at]!;
    if (WHITE_OR_COMMA.test(char)) at += 1;
    else if (char === "'" || char === '"') {
      const quoted = quotedString(content, at, line, file);
      tokens.push({ kind: 'string', text: quoted.text, line });
      at = quoted.next;
    } else if (char === '(' || char === ')' || char === '=') {
      tokens.push({ kind: 'punctuation', text: char, line });
      at += 1;
    } else if (char === '+' && content[at + 1] === '=') {
      tokens.push({ kind: 'punctuation', text: '+=', line });
      at += 2;
    } else {
      const end = endOfWord(content, at);
      tokens.push({ kind: 'word', text: content.slice(at, end), line });
      at = end;
    }
  }
}

function endOfWord(content: string, start: number): number {
  let end = start;
  while (end < content.length && !/[\s,()='"]/.test(content[end]!)) {
    if (content[end] === '+' && content[end + 1] === '=') break;
    end += 1;
  }
  return end;
}

/** A string ends at its own quote; the quote doubled stands for itself. */
function quotedString(content: string, start: number, line: number, file: string) {
  const quote = content[start]!;
  let text = '';
  for (let at = start + 1; at < content.length; at += 1) {
    if (content[at] !== quote) text += content[at];
    else if (content[at + 1] === quote) {
      text += quote;
      at += 1;
    } else return { text, next: at + 1 };
  }
  throw syntax(file, line, 'a string is not closed on its line');
}

function syntax(file: string, line: number, what: string): InputError {
  return new InputError('KERNEL_TEXT_SYNTAX', what, {
    where: `${file}:${line}`,
    legal: 'NAME = value, NAME = ( v, v ), NAME += value between \\begindata and \\begintext',
    remedy: 'Correct the line, or load the kernel as its producer published it',
  });
}
