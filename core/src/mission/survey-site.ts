import { InputError } from '../errors/index.ts';
import type { JobOptions, JobRunner } from '../jobs/index.ts';
import {
  bestCells,
  cellPlace,
  CRITERIA,
  failures,
  placeLightJob,
  project,
  scoreOf,
  slopeAt,
  termOf,
  type Criterion,
  type LunarSky,
  type PlaceLight,
  type SiteFacts,
  type SurveyRegion,
  type SurveySpec,
  type Terrain,
} from '../terrain/index.ts';
import type { SiteCandidate } from './results/survey-result.ts';
import type { SurveyMaps } from './survey-maps.ts';

export interface SiteChoice {
  /** By rank: those that meet every limit first, the best of them being the choice. */
  readonly candidates: readonly SiteCandidate[];
  readonly site: SiteCandidate;
  readonly siteLight: PlaceLight;
  readonly because: string;
}

interface SitePorts extends JobOptions {
  readonly terrain: Terrain;
  readonly runner: JobRunner;
}

interface Place {
  readonly latRad: number;
  readonly lonRad: number;
  readonly shadowDistanceM: number;
}

interface Judged extends Place {
  readonly facts: SiteFacts;
  readonly light: PlaceLight;
  readonly fails: readonly Criterion[];
  readonly score: number;
}

/** Takes the best cells of the score map, works out their exact light, ranks them, and chooses; or judges the place that the mission file gives. */
export async function chooseSite(
  region: SurveyRegion,
  spec: SurveySpec,
  maps: SurveyMaps,
  sky: LunarSky,
  ports: SitePorts,
): Promise<SiteChoice> {
  const { candidates, site, criteria } = spec;
  const { columns, step } = region.grid;
  const cells = bestCells(maps.score, columns, candidates.count, candidates.spacing.si / step);
  const places = cells.map((cell) => placeOfCell(region, maps, cell));
  if (site !== 'choose') places.unshift(givenPlace(region, maps, site.latDeg, site.lonDeg));
  else if (places.length === 0) throw noSite(spec, maps);
  const judged = await judge(region, spec, places, sky, ports);
  const given = site === 'choose' ? undefined : judged.shift();
  judged.sort((a, b) => a.fails.length - b.fails.length || b.score - a.score);
  const ranked = judged.map((place, i) => candidateOf(place, i + 1, `C${i + 1}`, spec));
  if (given !== undefined && site !== 'choose') {
    const chosen = candidateOf(given, 0, site.name, spec);
    return {
      candidates: ranked,
      site: chosen,
      siteLight: given.light,
      because: `${site.name} is given by the mission file (${site.source}).`,
    };
  }
  const best = judged[0]!;
  if (best.fails.length > 0) throw noneMeets(best, criteria);
  return { candidates: ranked, site: ranked[0]!, siteLight: best.light, because: reason(ranked, judged, maps, spec) };
}

function placeOfCell(region: SurveyRegion, maps: SurveyMaps, cell: number): Place {
  const { columns } = region.grid;
  const [latRad, lonRad] = cellPlace(region, Math.floor(cell / columns), cell % columns);
  return { latRad, lonRad, shadowDistanceM: maps.shadowDistanceM[cell]! };
}

function givenPlace({ grid }: SurveyRegion, maps: SurveyMaps, latDeg: number, lonDeg: number): Place {
  const [latRad, lonRad] = [(latDeg * Math.PI) / 180, (lonDeg * Math.PI) / 180];
  const [x, y] = project(grid.kind, latRad, lonRad);
  const [column, row] = [Math.floor((x - grid.xMin) / grid.step), Math.floor((grid.yMax - y) / grid.step)];
  const inside = column >= 0 && row >= 0 && column < grid.columns && row < grid.rows;
  if (!inside)
    throw new InputError('SURVEY_REGION', `the site ${latDeg} N, ${lonDeg} E lies outside the region`, {
      where: 'survey.site',
      remedy: 'Move the region of the survey so that it holds the site',
    });
  return { latRad, lonRad, shadowDistanceM: maps.shadowDistanceM[row * grid.columns + column]! };
}

async function judge(
  region: SurveyRegion,
  spec: SurveySpec,
  places: readonly Place[],
  sky: LunarSky,
  { terrain, runner, signal, progress }: SitePorts,
): Promise<Judged[]> {
  const inputs = places.map(({ latRad, lonRad }) => ({ terrain, sky, latRad, lonRad, heightM: spec.height.si }));
  const report = progress && ((done: number, total: number) => progress(done, total, 'candidates'));
  const lights = await runner.map(placeLightJob, inputs, {
    ...(signal && { signal }),
    ...(report && { progress: report }),
  });
  return places.map((place, i) => {
    const { light } = lights[i]!;
    const facts: SiteFacts = {
      sunDiscMean: light.sunDiscMean,
      longestDark: light.longestDark === null ? 0 : light.longestDark[1] - light.longestDark[0],
      slope: slopeAt(terrain, place.latRad, place.lonRad, 2 * region.grid.step).slopeRad,
      earthFraction: light.earthFraction,
      shadowDistance: place.shadowDistanceM,
    };
    const fails = failures(spec.criteria, facts);
    return { ...place, facts, light: lights[i]!, fails, score: scoreOf(spec.criteria, facts) };
  });
}

