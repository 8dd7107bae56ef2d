export { sha256OfFile } from './dem-file.ts';
export { openDeclaredRaster } from './dem-source.ts';
export { readDem, readDems } from './dem-reader.ts';
export { type TerrainAround } from './dem-window.ts';
export { loadBundledTerrain, loadTerrain, loadTerrainFolder } from './load-terrain.ts';
export { writeGeoTiff, type GeoTiffOptions } from './geotiff-writer.ts';
