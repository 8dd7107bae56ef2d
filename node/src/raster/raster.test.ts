import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '../bundled/index.ts';
import { cellOfPlace, placeOfCell, type Georeference } from './georeference.ts';
import { mapProjection } from './map-projection.ts';
import { openRaster, readReduced, wholeLevel } from './index.ts';
import { projOfText } from './projection-text.ts';

const DEGREE = Math.PI / 180;
const file = (name: string) => projectPath(`test/reference/terrain/formats/${name}`);
const [W, H] = [70, 53];
/** As test/reference/terrain/formats/make.py has it. */
const height = (row: number, column: number): number =>
  row === 5 && column === 9 ? -32768 : 1000 + 3 * column - 2 * row + ((column * row) % 7);
const HEIGHTS = Array.from({ length: W * H }, (_, i) => height(Math.floor(i / W), i % W));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openilrs-raster-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function opened<T>(
  path: string,
  use: (source: Awaited<ReturnType<typeof openRaster>>) => T | Promise<T>,
): Promise<T> {
  const source = await openRaster(path);
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

describe('rasters that GDAL wrote', () => {
  it.each([
    'big-tiled-deflate-int16.tif',
    'lzw-float32-predictor3.tif',
    'deflate-float32-predictor2.tif',
    'big-endian-strips-int16.tif',
    'big-endian-tiled-float32.tif',
    'packbits-int16.tif',
    'zstd-float32.tif',
    'lerc-float32.tif',
    'south-up.tif',
  ])('%s: every number, whole and by windows', (name) =>
    opened(file(name), async (source) => {
      expect([source.columns, source.rows, source.noData]).toEqual([W, H, -32768]);
      expect([...(await source.read(wholeLevel(source)))]).toEqual(HEIGHTS);
      const window = { column: 13, row: 9, columns: 31, rows: 20 };
      const part = await source.read(window);
      expect([...part]).toEqual(Array.from({ length: 620 }, (_, i) => height(9 + Math.floor(i / 31), 13 + (i % 31))));
      const { xMin, yMax, stepX, stepY, projection } = source.georeference();
      expect([xMin, yMax, stepX, stepY, projection.native]).toEqual([-19000, -4000, 20, 20, 'southPolarStereographic']);
    }),
  );

  it('keep scale, offset and numbers of double precision', async () => {
    await opened(file('big-tiled-deflate-int16.tif'), ({ scale, offset, type }) =>
      expect([scale, offset, type]).toEqual([0.5, 1737400, 'int16']),
    );
    await opened(file('float64.tif'), async (source) =>
      expect((await source.read({ column: 3, row: 2, columns: 1, rows: 1 }))[0]).toBe(1737400 + height(2, 3)),
    );
  });

  it('are read coarser by means, through overviews where the file has them, without the cells that have none', async () => {
    const [plain, fast] = await Promise.all(
      ['big-endian-strips-int16.tif', 'overviews.tif'].map((name) =>
        opened(file(name), (source) => readReduced(source, 2, { column: 2, row: 1, columns: 20, rows: 15 })),
      ),
    );
    expect(plain![0]).toBe((height(2, 4) + height(2, 5) + height(3, 4) + height(3, 5)) / 4);
    expect(plain![1 * 20 + 2]).toBeCloseTo((height(4, 8) + height(4, 9) + height(5, 8)) / 3, 3);
    for (let i = 0; i < 300; i++) expect(Math.abs(plain![i]! - fast![i]!)).toBeLessThan(1e-3);
  });

  it('of the big-endian order with a long table of strips', () =>
    opened(file('big-endian-many-strips.tif'), async (source) => {
      const part = await source.read({ column: 1, row: 1200, columns: 2, rows: 2 });
      expect([...part]).toEqual([3601, 3602, 3604, 3605]);
    }));

  it('with overviews have their levels', () =>
    opened(
      file('overviews.tif'),
      ({ levels }) =>
      expect(levels.map(({ columns, rows }) => [columns, rows])).toEqual([[64, 48], [32, 24], [16, 12]]), // prettier-ignore
    ));

  it('that are turned are refused with the reason, JPEG 2000 too, and what is no raster', async () => {
    await opened(file('rotated.tif'), (source) =>
      expect(() => source.georeference()).toThrow(/rows that run at .* degrees to the x axis.*gdalwarp/),
    );
    await expect(openRaster(file('jpeg2000.jp2'))).rejects.toThrow(/JPEG 2000, which is not read.*gdal_translate/);
    await expect(openRaster(file('projections.json'))).rejects.toThrow(/neither a GeoTIFF nor a PDS3/);
    await expect(openRaster(join(folder, 'no.tif'))).rejects.toThrow(/no such file/);
    await expect(openRaster(projectPath('data/terrain/lroc_color_poles_2k.tif'))).rejects.toThrow(/3 bands of 8 bits.*gdal_translate -b 1/); // prettier-ignore
  });
});

interface Known {
  readonly name: string;
  readonly proj: string;
  readonly wkt1: string;
  readonly esri: string;
  readonly wkt2: string;
  readonly transform: readonly number[];
  readonly cells: readonly (readonly [column: number, row: number, latDeg: number, lonDeg: number])[];
}
const KNOWN = JSON.parse(readFileSync(file('projections.json'), 'utf8')) as Known[];

/** A tenth of a millimetre on the Moon. */
const CLOSE = 1e-4 / 1_737_400;

function expectPlaces(place: Georeference, cells: Known['cells'], label: string): void {
  for (const [column, row, latDeg, lonDeg] of cells) {
    const [lat, lon] = placeOfCell(place, column, row);
    expect(Math.abs(lat - latDeg * DEGREE), label).toBeLessThan(CLOSE);
    expect(Math.abs(Math.sin((lon - lonDeg * DEGREE) / 2)) * Math.cos(lat), label).toBeLessThan(CLOSE);
    const [c, r] = cellOfPlace(place, W, latDeg * DEGREE, lonDeg * DEGREE);
    expect(Math.hypot(c - column, r - row), label).toBeLessThan(1e-4);
  }
}

describe('projections', () => {
  it.each(KNOWN)(
    '$name lies where PROJ has it: by GeoTIFF keys, PROJ string, WKT 1, ESRI WKT, WKT 2',
    ({ name, cells, ...known }) =>
      opened(file(`crs-${name}.tif`), (source) => {
        const place = source.georeference();
        expectPlaces(place, cells, 'keys');
        for (const text of [known.proj, known.wkt1, known.esri, known.wkt2]) {
          if (text === '') continue; // ESRI's dialect has no word for it
          const projection = mapProjection(projOfText(text, name), name);
          expectPlaces({ ...place, projection }, cells, text.slice(0, 60));
        }
      }),
  );

  it('come from a .prj and a world file beside a raster that has no keys', async () => {
    const known = KNOWN.find(({ name }) => name === 'gnomonic')!;
    const bytes = readFileSync(file('crs-gnomonic.tif'));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const at = view.getUint32(4, true);
    // Tags of place become private ones: the file says nothing of it any more.
    for (let i = 0; i < view.getUint16(at, true); i++) {
      const tag = view.getUint16(at + 2 + 12 * i, true);
      if ([33550, 33922, 34735, 34736, 34737].includes(tag)) view.setUint16(at + 2 + 12 * i, 60000 + i, true);
    }
    await writeFile(join(folder, 'bare.tif'), bytes);
    const [x, step, , y] = known.transform as [number, number, number, number];
    await opened(join(folder, 'bare.tif'), (source) =>
      expect(() => source.georeference()).toThrow(/no georeference in the file.*world file.*gdal_edit/),
    );
    await writeFile(join(folder, 'bare.prj'), known.esri);
    await writeFile(join(folder, 'bare.tfw'), [step, 0, 0, -step, x + step / 2, y - step / 2].join('\n'));
    await opened(join(folder, 'bare.tif'), (source) => expectPlaces(source.georeference(), known.cells, 'beside'));
  });

  it('on other spheres and ellipsoids are refused, and so is what nobody knows', () => {
    const say = (text: string) => () => projOfText(text, 'x.prj');
    expect(say('+proj=stere +lat_0=-90 +R=1738000')).toThrow(/radii 1738000 m .*another sphere.*heights above another/);
    expect(say('+proj=longlat +a=3396190 +b=3376200')).toThrow(/radii 3396190 m and 3376200 m/);
    expect(say('GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]]]')).toThrow(/6378137/);
    expect(say('PROJCS["x",GEOGCS["m",DATUM["d",SPHEROID["s",1737400,0]]],PROJECTION["Peirce"],UNIT["metre",1]]')).toThrow(/"Peirce" is not a projection/); // prettier-ignore
    expect(say('my own map')).toThrow(/"my own map" is not/);
    expect(() => mapProjection('+proj=peirce_q +R=1737400', 'x')).toThrow(/proj4js does not know/);
  });

  it('of longitude and latitude take up any turn of longitude', () => {
    const projection = mapProjection('+proj=longlat', 'x');
    const globe = { projection, xMin: 0, yMax: Math.PI / 2, stepX: DEGREE, stepY: DEGREE };
    expect(cellOfPlace(globe, 360, 0, -0.5 * DEGREE)[0]).toBeCloseTo(359, 9);
    expect(cellOfPlace(globe, 360, 0, 0.25 * DEGREE)[0]).toBeCloseTo(-0.25, 9);
    const around180 = { ...globe, xMin: 170 * DEGREE };
    expect(cellOfPlace(around180, 20, 0, -175 * DEGREE)[0]).toBeCloseTo(14.5, 9);
    expect(cellOfPlace(around180, 20, 0, 0)[0]).toBeGreaterThan(20);
  });
});