function candidateOf(
  { facts, light, score, ...place }: Judged,
  rank: number,
  name: string,
  spec: SurveySpec,
): SiteCandidate {
  const [xM, yM] = project('southPolarStereographic', place.latRad, place.lonRad);
  return {
    rank,
    name,
    latDeg: rounded(degrees(place.latRad), 6),
    lonDeg: rounded((degrees(place.lonRad) + 360) % 360, 6),
    xM: rounded(xM, 2),
    yM: rounded(yM, 2),
    terrainHeightM: rounded(light.profile.terrainHeightM, 2),
    score,
    terms: Object.fromEntries(CRITERIA.map((one) => [one, termOf(spec.criteria, one, facts[one])])),
    sunDiscMean: facts.sunDiscMean,
    longestDarkH: facts.longestDark / 3600,
    slopeDeg: degrees(facts.slope),
    earthFraction: facts.earthFraction,
    shadowDistanceM: Number.isFinite(facts.shadowDistance) ? facts.shadowDistance : null,
  };
}

/** One sentence: what the site has, and by what it beats the next one. */
function reason(
  ranked: readonly SiteCandidate[],
  judged: readonly Judged[],
  maps: SurveyMaps,
  spec: SurveySpec,
): string {
  const [first, second] = ranked;
  const best = first!;
  let cells = 0;
  for (const score of maps.score) if (score === score) cells++;
  const has = [
    `${percent(best.sunDiscMean)} mean visible share of the solar disc from ${spec.height.si} m`,
    `longest dark ${best.longestDarkH.toFixed(0)} h`,
    `slope ${best.slopeDeg.toFixed(1)} degrees`,
    `Earth in view ${percent(best.earthFraction)} of the time`,
    best.shadowDistanceM === null
      ? 'no permanent shadow within the region'
      : `${(best.shadowDistanceM / 1000).toFixed(1)} km to permanent shadow of the region`,
  ].join(', ');
  const start = `${best.name} scores highest (${best.score.toFixed(3)} of 1) of ${ranked.length} candidates from ${cells} cells within the limits: ${has}`;
  if (second === undefined) return `${start}.`;
  return `${start}; ${second.name} (${second.score.toFixed(3)}) loses most by ${lostBy(best, second, judged[1]!, spec)}.`;
}

const NAMES: Readonly<Record<Criterion, string>> = {
  sunDiscMean: 'less light',
  longestDark: 'a longer night',
  slope: 'a steeper slope',
  earthFraction: 'less view of the Earth',
  shadowDistance: 'its distance to permanent shadow',
};

function lostBy(best: SiteCandidate, next: SiteCandidate, { fails }: Judged, { criteria }: SurveySpec): string {
  if (fails[0] !== undefined) return `${NAMES[fails[0]]} beyond the limit`;
  const loss = (one: Criterion) => criteria[one].weight * (best.terms[one]! - next.terms[one]!);
  return NAMES[CRITERIA.reduce((worst, one) => (loss(one) > loss(worst) ? one : worst))];
}

function noSite(spec: SurveySpec, maps: SurveyMaps): InputError {
  const most = (map: Float32Array) => map.reduce((a, b) => (b > a ? b : a), -Infinity);
  return new InputError('SURVEY_NO_SITE', 'no cell of the region meets every limit', {
    where: 'survey.criteria',
    legal: `here the best sunDiscMean is ${percent(most(maps.sunDiscMean))} and the best earthFraction ${percent(most(maps.earthFraction))} from ${spec.height.si} m`,
    remedy: 'Relax the limits, raise the height, or survey another region',
  });
}

function noneMeets({ fails, facts }: Judged, criteria: SurveySpec['criteria']): InputError {
  const one = fails[0]!;
  const { value, unit } = criteria[one].limit!;
  return new InputError(
    'SURVEY_NO_SITE',
    `no candidate meets the limit of ${one} by its time series (best candidate: ${facts[one]} in SI)`,
    {
      where: `survey.criteria.${one}.limit`,
      legal: `limit ${value} ${unit}`,
      remedy: 'Relax the limit or ask for more candidates',
    },
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function degrees(rad: number): number {
  return (rad * 180) / Math.PI;
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
