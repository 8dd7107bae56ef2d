import { SEARCH_M, type ValidationRow } from './published-light.ts';
import type { ShadowArea } from './shadow-areas.ts';

/** Targets of the light engine against published values, percentage points. */
const TARGET_PTS = { mast: 0.5, nearGround: 2.5 };

/** The page `docs/validation/light.md`. */
export function lightPage(rows: readonly ValidationRow[], areas: readonly ShadowArea[], made: string): string {
  return `# Light against the literature

Made by \`npm run validation\` (${made}); do not edit. Every row repeats the published definition, height and period with the bundled terrain, which is **reconstructed from
renderings of LOLA maps** (8 m rms on the ridge, 9-11 m elsewhere): what differs by more than the target is mostly that, and the column "why" says what can be shown of it.
\`sunDiscMean\` is the mean visible share of the solar disc, \`sunAnyFraction\` the share of time with any part of it; eclipses are left out, as published. Percent, hours, days.
"+2 m" is what two metres more of mast change; "best near" the best of the place itself and of the terrain nodes at the six best cells of\n20 m within ${SEARCH_M} m: published maps know nodes only, and from 0 m an eye between nodes looks up the slope it stands on. Longest dark and lit: here / published.

| id | study, its terrain | place | height | definition | published | here | difference | +2 m | best near | dark h | lit d | why |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
${rows.map(line).join('\n')}

${summary(rows)}

## Permanent shadow
Cells that see no part of the disc from the ground, 2015-12-24 to 2034-12-24.

| region | cells | here | published |
|---|---|---|---|
${areas.map(areaLine).join('\n')}

The square about the pole lies on the 400 m grid for the most part, whose smoothed relief hides less than 60 m terrain; Shackleton is as deep here as in the originals.
`;
}

function line(v: ValidationRow): string {
  const { row } = v;
  const places = row.places.map(({ latDeg, lonDeg }) => `${latDeg}, ${lonDeg}`).join(' + ');
  const cells = [
    row.id,
    `${row.study}, ${row.demResolutionM} m`,
    places,
    `${row.heightM} m`,
    row.definition,
    String(row.valuePct),
    v.herePct.toFixed(2),
    signed(v.herePct - row.valuePct),
    v.perTwoMetresPts === null ? '' : signed(v.perTwoMetresPts),
    v.bestNearPct === null ? '' : v.bestNearPct.toFixed(2),
    `${v.longestDarkH.toFixed(1)} / ${row.longestDarkH ?? '-'}`,
    `${v.longestLitD.toFixed(1)} / ${row.longestLitD ?? '-'}`,
    why(v),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** What the numbers of the row itself say about the difference. */
function why(v: ValidationRow): string {
  const { row, bestNearPct, perTwoMetresPts, terrainResolutionM } = v;
  const off = v.herePct - row.valuePct;
  const target = row.heightM >= 10 ? TARGET_PTS.mast : TARGET_PTS.nearGround;
  if (row.heightM >= 2 && Math.abs(off) <= target) return `within ${target}`;
  const reasons: string[] = [];
  if (row.published === 'image_ratio_lit' || row.published === 'image_time_weighted_lit')
    reasons.push('lit images of 100 m pixels, not a point');
  if (row.published === 'definition_not_checked') reasons.push('published definition unknown');
  if (row.places.length > 1) reasons.push('sum of ground points, each wrong by its own cell');
  if (row.demResolutionM >= 100)
    reasons.push(`terrain of ${row.demResolutionM} m there, of ${terrainResolutionM} m here`);
  if (perTwoMetresPts !== null && Math.abs(perTwoMetresPts) > 1)
    reasons.push(`2 m of height are ${Math.abs(perTwoMetresPts).toFixed(1)} points, the grid is good to 8-11 m`);
  if (bestNearPct !== null && row.heightM < 10)
    reasons.push(
      Math.abs(bestNearPct - row.valuePct) <= TARGET_PTS.nearGround
        ? 'the maximum lies elsewhere: the best near is within 2.5'
        : `best near is off by ${signed(bestNearPct - row.valuePct)}`,
    );
  if (row.heightM >= 10) reasons.push(`over target by ${(Math.abs(off) - target).toFixed(2)}: reconstructed terrain`);
  return reasons.join('; ');
}

function summary(rows: readonly ValidationRow[]): string {
  const count = (heightM: number, target: number) => {
    const group = rows.filter(({ row }) => row.heightM === heightM && row.places.length === 1);
    const near = (value: (v: ValidationRow) => number) =>
      group.filter((v) => Math.abs(value(v) - v.row.valuePct) <= target).length;
    const best = near((v) => v.bestNearPct ?? Infinity);
    return `- ${heightM} m: ${near((v) => v.herePct)} of ${group.length} rows are within ${target} points at the published place, ${best} at the best place near it.`;
  };
  return `${count(10, TARGET_PTS.mast)}\n${count(2, TARGET_PTS.nearGround)}\n${count(0, TARGET_PTS.nearGround)} No target: a single cell decides points on the ground.`;
}

function areaLine({ region, cellM, areaKm2, fraction, published }: ShadowArea): string {
  const there = published.map((row) => `${row.areaKm2} km2 (${row.source})`).join('; ');
  return `| ${region} | ${cellM} m | ${areaKm2.toFixed(0)} km2, ${(100 * fraction).toFixed(1)} % | ${there} |`;
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)}`;
}
