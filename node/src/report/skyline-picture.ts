import type { HorizonProfile, SkyPath } from '@openilrs/core/terrain';
import { line, px, rect, type Point } from '../figures/svg.ts';
import { tickLabel, ticksBetween } from '../figures/ticks.ts';
import { degrees } from './report-facts.ts';

const [WIDTH, HEIGHT, LEFT, TOP] = [1100, 300, 56, 16];

/** The skyline all round, and where Sun and Earth went over it in a year. SVG; colours by classes of the page. */
export function skylineSvg(profile: HorizonProfile, path: SkyPath): string {
  const elevations = Array.from(profile.elevationRad, degrees);
  const sun = pathOf(path.sunAzimuthRad, path.sunElevationRad);
  const earth = pathOf(path.earthAzimuthRad, path.earthElevationRad);
  const seen = [...elevations, ...[...sun, ...earth].map(([, e]) => e).filter((e) => e > -4)];
  const low = Math.max(-6, Math.floor(Math.min(...seen, -1)));
  const high = Math.min(90, Math.ceil(Math.max(...seen) + 0.5));
  const x = (azimuth: number) => LEFT + (azimuth / 360) * WIDTH;
  const y = (elevation: number) => TOP + ((high - elevation) / (high - low)) * HEIGHT;
  const ground = elevations.map((e, i): Point => [x((360 * i) / elevations.length), y(Math.max(low, e))]);
  const outline = [...ground, [x(360), ground[0]![1]] as Point];
  const area = [[x(0), y(low)] as Point, ...outline, [x(360), y(low)] as Point].map(([a, b]) => `${px(a)},${px(b)}`).join(' '); // prettier-ignore
  const parts = [
    `<clipPath id="sky"><rect x="${LEFT}" y="${TOP}" width="${WIDTH}" height="${HEIGHT}"/></clipPath><g clip-path="url(#sky)">`,
    ...tracks(sun, x, y).map((points) => line(points, 'class="sun"')),
    ...tracks(earth, x, y).map((points) => line(points, 'class="earth"')),
    `<polygon points="${area}" class="ground"/>`,
    line(outline, 'class="skyline"'),
    '</g>',
    rect([LEFT, TOP], WIDTH, HEIGHT, 'fill="none" stroke="currentColor"'),
    grid(low, high, x, y),
  ];
  return `<svg viewBox="0 0 ${WIDTH + LEFT + 30} ${HEIGHT + TOP + 46}" role="img" aria-label="Skyline with the paths of Sun and Earth">${parts.join('')}</svg>`;
}

function pathOf(azimuths: Float64Array, elevations: Float64Array): [number, number][] {
  return Array.from(azimuths, (azimuth, i) => [degrees(azimuth), degrees(elevations[i]!)]);
}

/** Lines that end where the azimuth passes north. */
function tracks(path: readonly [number, number][], x: (a: number) => number, y: (e: number) => number): Point[][] {
  const lines: Point[][] = [];
  let before: number | undefined;
  for (const [azimuth, elevation] of path) {
    if (before === undefined || Math.abs(azimuth - before) > 180) lines.push([]);
    lines.at(-1)!.push([x(azimuth), y(elevation)]);
    before = azimuth;
  }
  return lines;
}

function grid(low: number, high: number, x: (a: number) => number, y: (e: number) => number): string {
  const parts: string[] = [];
  const names = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW', 'N'];
  names.forEach((name, i) => {
    const at = x(45 * i);
    parts.push(line([[at, TOP], [at, TOP + HEIGHT]], 'class="grid"'), `<text class="t" x="${px(at)}" y="${TOP + HEIGHT + 18}" text-anchor="middle">${name} ${45 * i}°</text>`); // prettier-ignore
  });
  const ticks = ticksBetween(low, high, 8);
  for (const tick of ticks) {
    const at = y(tick);
    parts.push(line([[LEFT, at], [LEFT + WIDTH, at]], 'class="grid"'), `<text class="t" x="${LEFT - 8}" y="${px(at + 4)}" text-anchor="end">${tickLabel(tick, ticks[1]! - ticks[0]!)}°</text>`); // prettier-ignore
  }
  return parts.join('') + `<text class="t" x="${LEFT + WIDTH / 2}" y="${TOP + HEIGHT + 40}" text-anchor="middle">azimuth from north, clockwise</text>`; // prettier-ignore
}
