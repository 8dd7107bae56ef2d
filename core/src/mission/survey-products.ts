import { InputError } from '../errors/index.ts';
import type { JobOptions, JobRunner } from '../jobs/index.ts';
import {
  distanceTo,
  doubleShadow,
  groundMaps,
  heightAt,
  latLonOf,
  lightMaps,
  MAP_CRITERIA,
  scoreMap,
  spellMaps,
  sweepTerrain,
  sweepToMap,
  tilted,
  withoutSpecks,
  type DoubleShadow,
  type SpellMaps,
  type SurveyRegion,
  type SweepTerrain,
  type Terrain,
} from '../terrain/index.ts';
import { parseLayers, type LayerRequest } from './survey-layer-names.ts';
import { tablesOf, type ProductRequest, type TableMap } from './survey-tables.ts';

/** A map with what it means: row 0 at the top, NaN where there is no terrain. */
export interface ProductMap {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  /** Height of the eye above the ground; null for maps of the ground itself. */
  readonly heightM: number | null;
  /** Directions and thresholds, or how else it was worked out; empty for maps of the ground. */
  readonly bins: string;
  readonly values: Float32Array;
}

export interface ProductPorts extends JobOptions {
  readonly terrain: Terrain;
  readonly runner: JobRunner;
  /** Told when a stage of the work begins. */
  readonly stage?: (name: string) => void;
}

/**
 * The maps asked for over a region: ground, averages by threshold tables, spells by the walk of the Sun, shadows.
 *
 * Eclipses of the Sun by the Earth are left out of all of them, as in published maps. The same bits on one worker or many.
 * @throws InputError `SURVEY_REGION` when there is no terrain; the signal's reason when aborted
 */
export async function surveyProducts(request: ProductRequest, ports: ProductPorts): Promise<ProductMap[]> {
  const wanted = new Set(request.layers.map(({ id }) => id));
  if (!wanted.has('score')) return layerProducts(request, ports);
  const parts = parseLayers(MAP_CRITERIA, []).filter(({ id }) => !wanted.has(id));
  const layers = [...request.layers.filter(({ kind }) => kind !== 'score'), ...parts];
  const maps = await layerProducts({ ...request, layers }, ports);
  return [...maps.filter(({ id }) => !parts.some((part) => part.id === id)), scoreProduct(request, maps)];
}

async function layerProducts(request: ProductRequest, ports: ProductPorts): Promise<ProductMap[]> {
  const { region, layers, heightM, directions } = request;
  const { terrain, signal, stage } = ports;
  const wants = (...kinds: readonly string[]) => layers.some(({ kind }) => kinds.includes(kind));
  stage?.('ground');
  const ground = groundMaps(region, terrain);
  requireGround(ground.elevationM, terrain);
  const options = signal === undefined ? {} : { signal };
  stage?.('terrain for the sweep');
  const swept = sweepTerrain(terrain, region.frame, region.sweepCells, region.sweepStepM, options);
  stage?.('light maps');
  const light = await lightProducts(request, swept, ports);
  const spells = wants('longestDark', 'longestLit', 'nights') ? await spellsOf(request, swept, ports) : [];
  const shadow = light.get(GROUND_LIGHT);
  const doubly =
    shadow !== undefined && wants('doubleShadow') ? await doublyDark(request, shadow.swept, ports) : undefined;
  stage?.('maps');
  const hole = (i: number) => Number.isNaN(ground.elevationM[i]!);
  const holed = (values: Float32Array) => values.map((value, i) => (hole(i) ? NaN : value));
  const base = { heightM, bins: `${directions} directions` };
  const onGround = { heightM: 0, bins: `${directions} directions; heights in steps of 0.0001 (tangent); path of the body every ${request.sampleS ?? 1800} s` }; // prettier-ignore
  const product = (layer: LayerRequest): ProductMap[] => {
    switch (layer.kind) {
      case 'elevation':
        return [{ id: layer.id, title: 'Elevation', definition: 'Height above the sphere of 1737.4 km', unit: 'm', heightM: null, bins: '', values: ground.elevationM }]; // prettier-ignore
      case 'slope':
        return [{ id: layer.id, title: 'Slope', definition: 'Steepness by Horn over the eight neighbours: a baseline of two cells', unit: 'deg', heightM: null, bins: '', values: ground.slopeDeg }]; // prettier-ignore
      case 'longestDark':
      case 'longestLit':
      case 'nights':
        return spellProducts(layer, spells, request).map((one) => ({ ...base, ...one, values: holed(one.values) }));
      case 'permanentShadow': {
        const values = holed(darkMap(region, shadow!.swept));
        return [{ ...onGround, id: layer.id, title: 'Permanent shadow', definition: '1 where no part of the solar disc is in view from the ground at any time of the period', unit: '1', values }]; // prettier-ignore
      }
      case 'doubleShadow':
        return [{ ...onGround, id: layer.id, title: 'Doubly permanent shadow', definition: `1 where the ground is in permanent shadow and sees no ground that any part of the solar disc ever reaches (O'Brien and Byrne 2022): 72 rays, ground at the nearest cell, ground in view beyond the region counted as lit, to 60 km${doubly!.warning === null ? '' : `. ${doubly!.warning.message}`}`, unit: '1', values: holed(sweepToMap(region, Float32Array.from(doubly!.dark), true)) }]; // prettier-ignore
      case 'shadowDistance': {
        const values = holed(distanceMap(region, darkMap(region, shadow!.swept), request.leastShadowM2));
        return [{ ...onGround, id: layer.id, title: 'Distance to permanent shadow', definition: `Distance on the map to the nearest patch of permanent shadow of at least ${request.leastShadowM2} m2 within the region; empty when there is none`, unit: 'm', values }]; // prettier-ignore
      }
      default: {
        const { table, map } = light.get(layer.id)!;
        const { id, title, definition, unit } = table;
        return [{ ...base, bins: table.bins, id, title, definition, unit, values: holed(map) }];
      }
    }
  };
  return layers.flatMap(product);
}

