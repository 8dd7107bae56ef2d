import { curveAt, type Curve, type Telemetry } from '../station/index.ts';
import { contains } from '../time/index.ts';
import { RESIDUAL_MONITORS, type MonitorSpec } from './fault-protection/monitor-spec.ts';
import { sunLaterS } from './late-sun.ts';
import type { Beliefs, StationModel } from './station-model.ts';

/** Something that telemetry shows and the executive did not expect. */
export interface Finding {
  readonly kind:
    | 'arrayChanged'
    | 'capacityChanged'
    | 'linkLost'
    | 'linkBack'
    | 'instrumentLost'
    | 'instrumentStillLost'
    | 'instrumentBack'
    | 'heaterDead'
    | 'heaterStuck'
    | 'computerReset'
    | 'batteryLow'
    | 'batteryHigh'
    | 'sunLater'
    | 'loadStuck'
    | 'loadFree'
    | 'sourceChanged';
  readonly id: string;
  readonly text: string;
  readonly value: number;
}

/** What the executive holds to be true when it looks. */
export interface Expectation {
  readonly beliefs: Beliefs;
  readonly bootCount: number;
  /** Load level that was commanded last. */
  readonly level: number;
  /** By the plan; null when there is none for this instant. */
  readonly batteryJ: number | null;
}

/** Sun on an array too weak to judge it by, as share of its best. */
const JUDGE_FRACTION = 0.02;
/** After this long a link or an instrument is tried again. */
export const LINK_RETRY_S = 6 * 3600;
export const LINK_RETRY_MOST_S = 24 * 3600;
export const INSTRUMENT_RETRY_S = 24 * 3600;

/** Compares telemetry with what was expected: limits and residuals against the almanac. Faults are concluded here, never told. */
export function compare(
  model: StationModel,
  expected: Expectation,
  seen: Telemetry,
  monitors: readonly MonitorSpec[] = RESIDUAL_MONITORS,
): Finding[] {
  const within: Within = (id, value) => {
    const { low, high } = monitors.find((monitor) => monitor.id === id) ?? NO_LIMITS;
    return (low === null || value > low) && (high === null || value < high);
  };
  return [
    ...computer(expected, seen),
    ...arrays(model, expected.beliefs, seen, within),
    ...sun(model, expected.beliefs, seen),
    ...battery(expected, seen, within),
    ...links(model, expected.beliefs, seen),
    ...instruments(expected.beliefs, seen),
    ...heaters(model, seen, within),
    ...loads(model, expected, seen),
    ...sources(model, expected.beliefs, seen, within),
  ];
}

/** Whether a residual is within the limits of its monitor. */
type Within = (id: string, value: number) => boolean;
const NO_LIMITS = { low: null, high: null };

/** Arrays that have Sun enough now to be judged by. */
export function judgedArrays({ arrays: all }: StationModel, et: number): number {
  return all.filter(({ power, peakW }) => canBeJudged(power, peakW, et)).length;
}

/** Sun enough, and as much three hours before and after: where it rises or falls, a skyline that is off by a little would pass for an array that has lost its strings. */
function canBeJudged(power: Curve, peakW: number, et: number): boolean {
  const now = curveAt(power, et);
  if (now <= JUDGE_FRACTION * peakW) return false;
  return STEADY_S.every((s) => Math.abs(curveAt(power, et + s) / now - 1) <= STEADY_FRACTION);
}

/**
 * Under half of the least, or over twice the most, that is expected within three hours to either side: that is the array, wherever the Sun stands. A fixed panel, which the Sun passes, is never in steady light.
 */
function isGross(power: Curve, peakW: number, et: number, outW: number, believed: number): boolean {
  const near = [0, ...STEADY_S].map((s) => curveAt(power, et + s));
  const least = Math.min(...near);
  if (least <= GROSS_FRACTION * peakW) return false;
  return outW < 0.5 * believed * least || outW > 2 * believed * Math.max(...near) + GROSS_FRACTION * peakW; // prettier-ignore
}

/** Sun that a gross change is seen by, as share of the best of an array. */
const GROSS_FRACTION = 0.1;

/** Half a degree of azimuth an hour: three hours are what a skyline at metres of resolution is off by at the most. */
const STEADY_S = [-3, -2, -1, 1, 2, 3].map((hours) => hours * 3600);
const STEADY_FRACTION = 0.005;

function computer({ bootCount }: Expectation, seen: Telemetry): Finding[] {
  if (seen.bootCount === bootCount) return [];
  const text = `computer restarted (boot ${seen.bootCount}); plan restored from its checkpoint`;
  return [{ kind: 'computerReset', id: 'computer', text, value: seen.bootCount }];
}

function arrays(model: StationModel, beliefs: Beliefs, seen: Telemetry, within: Within): Finding[] {
  return model.arrays.flatMap(({ id, power, peakW }) => {
    const full = curveAt(power, seen.et);
    const outW = seen.arrays.find((array) => array.id === id)?.powerW ?? 0;
    const believed = beliefs.arrayFactor[id] ?? 1;
    if (!canBeJudged(power, peakW, seen.et) && !isGross(power, peakW, seen.et, outW, believed)) return [];
    const factor = outW / full;
    if (within('array', factor - believed)) return [];
    const text = `array ${id} gives ${percent(factor)} of its design output, was ${percent(believed)}`;
    return [{ kind: 'arrayChanged', id, text, value: factor }];
  });
}

function sun(model: StationModel, beliefs: Beliefs, seen: Telemetry): Finding[] {
  const laterS = sunLaterS(model, beliefs, seen);
  if (laterS === null) return [];
  const text = `the Sun rises ${hours(laterS)} later than in the almanac, believed so far ${hours(beliefs.sunLaterS ?? 0)}`;
  return [{ kind: 'sunLater', id: 'arrays', text, value: laterS }];
}

