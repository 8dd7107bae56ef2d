import published from '../../test/reference/terrain/published-networks.json' with { type: 'json' };
import { inWords } from './eyes.ts';
import type { FoundNetwork, Gain, NetworkRow, NetworkValidation } from './networks.ts';

/** The page `docs/validation/networks.md`. */
export function networkPage({ rows, gains, found }: NetworkValidation, made: string): string {
  return `# Networks of sites against the literature

Made by \`npm run validation\` (${made}); do not edit. Speyerer & Robinson 2013 (Icarus 222:122) took lit images of a year (${published.period.join(' to ')}, 100 m pixels, the ground
itself) and added up what two or three places see. Here the same places, period and sums on the bundled terrain, which is **reconstructed from renderings of LOLA maps** (8-11 m rms).

One reading, the same as in [light](light.md): each site is a node of a map of 100 m cells, seen from 0 m. Share of time with any site lit / longest spell with none, percent / hours; eclipses left out. "+100 m": each
array may move so far (the nodes within reach); "4 km2": any node in that area is lit. Clones: 5th to 95th percentile on noise clones of the terrain, and the percentile of the published value among them; not
worked out for areas. A row counts as near when this reading is within ${NEAR_PTS} points.

| id | sites | published | here | difference | clones 5-95 % | percentile | why |
|---|---|---|---|---|---|---|---|
${rows.map(line).join('\n')}

${rows.filter((row) => Math.abs(off(row)) <= NEAR_PTS).length} of ${rows.length} rows are within ${NEAR_PTS} points.

## The shape of the result

Points of time gained. Reproduced: within ${SHAPE_PTS} points of the published gain.

| | published | here | clones 5-95 % | percentile | |
|---|---|---|---|---|---|
${gains.map(gainLine).join('\n')}

${shapeWords(gains)}

## What the search finds here

The same question put to the planner: the three sites with the most combined light on the rim and the ridge (40 candidates of 8 x 8 km about station 2, at most 5 km apart, slope up to 15 degrees), proved best
of the networks of these candidates by branch and bound; ground of the bundled cells. Published for stations 1+2+3: 92.1 % and 43 h.

| height | best single | together | longest common night | distances km | sets valued |
|---|---|---|---|---|---|
${found.map(foundLine).join('\n')}
`;
}

const NEAR_PTS = 5;
const SHAPE_PTS = 2;

function off({ row, herePct }: NetworkRow): number {
  return herePct - row.valuePct;
}

function line(v: NetworkRow): string {
  const { row, spread } = v;
  const suffix = row.areaKm2 !== undefined ? `, ${row.areaKm2} km2` : row.withinM > 0 ? `, +${row.withinM} m` : '';
  const near = Math.abs(off(v)) <= NEAR_PTS;
  const cells = [
    row.id,
    `${row.places.join(' + ')}${suffix}`,
    `${row.valuePct} / ${row.longestDarkH ?? '-'}`,
    `${v.herePct.toFixed(1)} / ${v.darkH.toFixed(0)}`,
    signed(off(v)),
    spread === null ? '' : `${spread.low.toFixed(1)} .. ${spread.high.toFixed(1)}`,
    spread === null ? '' : spread.percentile.toFixed(0),
    near ? `within ${NEAR_PTS} points` : spread === null ? 'over' : inWords(spread),
  ];
  return `| ${cells.join(' | ')} |`;
}

function isReproduced({ published: there, here }: Gain): boolean {
  return Math.abs(here - there) <= SHAPE_PTS;
}

function gainLine(gain: Gain): string {
  const { words, spread } = gain;
  const cells = [
    words,
    signed(gain.published),
    signed(gain.here),
    spread === null ? '' : `${signed(spread.low)} .. ${signed(spread.high)}`,
    spread === null ? '' : spread.percentile.toFixed(0),
    isReproduced(gain) ? 'reproduced' : '**not reproduced**',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Says what is not reproduced, and what the numbers give as the reason. */
function shapeWords(gains: readonly Gain[]): string {
  const not = gains.filter((gain) => !isReproduced(gain));
  const list = not.map(({ words, published: there, here }) => `${words} (${signed(there)} published, ${signed(here)} here)`).join('; '); // prettier-ignore
  const covered = not.filter(({ spread }) => spread !== null && spread.percentile >= 5 && spread.percentile <= 95);
  const first =
    not.length === 0
      ? 'Every gain is reproduced.'
      : `**Not reproduced**: ${list}. Of these, the declared error of the terrain covers ${covered.length}.`;
  return `${first}

Read at nodes of the bundled 10 and 40 m cells, as this page was before, a third site gained nothing and the mobility of 100 m gained 7 to 10 points: the sites stood in the shade of ground of their own cells, out of which 100 m help. Over
the authors' 100 m cells that goes away. What remains lies outside what the declared error of the terrain (waves of 1.5 km, an assumption) covers. Two causes are left, and which it is cannot be told without the original terrain:
errors of single 100 m cells larger than declared, which make one site brighter or darker than its neighbours and so change what another can add; and that lit images are not a model. For the second speaks that nearly every row
comes out brighter here, by 2 to 3 points even over areas of 4 km2, which no single cell decides: a pixel counts as lit by its brightness, while here any part of the disc over the skyline counts.`;
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

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(1)}`;
}
