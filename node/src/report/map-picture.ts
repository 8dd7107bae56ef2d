import { encodePng } from '../figures/png-image.ts';
import { colourCells } from '../figures/overlay-png.ts';
import { FLAT_SHADE } from '../figures/hillshade.ts';
import { line, px, rect, text } from '../figures/svg.ts';
import { niceStep, tickLabel, ticksBetween } from '../figures/ticks.ts';
import type { LocalRelief } from './local-relief.ts';

const SIZE = 640;
const INK = 'currentColor';

/** Relief around the site, coloured by height: SVG; north up, the site a ring in the middle. */
export function mapSvg(relief: LocalRelief, earthAzimuthRad: number | null): string {
  const { cells, cellM, elevationM } = relief;
  const finite = elevationM.filter((z) => !Number.isNaN(z));
  const [min, max] = [finite.reduce((a, b) => Math.min(a, b), Infinity), finite.reduce((a, b) => Math.max(a, b), -Infinity)]; // prettier-ignore
  const png = Buffer.from(encodePng(shaded(relief, min, max), cells, cells)).toString('base64');
  const sideKm = (cells * cellM) / 1000;
  const middle = SIZE / 2;
  const parts = [
    `<image x="0" y="0" width="${SIZE}" height="${SIZE}" href="data:image/png;base64,${png}"/>`,
    rect([0, 0], SIZE, SIZE, `fill="none" stroke="${INK}"`),
    `<circle cx="${middle}" cy="${middle}" r="11" fill="none" stroke="#ffffff" stroke-width="5"/><circle cx="${middle}" cy="${middle}" r="11" fill="none" stroke="#c1121f" stroke-width="2.5"/>`,
    bar(sideKm),
    arrow(70, 90, 0, 'N', '#ffffff'),
    earthAzimuthRad === null
      ? ''
      : arrow(70, 90, earthAzimuthRad, 'Earth', '#9fd0ff', Math.cos(earthAzimuthRad) > 0.9 ? 62 : 40), // not over the N
    heightBar(min, max),
  ];
  return `<svg viewBox="0 0 ${SIZE + 120} ${SIZE}" role="img" aria-label="Relief around the site">${parts.join('')}</svg>`;
}

function shaded({ elevationM, shade }: LocalRelief, min: number, max: number): Uint8Array {
  const rgba = colourCells(elevationM, { name: 'cividis', min, max });
  for (let i = 0; i < shade.length; i++) {
    const light = shade[i]! / FLAT_SHADE;
    for (let band = 4 * i; band < 4 * i + 3; band++) {
      const value = rgba[band]!;
      rgba[band] = light < 1 ? value * light ** 0.9 : value + (255 - value) * Math.min(1, light - 1) * 0.6;
    }
  }
  return rgba;
}

function bar(sideKm: number): string {
  const km = niceStep(sideKm / 4, 1.6);
  const width = (km / sideKm) * SIZE;
  return `${rect([18, SIZE - 50], width + 30, 38, 'fill="#ffffff" fill-opacity="0.85" rx="3"')}${rect([28, SIZE - 42], width, 6, 'fill="#1a1a1a"')}${text([28, SIZE - 20], `${tickLabel(km, km)} km`, { size: 13, fill: '#1a1a1a' })}`;
}

function arrow(x: number, y: number, azimuthRad: number, label: string, colour: string, length = 40): string {
  const [dx, dy] = [Math.sin(azimuthRad), -Math.cos(azimuthRad)];
  const tip = [x + length * dx, y + length * dy] as const;
  const wing = (side: number) => [tip[0] - 12 * dx + side * 6 * dy, tip[1] - 12 * dy - side * 6 * dx] as const;
  const dark = `stroke="#000000" stroke-opacity="0.55" stroke-width="5"`;
  const points = [tip, wing(1), wing(-1)].map(([a, b]) => `${px(a)},${px(b)}`).join(' ');
  const place = [tip[0] + 16 * dx, tip[1] + 16 * dy + 5] as const;
  return `${line([[x, y], tip], dark)}${line([[x, y], tip], `stroke="${colour}" stroke-width="2.5"`)}<polygon points="${points}" fill="${colour}"/><text x="${px(place[0])}" y="${px(place[1])}" font-size="15" font-weight="600" text-anchor="middle" fill="${colour}" stroke="#000000" stroke-opacity="0.55" stroke-width="3" paint-order="stroke">${label}</text>`;
}

function heightBar(min: number, max: number): string {
  const [x, top, height] = [SIZE + 16, 30, SIZE - 60];
  const cells = new Float32Array(128).map((_, i) => max - ((max - min) * i) / 127);
  const png = Buffer.from(encodePng(colourCells(cells, { name: 'cividis', min, max }), 1, 128)).toString('base64');
  const ticks = ticksBetween(min, max, 8);
  const labels = ticks.map((tick) => {
    const y = top + height - ((tick - min) / (max - min || 1)) * height;
    return line([[x + 20, y], [x + 25, y]], `stroke="${INK}"`) + `<text class="t" x="${x + 29}" y="${px(y + 4)}">${tickLabel(tick, ticks[1]! - ticks[0]! || 1)}</text>`; // prettier-ignore
  });
  return `<image x="${x}" y="${top}" width="20" height="${height}" preserveAspectRatio="none" href="data:image/png;base64,${png}"/>${rect([x, top], 20, height, `fill="none" stroke="${INK}"`)}${labels.join('')}<text class="t" x="${x}" y="${top - 10}">height, m</text>`;
}
