export { MOON_RADIUS_M, type Dem, type DemGrid, type Terrain } from './dem.ts';
