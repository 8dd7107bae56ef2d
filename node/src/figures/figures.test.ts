import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { colourAt, project, projString } from '@openilrs/core/terrain';
import { localNorth, TOWARD_EARTH } from './arrows.ts';
import { displayOf } from './colour-bar.ts';
import { FLAT_SHADE, hillshade } from './hillshade.ts';
import { mapFigurePng, mapFigureSvg, overlayPng, type MapFigure } from './index.ts';
import { mapFrame, toPixel } from './map-frame.ts';
import { tickLabel, ticksBetween } from './ticks.ts';

const DEGREE = Math.PI / 180;
const GRID = { columns: 40, rows: 40, stepM: 500, xMinM: -21_000, yMaxM: -2000, proj: projString('southPolarStereographic') }; // prettier-ignore
const FLAT = new Float32Array(1600);
/** Quarters of the map: 0, 0.5, no data, 1. */
const QUARTERS = FLAT.map((_, i) => (i < 800 ? (i % 40 < 20 ? 0 : 0.5) : i % 40 < 20 ? NaN : 1));

const figure: MapFigure = {
  grid: GRID,
  values: QUARTERS,
  elevation: FLAT,
  layer: {
    id: 'sunDiscMean',
    title: 'Sunlight',
    definition: 'sunDiscMean: share of the solar disc above the skyline',
    unit: '1',
    scale: 'viridis',
    heightM: 10,
    min: 0,
    max: 1,
  },
  period: { fromUtc: '2020-01-01T00:00:00Z', toUtc: '2039-01-01' },
  notice: 'reconstructed from renderings of LOLA; not mission grade',
  software: 'OpenILRS 0.1.0',
  command: 'ilrs survey a<b>.yaml',
};

function pixel(png: PNG, x: number, y: number): number[] {
  const at = 4 * (Math.round(y) * png.width + Math.round(x));
  return [...png.data.subarray(at, at + 4)];
}
const close = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((v, i) => Math.abs(v - b[i]!))) <= 2;

describe('an overlay', () => {
  it('is one pixel per cell in the colours of the scale, transparent without a value', () => {
    const png = PNG.sync.read(Buffer.from(overlayPng(QUARTERS, 40, 40, { name: 'viridis', min: 0, max: 1 })));
    expect([png.width, png.height]).toEqual([40, 40]);
    expect(pixel(png, 0, 0)).toEqual([...colourAt('viridis', 0), 255]);
    expect(pixel(png, 39, 0)).toEqual([...colourAt('viridis', 0.5), 255]);
    expect(pixel(png, 39, 39)).toEqual([...colourAt('viridis', 1), 255]);
    expect(pixel(png, 0, 39)[3]).toBe(0);
  });
});

describe('relief', () => {
  it('is lit from the upper left', () => {
    const slope = (east: number, down: number) =>
      hillshade(FLAT.map((_, i) => east * (i % 40) + down * Math.floor(i / 40)), 40, 40, 1)[820]!; // prettier-ignore
    expect(slope(0, 0)).toBeCloseTo(FLAT_SHADE, 6);
    expect(slope(0.5, 0.5)).toBeGreaterThan(FLAT_SHADE); // rises to the lower right, so it faces the upper left
    expect(slope(-0.5, -0.5)).toBeLessThan(FLAT_SHADE);
    // A plane of 45 degrees that faces the light of 45 degrees altitude gets all of it.
    expect(slope(Math.SQRT1_2, Math.SQRT1_2)).toBeCloseTo(1, 6);
  });
});