function battery({ beliefs, batteryJ }: Expectation, seen: Telemetry, within: Within): Finding[] {
  const capacity = seen.batteryCapacityJ;
  if (!within('capacity', capacity / beliefs.capacityJ - 1)) {
    const text = `battery capacity is ${kWh(capacity)}, was ${kWh(beliefs.capacityJ)}`;
    return [{ kind: 'capacityChanged', id: 'battery', text, value: capacity }];
  }
  if (batteryJ === null) return [];
  const off = (seen.batteryJ - batteryJ) / capacity;
  if (within('battery', off)) return [];
  const text = `battery is at ${percent(seen.batteryJ / capacity)}, the plan expected ${percent(batteryJ / capacity)}`;
  return [{ kind: off < 0 ? 'batteryLow' : 'batteryHigh', id: 'battery', text, value: off }];
}

function links(model: StationModel, beliefs: Beliefs, seen: Telemetry): Finding[] {
  return model.links.flatMap(({ id, windows }): Finding[] => {
    const link = seen.links.find((one) => one.id === id);
    if (link === undefined || !link.on) return [];
    const downUntil = beliefs.linkDownUntil[id];
    const down = downUntil !== undefined && downUntil > seen.et;
    // ends of windows count as outside: the carrier falls at that very instant
    const open = contains(windows, seen.et - 1) && contains(windows, seen.et + 1);
    if (open && !link.locked && !down)
      return [{ kind: 'linkLost', id, text: `link ${id} has no lock inside its contact window`, value: seen.et }];
    if (link.locked && downUntil !== undefined)
      return [{ kind: 'linkBack', id, text: `link ${id} has lock again`, value: seen.et }];
    return [];
  });
}

function instruments(beliefs: Beliefs, seen: Telemetry): Finding[] {
  return seen.instruments.flatMap(({ id, healthy }): Finding[] => {
    // one that is being calibrated cannot be used, but is sound
    if (seen.parts?.[`${id}-calibration`]?.['calibrating'] === 1) return [];
    const until = beliefs.instrumentDownUntil[id];
    if (!healthy && until !== undefined && until <= seen.et)
      return [{ kind: 'instrumentStillLost', id, text: `instrument ${id} still reports a fault`, value: seen.et }];
    if (!healthy && until === undefined)
      return [{ kind: 'instrumentLost', id, text: `instrument ${id} reports a fault`, value: seen.et }];
    if (healthy && until !== undefined)
      return [{ kind: 'instrumentBack', id, text: `instrument ${id} is sound again`, value: seen.et }];
    return [];
  });
}

function heaters(model: StationModel, seen: Telemetry, within: Within): Finding[] {
  return model.nodes.flatMap((node): Finding[] => {
    const now = seen.nodes.find(({ id }) => id === node.id);
    if (now === undefined || now.setting === 'off') return [];
    const { operateK, surviveK, preheatK = operateK } = node;
    const set = now.setting === 'survive' ? surviveK : now.setting === 'preheat' ? preheatK : operateK;
    const { id, tempK } = now;
    if (within('heater', tempK - set)) return [];
    if (tempK < set && now.heaterW === 0)
      return [{ kind: 'heaterDead', id, text: `node ${id} is at ${tempK.toFixed(1)} K and its heater does not heat`, value: tempK }]; // prettier-ignore
    if (tempK > set && now.heaterW > 0)
      return [{ kind: 'heaterStuck', id, text: `node ${id} is at ${tempK.toFixed(1)} K and its heater does not stop`, value: tempK }]; // prettier-ignore
    return [];
  });
}

/** A load shows that it cannot be switched off, or can again, only where it is not meant to be on. */
function loads(model: StationModel, { beliefs, level }: Expectation, seen: Telemetry): Finding[] {
  const { name, off } = model.levels[level]!;
  return (model.loads ?? []).flatMap(({ id, powerW, sleepW }): Finding[] => {
    const meantW = off.includes(id) ? 0 : name === 'sleep' ? sleepW : powerW;
    if (meantW >= powerW) return [];
    const on = seen.loads.find((load) => load.id === id)?.state === 'on';
    const known = beliefs.stuckOn?.includes(id) ?? false;
    if (on && !known)
      return [{ kind: 'loadStuck', id, text: `load ${id} stays on though switched off`, value: powerW - meantW }];
    if (!on && known) return [{ kind: 'loadFree', id, text: `load ${id} can be switched off again`, value: 0 }];
    return [];
  });
}

/** What comes beside arrays and reactors, against what radioisotope sources should give now. */
function sources(model: StationModel, beliefs: Beliefs, seen: Telemetry, within: Within): Finding[] {
  const fullW = model.radioisotope === undefined ? 0 : curveAt(model.radioisotope, seen.et);
  if (fullW <= 0) return [];
  const arraysW = seen.arrays.reduce((sum, { powerW }) => sum + powerW, 0);
  const reactors = model.equipment?.reactors ?? [];
  const reactorsW = reactors.reduce((sum, { id }) => sum + (seen.parts?.[id]?.['power'] ?? 0), 0);
  const factor = Math.max(0, (seen.generationW - arraysW - reactorsW) / fullW);
  const believed = beliefs.radioisotopeFactor ?? 1;
  if (within('source', factor - believed)) return [];
  const text = `radioisotope sources give ${percent(factor)} of their design output, was ${percent(believed)}`;
  return [{ kind: 'sourceChanged', id: 'radioisotope', text, value: factor }];
}

function hours(seconds: number): string {
  return `${(seconds / 3600).toFixed(2)} h`;
}

function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(1)} %`;
}

function kWh(joule: number): string {
  return `${(joule / 3.6e6).toFixed(2)} kWh`;
}
