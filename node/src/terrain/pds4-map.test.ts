import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projString, unproject, heightAt } from '@openilrs/core/terrain';
import { bundledPath } from '../bundled/index.ts';
import { checkLabelFiles, folderDictionaries, formatFinding, Pds4Validator } from '../pds4-validator/index.ts';
import { openRaster, wholeLevel } from '../raster/index.ts';
import { readDem, writePds4Map } from './index.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openilrs-pds4-'));
});
afterAll(() => rm(folder, { recursive: true }));

const grid = {
  columns: 30,
  rows: 20,
  stepM: 40,
  xMinM: -12_000,
  yMaxM: -9_000,
  proj: projString('southPolarStereographic'),
};
const values = Float32Array.from({ length: 600 }, (_, i) => (i === 31 ? NaN : i / 600));
const facts = {
  missionId: 'ilrs-reference',
  runDigest: '0123456789ab',
  missionTitle: 'ILRS reference mission',
  id: 'sunDiscMean',
  title: 'Mean visible share of the solar disc',
  definition: 'Mean over the period of the share of the disc above the skyline, at 10 m',
  unit: null,
  startUtc: '2031-01-01T00:00:00Z',
  stopUtc: '2050-01-01T00:00:00Z',
  software: 'openilrs 0.1.0',
  provenance: ['command: ilrs survey x.yaml', `a.tif sha256 ${'0'.repeat(64)}`],
};

describe('a map as a PDS4 product', () => {
  it('is valid by the dictionary, agrees with its file, and gives every number back', async () => {
    const { image, label } = writePds4Map(grid, values, facts);
    await writeFile(join(folder, image.name), image.bytes);
    await writeFile(join(folder, label.name), label.bytes);
    const validator = new Pds4Validator(folderDictionaries(bundledPath('pds4/core')));
    expect(validator.validate(label.bytes).map(formatFinding)).toEqual([]);
    expect((await checkLabelFiles(join(folder, label.name))).map(formatFinding)).toEqual([]);
    const source = await openRaster(join(folder, label.name));
    expect([source.columns, source.rows, source.noData]).toEqual([30, 20, -32768]);
    expect([...(await source.read(wholeLevel(source)))]).toEqual(
      [...values].map((v) => (Number.isNaN(v) ? -32768 : v)),
    );
    expect(() => source.georeference()).toThrow(/no map projection \(cart:Cartography\)/);
    await source.close();
    // Whoever names our own label as terrain is sent to the file that knows its place.
    await expect(readDem(join(folder, label.name))).rejects.toMatchObject({ code: 'DEM_NO_GEOREFERENCE', remedy: expect.stringMatching(/the \.tif beside them does/) as string }); // prettier-ignore
    expect(new TextDecoder().decode(label.bytes)).toContain('x -12000 m, y -9000 m; 30 by 20 cells of 40 m');
  });
});

describe('PDS4 terrain with the cartography dictionary', () => {
  /** Elements in the order and under the names that archived labels use; values of a 4 x 3 grid of 240 m. */
  const label = (change: (text: string) => string = (text) => text) =>
    change(`<?xml version="1.0"?>
<Product_Observational xmlns="http://pds.nasa.gov/pds4/pds/v1" xmlns:cart="http://pds.nasa.gov/pds4/cart/v1">
 <Observation_Area><Discipline_Area><cart:Cartography><cart:Spatial_Reference_Information><cart:Horizontal_Coordinate_System_Definition>
  <cart:Planar><cart:Map_Projection><cart:map_projection_name>Polar Stereographic</cart:map_projection_name>
   <cart:Polar_Stereographic><cart:longitude_of_central_meridian unit="deg">0.0</cart:longitude_of_central_meridian>
   <cart:latitude_of_projection_origin unit="deg">-90.0</cart:latitude_of_projection_origin></cart:Polar_Stereographic></cart:Map_Projection>
   <cart:Planar_Coordinate_Information><cart:Coordinate_Representation><cart:pixel_resolution_x unit="m/pixel">240</cart:pixel_resolution_x>
   <cart:pixel_resolution_y unit="m/pixel">240</cart:pixel_resolution_y></cart:Coordinate_Representation></cart:Planar_Coordinate_Information>
   <cart:Geo_Transformation><cart:upperleft_corner_x unit="m">-480</cart:upperleft_corner_x><cart:upperleft_corner_y unit="m">360</cart:upperleft_corner_y></cart:Geo_Transformation></cart:Planar>
  <cart:Geodetic_Model><cart:a_axis_radius unit="km">1737.4</cart:a_axis_radius><cart:c_axis_radius unit="km">1737.4</cart:c_axis_radius><cart:longitude_direction>Positive East</cart:longitude_direction></cart:Geodetic_Model>
 </cart:Horizontal_Coordinate_System_Definition></cart:Spatial_Reference_Information></cart:Cartography></Discipline_Area></Observation_Area>
 <File_Area_Observational><File><file_name>dem.img</file_name></File><Array_2D_Image><offset unit="byte">16</offset><axes>2</axes>
  <Element_Array><data_type>SignedMSB2</data_type><unit>m</unit><scaling_factor>0.5</scaling_factor><value_offset>10</value_offset></Element_Array>
  <Axis_Array><axis_name>Line</axis_name><elements>3</elements><sequence_number>1</sequence_number></Axis_Array>
  <Axis_Array><axis_name>Sample</axis_name><elements>4</elements><sequence_number>2</sequence_number></Axis_Array>
  <Special_Constants><missing_constant>-32768</missing_constant></Special_Constants></Array_2D_Image></File_Area_Observational>
</Product_Observational>`);

  it('lies where the label says, with scale, offset and byte order', async () => {
    const bytes = Buffer.alloc(16 + 24);
    for (let i = 0; i < 12; i++) bytes.writeInt16BE(100 * i, 16 + 2 * i);
    await writeFile(join(folder, 'dem.img'), bytes);
    await writeFile(join(folder, 'dem.xml'), label());
    const dem = await readDem(join(folder, 'dem.xml'));
    expect(dem.grid).toEqual({
      kind: 'southPolarStereographic',
      columns: 4,
      rows: 3,
      step: 240,
      xMin: -480,
      yMax: 360,
    });
    expect(heightAt([dem], ...unproject('southPolarStereographic', 120, 0))).toBeCloseTo(0.5 * 600 + 10, 4); // row 1, column 2
    await writeFile(
      join(folder, 'mars.xml'),
      label((text) => text.replaceAll('1737.4', '3396.19')),
    );
    await expect(readDem(join(folder, 'mars.xml'))).rejects.toThrow(/3396190 m/);
    await writeFile(
      join(folder, 'cut.xml'),
      label((text) => text.replace('<elements>3<', '<elements>4<')),
    );
    await expect(readDem(join(folder, 'cut.xml'))).rejects.toThrow(/truncated: 40 bytes of 48/);
  });
});
