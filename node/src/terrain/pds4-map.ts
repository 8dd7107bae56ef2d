import { mapLabel, type LabelledMap, type MapGrid } from '@openilrs/core/mission';

/** What a PDS4 label says of a map beside its place and its numbers. */
export type Pds4MapFacts = Omit<LabelledMap, 'grid' | 'fileName' | 'bytes' | 'missing'>;

export interface Pds4Map {
  /** `<id>.img`, float32, little-endian, row 0 at the top. */
  readonly image: { readonly name: string; readonly bytes: Uint8Array };
  readonly label: { readonly name: string; readonly bytes: Uint8Array };
}

const MISSING = -32768;

/** A map as a PDS4 product: a plain array, as the archive wants it (a packed GeoTIFF cannot be described as one), and its label. */
export function writePds4Map(grid: MapGrid, values: Float32Array, facts: Pds4MapFacts): Pds4Map {
  if (values.length !== grid.columns * grid.rows)
    throw new RangeError(`${values.length} values for ${grid.columns} x ${grid.rows} cells`);
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setFloat32(4 * i, Number.isNaN(value) ? MISSING : value, true));
  const fileName = `${facts.id}.img`;
  const label = mapLabel({ ...facts, grid, fileName, bytes, missing: MISSING });
  return { image: { name: fileName, bytes }, label: { name: `${facts.id}.xml`, bytes: label } };
}
