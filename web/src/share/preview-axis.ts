const UNITS = [
  { unit: 'd', seconds: 86_400 },
  { unit: 'h', seconds: 3600 },
  { unit: 'min', seconds: 60 },
] as const;

/** The unit in which a span of seconds is read easily, at least three of it, and its seconds. */
export function timeUnitOf(spanS: number): { readonly unit: 's' | 'min' | 'h' | 'd'; readonly seconds: number } {
  return UNITS.find(({ seconds }) => spanS >= 3 * seconds) ?? { unit: 's', seconds: 1 };
}

const RAISED: Readonly<Record<string, string>> = { '-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' }; // prettier-ignore

/** A unit of PDS4 (`cm**-2*s**-1`) as it is printed: `cm⁻² s⁻¹`. */
export function printedUnit(unit: string): string {
  return unit
    .replace(/\*\*(-?\d+)/g, (_, power: string) => [...power].map((sign) => RAISED[sign]).join(''))
    .replaceAll('*', ' ');
}
