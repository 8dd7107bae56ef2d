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
export {
  lookFrom,
  lunarSky,
  skyPath,
  SUN_RADIUS_M,
  sunRadiusRad,
  tabulateSky,
  type Look,
  type LunarSky,
  type Observer,
  type SkyPath,
} from './light-sky.ts';
export { positionAt, trackBody, type BodyTrack, type Position } from './light-track.ts';
export { discShare, lowerLimbClearance, upperLimbClearance } from './light-disc.ts';
export { positiveWindows, SHORTEST_EVENT_S, type Margin } from './light-crossings.ts';
export { earthWindows, lightAt, observerOf, type PointLight } from './light-at-point.ts';
export { meanShare, SHARE_TOLERANCE, shareAt, sunShareCurve, type ShareCurve } from './light-share-curve.ts';
export {
  GROUND_STATION_MASK_RAD,
  moonOverEarth,
  stationWindows,
  type EarthTrack,
  type GroundStation,
} from './light-ground-stations.ts';
export { horizonRecord, type HorizonRecord } from './horizon-record.ts';
export { lightRecord, type LightRecord, type LightWindowRecord } from './light-record.ts';
export { fromGnomonic, gnomonicFrame, toGnomonic, type GnomonicFrame } from './gnomonic.ts';
export { sweepTerrain, type SweepLevel, type SweepTerrain, type SweepTerrainOptions } from './sweep-terrain.ts';
export { createSweeper, type Sweeper, type SweepSlopes } from './sweep.ts';
export { FULL_SHARE, skyTable, type SkyTable, type SkyTableOptions } from './sun-histogram.ts';
export { lightBlockJob, lightMaps, type LightLayer } from './light-map.ts';
export { CRITERIA, surveySchema, type Criterion, type SurveySpec } from './survey-schema.ts';
export { cellHorizons, horizonBlockJob, type CellHorizon } from './horizon-map.ts';
export { COLOUR_SCALES, colourAt, colourIndex, colourTable, type ColourScale } from './colour-scales.ts';
export { cellPlace, regionHeights, surveyRegion, sweepToMap, type SurveyRegion } from './site-region.ts';
export { groundMaps, type GroundMaps } from './slope-map.ts';
export { distanceTo, withoutSpecks } from './site-distance.ts';
export { bestCells, failures, MAP_CRITERIA, scoreMap, scoreOf, termOf, type SiteFacts } from './site-score.ts';
export { placeLightJob, type PlaceLight } from './site-light.ts';
