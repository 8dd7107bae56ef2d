export { openRaster } from './open-raster.ts';
export { readRaster, type Raster } from './read-raster.ts';
export { wholeLevel, type RasterSource } from './raster-source.ts';
export { readReduced } from './reduced-reader.ts';
export { reducedPlace, resample, type ResampleOptions, type TargetGrid } from './resample.ts';
export { newSamples, type Samples, type SampleType, type Window } from './samples.ts';
export { cellOfPlace, cellSizesM, nativeGrid, noGeoreference, placeOfCell, type Georeference } from './georeference.ts';
export { mapProjection, type MapProjection } from './map-projection.ts';
