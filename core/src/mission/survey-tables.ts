import {
  discPoint,
  EARTH_DIRECTIONS,
  earthRadiusRad,
  ENERGY_SCALE,
  energyTable,
  GROUND_STATION_MASK_RAD,
  limbTable,
  skyTable,
  tiltTables,
  sunRadiusRad,
  weightedTable,
  type LunarSky,
  type Panel,
  type SkyTable,
  type StationSky,
  type SurveyRegion,
  type SurveySpec,
} from '../terrain/index.ts';
import { contains } from '../time/index.ts';
import type { LayerRequest } from './survey-layer-names.ts';

/** Which maps of which region under which sky. */
export interface ProductRequest {
  readonly region: SurveyRegion;
  readonly sky: LunarSky;
  readonly heightM: number;
  readonly directions: number;
  readonly layers: readonly LayerRequest[];
  /** Patches of permanent shadow smaller than this are no place to go to: `shadowDistance` leaves them out. */
  readonly leastShadowM2: number;
  /** Step of the path of the Sun, seconds; half an hour unless told. The Earth is looked at once an hour at most. */
  readonly sampleS?: number;
  /** Height above the ground at the centre for which the sky is tabled; `heightM` unless told. One serves all: 50 m move the Earth by 1e-7 rad, the Sun by less. */
  readonly skyHeightM?: number;
  /** How the layer `score` weighs the others; needed for it. */
  readonly criteria?: SurveySpec['criteria'];
  /** Ground stations in the Moon's sky over the period; needed for layers of ground stations. */
  readonly stationSky?: StationSky;
}

/** A map that is a mean over a threshold table: the table, and what to multiply its shares by. */
export interface TableMap {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly bins: string;
  readonly table: SkyTable;
  readonly scale: number;
  readonly onGround: boolean;
  /** Tables of the tilt of horizontal arrays. */
  readonly tilts?: readonly SkyTable[];
}

const SUN_STEP_S = 1800;
const EARTH_STEP_S = 3600;
const STATION_STEP_S = 1200;

const earthStep = ({ sampleS = SUN_STEP_S }: ProductRequest): number => Math.max(EARTH_STEP_S, sampleS);

function stepOf(request: ProductRequest, { kind }: LayerRequest): number {
  if (kind === 'station') return STATION_STEP_S;
  return kind === 'earthFraction' || kind === 'earthDiscMean' ? earthStep(request) : (request.sampleS ?? SUN_STEP_S);
}

/** Tables of the layers that are means; with `groundLight` also that of any sunlight on the ground, under that name. */
export function tablesOf(request: ProductRequest, eyeM: number, groundLight: string | null): TableMap[] {
  const tables = request.layers.flatMap((layer) => tableOf(request, eyeM, layer));
  if (groundLight === null) return tables;
  const { sky, region, directions, sampleS = SUN_STEP_S } = request;
  const table = limbTable(sky.sun, region.frame, eyeM, sky.fromEt, sky.toEt, {
    directions,
    sampleS,
    radiusRad: sunRadiusRad,
  });
  return [
    ...tables,
    { id: groundLight, title: '', definition: '', unit: '1', bins: '', table, scale: 1, onGround: true },
  ];
}

