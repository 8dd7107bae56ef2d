/** First and last instant of a date given as loosely as its source: `2027`, `2028-10` or `2019-01-03`; milliseconds since 1970. Null when it is none. */
export function looseSpan(text: string | null): [firstMs: number, lastMs: number] | null {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(text ?? '');
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), match[2] && Number(match[2]), match[3] && Number(match[3])];
  if (month && day) return [Date.UTC(year, month - 1, day), Date.UTC(year, month - 1, day + 1)];
  if (month) return [Date.UTC(year, month - 1, 1), Date.UTC(year, month, 1)];
  return [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
}

/** From the start of the first date to the end of the second; an open end is null. */
export function plannedSpan(from: string | null, to: string | null): { fromMs: number; toMs: number | null } | null {
  const first = looseSpan(from) ?? looseSpan(to);
  if (first === null) return null;
  return { fromMs: first[0], toMs: looseSpan(to)?.[1] ?? null };
}
