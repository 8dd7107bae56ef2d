import { paths, type RouteId } from './paths.ts';

/**
 * The address of a route with its parameters filled in and escaped; those that are not in the path become the query.
 * Undefined ones are left out.
 */
export function addressOf(
  route: RouteId,
  values: Readonly<Record<string, string | number | boolean | undefined>> = {},
): string {
  const inPath = new Set<string>();
  const filled = paths[route].replace(/\{(\w+)\}/g, (_, name: string) => {
    inPath.add(name);
    return encodeURIComponent(values[name] ?? '');
  });
  const query = Object.entries(values)
    .filter(([name, value]) => !inPath.has(name) && value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value ?? '')}`);
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}
