import type { z } from 'zod';
import type { placeSchema, requestKindFields } from './request-kinds-schema.ts';

/** What is looked at of a proposal. */
type Proposal = z.output<z.ZodObject<typeof requestKindFields>> & {
  readonly id: string;
  readonly duration: { readonly si: number };
};

interface Programme {
  readonly proposals: readonly Proposal[];
  readonly places?: readonly z.output<typeof placeSchema>[] | undefined;
}

interface Fault {
  readonly path: PropertyKey[];
  readonly message: string;
}

/** Requests that contradict themselves or each other: orders in a circle, windows too short, shares that rise, places that nobody declares. */
export function requestKindFaults({ proposals, places = [] }: Programme): Fault[] {
  const ids = proposals.map(({ id }) => id);
  const placeIds = places.map(({ id }) => id);
  return [
    ...places.flatMap((place, i) => [
      ...(placeIds.indexOf(place.id) < i ? [{ path: ['places', i, 'id'], message: `"${place.id}" is declared twice` }] : []),
      ...(place.keepOut ?? []).flatMap((span, k) => backwards(span, ['places', i, 'keepOut', k])),
    ]),
    ...proposals.flatMap((proposal, i) => {
      const at = (...rest: PropertyKey[]) => ['proposals', i, ...rest];
      return [
        ...orderFaults(proposal, ids, at),
        ...windowFaults(proposal, at),
        ...curveFaults(proposal, at),
        ...calibrationFaults(proposal, at),
        ...(proposal.holds ?? []).flatMap((place, k) => (placeIds.includes(place) ? [] : [{ path: at('holds', k), message: `no place or robot "${place}" is declared (legal: ${placeIds.join(', ') || 'none; declare it in programme.places'})` }])),
        ...loneAlternative(proposal, proposals, at),
      ];
    }),
    ...circles(proposals),
  ];
} // prettier-ignore

type At = (...rest: PropertyKey[]) => PropertyKey[];

function orderFaults({ id, after = [] }: Proposal, ids: readonly string[], at: At): Fault[] {
  return after.flatMap(({ proposal, minLag, maxLag }, k) => [
    ...proposal.flatMap((name): Fault[] => {
      if (name === id) return [{ path: at('after', k, 'proposal'), message: `"${id}" cannot come after itself` }];
      if (ids.includes(name)) return [];
      return [{ path: at('after', k, 'proposal'), message: `no proposal "${name}" is declared (legal: ${ids.join(', ')})` }]; // prettier-ignore
    }),
    ...(minLag !== undefined && maxLag !== undefined && minLag.si > maxLag.si
      ? [{ path: at('after', k, 'maxLag'), message: `the longest lag is shorter than the shortest: ${maxLag.si} s under ${minLag.si} s` }] // prettier-ignore
      : []),
  ]);
}

function backwards({ from, to }: { readonly from: string; readonly to: string }, path: PropertyKey[]): Fault[] {
  return Date.parse(to) > Date.parse(from) ? [] : [{ path, message: `it ends at ${to}, not after its start ${from}` }];
}

function windowFaults({ window, duration, keepOut = [] }: Proposal, at: At): Fault[] {
  const faults = keepOut.flatMap((span, k) => backwards(span, at('keepOut', k)));
  if (window === undefined) return faults;
  faults.push(...backwards(window, at('window')));
  const lengthS = (Date.parse(window.to) - Date.parse(window.from)) / 1000;
  // leap seconds may make a window a second longer than its dates say
  if (faults.length === 0 && duration.si > lengthS + 1)
    faults.push({ path: at('duration'), message: `an execution of ${duration.si} s does not fit into its window of ${lengthS} s` }); // prettier-ignore
  return faults;
}

function curveFaults({ valueCurve = [] }: Proposal, at: At): Fault[] {
  return valueCurve.flatMap(({ late, share }, k) => {
    const before = valueCurve[k - 1];
    if (before === undefined) return [];
    if (late.si <= before.late.si) return [{ path: at('valueCurve', k, 'late'), message: 'lateness has to grow from point to point' }]; // prettier-ignore
    return share.si > before.share.si ? [{ path: at('valueCurve', k, 'share'), message: 'a value cannot rise with lateness' }] : []; // prettier-ignore
  });
}

function calibrationFaults({ calibration, duration }: Proposal, at: At): Fault[] {
  if (calibration === undefined || calibration.validity.si >= duration.si) return [];
  return [{ path: at('calibration', 'validity'), message: `a calibration that holds for ${calibration.validity.si} s is over before an execution of ${duration.si} s is` }]; // prettier-ignore
}

function loneAlternative({ id, oneOf }: Proposal, proposals: readonly Proposal[], at: At): Fault[] {
  if (oneOf === undefined || proposals.some((other) => other.id !== id && other.oneOf === oneOf)) return [];
  return [{ path: at('oneOf'), message: `"${id}" is the only one of "${oneOf}": an alternative needs another proposal that names it` }]; // prettier-ignore
}

/** One fault for each proposal that, by what it must come after, comes after itself; only where every way leads back, since one of several is enough. */
function circles(proposals: readonly Proposal[]): Fault[] {
  const byId = new Map(proposals.map((one) => [one.id, one]));
  const possible = new Set<string>();
  for (let grown = true; grown;) {
    grown = false;
    for (const { id, after = [] } of proposals) {
      if (possible.has(id)) continue;
      const free = after.every(({ proposal }) => proposal.some((name) => possible.has(name) || !byId.has(name)));
      if (free) grown = possible.add(id).has(id);
    }
  }
  const stuck = proposals.findIndex(({ id, after = [] }) => !possible.has(id) && !after.some(({ proposal }) => proposal.includes(id))); // prettier-ignore
  if (stuck < 0) return [];
  const way = circleFrom(proposals[stuck]!.id, byId, possible);
  const first = proposals.findIndex(({ id }) => id === way[0]);
  return [{ path: ['proposals', first, 'after'], message: `the order runs in a circle: ${way.join(' after ')}` }];
}

function circleFrom(start: string, byId: ReadonlyMap<string, Proposal>, possible: ReadonlySet<string>): string[] {
  const way = [start];
  for (;;) {
    const clauses = byId.get(way.at(-1)!)?.after ?? [];
    const next = clauses.find(({ proposal }) => proposal.every((name) => !possible.has(name)))?.proposal[0];
    if (next === undefined) return way;
    const at = way.indexOf(next);
    if (at >= 0) return [...way.slice(at), next];
    way.push(next);
  }
}
