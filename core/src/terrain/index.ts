export { MOON_RADIUS_M, type Dem, type DemGrid, type Terrain } from './ground/dem.ts';
export {
  cellSizeM,
  latLonOf,
  project,
  projectUnit,
  projString,
  unitVector,
  unproject,
  type GridKind,
} from './ground/projection.ts';
export { heightAt, JOIN_CELLS, resolutionAt, sampleTerrain } from './ground/terrain-height.ts';
export { RECONSTRUCTED_BASELINE_M, slopeAt, type Slope } from './ground/slope.ts';
export {
  DEFAULT_AZIMUTHS,
  DEFAULT_RANGE_M,
  horizonAt,
  skylineAt,
  type HorizonOptions,
  type HorizonProfile,
} from './horizon/horizon-profile.ts';
export { HIGHEST_EYE_M } from './horizon/highest-eye.ts';
export {
  parseTerrainManifest,
  terrainManifestSchema,
  type TerrainManifest,
  type TerrainManifestEntry,
} from './ground/terrain-manifest.ts';
export {
  earthRadiusRad,
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
} from './light/light-sky.ts';
export { positionAt, trackBody, type BodyTrack, type Position } from './light/light-track.ts';
export { discShare, lowerLimbClearance, upperLimbClearance } from './light/light-disc.ts';
export { positiveWindows, SHORTEST_EVENT_S, type Margin } from './light/light-crossings.ts';
export {
  earthWindows,
  lightAt,
  observerOf,
  sunOverSkyline,
  type LightOptions,
  type PointLight,
} from './light/light-at-point.ts';
export { PLAIN_DISC, SOLAR_DISC, discPoint, type DiscElement } from './energy/disc-elements.ts';
export { energyAt } from './energy/energy-at-point.ts';
export { ENERGY_SCALE, energyTable, tilted, tiltTables } from './energy/energy-table.ts';
export { discBrightness, MEAN_BRIGHTNESS } from './energy/limb-darkening.ts';
export { FULL_SUN_KWH_M2_DAY, incidence, type Panel } from './energy/panel.ts';
export { weightedTable, type BodySample, type WeightedTableOptions } from './energy/weighted-table.ts';
export {
  doubleShadow,
  shadowBlockJob,
  type DoubleShadow,
  type DoubleShadowOptions,
  type DoubleShadowWarning,
} from './shadow/double-shadow.ts';
export { darkSpellTurns, spellBlockJob, spellMaps, type SpellMaps, type SpellOptions } from './spells/spell-maps.ts';
export { skylineBlockJob, skylineStrip, type SkylineStrip } from './spells/skyline-strip.ts';
export {
  earthViewAt,
  lightTable,
  sunShareWindows,
  type LightRow,
  type LightTable,
  type LightTableOptions,
} from './light/light-table.ts';
export { EARTH_SHADE_RADIUS_M, eclipsesAt, type SolarEclipse } from './light/light-eclipses.ts';
export { meanShare, SHARE_TOLERANCE, shareAt, sunShareCurve, type ShareCurve } from './light/light-share-curve.ts';
export {
  GROUND_STATION_MASK_RAD,
  lineOfSight,
  moonOverEarth,
  moonWindows,
  stationSky,
  stationTrack,
  type EarthTrack,
  type GroundStation,
  type StationSky,
} from './light/light-ground-stations.ts';
export { horizonRecord, type HorizonRecord } from './horizon/horizon-record.ts';
export { lightRecord, type LightRecord, type LightWindowRecord } from './light/light-record.ts';
export { fromGnomonic, gnomonicFrame, toGnomonic, type GnomonicFrame } from './ground/gnomonic.ts';
export { sweepTerrain, type SweepTerrain, type SweepTerrainOptions } from './sweep/sweep-terrain.ts';
export { HOLE_M, type SweepLevel } from './sweep/sweep-level.ts';
export {
  createSweeper,
  HIDDEN,
  type Lookup,
  type Sweeper,
  type SweeperOptions,
  type SweepTangents,
} from './sweep/sweep.ts';
export type { KernelKind } from './sweep/wasm-kernel.ts';
export { FULL_SHARE, skyTable, type SkyTable, type SkyTableOptions } from './sweep/sun-histogram.ts';
export { lightBlockJob, lightMaps, type LightLayer } from './sweep/light-map.ts';
export { limbTable } from './sweep/limb-table.ts';
export { CRITERIA, surveySchema, type Criterion, type SurveySpec } from './site/survey-schema.ts';
export { cellHorizons, horizonBlockJob, type CellHorizon } from './sweep/horizon-map.ts';
export { COLOUR_SCALES, colourAt, colourIndex, colourTable, type ColourScale } from './colour/colour-scales.ts';
export { cellPlace, regionHeights, surveyRegion, sweepToMap, type SurveyRegion } from './site/site-region.ts';
export { groundMaps, type GroundMaps } from './ground/slope-map.ts';
export { distanceTo, withoutSpecks } from './site/site-distance.ts';
export {
  bestCells,
  failures,
  MAP_CRITERIA,
  scoreMap,
  scoreOf,
  termOf,
  weightedCriteria,
  type SiteFacts,
} from './site/site-score.ts';
export { placeLightJob, type PlaceLight } from './site/site-light.ts';
export { HIGHLAND, SOLAR_CONSTANT, type Regolith } from './thermal/regolith.ts';
export { bowlFill, bowlFlux, bowlShadowK, type SurroundingsFlux } from './thermal/bowl-crater.ts';
export { skyView } from './thermal/sky-view.ts';
export { groundFlux, type GroundFlux } from './thermal/ground-flux.ts';
export { heatColumn, LUNAR_DAY_S, type ColumnOptions, type HeatColumn } from './thermal/heat-column.ts';
export { runColumn, settle, type Absorbed, type HeatHistory, type Settled } from './thermal/heat-cycle.ts';
export {
  ICE_STABLE_K,
  SETTLING_S,
  thermalAt,
  type PointThermal,
  type ThermalOptions,
} from './thermal/thermal-at-point.ts';
export { thermalRecord, type ThermalRecord } from './thermal/thermal-record.ts';
export { REFERENCE_VEHICLE, vehicleOf, vehicleSchema, type Vehicle } from './traverse/vehicle.ts';
export {
  BESIDE_CELLS,
  driveRegion,
  driveThrough,
  type DriveAnswer,
  type DrivePlace,
  type DriveRequest,
} from './traverse/drive-through.ts';
export { type CellWindows } from './traverse/cell-windows.ts';
export {
  cellAt,
  driveField,
  litCellNear,
  placeOfCell,
  type DriveField,
  type DriveFieldOptions,
} from './traverse/drive-field.ts';
export { type DriveGround, type SlopeLimits } from './traverse/drive-grid.ts';
export {
  planTraverse,
  type Traverse,
  type TraverseAnswer,
  type TraverseLeg,
  type TraverseRequest,
} from './traverse/traverse.ts';
export { inWordsWhyNot, type NoTraverse } from './traverse/no-traverse.ts';
export { traverseRecord, type TraversePoint, type TraverseRecord } from './traverse/traverse-record.ts';
export { capPlan, spreadTiles, squarePlan, tileRegion, type TilePlace, type TilePlan } from './tiles/tile-plan.ts';
export { TILE_LAYERS, type TileLayerId } from './tiles/tile-layers.ts';
export { EARTH_DIRECTIONS, tileMaps, type TileMaps, type TileSettings, type TileTask } from './tiles/tile-maps.ts';
export { pyramidFactors, reducedGrid, tileWindows, type CellWindow } from './tiles/tile-windows.ts';
export { coreHours, secondsLeft, sumCosts, type CostSum, type TileCost } from './tiles/tile-cost.ts';
export {
  combinedLight,
  networkPlaces,
  planNetwork,
  SHARE_LEVELS,
  type NetworkGoal,
  type NetworkLimits,
  type NetworkLink,
  type NetworkPlan,
} from './network/plan-network.ts';
export { nearestNode, networkPlaceJob, type NetworkPlace } from './network/network-place.ts';
export { anyOf, mobileLight, sunWindowsJob, type MobileLight } from './network/mobile-light.ts';
export { mobileNetwork } from './network/mobile-network.ts';
export { groundDistanceM, placeBeside, sightClearanceM, type Eye } from './network/site-pairs.ts';
export { bestShare } from './network/best-share.ts';
export { lightBranchJob } from './network/light-search.ts';
export { nightBranchJob } from './network/night-search.ts';
export { mostLight, shortestNight, type FoundSet } from './network/search-network.ts';
export { eventGrid, type EventGrid } from './network/event-grid.ts';
export { candidateCells, GROUND_M, type CandidateOptions } from './network/candidate-cells.ts';
export { networkRecord, type NetworkRecord, type NetworkSiteRecord } from './network/network-record.ts';
export {
  addNoise,
  noiseKey,
  type NoiseComponent,
  type NoiseGrid,
  type NoiseWindow,
} from './uncertainty/noise-field.ts';
export {
  errorsOf,
  parseVerticalErrors,
  sameError,
  verticalErrorsSchema,
  type TerrainErrors,
  type VerticalErrors,
} from './uncertainty/vertical-error.ts';
export { cloneTerrain, UNSEEN_RAD, type CloneAround } from './uncertainty/clone-terrain.ts';
export { cloneLightMaps, cloneSweepJob, type CloneRequest } from './uncertainty/clone-maps.ts';
export { clonePointJob, clonePoints, pointOn, type ClonePoint } from './uncertainty/clone-points.ts';
export { percentileMaps, percentileOf, PERCENTILES } from './uncertainty/percentiles.ts';
export { pointUncertainty, spreadOf, type PointUncertainty, type Spread } from './uncertainty/uncertainty-record.ts';
