/**
 * Twins of labels of published lunar rasters: the fields that place and scale the samples, with the values that the products carry. Sources, seen 2026-11-21: projection catalogue
 * DSMAP_POLAR.CAT of LRO-L-LOLA-4-GDR-V1.0 (scale in metres per pixel exact, offsets counted from 0 at the first sample); sizes and scales of LDEM_80S_20M (30400 x 30400, DN * 0.5 m + 1737400
 * m), AVGVISIB_85S_060M_201608 (5058 x 5058, DN * 0.00004), LPSR_85S_060M_201608 (DN * 0.000025 + 0.5), both with offsets 2528.5, and LDSM_75S_240M (DN * 0.0015 + 45, DN 0 missing, offsets
 * 1905.60874416666667) as programs that read them record them. The full texts could not be fetched here.
 */
const POLAR = (scaleM: number, offset: string, lines: number, file: string): Record<string, string> => ({
  PDS_VERSION_ID: '"PDS3"',
  DATA_SET_ID: '"LRO-L-LOLA-4-GDR-V1.0"',
  TARGET_NAME: 'MOON',
  RECORD_TYPE: 'FIXED_LENGTH',
  RECORD_BYTES: String(2 * lines),
  FILE_RECORDS: String(lines),
  '^IMAGE': `"${file}"`,
  LINES: String(lines),
  LINE_SAMPLES: String(lines),
  SAMPLE_TYPE: 'LSB_INTEGER',
  SAMPLE_BITS: '16',
  MAP_PROJECTION_TYPE: '"POLAR STEREOGRAPHIC"',
  COORDINATE_SYSTEM_NAME: '"MEAN EARTH/POLAR AXIS OF DE421"',
  A_AXIS_RADIUS: '1737.4 <km>',
  B_AXIS_RADIUS: '1737.4 <km>',
  C_AXIS_RADIUS: '1737.4 <km>',
  FIRST_STANDARD_PARALLEL: '"N/A"',
  POSITIVE_LONGITUDE_DIRECTION: '"EAST"',
  CENTER_LATITUDE: '-90.0 <deg>',
  CENTER_LONGITUDE: '0.0 <deg>',
  MAP_PROJECTION_ROTATION: '0.0',
  MAP_SCALE: `${scaleM} <METERS/PIXEL>`,
  LINE_PROJECTION_OFFSET: `${offset} <pix>`,
  SAMPLE_PROJECTION_OFFSET: `${offset} <pix>`,
});

type Product = 'LDEM_80S_20M' | 'AVGVISIB_85S_060M_201608' | 'LPSR_85S_060M_201608' | 'LDSM_75S_240M';

export const PUBLISHED: Readonly<Record<Product, Readonly<Record<string, string>>>> = {
  LDEM_80S_20M: { ...POLAR(20, '15199.5', 30400, 'LDEM_80S_20M.IMG'), UNIT: 'METER', SCALING_FACTOR: '0.5', OFFSET: '1737400.' }, // prettier-ignore
  AVGVISIB_85S_060M_201608: { ...POLAR(60, '2528.5', 5058, 'AVGVISIB_85S_060M_201608.IMG'), SCALING_FACTOR: '0.00004', OFFSET: '0' }, // prettier-ignore
  LPSR_85S_060M_201608: { ...POLAR(60, '2528.5', 5058, 'LPSR_85S_060M_201608.IMG'), SCALING_FACTOR: '0.000025', OFFSET: '0.5' }, // prettier-ignore
  LDSM_75S_240M: { ...POLAR(240, '1905.60874416666667', 3812, 'LDSM_75S_240M.IMG'), UNIT: 'DEGREE', SCALING_FACTOR: '0.0015', OFFSET: '45', MISSING_CONSTANT: '0' }, // prettier-ignore
};

/** Text of a label: keywords as in the archive, CR LF, comments and objects between. */
export function labelText(fields: Readonly<Record<string, string>>): string {
  const rows = Object.entries(fields).map(([key, value]) => `${key.padEnd(28)} = ${value}`);
  return [...rows.slice(0, 7), '/*** IMAGE ***/', 'OBJECT = IMAGE', ...rows.slice(7), 'END_OBJECT = IMAGE', 'END', ''].join('\r\n'); // prettier-ignore
}
