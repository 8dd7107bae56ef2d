import type { ShadowEdge } from './shadow-edge.ts';
import { PERIOD, type DoublyShadowed, type ShadowRegion, type ShadowValidation } from './shadow-areas.ts';

/** The page `docs/validation/shadow.md`. */
export function shadowPage({ regions, edge, doubly }: ShadowValidation, made: string): string {
  return `# Permanent shadow against the literature

Made by \`npm run validation\` (${made}); do not edit. Ground from which no part of the solar disc is in view, ${PERIOD.join(' to ')}, as the layer \`permanentShadow\` of \`ilrs survey\` has it: 720 directions, true areas on the sphere of 1737.4 km, on the bundled terrain, which is
**reconstructed from renderings of LOLA maps**.

## By the size of the cells

${regions.map(regionPart).join('\n\n')}

${edgePart(edge, regions[0]!)}

Read with care: the area of permanent shadow depends on the relief that a grid holds, here and in the literature. From 240 to 20 m the published area south of 80 S grows by 30 %, because small craters and
hollows keep shadows of their own. The square about the pole lies on the bundled 400 m grid for the most part (49 m colour steps, smoothed), the ground between 80 and 85 S on that of 1 km; cells finer than the
grid under them cannot bring relief back. So these areas stay below the published ones where the terrain is coarse, and agree where it holds the whole shadow: Shackleton is one deep bowl, as deep here as in the originals.

## Doubly permanent shadow

Ground in permanent shadow that sees no ground that the Sun ever reaches. The method is held to its closed form (a bowl in the floor of a bowl at the pole, \`core/src/terrain/shadow/double-shadow.test.ts\`).

${doublyPart(doubly)}
`;
}

function regionPart({ region, areas, published }: ShadowRegion): string {
  const heads = published.map(({ source, areaKm2 }) => `beside ${areaKm2} km2, ${source}`);
  const lines = areas.map(({ cellM, areaKm2, fraction }) => {
    const beside = published.map((row) => signed(100 * (areaKm2 / row.areaKm2 - 1)));
    return `| ${cellM} m | ${areaKm2.toFixed(0)} km2 | ${(100 * fraction).toFixed(1)} % | ${beside.join(' | ')} |`;
  });
  return `**${region}**

| cells | here | share | ${heads.join(' | ')} |
|---|---|---|${heads.map(() => '---|').join('')}
${lines.join('\n')}`;
}

/** How far the map of the square may be off, by cells at the edge of shadow that were worked out exactly. */
function edgePart(
  { cellM, cells, edgeCells, checked, darkHere, litHere }: ShadowEdge,
  { areas }: ShadowRegion,
): string {
  const scale = (100 * edgeCells) / checked / cells; // points of the square for each cell that is wrong
  const more = (litHere - darkHere) * scale;
  const sd = Math.sqrt(litHere + darkHere) * scale;
  const here = 100 * areas.find((area) => area.cellM === cellM)!.fraction;
  return `**Is the map right on this terrain?** The square in cells of ${cellM} m can be wrong at the edges of shadows: ${edgeCells} of its ${cells} cells. ${checked} of these, drawn at random, were worked out exactly (ray-marched skyline of the
cell's middle, every crossing of 19 years): ${checked - darkHere - litHere} agree, ${darkHere} are dark on the map and lit for some time, ${litHere} lit on the map and always dark. So the exact share is ${(here + more).toFixed(1)} ± ${sd.toFixed(1)} %, and the map's ${here.toFixed(1)} %.
The dark ones too many come from the sweep: it interpolates skylines between observers that stand the farther apart the farther the ground is, which fills gaps between far hills by 0.05 to 0.3 degrees, and the lowest gap alone decides whether
the Sun is ever seen. Means of light hardly feel it. Until 2026-11-21 this page said 16.1 %, by an older sweep without interpolation between observers, whose skylines were worse on the whole (0.3 degrees rms on the ground instead of
0.05, decision 0058) but did not fill gaps.`;
}

function doublyPart({ region, cellM, areaKm2, singleKm2, warning, published }: DoublyShadowed): string {
  const open =
    warning === null
      ? 'Every cell was decided within the region.'
      : `Undecided, because ground beyond the region is in view: ${(warning.undecidedM2 / 1e6).toFixed(2)} km2.`;
  return `Here, ${region}, cells of ${cellM} m: **${areaKm2.toFixed(2)} km2** of ${singleKm2.toFixed(0)} km2 in permanent shadow (${((100 * areaKm2) / singleKm2).toFixed(2)} %). ${open}

Published: ${published.areaKm2} km2 (${published.source}; ${published.region}, some 0.03 % of its permanent shadow). **Not comparable with what is bundled**: these are small craters in the floors of large ones, found on 30 m terrain of the whole cap,
and the bundled grids hold such relief for a small part of it only, reconstructed to 9-11 m rms, in which steps between colour levels make false hollows. With the originals of the whole cap
(\`docs/guide/large-maps.md\`) the layer \`doubleShadow\` can be put beside that number.`;
}

function signed(percent: number): string {
  return `${percent < 0 ? '-' : '+'}${Math.abs(percent).toFixed(1)} %`;
}
