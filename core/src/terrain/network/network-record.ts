import { etToUtc, type LeapSeconds, type Window } from '../../time/index.ts';
import type { MobileLight } from './mobile-light.ts';
import type { NetworkPlace } from './network-place.ts';
import type { NetworkGoal, NetworkPlan } from './plan-network.ts';

export interface NetworkSiteRecord {
  readonly name: string;
  readonly latDeg: number;
  /** East, 0 to 360. */
  readonly lonDeg: number;
  readonly heightM: number;
  readonly terrainHeightM: number;
  readonly slopeDeg: number;
  readonly sunDiscMean: number;
  readonly sunAnyFraction: number;
  readonly longestDarkH: number;
  readonly longestDarkFromUtc: string | null;
  readonly longestDarkToUtc: string | null;
}

export interface LightSummary {
  readonly sunDiscMean: number;
  readonly sunAnyFraction: number;
  readonly longestDarkH: number;
  readonly longestDarkFromUtc: string | null;
  readonly longestDarkToUtc: string | null;
}

/** A network as people and files have it: degrees, metres, hours, UTC; fractions 0 to 1. Eclipses by the Earth are left out of the light. */
export interface NetworkRecord {
  readonly goal: NetworkGoal;
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly sites: readonly NetworkSiteRecord[];
  /** Any site lit; `sunDiscMean` is the mean over time of the best site's visible share. */
  readonly combined: LightSummary;
  readonly bestSingle: Readonly<Record<NetworkGoal, NetworkSiteRecord>>;
  readonly gain: { readonly sunDiscMean: number; readonly sunAnyFraction: number; readonly longestDarkH: number };
  readonly links: readonly {
    readonly from: string;
    readonly to: string;
    readonly distanceM: number;
    readonly lineOfSight: boolean;
    /** Lowest height of the line between the eyes over the terrain. */
    readonly clearanceM: number;
  }[];
  /** What the search proved holds among the candidates only: `scope` says so to readers of the file. */
  readonly search: {
    readonly scope: 'candidates';
    readonly candidates: number;
    readonly withinSlope: number;
    readonly pairsAllowed: number;
    readonly nodes: number;
    readonly proved: boolean;
    /** How far from the best value of the candidates it may be, in the units of the goal: share of time, or hours. */
    readonly gap: number;
  };
  /** What arrays gain that may move within a radius of every site. */
  readonly mobile?: readonly {
    readonly radiusM: number;
    readonly cells: number;
    readonly sunAnyFraction: number;
    readonly longestDarkH: number;
    readonly longestDarkFromUtc: string | null;
    readonly longestDarkToUtc: string | null;
  }[];
}

export function networkRecord(
  plan: NetworkPlan,
  places: readonly NetworkPlace[],
  names: readonly string[],
  goal: NetworkGoal,
  [fromEt, toEt]: Window,
  lsk: LeapSeconds,
  mobile?: readonly MobileLight[],
): NetworkRecord {
  const spell = (window: Window | null) => ({
    longestDarkH: rounded(window === null ? 0 : (window[1] - window[0]) / 3600, 4),
    longestDarkFromUtc: window === null ? null : etToUtc(lsk, window[0], 0),
    longestDarkToUtc: window === null ? null : etToUtc(lsk, window[1], 0),
  });
  const site = (i: number): NetworkSiteRecord => {
    const { latRad, lonRad, heightM, terrainHeightM, slopeRad, sunDiscMean, sunAnyFraction, longestDark } = places[i]!;
    return {
      name: names[i]!,
      latDeg: rounded(degrees(latRad), 6),
      lonDeg: rounded((degrees(lonRad) + 360) % 360, 6),
      heightM,
      terrainHeightM: rounded(terrainHeightM, 2),
      slopeDeg: rounded(degrees(slopeRad), 2),
      sunDiscMean,
      sunAnyFraction,
      ...spell(longestDark),
    };
  };
  const { sunDiscMean, sunAnyFraction, longestDark, links, search } = plan;
  const single = { light: site(plan.bestSingle.light), disc: site(plan.bestSingle.disc), night: site(plan.bestSingle.night) }; // prettier-ignore
  const combined = { sunDiscMean, sunAnyFraction, ...spell(longestDark) };
  const gapMs = Math.abs(search.boundMs - search.valueMs);
  return {
    goal,
    fromUtc: etToUtc(lsk, fromEt, 0),
    toUtc: etToUtc(lsk, toEt, 0),
    sites: plan.sites.map(site),
    combined,
    bestSingle: single,
    gain: {
      sunDiscMean: sunDiscMean - single.disc.sunDiscMean,
      sunAnyFraction: sunAnyFraction - single.light.sunAnyFraction,
      longestDarkH: rounded(combined.longestDarkH - single.night.longestDarkH, 4),
    },
    links: links.map(({ from, to, distanceM, clearanceM }) => ({
      from: names[from]!,
      to: names[to]!,
      distanceM: rounded(distanceM, 1),
      lineOfSight: clearanceM > 0,
      clearanceM: rounded(clearanceM, 1),
    })),
    search: {
      scope: 'candidates',
      candidates: places.length,
      withinSlope: search.considered,
      pairsAllowed: search.pairs,
      nodes: search.nodes,
      proved: search.proved,
      gap: goal === 'night' ? gapMs / 3.6e6 : gapMs / 1000 / (toEt - fromEt) / search.layers,
    },
    ...(mobile && {
      mobile: mobile.map(({ radiusM, cells, sunAnyFraction: fraction, longestDark: dark }) => ({
        radiusM,
        cells,
        sunAnyFraction: fraction,
        ...spell(dark),
      })),
    }),
  };
}

function degrees(rad: number): number {
  return (rad * 180) / Math.PI;
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
