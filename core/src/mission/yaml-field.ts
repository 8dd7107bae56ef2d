import { isCollection, isMap, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { relocatedError, type InputError } from '../errors/index.ts';

export type Path = readonly PropertyKey[];

/** `line:column` of the field at a dotted path (`mission.start`), or of the nearest parent that is written; for faults that show only when the file is used. */
export function fieldPosition(text: string, field: string): string {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return position(lines, offsetOf(document, pathOf(document, field), false));
}

/**
 * A refusal that shows only when the file is used, as if the file had been refused when it was read: with `file:line:column` and the name of the field.
 *
 * @param cause with a dotted path of the file in `where`; elements of lists by id or by number from 0: `programme.proposals.volatiles.data`
 * @returns `cause` itself when its `where` names nothing that stands in the file
 */
export function atField(cause: InputError, text: string, file: string): InputError {
  const { where: field } = cause;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (field === undefined || document.get(field.split('.')[0]) === undefined) return cause;
  const path = pathOf(document, field);
  const where = `${file}:${position(lines, offsetOf(document, path, false))}`;
  return relocatedError(cause, where, `${fieldName(document, path)}: `);
}

/** A dotted path; what names an element of a list by its id becomes its number. */
function pathOf(document: Document, field: string): Path {
  return field.split('.').reduce<PropertyKey[]>((path, step) => {
    const list = path.length === 0 ? document.contents : document.getIn(path, true);
    if (!isSeq(list)) return [...path, step];
    const byId = list.items.findIndex((item) => isMap(item) && item.get('id') === step);
    if (byId >= 0) return [...path, byId];
    return [...path, /^\d+$/.test(step) ? Number(step) : step];
  }, []);
}

/** `station.arrays[3].mast (id north-mast)`: of elements of a list the number from 0 and, unless it is itself at fault, the innermost id. */
export function fieldName(document: Document, path: Path): string {
  const name = path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${String(step)}`));
  const element = path.findLastIndex((step) => typeof step === 'number');
  const id =
    element < 0 || path[element + 1] === 'id' ? undefined : document.getIn([...path.slice(0, element + 1), 'id']);
  return `${name.join('')}${typeof id === 'string' ? ` (id ${id})` : ''}`;
}

/** Where in the text the value at `path` starts (its key, if `atKey`); the nearest parent that exists when it is missing. */
export function offsetOf(document: Document, path: Path, atKey: boolean): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const parent = length <= 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (atKey && length === path.length && isMap(parent)) {
      const pair = parent.items.find((item) => String(item.key) === String(last));
      const key = pair?.key as { range?: readonly number[] } | undefined;
      if (key?.range?.[0] !== undefined) return key.range[0];
    }
    const node = length === 0 ? document.contents : isCollection(parent) ? parent.get(last as never, true) : undefined;
    const range = (node as { range?: readonly number[] | null } | undefined)?.range;
    if (range?.[0] !== undefined) return range[0];
  }
  return 0;
}

export function position(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${line}:${col}`;
}
