export { MOON_RADIUS_M, type Dem, type DemGrid, type Terrain } from './dem.ts';
export {
  cellSizeM,
  latLonOf,
  project,
  projectUnit,
  projString,
  unitVector,
  unproject,
  type GridKind,
} from './projection.ts';
export { heightAt, JOIN_CELLS, resolutionAt, sampleTerrain } from './terrain-height.ts';
export { localAxes, type LocalAxes, type Vector } from './terrain-axes.ts';
export { RECONSTRUCTED_BASELINE_M, slopeAt, type Slope } from './slope.ts';
export {
  DEFAULT_AZIMUTHS,
  DEFAULT_RANGE_M,
  horizonAt,
  skylineAt,
  type HorizonOptions,
  type HorizonProfile,
} from './horizon-profile.ts';
export {
  parseTerrainManifest,
  terrainManifestSchema,
  type TerrainManifest,
  type TerrainManifestEntry,
} from './terrain-manifest.ts';
