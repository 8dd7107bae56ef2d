export const VIEWS = ['survey', 'construct', 'operate', 'share'] as const;
export type ViewId = (typeof VIEWS)[number];

/** What the address of the page says: the view, and everything else by name (time, selection, language, theme). */
export interface Place {
  readonly view: ViewId;
  readonly params: Readonly<Record<string, string>>;
}

/** Reads `#/operate?t=2035-06-01T00:00:00Z&lang=zh`. Unknown views open the first; broken escapes are left out. */
export function parseHash(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const view = VIEWS.find((id) => id === path) ?? 'survey';
  return { view, params: Object.fromEntries(new URLSearchParams(query)) };
}

/** The inverse of {@link parseHash}; names in order, so that equal places have equal addresses. */
export function formatHash({ view, params }: Place): string {
  const entries = Object.entries(params)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const query = new URLSearchParams(entries)
    .toString()
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%3B', ';');
  return query === '' ? `#/${view}` : `#/${view}?${query}`;
}

/** Numbers of a parameter such as `-1200,3400`, or null unless there are exactly `count` finite ones. */
export function numbersOf(text: string | undefined, count: number): number[] | null {
  const numbers = (text ?? '').split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  return numbers.length === count && numbers.every(Number.isFinite) ? numbers : null;
}
