export { sha256OfFile } from './dem-file.ts';
export { openDeclaredRaster } from './dem-source.ts';
export { readDem, readDems } from './dem-reader.ts';
export { type TerrainAround } from './dem-window.ts';
export { loadBundledTerrain, loadTerrain, loadTerrainFolder } from './load-terrain.ts';
export { writePds4Map, type Pds4Map, type Pds4MapFacts } from './pds4-map.ts';
export { writeGeoTiff, type GeoTiffOptions } from './geotiff-writer.ts';
