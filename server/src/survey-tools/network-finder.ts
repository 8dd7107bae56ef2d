import type { NetworkAnswer, NetworkQuery } from '@openilrs/api/contract';
import type { JobRunner } from '@openilrs/core/jobs';
import {
  candidateCells,
  networkPlaces,
  planNetwork,
  project,
  surveyRegion,
  type LunarSky,
  type NetworkPlace,
} from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { Recent } from '../places/recent.ts';
import { provenanceOf, skyOver, type ToolsWorld } from './tools-world.ts';

/** Brightest cells among which a network is looked for, and their least distance: a place costs 0.7 s of one core over 19 years. */
const CANDIDATES = 24;
const SPACING_M = 400;
/** Cells of the map that they are taken from: the light of a summit is known to a few hundred metres. */
const CELL_M = 80;
const DIRECTIONS = 360;
const DEGREE = 180 / Math.PI;

interface Candidates {
  readonly sky: LunarSky;
  readonly places: readonly NetworkPlace[];
}

/** Finds networks; the light of the candidates is kept, so that another count or goal is answered at once. */
export class NetworkFinder {
  private readonly world: ToolsWorld & { readonly runner: JobRunner };
  private readonly kept = new Recent<Promise<Candidates>>(4);

  constructor(world: ToolsWorld & { readonly runner: JobRunner }) {
    this.world = world;
  }

  async find(query: NetworkQuery): Promise<NetworkAnswer> {
    const { sites, goal, mostKm, sight, heightM, fromUtc, toUtc } = query;
    const { terrain, runner, missionFile, mission } = this.world;
    const cellM = cellOf(mission.survey.region.cell.si);
    const { sky, places } = await this.candidates(heightM, fromUtc, toUtc);
    const limits = {
      mostSlopeRad: mostSlope(mission),
      ...(mostKm !== undefined && { mostDistanceM: 1000 * mostKm }),
      ...(sight === 'yes' && { lineOfSight: true }),
    };
    const plan = await planNetwork(places, sites, goal, limits, { terrain, sky, runner });
    const chosen = plan.sites.map((i) => places[i]!);
    const number = (i: number) => plan.sites.indexOf(i);
    const command = `ilrs network ${missionFile} --sites ${sites} --goal ${goal} --candidates ${CANDIDATES} --spacing ${SPACING_M} --cell ${cellM} --directions ${DIRECTIONS} --height ${heightM} --from ${fromUtc} --to ${toUtc}${mostKm === undefined ? '' : ` --max-distance ${mostKm}`}${sight === 'yes' ? ' --line-of-sight' : ''}`;
    return {
      places: chosen.map(({ latRad, lonRad, sunDiscMean, sunAnyFraction, longestDark }) => {
        const [xM, yM] = project('southPolarStereographic', latRad, lonRad);
        const lonDeg = (lonRad * DEGREE + 360) % 360;
        return {
          latDeg: latRad * DEGREE,
          lonDeg,
          xM,
          yM,
          sunDiscMean,
          sunAnyFraction,
          longestDarkH: hours(longestDark),
        };
      }),
      combined: { sunDiscMean: plan.sunDiscMean, sunAnyFraction: plan.sunAnyFraction, longestDarkH: hours(plan.longestDark) }, // prettier-ignore
      links: plan.links.map(({ from, to, distanceM, clearanceM }) => ({ from: number(from), to: number(to), distanceM, clearanceM })), // prettier-ignore
      search: { candidates: plan.search.considered, proved: plan.search.proved },
      provenance: provenanceOf(this.world, command),
    };
  }

  private candidates(heightM: number, fromUtc: string, toUtc: string): Promise<Candidates> {
    const key = `${heightM} ${fromUtc} ${toUtc}`;
    const made = this.kept.get(key, () => this.makeCandidates(heightM, fromUtc, toUtc));
    made.catch(() => this.kept.drop(key));
    return made;
  }

  private async makeCandidates(heightM: number, fromUtc: string, toUtc: string): Promise<Candidates> {
    const { ephemeris, mission, terrain, runner } = this.world;
    const lsk = ephemeris.leapSeconds;
    const sky = skyOver(this.world, utcToEt(lsk, fromUtc), utcToEt(lsk, toUtc));
    const { centre, size, cell } = mission.survey.region;
    const cellM = cellOf(cell.si);
    const region = surveyRegion(centre.latDeg / DEGREE, centre.lonDeg / DEGREE, size.si, cellM);
    const mostSlopeRad = mostSlope(mission);
    const ports = { terrain, sky, runner };
    const options = { heightM, count: CANDIDATES, spacingM: SPACING_M, mostSlopeRad, directions: DIRECTIONS };
    const eyes = await candidateCells(region, options, ports);
    return { sky, places: await networkPlaces(eyes, 'disc', ports) };
  }
}

const cellOf = (missionCellM: number) => Math.max(CELL_M, missionCellM);
const mostSlope = ({ survey }: ToolsWorld['mission']) => survey.criteria.slope.limit?.si ?? 15 / DEGREE;
const hours = (window: readonly [number, number] | null) => (window === null ? 0 : (window[1] - window[0]) / 3600);
