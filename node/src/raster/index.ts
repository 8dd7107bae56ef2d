export { readRaster, type Raster } from './read-raster.ts';
