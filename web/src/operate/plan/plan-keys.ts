import type { TimeWindow } from '../time-window.svelte.ts';
import type { PlanEdit } from './plan-edit.svelte.ts';

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

/** What the keys work on. */
export interface PlanKeys {
  readonly edit: PlanEdit;
  readonly span: TimeWindow;
  /** The shared time. */
  nowEt(): number;
}

/** The hand of those who use no pointer: chooses, moves, removes, takes back. @returns a function that is true when it has taken a key */
export function planKeys({ edit, span, nowEt }: PlanKeys): (event: KeyboardEvent) => boolean {
  function show(startEt: number): void {
    if (startEt >= span.fromEt && startEt <= span.toEt) return;
    const length = span.toEt - span.fromEt;
    span.show(startEt - length / 2, startEt + length / 2);
  }
  /** The activity after or before the chosen one; without one, the first that runs or comes at the shared time. */
  function walk(step: 1 | -1): void {
    const starts = edit.state?.starts ?? [];
    const at = starts.findIndex(({ requestId }) => requestId === edit.chosen);
    const first = starts.findIndex(({ requestId, startEt }) => startEt + edit.requests.get(requestId)!.durationS > nowEt()); // prettier-ignore
    const next = at >= 0 ? at + step : first >= 0 ? first : 0;
    const one = starts[Math.min(starts.length - 1, Math.max(0, next))];
    if (one === undefined) return;
    edit.choose(one.requestId);
    show(one.startEt);
  }
  function moveTo(startEt: number): boolean {
    const id = edit.chosen!;
    void edit.try({ kind: edit.startOf.has(id) ? 'move' : 'add', requestId: id, startEt }, true);
    show(startEt);
    return true;
  }
  /** Steps go on from what is tried, so that a refused hour can be stepped over. */
  function shift(stepS: number): boolean {
    const tried = edit.draft !== null && edit.draft.change.kind !== 'remove' ? edit.draft.change.startEt : undefined;
    const startEt = tried ?? (edit.chosen === null ? undefined : edit.startOf.get(edit.chosen));
    return startEt === undefined ? false : moveTo(startEt + stepS);
  }
  /** The first and the last start that the chosen request's own window allows. */
  function toEnd(end: 'first' | 'last'): boolean {
    const request = edit.chosen === null ? undefined : edit.requests.get(edit.chosen);
    if (request === undefined) return false;
    return moveTo(end === 'first' ? request.earliestEt : request.latestEt - request.durationS);
  }
  function takeNearest(): void {
    const { draft } = edit;
    if (draft?.verdict?.nearestStartEt == null || draft.change.kind === 'remove') return;
    void edit.try({ ...draft.change, startEt: draft.verdict.nearestStartEt }, true);
  }
  function remove(): void {
    if (edit.chosen !== null && edit.startOf.has(edit.chosen)) void edit.try({ kind: 'remove', requestId: edit.chosen }, true); // prettier-ignore
  }
  return (event) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey) {
      const undo = key.toLowerCase() === 'z' && !event.shiftKey;
      const redo = (key.toLowerCase() === 'z' && event.shiftKey) || key.toLowerCase() === 'y';
      if (undo) void edit.undo();
      if (redo) void edit.redo();
      return undo || redo;
    }
    const stepS = event.shiftKey ? DAY_S : event.altKey ? 600 : HOUR_S;
    const act = {
      ArrowUp: () => walk(-1),
      ArrowDown: () => walk(1),
      ArrowLeft: () => shift(-stepS),
      ArrowRight: () => shift(stepS),
      PageUp: () => shift(-7 * DAY_S),
      PageDown: () => shift(7 * DAY_S),
      Home: () => toEnd('first'),
      End: () => toEnd('last'),
      Enter: takeNearest,
      Delete: remove,
      Backspace: remove,
      Escape: () => (edit.draft === null ? edit.choose(null) : edit.drop()),
    }[key];
    return act !== undefined && act() !== false;
  };
}
