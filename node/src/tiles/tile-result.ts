import { TILE_LAYERS, type TileLayerId, type TileMaps } from '@openilrs/core/terrain';

/**
 * The bytes of a finished tile: its layers one after the other, each row by row from the top. Little-endian float32 with one NaN for "nothing", or for classes one byte with 255 for it;
 * no head, no compression: the same maps give the same bytes, and so the same digest, everywhere.
 */
export function encodeTile(layers: readonly TileLayerId[], maps: TileMaps): Uint8Array {
  const cells = maps[0]?.length ?? 0;
  const out = new Uint8Array(tileBytes(layers, cells));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [i, id] of layers.entries())
    for (const value of maps[i]!) {
      if (TILE_LAYERS[id].classes) out[at] = Number.isNaN(value) ? NOTHING : value;
      else if (Number.isNaN(value)) view.setUint32(at, QUIET_NAN, true);
      else view.setFloat32(at, value, true);
      at += bytesOf(id);
    }
  return out;
}

/** One layer of a tile of so many cells. */
export function decodeLayer(
  layers: readonly TileLayerId[],
  wanted: TileLayerId,
  cells: number,
  bytes: Uint8Array,
): Float32Array {
  const before = layers.slice(0, layers.indexOf(wanted)).reduce((sum, id) => sum + bytesOf(id) * cells, 0);
  const view = new DataView(bytes.buffer, bytes.byteOffset + before, bytesOf(wanted) * cells);
  if (!TILE_LAYERS[wanted].classes) return Float32Array.from({ length: cells }, (_, i) => view.getFloat32(4 * i, true));
  return Float32Array.from({ length: cells }, (_, i) => {
    const value = view.getUint8(i);
    return value === NOTHING ? NaN : value;
  });
}

/** Length of a tile's bytes. */
export function tileBytes(layers: readonly TileLayerId[], cells: number): number {
  return layers.reduce((sum, id) => sum + bytesOf(id) * cells, 0);
}

const NOTHING = 255;
const QUIET_NAN = 0x7fc00000;

function bytesOf(id: TileLayerId): number {
  return TILE_LAYERS[id].classes ? 1 : 4;
}
