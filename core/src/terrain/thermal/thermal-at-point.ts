import { InputError } from '../../errors/index.ts';
import type { Slope } from '../ground/slope.ts';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import type { LunarSky } from '../light/light-sky.ts';
import { groundFlux } from './ground-flux.ts';
import { runColumn, settle, type HeatHistory } from './heat-cycle.ts';
import { heatColumn, LUNAR_DAY_S, type ColumnOptions } from './heat-column.ts';
import { HIGHLAND, type Regolith } from './regolith.ts';
import { skyView } from './sky-view.ts';

/** Twelve lunar days, s: the period that is repeated until the soil has settled; 8 days longer than the year of the lunar seasons. */
export const SETTLING_S = 12 * LUNAR_DAY_S;

/** Water ice loses less than a millimetre in a thousand million years below this, K (Watson et al. 1961; Paige et al. 2010, Science 330:479; Hayne et al. 2015, Icarus 255:58). */
export const ICE_STABLE_K = 110;

export interface ThermalOptions extends ColumnOptions {
  readonly regolith?: Regolith;
  /** Longest step, s; an hour unless told, twice as long while the soil settles. Steps of two hours are off by 0.01 K on the equator. */
  readonly stepS?: number;
}

/** Temperatures of the ground of one place over a period. */
export interface PointThermal {
  readonly slope: Slope;
  /** See {@link skyView}. */
  readonly skyView: number;
  readonly depthM: Float64Array;
  readonly history: HeatHistory;
  readonly surfaceMaxK: number;
  readonly surfaceMinK: number;
  readonly surfaceMeanK: number;
  readonly warmestEt: number;
  readonly coldestEt: number;
  /** Least depth below which the ground stays under {@link ICE_STABLE_K} through the period, metres; 0: the surface does; null: no depth of the model does. */
  readonly iceDepthM: number | null;
  /** Means over the period, W m-2: kept of direct sunlight, kept from the surroundings. */
  readonly directMean: number;
  readonly surroundingsMean: number;
  /** Heat in through the surface and from below less heat gained, over what the surface took in: how far the balance is from closing. */
  readonly balanceError: number;
  /** Rounds of the settling period, and what changed in the last, K. */
  readonly settledRounds: number;
  readonly settledK: number;
}

/**
 * Temperature of the ground under a skyline from `fromEt` to `toEt`, at the surface and below: the one-dimensional model of Hayne et al. 2017 (see {@link Regolith}) under the radiation of
 * {@link groundFlux}. The sky must begin {@link SETTLING_S} before `fromEt`: those twelve lunar days are repeated until the soil has settled.
 *
 * @throws InputError `LIGHT_PERIOD` when the sky does not cover this; `THERMAL_OPTIONS`
 */
export function thermalAt(
  profile: HorizonProfile,
  slope: Slope,
  sky: LunarSky,
  fromEt: number,
  toEt: number,
  options: ThermalOptions = {},
): PointThermal {
  const { regolith = HIGHLAND, stepS = 3600 } = options;
  if (!(stepS >= 60 && stepS <= 21_600))
    throw new InputError('THERMAL_OPTIONS', `steps of ${stepS} s`, { legal: '60 to 21600 s' });
  if (!(fromEt - SETTLING_S >= sky.fromEt - 1 && toEt <= sky.toEt && toEt > fromEt))
    throw new InputError('LIGHT_PERIOD', `the period from ${fromEt} to ${toEt} (et) is empty or outside the sky`, {
      legal: `a sky from ${Math.round(SETTLING_S / 86_400)} days before the period to its end`,
    });
  if (!Number.isFinite(slope.slopeRad))
    throw new InputError('TERRAIN_OUTSIDE', 'no slope at the place: terrain is missing beside it');
  const flux = groundFlux(profile, slope, sky, regolith);
  let [direct, surroundings] = [0, 0];
  const absorbed = (et: number): number => {
    const { directKept, surroundingsKept } = flux(et);
    direct += directKept;
    surroundings += surroundingsKept;
    return directKept + surroundingsKept;
  };
  const view = skyView(profile, slope);
  const start = Math.max(fromEt - SETTLING_S, sky.fromEt);
  const column = heatColumn(regolith, 120, options);
  const settled = settle(regolith, column, absorbed, start, fromEt, { stepS: 2 * stepS });
  const heatBefore = column.heat();
  [direct, surroundings] = [0, 0];
  const history = runColumn(regolith, column, absorbed, fromEt, toEt, stepS);
  const samples = 2 * (history.timeS.length - 1) + 1;
  const gained = column.heat() - heatBefore;
  const [directMean, surroundingsMean] = [direct / samples, surroundings / samples];
  const given = (directMean + surroundingsMean + regolith.basalFlux) * (toEt - fromEt);
  const [warmest, coldest] = extremes(history.surfaceK);
  return {
    slope,
    skyView: view,
    depthM: column.depthM,
    history,
    surfaceMaxK: history.surfaceK[warmest]!,
    surfaceMinK: history.surfaceK[coldest]!,
    surfaceMeanK: history.meanK[0]!,
    warmestEt: history.timeS[warmest]!,
    coldestEt: history.timeS[coldest]!,
    iceDepthM: stableDepth(column.depthM, history.maxK),
    directMean,
    surroundingsMean,
    balanceError: (history.netHeat + regolith.basalFlux * (toEt - fromEt) - gained) / given,
    settledRounds: settled.rounds,
    settledK: settled.changeK,
  };
}

function extremes(values: Float64Array): [highest: number, lowest: number] {
  let [highest, lowest] = [0, 0];
  for (let i = 1; i < values.length; i++) {
    if (values[i]! > values[highest]!) highest = i;
    if (values[i]! < values[lowest]!) lowest = i;
  }
  return [highest, lowest];
}

/** Depth from which on down the highest temperature stays below {@link ICE_STABLE_K}, between nodes by straight lines. The interior warms the deep end, so that only the upper crossing counts. */
function stableDepth(depthM: Float64Array, maxK: Float64Array): number | null {
  const first = maxK.findIndex((temp) => temp < ICE_STABLE_K);
  if (first < 0) return null;
  if (first === 0) return 0;
  const [above, below] = [maxK[first - 1]!, maxK[first]!];
  const share = (above - ICE_STABLE_K) / (above - below);
  return depthM[first - 1]! + share * (depthM[first]! - depthM[first - 1]!);
}