describe('a map figure', () => {
  const frame = mapFrame(GRID, [118, 128], 940, 1400);
  let png = new PNG();
  beforeAll(async () => {
    png = PNG.sync.read(Buffer.from(await mapFigurePng(figure)));
  });

  it('is 1400 pixels wide, on white, each cell where its coordinates are and in its colour', () => {
    expect(png.width).toBe(1400);
    expect(png.height).toBeGreaterThan(1000);
    expect(pixel(png, 2, 2)).toEqual([255, 255, 255, 255]);
    const svgFrame = /<image id="map-cells" x="([\d.]+)" y="([\d.]+)"/.exec(mapFigureSvg(figure))!;
    const at = (column: number, row: number) => {
      const [x, y] = toPixel({ ...frame, left: Number(svgFrame[1]), top: Number(svgFrame[2]) }, -21_000 + (column + 0.5) * 500, -2000 - (row + 0.5) * 500); // prettier-ignore
      return pixel(png, x, y).slice(0, 3);
    };
    expect(close(at(11, 7), colourAt('viridis', 0))).toBe(true);
    expect(close(at(22, 7), colourAt('viridis', 0.5))).toBe(true);
    expect(close(at(33, 30), colourAt('viridis', 1))).toBe(true);
    expect(close(at(12, 27), [225, 225, 225])).toBe(true);
  });

  it('has letters, although no font of the machine is used', () => {
    let dark = 0;
    for (let y = 30; y < 70; y++) for (let x = 48; x < 600; x++) if (pixel(png, x, y)[0]! < 100) dark++;
    expect(dark).toBeGreaterThan(1500);
  });

  it('says which light, from which height, over which years, made of what and by what', () => {
    const svg = mapFigureSvg(figure);
    const said = [
      'Sunlight, 10 m above the ground',
      'sunDiscMean: share of the solar disc above the skyline, 2020-01-01 to 2039-01-01',
      'Terrain: reconstructed from renderings of LOLA; not mission grade.',
      'OpenILRS 0.1.0',
      'ilrs survey a&lt;b&gt;.yaml',
      'sunDiscMean (%)',
      'no data',
      '89.4°S',
      '5 km',
    ];
    expect(said.filter((words) => !svg.includes(words))).toEqual([]);
  });

  it('points north away from the pole and to the Earth up the map', () => {
    const north = localNorth(frame)!; // centre at x = -11 km, y = -12 km
    expect(north[0]).toBeCloseTo(-11 / Math.hypot(11, 12), 9);
    expect(north[1]).toBeCloseTo(-12 / Math.hypot(11, 12), 9);
    // Truth by the projection: a step of latitude toward the equator from the centre goes that way; a place nearer the Earth (longitude 0) lies further up.
    const lon = Math.atan2(-11, -12);
    const [a, b] = [project('southPolarStereographic', -89.46 * DEGREE, lon), project('southPolarStereographic', -89.4 * DEGREE, lon)]; // prettier-ignore
    expect(Math.atan2(b[0] - a[0], b[1] - a[1])).toBeCloseTo(Math.atan2(north[0], north[1]), 9);
    expect(project('southPolarStereographic', -80 * DEGREE, 0)[1]).toBeGreaterThan(0);
    expect(TOWARD_EARTH).toEqual([0, 1]);
    expect(localNorth(mapFrame({ ...GRID, xMinM: -10_000, yMaxM: 10_000 }, [0, 0], 900, 900))).toBeNull();
  });

  it('numbers the candidates at their places, the chosen one in red, also when they crowd', async () => {
    const place = (rank: number, xM: number, yM: number) => ({ rank, name: `Site ${rank}`, xM, yM, latDeg: -89.45, lonDeg: -137.2 }); // prettier-ignore
    const candidates = [
      place(1, -11_000, -12_000),
      place(2, -11_010, -12_010),
      place(3, -11_020, -12_000),
      place(4, 90_000, 0),
    ];
    const svg = mapFigureSvg({ ...figure, candidates, siteRank: 2 });
    const [marks, legend] = [/<g id="candidates">.*?<\/g>/.exec(svg)![0], /<g id="legend">.*?<\/g>/.exec(svg)![0]];
    const circles = [...marks.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="12"/g)].map((m) => [
      Number(m[1]),
      Number(m[2]),
    ]);
    expect(circles).toHaveLength(3); // the fourth lies off the map
    for (const [i, a] of circles.entries())
      for (const b of circles.slice(i + 1)) expect(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!)).toBeGreaterThan(24);
    expect(legend).toContain('89.4500°S, 222.800°E');
    expect(legend.match(/r="12" fill="#d62246"/g)).toHaveLength(1);
  });

  it('shows permanent shadow as classes and marks the pole', () => {
    const layer = { ...figure.layer, id: 'permanentShadow' as const, scale: 'shadow', heightM: 0 };
    const svg = mapFigureSvg({ ...figure, layer, grid: { ...GRID, xMinM: -10_000, yMaxM: 10_000 } });
    const said = [
      'Sunlight, at the ground',
      'never lit',
      'lit at some time',
      'South pole',
      'Every direction from the pole is north',
    ];
    expect(said.filter((words) => !svg.includes(words))).toEqual([]);
    expect(svg.includes('id="colour-bar"')).toBe(false);
  });
});

describe('numbers on a scale', () => {
  it('are round and as short as tells them apart', () => {
    expect(ticksBetween(-2873, 1912, 8).map((v) => tickLabel(v, 1000))).toEqual(['−2000', '−1000', '0', '1000']);
    expect(ticksBetween(0, 1, 4).map((v) => tickLabel(v, 0.25))).toEqual(['0.00', '0.25', '0.50', '0.75', '1.00']);
    expect(ticksBetween(3, 3, 5)).toEqual([3]);
    expect(tickLabel(12_500, 500)).toBe('12\u2009500');
    expect([displayOf('1'), displayOf('deg').unit, displayOf('m').unit]).toEqual([
      { factor: 100, unit: '%' },
      '°',
      'm',
    ]);
  });
});
