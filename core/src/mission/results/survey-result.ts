/** What `survey` writes as `survey/survey.json`; pictures and grids lie beside it under the names given here. Angles in degrees: this is an edge. */
export interface SurveyResult {
  readonly missionId: string;
  readonly frame: string;
  readonly terrain: readonly TerrainSource[];
  readonly period: { readonly fromUtc: string; readonly toUtc: string };
  /** The map grid, south polar stereographic, row 0 at the top (largest y), cell centres at `xMinM + (col + 0.5) * stepM`. */
  readonly grid: MapGrid;
  readonly layers: readonly MapLayer[];
  readonly weights: Readonly<Record<string, number>>;
  readonly candidates: readonly SiteCandidate[];
  /** The candidate that was chosen, or the place that the mission file fixes. */
  readonly site: SiteCandidate;
  readonly chosenBecause: string;
  readonly horizon: HorizonResult;
  readonly light: LightResult;
  readonly provenance: Provenance;
}

export interface TerrainSource {
  readonly file: string;
  readonly sha256: string;
  readonly resolutionM: number;
  /** Shown wherever this terrain is shown, e.g. "reconstructed from renderings of LOLA; not mission grade". */
  readonly notice: string;
}

export interface MapGrid {
  readonly columns: number;
  readonly rows: number;
  readonly stepM: number;
  readonly xMinM: number;
  readonly yMaxM: number;
  /** PROJ string of the south polar stereographic projection on the 1737.4 km sphere. */
  readonly proj: string;
}

export type LayerId = 'elevation' | 'slope' | 'sunDiscMean' | 'earthFraction' | 'permanentShadow' | 'score';

export interface MapLayer {
  readonly id: LayerId;
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly heightM: number | null;
  readonly min: number;
  readonly max: number;
  readonly scale: string;
  /** Bare coloured raster, exactly the grid: for map overlays. */
  readonly overlayPng: string;
  /** The figure to print: hillshade, colour bar, scale, north and Earth arrows, title. */
  readonly figurePng: string;
  readonly geotiff: string;
}

export interface SiteCandidate {
  readonly rank: number;
  readonly name: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly xM: number;
  readonly yM: number;
  readonly terrainHeightM: number;
  readonly score: number;
  /** Each weighted term, 0 (worst) to 1 (best), before its weight. */
  readonly terms: Readonly<Record<string, number>>;
  readonly sunDiscMean: number;
  readonly longestDarkH: number;
  readonly slopeDeg: number;
  readonly earthFraction: number;
  readonly shadowDistanceM: number | null;
}

/** `ilrs horizon --json`; azimuth from north, clockwise. Elevation of the terrain skyline above the horizontal plane at the observer. */
export interface HorizonResult {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly heightM: number;
  readonly terrainHeightM: number;
  readonly azimuthDeg: readonly number[];
  readonly elevationDeg: readonly number[];
  readonly distanceKm: readonly number[];
}

/** `ilrs light --json`; fractions 0..1. */
export interface LightResult {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly heightM: number;
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly sunDiscMean: number;
  readonly sunAnyFraction: number;
  readonly sunFullFraction: number;
  readonly earthFraction: number;
  readonly longestDarkH: number;
  readonly longestLitH: number;
  readonly windows: readonly LightWindow[];
  /** Eclipses of the Sun by the Earth that are seen from there; results of earlier versions have none. */
  readonly eclipses?: readonly EclipseOfSun[] | undefined;
}

/** First and last touch of the discs, greatest cover (share of the solar disc), and when all of it is covered. */
export interface EclipseOfSun {
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly greatestUtc: string;
  readonly greatestCover: number;
  readonly totalFromUtc: string | null;
  readonly totalToUtc: string | null;
}

export interface LightWindow {
  readonly kind: 'sunAny' | 'sunFull' | 'earthCentre';
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly fromEt: number;
  readonly toEt: number;
}

/** Enough to make a product again and to check that it is the same. */
export interface Provenance {
  readonly software: string;
  readonly command: string;
  readonly seed: number | null;
  /** Input file name -> sha256 in hex. */
  readonly inputs: Readonly<Record<string, string>>;
}
