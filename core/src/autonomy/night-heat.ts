import { curveThrough, type HeaterSetting, type Telemetry } from '../station/index.ts';
import { laterCurve } from './late-sun.ts';
import { wakePowerW, type Beliefs, type NodeHeat, type StationModel } from './station-model.ts';

/**
 * How a sleeping station heats. `survive`: to the survival set points. `coast`: to the operating ones as long as the Sun pays for it and the battery is full, then not before equipment is close to its survival limit, which
 * takes the least energy that a night can cost. `bank`: to the operating set points, since the voltage will be lost anyway and what is warmer then stays alive longer.
 */
export type NightHeating = 'survive' | 'coast' | 'bank';

const STEP_S = 1800;
/** The Sun is back when it has carried the station for so long. */
const STEADY_SUN_S = 6 * 3600;
const MOST_NIGHT_S = 40 * 86400;
/** Of thermometers and the heat model: closer to the limit nothing is left to coast. */
const SPARE_K = 4;
/** What a bus without voltage needs in its battery to come back is a part of the design that the model leaves out; a battery of this share carries a sleeping station for minutes. */
const RECONNECT = 0.05;

/** What the Sun gives beyond this has no other use. */
const FULL = 0.98;

type Seen = Pick<Telemetry, 'et' | 'batteryJ' | 'generationW' | 'nodes'>;

/** How long a night goes wrong, s. */
interface Harm {
  /** Equipment colder than its limit, each by itself. */
  readonly coldS: number;
  readonly darkS: number;
  /** The battery lower than its floor and half the reserve. */
  readonly lowS: number;
}

/** Light, sinks and limits from now until the Sun carries the station again, by steps. */
interface Night {
  readonly model: StationModel;
  readonly nodes: readonly NodeHeat[];
  readonly checkS: number;
  readonly capacityJ: number;
  readonly steps: number;
  readonly generationW: Float64Array;
  readonly sinkK: readonly Float64Array[];
}

/** How to heat until somebody looks again, and what to command for it. */
export interface Heating {
  readonly how: NightHeating;
  readonly settings: readonly { readonly id: string; readonly setting: HeaterSetting }[];
}

/**
 * The heating that costs the rest of the night least: first cold equipment, then time without voltage, then time below the floor. Survival heating wherever that does no harm.
 *
 * Forecast by steps of half an hour from the almanac, what is believed of arrays and battery and the temperatures of now; each node by itself (`C dT/dt = P - G (T - Tsink)`). A station
 * whose nodes exchange heat or radiate by the fourth power has no `thermal` in its model, and survival heating always.
 *
 * @param model as it is believed to be now
 * @param checkS until the question is asked again, s
 */
export function heatingAsleep(model: StationModel, beliefs: Beliefs, seen: Seen, checkS: number): Heating {
  const nodes = model.thermal ?? [];
  const night = nightAhead(model, nodes, beliefs, seen.et, checkS);
  const how = leastHarm(night, seen);
  const checked = night.generationW.subarray(0, Math.ceil(checkS / STEP_S));
  const sunPays = sunPaysFor(night, Math.min(seen.generationW, ...checked), seen.batteryJ);
  const settings = nodes.map((node): Heating['settings'][number] => {
    const { id } = node;
    if (how === 'bank' || (how === 'coast' && sunPays)) return { id, setting: 'operate' };
    return { id, setting: how === 'coast' && tempOf(seen, node) > coastK(node, checkS) ? 'off' : 'survive' };
  });
  return { how, settings };
}

function leastHarm(night: Night, seen: Seen): NightHeating {
  let [best, least]: [NightHeating, Harm] = ['survive', course(night, seen, 'survive')];
  if (least.coldS + least.darkS + least.lowS === 0) return best;
  for (const how of ['coast', 'bank'] as const) {
    const harm = course(night, seen, how);
    if (isLess(harm, least)) [best, least] = [how, harm];
  }
  return best;
}

function sunPaysFor({ model, nodes, capacityJ }: Night, generationW: number, energyJ: number): boolean {
  const mostW = nodes.reduce((sum, { heaterW, busPerPower }) => sum + heaterW * busPerPower, asleepW(model));
  return energyJ >= FULL * capacityJ && generationW >= mostW;
}

function asleepW({ levels }: StationModel): number {
  return levels[levels.length - 1]!.powerW;
}

function isLess(a: Harm, b: Harm): boolean {
  if (a.coldS !== b.coldS) return a.coldS < b.coldS;
  if (a.darkS !== b.darkS) return a.darkS < b.darkS;
  return a.lowS < b.lowS;
}

