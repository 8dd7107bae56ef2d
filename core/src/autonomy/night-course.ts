import { curveThrough, type Telemetry } from '../station/index.ts';
import { laterCurve } from './late-sun.ts';
import { wakePowerW, type Beliefs, type NodeHeat, type StationModel } from './station-model.ts';

/**
 * How a sleeping station heats. `survive`: to the survival set points. `coast`: not before equipment is close to its survival limit, which takes the least energy that a night can cost.
 * `bank`: to the operating set points, since the voltage will be lost anyway and what is warmer then stays alive longer. With either, what the Sun gives beside a full battery goes into heat.
 */
export type NightHeating = 'survive' | 'coast' | 'bank';

/** What of telemetry a night begins with. */
export type Seen = Pick<Telemetry, 'et' | 'batteryJ' | 'batteryCapacityJ' | 'generationW' | 'nodes'>;

/** How long a night goes wrong, s. */
export interface Harm {
  /** Equipment colder than its survival limit, each by itself. */
  readonly coldS: number;
  readonly darkS: number;
  /** Equipment so close to the limit that the forecast may miss it. */
  readonly nearS: number;
  /** The battery lower than its floor and half the reserve. */
  readonly lowS: number;
}

/** Light, sinks and limits from now until the Sun carries the station again, by steps of {@link STEP_S}. */
export interface Night {
  readonly model: StationModel;
  readonly nodes: readonly NodeHeat[];
  readonly checkS: number;
  readonly capacityJ: number;
  readonly steps: number;
  readonly generationW: Float64Array;
  readonly sinkK: readonly Float64Array[];
}

export const STEP_S = 1800;
/** The Sun is back when it has carried the station for so long. */
const STEADY_SUN_S = 6 * 3600;
const MOST_NIGHT_S = 40 * 86400;
/** Of thermometers and the heat model: closer to the limit nothing is left to coast. */
const SPARE_K = 4;
/** A forecast that comes so close to the limit may miss it; half of what survival heating leaves, where that is less. */
const NEAR_K = 3;
/** What a bus without voltage needs in its battery to come back is a part of the design that the model leaves out; a battery of this share carries a sleeping station for minutes. */
const RECONNECT = 0.05;
/** As warm as it is to be. */
const WARM_K = 0.5;
/** What the Sun gives beyond this has no other use. */
const FULL = 0.98;

