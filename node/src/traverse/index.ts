export { traverseFigurePng, type TraverseFigure } from './traverse-figure.ts';
export { traverseCsv, traverseGeoJson } from './traverse-tables.ts';
export { readVehicle } from './read-vehicle.ts';
