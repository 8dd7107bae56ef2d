import published from '../../test/reference/terrain/published-networks.json' with { type: 'json' };
import { SEARCH_M, type Combined, type FoundNetwork, type NetworkRow, type NetworkValidation } from './networks.ts';

/** The page `docs/validation/networks.md`. */
export function networkPage({ rows, found }: NetworkValidation, made: string): string {
  return `# Networks of sites against the literature

Made by \`npm run validation\` (${made}); do not edit. Speyerer & Robinson 2013 (Icarus 222:122) took lit images of a year (${published.period.join(' to ')}, 100 m pixels, the ground
itself) and added up what two or three places see. Here the same places, period and sums on the bundled terrain, which is **reconstructed from renderings of LOLA maps** (8-11 m rms).
On the ground a single cell decides what a place sees, so every row is read in four ways:

- node: the nearest node of the terrain, from 0 m
- pixel: any of the nodes looked at within 50 m of it is lit, as a 100 m pixel is lit when part of it is
- best: the brightest of nine nodes within ${SEARCH_M} m, where one would have put the station on this terrain
- mast: the place itself from 10 m

Share of time with any site lit / longest spell with none, percent / hours; eclipses left out. "+100 m": each array may move so far; "4 km2": anywhere in that area.

| id | sites | published | node | pixel | best | mast | why |
|---|---|---|---|---|---|---|---|
${rows.map(line).join('\n')}

## The shape of the result

${shape(rows)}

"best" takes each station for itself, and the brightest node is not always the best partner: where it shares the nights of its neighbour, a darker node adds more. That is what the search below is for.

## What the search finds here

The same question put to the planner: the three sites with the most combined light on the rim and the ridge (${found[0]!.words}, slope up to 15 degrees), proved best by branch and bound.
Published for stations 1+2+3: 92.1 % and 43 h.

| height | best single | together | longest common night | distances km | sets valued |
|---|---|---|---|---|---|
${found.map(foundLine).join('\n')}
`;
}

function line({ row, node, pixel, best, mast }: NetworkRow): string {
  const suffix = row.areaKm2 !== undefined ? `, ${row.areaKm2} km2` : row.withinM > 0 ? `, +${row.withinM} m` : '';
  const there = `${row.valuePct} / ${row.longestDarkH ?? '-'}`;
  const cells = [row.id, `${row.places.join(' + ')}${suffix}`, there, both(node), both(pixel), both(best), both(mast), why(row, { node, pixel, best, mast })]; // prettier-ignore
  return `| ${cells.join(' | ')} |`;
}

function both(value: Combined | null): string {
  return value === null ? '' : `${value.pct.toFixed(1)} / ${value.darkH.toFixed(0)}`;
}

const NEAR_PTS = 5;

/** What the numbers of the row say about the difference. */
function why(row: NetworkRow['row'], read: Omit<NetworkRow, 'row'>): string {
  const near = Object.entries(read).filter(([, value]) => value !== null && Math.abs(value.pct - row.valuePct) <= NEAR_PTS); // prettier-ignore
  const off = read.node.pct - row.valuePct;
  const gain = read.mast.pct - read.node.pct;
  if (near.some(([name]) => name === 'node')) return `within ${NEAR_PTS} points`;
  const cell = `${off < 0 ? '-' : '+'}${Math.abs(off).toFixed(0)} points at the node, where 10 m of height are ${gain.toFixed(0)}: the terrain is good to 8-11 m`;
  return near.length > 0 ? `${cell}; ${near.map(([name]) => name).join(', ')} within ${NEAR_PTS}` : cell;
}

/** What a planner must get right whatever the terrain: how much a second and a third site and mobility bring. */
function shape(rows: readonly NetworkRow[]): string {
  const of = (sites: string, withinM = 0) =>
    rows.find(({ row }) => row.places.join() === sites && row.withinM === withinM && row.areaKm2 === undefined)!;
  const line = (words: string, from: NetworkRow, to: NetworkRow) => {
    const step = (read: (row: NetworkRow) => number) => {
      const points = read(to) - read(from);
      return `${points < 0 ? '-' : '+'}${Math.abs(points).toFixed(1)}`;
    };
    const ways = [step(({ row }) => row.valuePct), step(({ node }) => node.pct), step(({ pixel }) => pixel!.pct), step(({ best }) => best!.pct), step(({ mast }) => mast.pct)]; // prettier-ignore
    return `| ${words} | ${ways.join(' | ')} |`;
  };
  const [one, two, pair, three] = [of('S28'), of('S30'), of('S28,S30'), of('S28,S30,S33')];
  return [
    '| points of time gained | published | node | pixel | best | mast |',
    '|---|---|---|---|---|---|',
    line('second site, station 2 beside 1', one, pair),
    line('second site, station 1 beside 2', two, pair),
    line('third site, station 3 beside 1 and 2', pair, three),
    line('100 m mobility of all three', three, of('S28,S30,S33', 100)),
    line('second site of the ridge pair', of('S46'), of('S46,R')),
    line('100 m mobility of the ridge pair', of('S46,R'), of('S46,R', 100)),
  ].join('\n');
}

function foundLine({ heightM, plan, places }: FoundNetwork): string {
  const single = places[plan.bestSingle.light]!;
  const hours = (window: readonly [number, number] | null) => (window === null ? 0 : (window[1] - window[0]) / 3600);
  const cells = [
    `${heightM} m`,
    `${(100 * single.sunAnyFraction).toFixed(1)} %, ${hours(single.longestDark).toFixed(0)} h`,
    `${(100 * plan.sunAnyFraction).toFixed(1)} %`,
    `${hours(plan.longestDark).toFixed(0)} h`,
    plan.links.map(({ distanceM }) => (distanceM / 1000).toFixed(1)).join(', '),
    String(plan.search.nodes),
  ];
  return `| ${cells.join(' | ')} |`;
}
