import { untrack } from 'svelte';
import { formatHash, parseHash, type Place, type ViewId } from './hash.ts';

/** The address bar as state: what is written here is in the link, and the link restores it. */
export interface Link {
  readonly view: ViewId;
  get(name: string): string | undefined;
  /** Opens a view; Back returns to the one before. */
  open(view: ViewId, params?: Readonly<Record<string, string | undefined>>): void;
  /** Changes parameters in place; undefined removes one. */
  set(params: Readonly<Record<string, string | undefined>>): void;
}

/** @param window whose address bar it is */
export function createLink(window: Window): Link {
  const first = parseHash(window.location.hash);
  let view = $state(first.view);
  // One signal for each parameter: who reads the selection is not woken by the time.
  const params: Record<string, string> = $state({ ...first.params });

  const place = (): Place => ({ view, params: { ...params } });
  function take(next: Place): void {
    view = next.view;
    for (const name of Object.keys(params)) if (!(name in next.params)) delete params[name];
    for (const [name, value] of Object.entries(next.params)) if (params[name] !== value) params[name] = value;
  }
  function write(
    nextView: ViewId,
    changes: Readonly<Record<string, string | undefined>>,
    how: 'push' | 'replace',
  ): void {
    // Writing depends on nothing, even inside an effect.
    untrack(() => {
      const before = place();
      const kept = Object.entries({ ...before.params, ...changes }).filter(
        (entry): entry is [string, string] => !!entry[1],
      );
      const next = { view: nextView, params: Object.fromEntries(kept) };
      if (formatHash(next) === formatHash(before)) return;
      take(next);
      window.history[`${how}State`](null, '', formatHash(next));
    });
  }
  window.addEventListener('hashchange', () => take(parseHash(window.location.hash)));
  window.addEventListener('popstate', () => take(parseHash(window.location.hash)));
  return {
    get view() {
      return view;
    },
    get: (name) => params[name],
    open: (next, changes = {}) => write(next, changes, 'push'),
    set: (changes) =>
      write(
        untrack(() => view),
        changes,
        'replace',
      ),
  };
}
