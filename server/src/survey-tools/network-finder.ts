import type { NetworkAnswer, NetworkQuery } from '@openilrs/api/contract';
import type { JobRunner } from '@openilrs/core/jobs';
import {
  candidateCells,
  networkPlaces,
  planNetwork,
  project,
  surveyRegion,
  type Eye,
  type LunarSky,
  type NetworkPlace,
} from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { Recent } from '../places/recent.ts';
import { provenanceOf, skyOver, type ToolsWorld } from './tools-world.ts';

/** Cells among which a network is looked for (half the brightest, half their partners, as `ilrs network` takes them), and their least distance: a place costs 0.7 s of one core over 19 years. */
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

/** Finds networks. Candidates depend on what is asked of the network; the light of each place is kept, so that another count or goal works out the places only that are new. */
export class NetworkFinder {
  private readonly world: ToolsWorld & { readonly runner: JobRunner };
  private readonly kept = new Recent<Promise<Candidates>>(8);
  /** By height and period, then by place. */
  private readonly lit = new Recent<Map<string, NetworkPlace>>(2);

  constructor(world: ToolsWorld & { readonly runner: JobRunner }) {
    this.world = world;
  }

  async find(query: NetworkQuery): Promise<NetworkAnswer> {
    const { sites, goal, mostKm, sight, heightM, fromUtc, toUtc } = query;
    const { terrain, runner, missionFile, mission } = this.world;
    const cellM = cellOf(mission.survey.region.cell.si);
    const { sky, places } = await this.candidates(query);
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

  private candidates(query: NetworkQuery): Promise<Candidates> {
    const { sites, goal, mostKm, heightM, fromUtc, toUtc } = query;
    const key = [heightM, fromUtc, toUtc, sites, goal, mostKm].join(' ');
    const made = this.kept.get(key, () => this.makeCandidates(query));
    made.catch(() => this.kept.drop(key));
    return made;
  }

  private async makeCandidates({ sites, goal, mostKm, heightM, fromUtc, toUtc }: NetworkQuery): Promise<Candidates> {
    const { ephemeris, mission, terrain, runner } = this.world;
    const lsk = ephemeris.leapSeconds;
    const sky = skyOver(this.world, utcToEt(lsk, fromUtc), utcToEt(lsk, toUtc));
    const { centre, size, cell } = mission.survey.region;
    const cellM = cellOf(cell.si);
    const region = surveyRegion(centre.latDeg / DEGREE, centre.lonDeg / DEGREE, size.si, cellM);
    const mostSlopeRad = mostSlope(mission);
    const ports = { terrain, sky, runner };
    const partners = { sites, goal, ...(mostKm !== undefined && { mostDistanceM: 1000 * mostKm }) };
    const options = { heightM, count: CANDIDATES, spacingM: SPACING_M, mostSlopeRad, directions: DIRECTIONS, partners };
    const eyes = await candidateCells(region, options, ports);
    const lit = this.lit.get([heightM, fromUtc, toUtc].join(' '), () => new Map());
    const fresh = eyes.filter((eye) => !lit.has(nameOf(eye)));
    // With the share of the disc, whatever the goal: the same place serves every goal.
    for (const place of await networkPlaces(fresh, 'disc', ports)) lit.set(nameOf(place), place);
    return { sky, places: eyes.map((eye) => lit.get(nameOf(eye))!) };
  }
}

const nameOf = ({ latRad, lonRad }: Eye) => `${latRad} ${lonRad}`;
const cellOf = (missionCellM: number) => Math.max(CELL_M, missionCellM);
const mostSlope = ({ survey }: ToolsWorld['mission']) => survey.criteria.slope.limit?.si ?? 15 / DEGREE;
const hours = (window: readonly [number, number] | null) => (window === null ? 0 : (window[1] - window[0]) / 3600);