/** @param checkS until somebody looks again, s */
export function nightAhead(
  model: StationModel,
  beliefs: Beliefs,
  seen: Pick<Seen, 'et' | 'batteryCapacityJ'>,
  checkS: number,
): Night {
  const fromEt = seen.et;
  const nodes = model.thermal ?? [];
  const most = Math.max(1, Math.ceil(Math.min(MOST_NIGHT_S, model.endEt - fromEt) / STEP_S));
  const ets = Float64Array.from({ length: most }, (_, i) => fromEt + (i + 0.5) * STEP_S);
  const generationW = curveThrough(model.steady, ets);
  for (const { id, power } of model.arrays) {
    const later = laterCurve(power, beliefs.sunLaterS ?? 0, fromEt, fromEt + most * STEP_S);
    curveThrough(later, ets).forEach((powerW, i) => (generationW[i]! += (beliefs.arrayFactor[id] ?? 1) * powerW));
  }
  const steps = nightEnd(generationW, wakePowerW(model));
  const sinkK = nodes.map((node) => curveThrough(node.sinkK, ets.subarray(0, steps)));
  // cells that were lost since somebody last drew conclusions show in telemetry
  const capacityJ = Math.min(beliefs.capacityJ, seen.batteryCapacityJ);
  return { model, nodes, checkS, capacityJ, steps, generationW, sinkK };
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

/** How the night goes asleep. */
export function harmOf(night: Night, seen: Seen, how: NightHeating): Harm {
  const { model, nodes, capacityJ, steps, generationW, sinkK } = night;
  const { floorFraction, chargeEfficiency, dischargeEfficiency, maxChargeW, maxDischargeW } = model.battery;
  const lowJ = (floorFraction + model.reserveFraction / 2) * capacityJ;
  const tempK = nodes.map((node) => tempOf(seen, node));
  const lowK = nodes.map((node) => setPointK(night, node, how));
  let energyJ = Math.min(seen.batteryJ, capacityJ);
  let dark = false;
  const nearK = nodes.map(({ minK, surviveK }) => minK + Math.min(NEAR_K, (surviveK - minK) / 2));
  let [coldS, darkS, nearS, lowS] = [0, 0, 0, 0];
  for (let i = 0; i < steps; i += 1) {
    const paid = how === 'survive' ? [] : paidNodes(night, tempK, generationW[i]! - asleepW(model), energyJ);
    const heaterW = nodes.map((node, n) => holdingW(node, tempK[n]!, paid.includes(n) ? warmestK(node) : lowK[n]!, sinkK[n]![i]!)); // prettier-ignore
    const loadW = nodes.reduce((sum, { busPerPower }, n) => sum + heaterW[n]! * busPerPower, asleepW(model));
    const netW = generationW[i]! - loadW;
    if (dark && energyJ >= RECONNECT * capacityJ) dark = false;
    if (!dark && (netW < -maxDischargeW || energyJ + (netW * STEP_S) / dischargeEfficiency < 0)) dark = true;
    const flowW = dark ? generationW[i]! : netW;
    const intoW = flowW < 0 ? flowW / dischargeEfficiency : chargeEfficiency * Math.min(flowW, maxChargeW);
    energyJ = Math.min(capacityJ, energyJ + intoW * STEP_S);
    nodes.forEach((node, n) => {
      const heatW = node.heatW + (dark ? 0 : node.asleepW + heaterW[n]!);
      tempK[n]! += ((heatW - node.conductanceWK * (tempK[n]! - sinkK[n]![i]!)) * STEP_S) / node.heatCapacityJK;
      if (tempK[n]! < node.minK) coldS += STEP_S;
      if (tempK[n]! < nearK[n]!) nearS += STEP_S;
    });
    if (dark) darkS += STEP_S;
    if (energyJ < lowJ) lowS += STEP_S;
  }
  return { coldS, darkS, nearS, lowS };
}

/**
 * Nodes whose heaters the Sun pays for beside a full battery and all else: first those that would be cold soonest.
 *
 * @param spareW what generation leaves without these heaters
 */
export function paidNodes(
  { nodes, capacityJ }: Night,
  tempK: readonly number[],
  spareW: number,
  energyJ: number,
): number[] {
  if (energyJ < FULL * capacityJ) return [];
  const order = nodes.map((node, n) => ({ n, lastsS: lastsS(node, tempK[n]!) })).sort((a, b) => a.lastsS - b.lastsS);
  let leftW = spareW;
  return order.flatMap(({ n }) => {
    const neededW = warmingW(nodes[n]!, tempK[n]!) * nodes[n]!.busPerPower;
    if (neededW > leftW) return [];
    leftW -= neededW;
    return [n];
  });
}

/** All that its heater has while it is to get warmer; what holds it there over the coldest sink once it is warm. */
function warmingW(node: NodeHeat, tempK: number): number {
  const { heaterW, conductanceWK, sinkNightK } = node;
  if (tempK < warmestK(node) - WARM_K) return heaterW;
  return Math.min(heaterW, conductanceWK * (warmestK(node) - sinkNightK));
}

/** Until a node is at its limit in the dark without voltage, s. */
function lastsS({ heatCapacityJK, conductanceWK, sinkNightK, minK, heatW }: NodeHeat, tempK: number): number {
  const endK = sinkNightK + heatW / conductanceWK;
  if (endK >= minK) return Infinity;
  return (heatCapacityJK / conductanceWK) * Math.log((Math.max(tempK, minK) - endK) / (minK - endK));
}

/** Of a heating at night, where the Sun pays for nothing. */
function setPointK({ checkS }: Night, node: NodeHeat, how: NightHeating): number {
  return how === 'bank' ? node.operateK : how === 'coast' ? coastK(node, checkS) : node.surviveK;
}

/** Under it a coasting node is held by its heater. */
function coastK(node: NodeHeat, checkS: number): number {
  return Math.min(node.surviveK, leastFreeK(node, checkS));
}

/** From here on a node without heat does not reach its limit before the next look. Never where it loses most of its heat in between. */
export function leastFreeK({ minK, conductanceWK, sinkNightK, heatCapacityJK }: NodeHeat, checkS: number): number {
  const looks = (conductanceWK * checkS) / heatCapacityJK;
  return looks > 1 ? Infinity : minK + Math.max(SPARE_K, 2 * looks * (minK - sinkNightK));
}

/** True when the battery gives what all heaters draw at once: switched on after they were off, or to another set point, they do. */
export function carriesHeaters({ model, nodes }: Night): boolean {
  const mostW = nodes.reduce((sum, { heaterW, busPerPower }) => sum + heaterW * busPerPower, asleepW(model));
  return mostW <= model.battery.maxDischargeW;
}

function warmestK({ operateK, preheatK = operateK }: NodeHeat): number {
  return preheatK;
}

/** Of loads in standby, W. */
export function asleepW({ levels }: StationModel): number {
  return levels[levels.length - 1]!.powerW;
}

export function tempOf({ nodes }: Pick<Seen, 'nodes'>, { id, operateK }: NodeHeat): number {
  return nodes.find((node) => node.id === id)?.tempK ?? operateK;
}

/** What brings a node to its set point within the step, or as near as its heater can. */
function holdingW(node: NodeHeat, tempK: number, setK: number, sinkK: number): number {
  const { heatCapacityJK, conductanceWK, heatW, asleepW: standbyW, heaterW } = node;
  const wantedW = (heatCapacityJK * (setK - tempK)) / STEP_S + conductanceWK * (tempK - sinkK) - heatW - standbyW;
  return Math.min(heaterW, Math.max(0, wantedW));
}
