import { brentRoot } from '../math/index.ts';
import type { HeaterSetting } from './commands.ts';
import type { ThermalNodeSpec } from './station-spec.ts';

/** `off` and `on` leave the temperature free; `hold` keeps it at the set point with as much heat as that takes. */
type Regime = 'off' | 'hold' | 'on';

/** State of one node between events; sink and dissipation are set by the station before each step. */
export interface ThermalNode {
  readonly spec: ThermalNodeSpec;
  tempK: number;
  regime: Regime;
  setting: HeaterSetting;
  unit: number;
  /** Heat switch closed circuit to the radiator: the node is coupled to its sink more strongly. */
  radiating: boolean;
  /** Active faults of each heater unit, counted. */
  readonly stuckOff: Int32Array;
  readonly stuckOn: Int32Array;
  powered: boolean;
  /** Bus power per power of its heater: more than 1 behind converters. */
  drawFactor: number;
  /** Heat other than the heater's, constant between events. */
  dissipationW: number;
  /** Sink temperature now, and its slope. */
  sinkK: number;
  sinkSlopeKS: number;
  /** Which side of the survival limits it is on: -1 too cold, 0 within, 1 too hot. */
  side: -1 | 0 | 1;
  /** Temperatures that somebody watches, ascending, and how many of them are at or under the node's. */
  levelsK: readonly number[];
  band: number;
  /** Part of a network: solved together with other nodes, with a thermostat that switches. */
  readonly coupled: boolean;
  /** About which the fourth power of its radiator is taken as a straight line. */
  centreK: number;
  /** Heat given to other nodes, J. */
  exchangedJ: number;
  /** What {@link nextThermalChange} found to come next. */
  coming: 'nothing' | 'settle' | 'limit' | 'switch' | 'bandUp' | 'bandDown';
  /** Accounts since the start, J. */
  heaterJ: number;
  dissipatedJ: number;
  leakedJ: number;
}

/** Temperatures this close to a level count as on it: far under any sensor, far over rounding. */
const CLOSE_K = 1e-8;

/** Of the thermostat of a node in a network, K. */
export const DEFAULT_BAND_K = 1;

export function createThermalNode(spec: ThermalNodeSpec, coupled = false): ThermalNode {
  return {
    spec,
    tempK: spec.initialK,
    regime: 'off',
    setting: 'operate',
    unit: 0,
    radiating: false,
    stuckOff: new Int32Array(spec.heaterUnits),
    stuckOn: new Int32Array(spec.heaterUnits),
    powered: true,
    drawFactor: 1,
    dissipationW: 0,
    sinkK: spec.sinkDayK,
    sinkSlopeKS: 0,
    side: spec.initialK < spec.minK ? -1 : spec.initialK > spec.maxK ? 1 : 0,
    levelsK: [],
    band: 0,
    coupled,
    centreK: spec.initialK,
    exchangedJ: 0,
    coming: 'nothing',
    heaterJ: 0,
    dissipatedJ: 0,
    leakedJ: 0,
  };
}

/** True when the thermostat decides; false when the heater is off, without power, or stuck. */
export function regulated(node: ThermalNode): boolean {
  return node.powered && node.setting !== 'off' && node.stuckOff[node.unit] === 0 && node.stuckOn[node.unit] === 0;
}

export function setPointK(node: ThermalNode): number {
  const { surviveK, operateK, preheatK = operateK } = node.spec;
  return node.setting === 'survive' ? surviveK : node.setting === 'preheat' ? preheatK : operateK;
}

export function conductanceOf({ spec, radiating }: ThermalNode): number {
  return radiating && spec.heatSwitch !== null ? spec.heatSwitch.conductanceWK : spec.conductanceWK;
}

