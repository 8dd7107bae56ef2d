export { readDem } from './geotiff-reader.ts';
export { loadBundledTerrain, loadTerrain, loadTerrainFolder } from './geotiff-reader-terrain.ts';
