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
  let place: Place = $state.raw(parseHash(window.location.hash));
  window.addEventListener('hashchange', () => (place = parseHash(window.location.hash)));

  const merged = (view: ViewId, changes: Readonly<Record<string, string | undefined>>): Place => ({
    view,
    params: Object.fromEntries(
      Object.entries({ ...place.params, ...changes }).filter((entry): entry is [string, string] => !!entry[1]),
    ),
  });
  const write = (next: Place, how: 'push' | 'replace') => {
    if (formatHash(next) === formatHash(place)) return;
    place = next;
    window.history[`${how}State`](null, '', formatHash(next));
  };
  return {
    get view() {
      return place.view;
    },
    get: (name) => place.params[name],
    open: (view, params = {}) => write(merged(view, params), 'push'),
    set: (params) => write(merged(place.view, params), 'replace'),
  };
}