/** What the maps say together of every cell, by the criteria of the mission. */
function scoreProduct({ criteria, heightM, directions }: ProductRequest, maps: readonly ProductMap[]): ProductMap {
  const of = (id: string) => maps.find((map) => map.id === id)!.values;
  const values = scoreMap(criteria!, {
    sunDiscMean: of('sunDiscMean'),
    earthFraction: of('earthFraction'),
    slope: of('slope').map((degrees) => (degrees * Math.PI) / 180),
    shadowDistance: of('shadowDistance').map((metres) => (Number.isNaN(metres) ? Infinity : metres)),
  });
  const weights = MAP_CRITERIA.map((id) => `${id}=${criteria![id].weight}`).join(', ');
  const definition = `Weighted mean of the terms known on the map (weights ${weights}); empty where a limit is failed`;
  return { id: 'score', title: 'Score of sites', definition, unit: '1', heightM, bins: `${directions} directions`, values }; // prettier-ignore
}

const GROUND_LIGHT = 'ground light';

interface LightProduct {
  readonly table: TableMap;
  readonly swept: Float32Array;
  readonly map: Float32Array;
}

async function lightProducts(
  request: ProductRequest,
  swept: SweepTerrain,
  { terrain, runner, signal, progress }: ProductPorts,
): Promise<Map<string, LightProduct>> {
  const { region, heightM, layers } = request;
  const centreHeight = heightAt(terrain, ...latLonOf(...region.frame.up));
  const eyeM = (Number.isNaN(centreHeight) ? 0 : centreHeight) + (request.skyHeightM ?? heightM);
  const dark = layers.some(({ kind }) => ['permanentShadow', 'doubleShadow', 'shadowDistance'].includes(kind));
  const tables = tablesOf(request, eyeM, dark ? GROUND_LIGHT : null);
  if (tables.length === 0) return new Map();
  const directions = Math.max(...tables.map(({ table }) => table.directions));
  const maps = await lightMaps(
    runner,
    swept,
    tables.flatMap(({ table, onGround, tilts = [] }) =>
      [table, ...tilts].map((one) => ({ table: one, heightM: onGround ? 0 : heightM })),
    ),
    directions,
    { ...(signal && { signal }), ...(progress && { progress: (done, all) => progress(done, all, 'light maps') }) },
  );
  let next = 0;
  return new Map(
    tables.map((table) => {
      const own = maps[next++]!;
      const tilts = maps.slice(next, (next += table.tilts?.length ?? 0));
      const level = tilts.length === 0 ? own : tilted(own, tilts, swept.cells, swept.stepM);
      const scaled = table.scale === 1 ? level : level.map((value) => value * table.scale);
      return [table.id, { table, swept: scaled, map: sweepToMap(region, scaled) }];
    }),
  );
}

