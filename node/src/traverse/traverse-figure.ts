import {
  groundMaps,
  projString,
  sweepToMap,
  type DriveField,
  type Terrain,
  type TraverseRecord,
} from '@openilrs/core/terrain';
import { mapFigureSvg, overlayPng, rasterize } from '../figures/index.ts';
import { stretchesOf } from './traverse-tables.ts';

export interface TraverseFigure {
  readonly field: DriveField;
  readonly record: TraverseRecord;
  readonly terrain: Terrain;
  readonly slopeLimitDeg: number;
  readonly title: string;
  readonly notice: string;
  readonly software: string;
  readonly command: string;
}

/** The way over the slopes of the ground, with the ground shaded that lies in the dark for most of the drive. PNG, 1400 pixels wide. */
export async function traverseFigurePng(figure: TraverseFigure): Promise<Uint8Array> {
  const { field, record, terrain, slopeLimitDeg, title, notice, software, command } = figure;
  const { grid } = field.region;
  const { elevationM, slopeDeg } = groundMaps(field.region, terrain);
  const svg = mapFigureSvg({
    grid: {
      columns: grid.columns,
      rows: grid.rows,
      stepM: grid.step,
      xMinM: grid.xMin,
      yMaxM: grid.yMax,
      proj: projString(grid.kind),
    },
    values: slopeDeg,
    elevation: elevationM,
    layer: {
      id: 'slope',
      title,
      definition: `Colours: slope over a baseline of two cells, the brightest at twice the limit of ${slopeLimitDeg} degrees; blackened: ground without light for more than half of the drive. Line: white in light, red in the dark; yellow circles: stops of more than a minute. Green: start, blue: goal`,
      unit: 'deg',
      heightM: null,
      min: 0,
      max: 2 * slopeLimitDeg,
      scale: 'viridis',
    },
    period: { fromUtc: record.departUtc, toUtc: record.arriveUtc },
    notice,
    software,
    command,
  });
  const frame = mapBox(svg);
  const overlay = shadowImage(field, record, frame) + wayLines(record, field, frame);
  const at = svg.indexOf('/>', svg.indexOf('id="map-cells"')) + 2;
  return rasterize(svg.slice(0, at) + overlay + svg.slice(at), 1);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the map lies in the figure. */
function mapBox(svg: string): Box {
  const tag = /<image id="map-cells"[^>]*?x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/.exec(svg);
  if (tag === null) throw new Error('the figure has no map');
  const [x, y, width, height] = tag.slice(1).map(Number) as [number, number, number, number];
  return { x, y, width, height };
}

function shadowImage({ region, light, lastSlot, slotS }: DriveField, record: TraverseRecord, box: Box): string {
  const end = Math.min(lastSlot, Math.max(1, Math.round((record.durationH * 3600) / slotS)));
  const n = region.sweepCells;
  const dark = new Float32Array(n * n);
  for (let cell = 0; cell < n * n; cell++) {
    let lit = 0;
    for (let k = light.first[cell]!; k < light.first[cell + 1]!; k++)
      lit += Math.max(0, Math.min(light.to[k]!, end) - Math.min(light.from[k]!, end));
    dark[cell] = lit < end / 2 ? 0 : NaN;
  }
  const { columns, rows } = region.grid;
  const png = overlayPng(sweepToMap(region, dark, true), columns, rows, { name: 'magma', min: 0, max: 1 });
  const place = `x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" preserveAspectRatio="none"`;
  return `<image ${place} opacity="0.7" href="data:image/png;base64,${Buffer.from(png).toString('base64')}"/>`;
}

function wayLines({ points }: TraverseRecord, { region: { grid } }: DriveField, box: Box): string {
  const scale = box.width / (grid.columns * grid.step);
  const pixel = ({ xM, yM }: TraverseRecord['points'][number]) =>
    [box.x + (xM - grid.xMin) * scale, box.y + (grid.yMax - yM) * scale].map((value) => value.toFixed(1)).join(',');
  const line = (from: number, to: number, style: string) =>
    `<polyline fill="none" stroke-linejoin="round" stroke-linecap="round" ${style} points="${points
      .slice(from, to + 1)
      .map(pixel)
      .join(' ')}"/>`;
  const dot = (i: number, radius: number, fill: string) => {
    const [x, y] = pixel(points[i]!).split(',');
    return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}" stroke="#1a1a1a" stroke-width="2"/>`;
  };
  const last = points.length - 1;
  const stops = points.flatMap(({ arrivalUtc, departureUtc }, i) =>
    Date.parse(departureUtc) - Date.parse(arrivalUtc) > 60_000 ? [dot(i, 6, '#ffd166')] : [],
  );
  return [
    line(0, last, 'stroke="#1a1a1a" stroke-width="7"'),
    ...stretchesOf(points).map(({ sunlit, from, to }) =>
      line(from, to, `stroke="${sunlit ? '#ffffff' : '#ef476f'}" stroke-width="4"`),
    ),
    ...stops,
    dot(0, 9, '#06d6a0'),
    dot(last, 9, '#118ab2'),
  ].join('');
}