function tableOf(request: ProductRequest, eyeM: number, layer: LayerRequest): TableMap[] {
  const { sky, region, directions, sampleS = SUN_STEP_S } = request;
  const { fromEt, toEt } = sky;
  const { frame } = region;
  const made = (text: Omit<TableMap, 'id' | 'bins' | 'table' | 'scale' | 'onGround'>, table: SkyTable, scale = 1): TableMap[] => [
    { id: layer.id, ...text, table, scale, onGround: false, bins: `${table.directions} directions; heights in steps of ${table.tangentStep} (tangent); path of the body every ${stepOf(request, layer)} s` },
  ]; // prettier-ignore
  const share = { unit: '1' };
  switch (layer.kind) {
    case 'sunDiscMean':
      return made(
        { ...share, title: 'Sunlight: mean visible share of the solar disc', definition: 'sunDiscMean: share of the solar disc above the skyline, averaged over the period; eclipses of the Sun by the Earth are not counted (0.05 percentage points over 2031 to 2050)' },
        skyTable(sky.sun, frame, eyeM, fromEt, toEt, { directions, sampleS, radiusRad: sunRadiusRad }),
      ); // prettier-ignore
    case 'sunAnyFraction':
      return made(
        { ...share, title: 'Any sunlight', definition: 'sunAnyFraction: share of the period with any part of the solar disc above the skyline (its upper limb in the direction of its centre: 0.04 degrees low over a skyline that rises by 30 degrees); eclipses of the Sun by the Earth are not counted (0.03 percentage points over 2031 to 2050)' },
        limb(request, eyeM, 1).table,
      ); // prettier-ignore
    case 'sunFullFraction':
      return made(
        { ...share, title: 'Full sunlight', definition: 'sunFullFraction: share of the period with all of the solar disc above the skyline (its lower limb in the direction of its centre: 0.04 degrees high over a skyline that rises by 30 degrees); eclipses of the Sun by the Earth are not counted (0.08 percentage points over 2031 to 2050)' },
        limb(request, eyeM, -1).table,
      ); // prettier-ignore
    case 'earthFraction':
      return made(
        { ...share, title: 'Earth view', definition: "earthFraction: share of the period with the Earth's centre above the skyline" },
        skyTable(sky.earth, frame, eyeM, fromEt, toEt, { directions: EARTH_DIRECTIONS * directions, sampleS: earthStep(request) }),
      ); // prettier-ignore
    case 'earthDiscMean':
      return made(
        { ...share, title: "Earth view: mean visible share of the Earth's disc", definition: "earthDiscMean: share of the Earth's disc (1.9 degrees wide) above the skyline, averaged over the period" },
        skyTable(sky.earth, frame, eyeM, fromEt, toEt, { directions: EARTH_DIRECTIONS * directions, sampleS: earthStep(request), radiusRad: earthRadiusRad }),
      ); // prettier-ignore
    case 'energy': {
      const energy = made(
        { unit: 'kWh m-2 d-1', title: `Incident energy: ${panelInWords(layer.panel)}`, definition: `Mean sunlight on ${panelInWords(layer.panel)}, in kWh per square metre and 24 hours: 1361 W/m2 at 1 au, distance of the Sun, limb darkening (Neckel and Labs 1994, 701 nm) and skyline counted; eclipses are not${layer.panel.kind === 'horizontal' ? '. The horizon of a cell is that of the centre, tilted to first order: 0.1 % at 2 km from the centre, 2 % at 10 km' : ''}` },
        energyTable(sky.sun, frame, eyeM, fromEt, toEt, layer.panel, directions),
        ENERGY_SCALE,
      ); // prettier-ignore
      const tilts =
        layer.panel.kind === 'horizontal' ? tiltTables(sky.sun, frame, eyeM, fromEt, toEt, directions) : undefined;
      return energy.map((one) => ({ ...one, ...(tilts && { tilts }) }));
    }
    case 'station': {
      const stations = request.stationSky!;
      const up = stations.moonUp(layer.station, GROUND_STATION_MASK_RAD);
      return made(
        { ...share, title: `Line of sight to ${layer.station.name}`, definition: `Share of the period with ground station ${layer.station.name} itself above the skyline and the Moon's centre more than 10 degrees high over it` },
        weightedTable(stations.trackOf(layer.station), frame, eyeM, fromEt, toEt, { directions: EARTH_DIRECTIONS * directions, sampleS: STATION_STEP_S, elements: discPoint(), radiusRad: earthRadiusRad, weight: ({ et }) => (contains(up, et) ? 1 : 0) }),
      ); // prettier-ignore
    }
    default:
      return [];
  }
}

function limb(
  { sky, region, directions, sampleS = SUN_STEP_S }: ProductRequest,
  eyeM: number,
  height: 1 | -1,
): { table: SkyTable } {
  const { fromEt, toEt, sun } = sky;
  const options = { directions, sampleS, elements: discPoint(height), radiusRad: sunRadiusRad };
  return { table: weightedTable(sun, region.frame, eyeM, fromEt, toEt, options) };
}

function panelInWords(panel: Panel): string {
  switch (panel.kind) {
    case 'horizontal':
      return 'a horizontal array';
    case 'vertical':
      return `a vertical array facing azimuth ${Number(((panel.azimuthRad * 180) / Math.PI).toFixed(3))} degrees at the centre of the region`;
    case 'verticalTracking':
      return 'a vertical array that turns after the Sun';
    case 'tracking':
      return 'an array square to the Sun';
  }
}
