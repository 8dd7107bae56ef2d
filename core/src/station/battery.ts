import type { BatterySpec } from './battery-spec.ts';

/** Battery between events. Net power on the bus is linear in time, so the energy is a quadratic. */
export interface Battery {
  readonly spec: BatterySpec;
  energyJ: number;
  /** Now, after losses of cells, ageing and cold. */
  capacityJ: number;
  /** Held back by cells that are too cold; it comes back with warmth. */
  lockedJ: number;
  /** Limits now, W: those of the spec, less in the cold. */
  maxChargeW: number;
  maxDischargeW: number;
  /** Accounts since the start, J. */
  chargeLossJ: number;
  dischargeLossJ: number;
  curtailedJ: number;
  /** Energy that went with lost cells. */
  cellLossJ: number;
  /** Energy that has left the cells: what ageing counts. */
  throughputJ: number;
}

/** Shorter pieces are not split further; far under anything that matters, above the rounding of times of a decade (4e-8 s). */
const SHORT_S = 1e-7;

export function createBattery(spec: BatterySpec): Battery {
  return {
    spec,
    energyJ: spec.capacityJ * spec.initialFraction,
    capacityJ: spec.capacityJ,
    lockedJ: 0,
    maxChargeW: spec.maxChargeW,
    maxDischargeW: spec.maxDischargeW,
    chargeLossJ: 0,
    dischargeLossJ: 0,
    curtailedJ: 0,
    cellLossJ: 0,
    throughputJ: 0,
  };
}

/** Shortens `spanS` to the first instant at which `netW + slopeWS t` passes zero, the charge limit or the discharge limit: one law holds before it. */
export function oneLawS(battery: Battery, netW: number, slopeWS: number, spanS: number): number {
  if (slopeWS === 0) return spanS;
  let span = spanS;
  for (const level of [0, battery.maxChargeW, -battery.maxDischargeW]) {
    const t = (level - netW) / slopeWS;
    if (t > SHORT_S && t < span) span = t;
  }
  return span;
}

/** How net power turns into stored energy over a piece within one law: `dE/dt = gain * net`, or `flat` when limited. */
export interface BatteryLaw {
  readonly kind: 'charge' | 'chargeLimited' | 'full' | 'discharge';
}

const CHARGE: BatteryLaw = { kind: 'charge' };
const CHARGE_LIMITED: BatteryLaw = { kind: 'chargeLimited' };
const FULL: BatteryLaw = { kind: 'full' };
const DISCHARGE: BatteryLaw = { kind: 'discharge' };

/** The law of the piece, told by the net power in its middle. */
export function lawOf(battery: Battery, midNetW: number): BatteryLaw {
  if (midNetW < 0) return DISCHARGE;
  if (battery.energyJ >= battery.capacityJ * (1 - 1e-13)) return FULL;
  return midNetW > battery.maxChargeW ? CHARGE_LIMITED : CHARGE;
}

/**
 * Time until the stored energy reaches `levelJ`, which lies ahead in the direction of the law; 0 when it is passed already, `spanS` when it is not
 * reached.
 */
export function timeToLevel(
  battery: Battery,
  law: BatteryLaw,
  netW: number,
  slopeWS: number,
  levelJ: number,
  spanS: number,
): number {
  const { maxChargeW } = battery;
  const { chargeEfficiency, dischargeEfficiency } = battery.spec;
  const gap = law.kind === 'discharge' ? battery.energyJ - levelJ : levelJ - battery.energyJ;
  if (gap <= 0) return 0;
  if (law.kind === 'full') return spanS;
  if (law.kind === 'chargeLimited') return Math.min(spanS, gap / (chargeEfficiency * maxChargeW));
  if (law.kind === 'charge') return firstRoot(0.5 * slopeWS, netW, gap / chargeEfficiency, spanS);
  return firstRoot(-0.5 * slopeWS, -netW, gap * dischargeEfficiency, spanS);
}

/** Smallest t in [0, spanS] with `a t^2 + b t = c`, for c > 0 and a sum that does not fall on the piece; `spanS` when there is none. */
export function firstRoot(a: number, b: number, c: number, spanS: number): number {
  const discriminant = b * b + 4 * a * c;
  if (discriminant < 0) return spanS;
  // stable form: t = 2c / (b + sqrt(b^2 + 4ac))
  const divisor = b + Math.sqrt(discriminant);
  return divisor > 0 ? Math.min(spanS, (2 * c) / divisor) : spanS;
}

/** Moves the battery `dtS` on under one law and books the losses. */
export function advanceBattery(battery: Battery, law: BatteryLaw, netW: number, slopeWS: number, dtS: number): void {
  const netJ = dtS * (netW + 0.5 * slopeWS * dtS);
  const { maxChargeW } = battery;
  const { chargeEfficiency, dischargeEfficiency } = battery.spec;
  if (law.kind === 'discharge') {
    battery.energyJ += netJ / dischargeEfficiency;
    battery.throughputJ -= netJ / dischargeEfficiency;
    battery.dischargeLossJ -= netJ / dischargeEfficiency - netJ;
    return;
  }
  const takenJ = law.kind === 'full' ? 0 : law.kind === 'chargeLimited' ? maxChargeW * dtS : netJ;
  battery.energyJ += takenJ * chargeEfficiency;
  battery.chargeLossJ += takenJ * (1 - chargeEfficiency);
  battery.curtailedJ += netJ - takenJ;
}

/** Cells drop out with the energy they hold. */
export function setCapacity(battery: Battery, capacityJ: number): void {
  const keptJ = capacityJ < battery.capacityJ ? (battery.energyJ * capacityJ) / battery.capacityJ : battery.energyJ;
  battery.cellLossJ += battery.energyJ - keptJ;
  battery.energyJ = keptJ;
  battery.capacityJ = capacityJ;
}

/** The capacity changes by ageing: the energy stays, but for what no longer has room. */
export function scaleCapacity(battery: Battery, ratio: number): void {
  battery.capacityJ *= ratio;
  dropExcess(battery);
}

/** Energy for which there is no room is lost with the cells that held it. */
function dropExcess(battery: Battery): void {
  const overJ = Math.max(0, battery.energyJ - battery.capacityJ);
  battery.energyJ -= overJ;
  battery.cellLossJ += overJ;
}

/** What temperature leaves of a battery, as shares of its capacity and limits. */
export interface ThermalDerating {
  readonly capacity: number;
  readonly charge: number;
  readonly discharge: number;
}

/** Cold locks the energy that its share of the capacity holds, from the bottom, as a cut-off voltage that is reached early does; warmth gives it back. */
export function derate(battery: Battery, before: ThermalDerating, after: ThermalDerating): void {
  const wholeJ = battery.capacityJ / before.capacity;
  const heldJ = battery.energyJ + battery.lockedJ;
  battery.capacityJ = wholeJ * after.capacity;
  battery.lockedJ = Math.min(heldJ, wholeJ - battery.capacityJ);
  battery.energyJ = heldJ - battery.lockedJ;
  dropExcess(battery); // cells may have gone while they were cold
  battery.maxChargeW = battery.spec.maxChargeW * after.charge;
  battery.maxDischargeW = battery.spec.maxDischargeW * after.discharge;
}