/** Chooses the regime anew: after a command, a fault, a change of sink or dissipation, or on reaching the set point. */
export function settle(node: ThermalNode): void {
  if (!regulated(node)) {
    const burning = node.powered && node.stuckOn[node.unit]! > 0 && node.stuckOff[node.unit] === 0;
    node.regime = burning ? 'on' : 'off';
    return;
  }
  const error = node.tempK - setPointK(node);
  if (node.coupled) {
    // a thermostat with a band stays as it is within it
    if (error < -CLOSE_K) node.regime = 'on';
    else if (error > (node.spec.heaterBandK ?? DEFAULT_BAND_K) + CLOSE_K) node.regime = 'off';
    return;
  }
  if (error > CLOSE_K) node.regime = 'off';
  else if (error < -CLOSE_K) node.regime = 'on';
  else node.regime = regimeAtSetPoint(node);
}

/** At the set point: free when it would warm by itself, saturated when the heater cannot hold it; on the edge the slope decides. */
function regimeAtSetPoint(node: ThermalNode): Regime {
  const need = holdingW(node);
  const slope = -conductanceOf(node) * node.sinkSlopeKS;
  const tiny = 1e-9 * (node.spec.heaterW + 1);
  if (need < -tiny || (need <= tiny && slope < 0)) return 'off';
  if (need > node.spec.heaterW + tiny || (need >= node.spec.heaterW - tiny && slope > 0)) return 'on';
  return 'hold';
}

/** Heater power now that keeps the set point. */
function holdingW(node: ThermalNode): number {
  return conductanceOf(node) * (setPointK(node) - node.sinkK) - node.dissipationW;
}

/** Electric power of the heater now. */
export function heaterW(node: ThermalNode): number {
  return node.regime === 'off' ? 0 : node.regime === 'on' ? node.spec.heaterW : holdingW(node);
}

/** Its slope in W/s until the next event. */
export function heaterSlopeWS(node: ThermalNode): number {
  return node.regime === 'hold' ? -conductanceOf(node) * node.sinkSlopeKS : 0;
}

/** Seconds until the regime changes or a survival limit is passed, at most `spanS`; says in `coming` which. */
export function nextThermalChange(node: ThermalNode, spanS: number): number {
  node.coming = 'nothing';
  if (node.regime === 'hold') {
    const end = holdEnd(node, spanS);
    if (end < spanS) node.coming = 'settle';
    return end;
  }
  const motion = freeMotion(node);
  let next = spanS;
  const consider = (level: number, side: 1 | -1, coming: ThermalNode['coming']) => {
    const t = firstCrossing(motion, level, side, next);
    if (t < next) {
      next = t;
      node.coming = coming;
    }
  };
  if (regulated(node)) consider(setPointK(node), node.regime === 'off' ? 1 : -1, 'settle');
  const { minK, maxK, heatSwitch } = node.spec;
  if (heatSwitch !== null)
    consider(node.radiating ? heatSwitch.offK : heatSwitch.onK, node.radiating ? 1 : -1, 'switch');
  if (node.side >= 0) consider(node.side === 0 ? minK : maxK, 1, 'limit');
  if (node.side <= 0) consider(node.side === 0 ? maxK : minK, -1, 'limit');
  if (node.levelsK.length > 0) {
    if (node.band > 0) consider(node.levelsK[node.band - 1]!, 1, 'bandDown');
    if (node.band < node.levelsK.length) consider(node.levelsK[node.band]!, -1, 'bandUp');
  }
  return next;
}

/** Watches further temperatures of a node. */
export function watchLevels(node: ThermalNode, levelsK: readonly number[]): void {
  node.levelsK = [...new Set([...node.levelsK, ...levelsK])].sort((a, b) => a - b);
  node.band = node.levelsK.filter((levelK) => levelK <= node.tempK).length;
}

/** A temperature well inside the band in which the node is: on a level itself rounding would decide. */
export function bandTempK({ levelsK, band, tempK }: ThermalNode): number {
  if (levelsK.length === 0) return tempK;
  const low = levelsK[band - 1] ?? levelsK[0]! - 1;
  return 0.5 * (low + (levelsK[band] ?? low + 1));
}