/** Not above the set point of survival; so far above the limit that it is not reached before the next look. */
function coastK({ minK, surviveK, conductanceWK, sinkNightK, heatCapacityJK }: NodeHeat, checkS: number): number {
  const fallK = (conductanceWK * (minK - sinkNightK) * checkS) / heatCapacityJK;
  return Math.min(surviveK, minK + Math.max(SPARE_K, 2 * fallK));
}

function nightAhead(
  model: StationModel,
  nodes: readonly NodeHeat[],
  beliefs: Beliefs,
  fromEt: number,
  checkS: number,
): Night {
  const most = Math.max(1, Math.ceil(Math.min(MOST_NIGHT_S, model.endEt - fromEt) / STEP_S));
  const ets = Float64Array.from({ length: most }, (_, i) => fromEt + (i + 0.5) * STEP_S);
  const generationW = curveThrough(model.steady, ets);
  for (const { id, power } of model.arrays) {
    const later = laterCurve(power, beliefs.sunLaterS ?? 0, fromEt, fromEt + most * STEP_S);
    curveThrough(later, ets).forEach((powerW, i) => (generationW[i]! += (beliefs.arrayFactor[id] ?? 1) * powerW));
  }
  const steps = nightEnd(generationW, wakePowerW(model));
  const sinkK = nodes.map((node) => curveThrough(node.sinkK, ets.subarray(0, steps)));
  return { model, nodes, checkS, capacityJ: beliefs.capacityJ, steps, generationW, sinkK };
}

/** The step in which the Sun has carried the station for a while, after it had not. */
function nightEnd(generationW: Float64Array, wakeW: number): number {
  let lit = 0;
  let wasDark = false;
  for (let i = 0; i < generationW.length; i += 1) {
    if (generationW[i]! < wakeW) [lit, wasDark] = [0, true];
    else lit += 1;
    if (wasDark && lit * STEP_S >= STEADY_SUN_S) return i + 1;
  }
  return generationW.length;
}

function course(night: Night, seen: Seen, how: NightHeating): Harm {
  const { model, nodes, checkS, capacityJ, steps, generationW, sinkK } = night;
  const { floorFraction, chargeEfficiency, dischargeEfficiency, maxChargeW, maxDischargeW } = model.battery;
  const lowJ = (floorFraction + model.reserveFraction / 2) * capacityJ;
  const tempK = nodes.map((node) => tempOf(seen, node));
  const lowK = nodes.map((node) => (how === 'coast' ? coastK(node, checkS) : node.surviveK));
  let energyJ = Math.min(seen.batteryJ, capacityJ);
  let dark = false;
  let [coldS, darkS, lowS] = [0, 0, 0];
  for (let i = 0; i < steps; i += 1) {
    const warm = how === 'bank' || (how === 'coast' && sunPaysFor(night, generationW[i]!, energyJ));
    const heaterW = nodes.map((node, n) => holdingW(node, tempK[n]!, warm ? node.operateK : lowK[n]!, sinkK[n]![i]!));
    const loadW = nodes.reduce((sum, { busPerPower }, n) => sum + heaterW[n]! * busPerPower, asleepW(model));
    const netW = generationW[i]! - loadW;
    if (dark && energyJ >= RECONNECT * capacityJ) dark = false;
    if (!dark && (netW < -maxDischargeW || energyJ + (netW * STEP_S) / dischargeEfficiency < 0)) dark = true;
    const flowW = dark ? generationW[i]! : netW;
    energyJ = flowW < 0
      ? energyJ + (flowW * STEP_S) / dischargeEfficiency
      : Math.min(capacityJ, energyJ + chargeEfficiency * Math.min(flowW, maxChargeW) * STEP_S); // prettier-ignore
    nodes.forEach((node, n) => {
      const heatW = node.heatW + (dark ? 0 : node.asleepW + heaterW[n]!);
      tempK[n]! += ((heatW - node.conductanceWK * (tempK[n]! - sinkK[n]![i]!)) * STEP_S) / node.heatCapacityJK;
      if (tempK[n]! < node.minK) coldS += STEP_S;
    });
    if (dark) darkS += STEP_S;
    if (energyJ < lowJ) lowS += STEP_S;
  }
  return { coldS, darkS, lowS };
}

function tempOf({ nodes }: Seen, { id, operateK }: NodeHeat): number {
  return nodes.find((node) => node.id === id)?.tempK ?? operateK;
}

/** What brings a node to its set point within the step, or as near as its heater can. */
function holdingW(node: NodeHeat, tempK: number, setK: number, sinkK: number): number {
  const { heatCapacityJK, conductanceWK, heatW, asleepW, heaterW } = node;
  const wantedW = (heatCapacityJK * (setK - tempK)) / STEP_S + conductanceWK * (tempK - sinkK) - heatW - asleepW;
  return Math.min(heaterW, Math.max(0, wantedW));
}
