export { digestOf, folderBlobs, type BlobStore } from './blob-store.ts';
export { openRun, type CapRun, type OpenRunOptions } from './open-run.ts';
export { parseSpec, planOf, runId, type CapPlace, type CapRequest, type RunInputs, type RunSpec } from './run-spec.ts';
export { runTiles, TilesTally, type RunTilesOptions, type TilesState } from './run-tiles.ts';
export { createTileCrew, type TileCrew } from './tile-crew.ts';
export { type TileFailure, type TileRecord } from './tile-book.ts';
export { writeMosaic, type MosaicFile, type MosaicOptions } from './write-mosaic.ts';