interface SpellRun {
  readonly longerThanS: number;
  readonly maps: SpellMaps;
}

/** One walk for each threshold of nights, and one at least. */
async function spellsOf(
  { layers, sky, heightM, directions }: ProductRequest,
  swept: SweepTerrain,
  { terrain, runner, signal, progress, stage }: ProductPorts,
): Promise<SpellRun[]> {
  const thresholds = layers.flatMap((layer) => (layer.kind === 'nights' ? [layer.longerThanS] : []));
  const runs: SpellRun[] = [];
  for (const longerThanS of thresholds.length > 0 ? thresholds : [Infinity]) {
    stage?.('spells');
    const maps = await spellMaps(runner, terrain, swept, sky, heightM, {
      directions,
      nightLongerThanS: longerThanS,
      ...(signal && { signal }),
      ...(progress && { progress: (done, all) => progress(done, all, 'spells') }),
    });
    runs.push({ longerThanS, maps });
  }
  return runs;
}

type SpellProduct = Omit<ProductMap, 'heightM' | 'bins'>;

function spellProducts(layer: LayerRequest, runs: readonly SpellRun[], { region }: ProductRequest): SpellProduct[] {
  const hours = (seconds: Float64Array) =>
    sweepToMap(
      region,
      Float32Array.from(seconds, (s) => s / 3600),
      true,
    );
  if (layer.kind !== 'nights') {
    const dark = layer.kind === 'longestDark';
    const { longestDarkS, longestLitS } = runs[0]!.maps;
    const definition = dark
      ? 'Longest time within the period without any part of the solar disc above the skyline, exact for the skyline of the cell'
      : 'Longest time within the period with some part of the solar disc above the skyline, exact for the skyline of the cell';
    const title = dark ? 'Longest dark spell' : 'Longest lit spell';
    return [{ id: layer.id, title, definition, unit: 'h', values: hours(dark ? longestDarkS : longestLitS) }];
  }
  const { nights, nightsS } = runs.find(({ longerThanS }) => longerThanS === layer.longerThanS)!.maps;
  const than = `Dark spells (no part of the solar disc above the skyline) of more than ${layer.longerThanS / 3600} h within the period`;
  const count = sweepToMap(region, Float32Array.from(nights), true);
  return [
    { id: `${layer.id}Count`, title: 'Long nights', definition: `${than}: their number`, unit: '1', values: count },
    { id: `${layer.id}Total`, title: 'Long nights, together', definition: `${than}: their sum`, unit: 'h', values: hours(nightsS) }, // prettier-ignore
  ];
}

async function doublyDark(
  { region }: ProductRequest,
  groundLight: Float32Array,
  { terrain, runner, signal, progress, stage }: ProductPorts,
): Promise<DoubleShadow> {
  stage?.('double shadow');
  const lit = Uint8Array.from(groundLight, (share) => (share > 0 ? 1 : 0));
  const { frame, sweepCells, sweepStepM } = region;
  return doubleShadow(runner, terrain, frame, sweepCells, sweepStepM, lit, {
    ...(signal && { signal }),
    ...(progress && { progress: (done, all) => progress(done, all, 'double shadow') }),
  });
}

function darkMap(region: SurveyRegion, groundLight: Float32Array): Float32Array {
  return sweepToMap(region, groundLight, true).map((share) => (share > 0 ? 0 : 1));
}

function distanceMap({ grid }: SurveyRegion, dark: Float32Array, leastM2: number): Float32Array {
  const { rows, columns, step } = grid;
  const mask = Uint8Array.from(dark, (value) => (value === 1 ? 1 : 0));
  const patches = withoutSpecks(mask, rows, columns, Math.ceil(leastM2 / step ** 2));
  return Float32Array.from(distanceTo(patches, rows, columns), (cells) => (cells === Infinity ? NaN : cells * step));
}

function requireGround(elevationM: Float32Array, terrain: Terrain): void {
  if (elevationM.some((height) => !Number.isNaN(height))) return;
  throw new InputError('SURVEY_REGION', 'no terrain in the region of the survey', {
    where: 'survey.region',
    legal: terrain.map((dem) => dem.name).join(', '),
    remedy: 'Move the region or name a grid that covers it under survey.terrain',
  });
}