/** Does what {@link nextThermalChange} announced; true when a survival limit was passed. */
export function applyThermalChange(node: ThermalNode): boolean {
  if (node.coming === 'bandUp' || node.coming === 'bandDown') {
    node.band += node.coming === 'bandUp' ? 1 : -1;
    return false;
  }
  if (node.coming === 'switch') node.radiating = !node.radiating;
  if (node.coming !== 'limit') settle(node);
  if (node.coming !== 'limit') return false;
  const { minK, maxK } = node.spec;
  node.side = node.side !== 0 ? 0 : Math.abs(node.tempK - minK) < Math.abs(node.tempK - maxK) ? -1 : 1;
  return true;
}

function holdEnd(node: ThermalNode, spanS: number): number {
  const need = holdingW(node);
  const slope = heaterSlopeWS(node);
  const edge = slope < 0 ? 0 : node.spec.heaterW;
  return slope === 0 ? spanS : Math.min(spanS, Math.max(0, (edge - need) / slope));
}

/** `T(t) = a + b t + d exp(-t / tau)`: solution for constant heat and a sink that moves linearly. */
interface Motion {
  readonly a: number;
  readonly b: number;
  readonly d: number;
  readonly tau: number;
}

function freeMotion(node: ThermalNode): Motion {
  const { heatCapacityJK } = node.spec;
  const conductanceWK = conductanceOf(node);
  const tau = heatCapacityJK / conductanceWK;
  const heat = node.dissipationW + heaterW(node);
  const a = node.sinkK + heat / conductanceWK - node.sinkSlopeKS * tau;
  return { a, b: node.sinkSlopeKS, d: node.tempK - a, tau };
}

function at({ a, b, d, tau }: Motion, t: number): number {
  return a + b * t + d * Math.exp(-t / tau);
}

/** First time up to `spanS` at which the motion, now on `side` of the level (1 above, -1 below, or at it), leaves that side. */
function firstCrossing(motion: Motion, level: number, side: 1 | -1, spanS: number): number {
  const { b, d, tau } = motion;
  // it stays between where it is and where it would settle, so most levels are out of reach
  const start = at(motion, 0);
  const settles = [motion.a + b * tau, motion.a + b * (tau + spanS)];
  const reach = side === 1 ? Math.min(start, ...settles) : Math.max(start, ...settles);
  if ((reach - level) * side > 0) return spanS;
  const turn = b * d > 0 ? tau * Math.log(d / (b * tau)) : 0;
  const pieces = turn > 0 && turn < spanS ? [0, turn, spanS] : [0, spanS];
  const over = (t: number) => (at(motion, t) - level) * side;
  for (let i = 1; i < pieces.length; i += 1) {
    const [from, to] = [pieces[i - 1]!, pieces[i]!];
    if (over(to) >= -CLOSE_K / 10) continue; // monotone piece, still on its side
    if (over(from) <= 0) return from;
    return Math.min(spanS, brentRoot(over, from, to, 1e-7));
  }
  return spanS;
}

/** Moves the node `dtS` on, within one regime, and books the heat. */
export function advanceThermal(node: ThermalNode, dtS: number): void {
  const conductanceWK = conductanceOf(node);
  const heaterStart = heaterW(node);
  const slope = heaterSlopeWS(node);
  node.heaterJ += dtS * (heaterStart + 0.5 * slope * dtS);
  node.dissipatedJ += node.dissipationW * dtS;
  if (node.regime === 'hold') {
    node.leakedJ += conductanceWK * dtS * (node.tempK - node.sinkK - 0.5 * node.sinkSlopeKS * dtS);
  } else {
    const { a, b, d, tau } = freeMotion(node);
    const fall = -Math.expm1(-dtS / tau);
    node.leakedJ += conductanceWK * ((a - node.sinkK) * dtS + d * tau * fall);
    node.tempK += b * dtS - d * fall;
  }
  node.sinkK += node.sinkSlopeKS * dtS;
}
