export { readDem } from './dem-reader.ts';
export { loadBundledTerrain, loadTerrain, loadTerrainFolder } from './geotiff-reader-terrain.ts';
export { writeGeoTiff, type GeoTiffOptions } from './geotiff-writer.ts';
