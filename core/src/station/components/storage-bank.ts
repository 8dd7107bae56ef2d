import { firstRoot, type Battery } from '../battery.ts';

/** One storage of a bank and its share of the power in the present piece: `aW + bWS t`, above zero in the direction of the piece. */
export interface BankStorage {
  readonly id: string;
  readonly battery: Battery;
  /** Handed over to the next storage at this share of the capacity. */
  readonly reserveFraction: number;
  /** Active faults, counted: while there are any it neither takes nor gives. */
  outages: number;
  aW: number;
  bWS: number;
}

/**
 * Several storages on one bus, each with limits and efficiencies of its own. Surplus goes to the first of the order of charging that is not full, up to its
 * limit, what is left to the next, and what none takes is curtailed. A deficit is met by the first of the order of discharging that is above its reserve, and so on;
 * when all are down to their reserves, by the same order down to empty. The power of each is a straight line within a piece, so its energy is a quadratic.
 */
export interface Bank {
  /** The battery first, then as declared. */
  readonly storages: readonly BankStorage[];
  readonly chargeOrder: readonly number[];
  readonly dischargeOrder: readonly number[];
}

/** Pieces shorter than this are not split further, as for a single battery. */
const SHORT_S = 1e-7;

const isFull = ({ energyJ, capacityJ }: Battery) => energyJ >= capacityJ * (1 - 1e-13);

/** Storages in the order in which they are used for a piece of that sign. */
function inTurn(bank: Bank, charging: boolean): BankStorage[] {
  const order = (charging ? bank.chargeOrder : bank.dischargeOrder)
    .map((i) => bank.storages[i]!)
    .filter(({ outages }) => outages === 0);
  if (charging) return order.filter(({ battery }) => !isFull(battery));
  const above = order.filter((s) => s.battery.energyJ > reserveJ(s));
  return [...above, ...order.filter((s) => !above.includes(s) && s.battery.energyJ > 0)];
}

export function reserveJ({ battery, reserveFraction }: BankStorage): number {
  return reserveFraction * battery.capacityJ;
}

const limitOf = ({ battery }: BankStorage, charging: boolean) =>
  charging ? battery.maxChargeW : battery.maxDischargeW;

/** Greatest power that the storages can give now, W. */
export function bankLimitW(bank: Bank): number {
  return inTurn(bank, false).reduce((sum, storage) => sum + limitOf(storage, false), 0);
}

/** Shortens `spanS` to the first instant at which net power changes sign or passes the limit of one more storage. */
export function bankLawS(bank: Bank, netW: number, slopeWS: number, spanS: number): number {
  if (slopeWS === 0) return spanS;
  let span = spanS;
  const stopAt = (level: number) => {
    const t = (level - netW) / slopeWS;
    if (t > SHORT_S && t < span) span = t;
  };
  stopAt(0);
  for (const charging of [true, false]) {
    let sum = 0;
    for (const storage of inTurn(bank, charging)) {
      sum += limitOf(storage, charging);
      stopAt(charging ? sum : -sum);
    }
  }
  return span;
}

/** Shares the net power of a piece, told by its middle, among the storages; what none takes is curtailed by {@link advanceBank}. */
export function shareNet(bank: Bank, netW: number, slopeWS: number, midNetW: number): void {
  const charging = midNetW >= 0;
  for (const storage of bank.storages) storage.aW = storage.bWS = 0;
  const sign = charging ? 1 : -1;
  let sum = 0;
  for (const storage of inTurn(bank, charging)) {
    const limit = limitOf(storage, charging);
    if (sign * midNetW <= sum) return;
    if (sign * midNetW > sum + limit) storage.aW = limit;
    else {
      storage.aW = sign * netW - sum;
      storage.bWS = sign * slopeWS;
    }
    sum += limit;
  }
}

/** Something that a storage reaches. */
export interface BankEvent {
  readonly storage: BankStorage;
  readonly kind: 'full' | 'empty' | 'reserve' | 'floor';
  readonly levelJ: number;
}

/** Time until the storage reaches a level that lies ahead, under its share of the power. */
export function timeToBankLevel(storage: BankStorage, charging: boolean, levelJ: number, spanS: number): number {
  const { energyJ, spec } = storage.battery;
  if (storage.aW === 0 && storage.bWS === 0) return spanS;
  const gap = charging ? (levelJ - energyJ) / spec.chargeEfficiency : (energyJ - levelJ) * spec.dischargeEfficiency;
  if (gap <= 0) return 0;
  return firstRoot(0.5 * storage.bWS, storage.aW, gap, spanS);
}

/** Levels that mean something to a storage in the direction of the piece. */
export function bankLevels(storage: BankStorage, charging: boolean, floorJ: number | null): BankEvent[] {
  const { battery } = storage;
  const events: BankEvent[] = [];
  if (charging) events.push({ storage, kind: 'full', levelJ: battery.capacityJ });
  else if (battery.energyJ > reserveJ(storage) && storage.reserveFraction > 0)
    events.push({ storage, kind: 'reserve', levelJ: reserveJ(storage) });
  else events.push({ storage, kind: 'empty', levelJ: 0 });
  if (floorJ !== null) events.push({ storage, kind: 'floor', levelJ: floorJ });
  return events;
}

/** Stored energy of all that work, as the battery would hold it: what comes to the bus from it, over the battery's own efficiency. */
export function bankTotals(bank: Bank): { readonly energyJ: number; readonly capacityJ: number } {
  let energyJ = 0;
  let capacityJ = 0;
  for (const storage of bank.storages) {
    if (storage.outages > 0) continue;
    const worth = worthOf(bank, storage);
    energyJ += storage.battery.energyJ * worth;
    capacityJ += storage.battery.capacityJ * worth;
  }
  return { energyJ, capacityJ };
}

function worthOf(bank: Bank, { battery }: BankStorage): number {
  return battery.spec.dischargeEfficiency / bank.storages[0]!.battery.spec.dischargeEfficiency;
}

/** Time until the sum of {@link bankTotals} reaches a level that lies ahead. */
export function timeToTotal(bank: Bank, charging: boolean, levelJ: number, spanS: number): number {
  let a = 0;
  let b = 0;
  for (const storage of bank.storages) {
    const { chargeEfficiency, dischargeEfficiency } = storage.battery.spec;
    const gain = worthOf(bank, storage) * (charging ? chargeEfficiency : 1 / dischargeEfficiency);
    a += storage.aW * gain;
    b += storage.bWS * gain;
  }
  const { energyJ } = bankTotals(bank);
  const gap = charging ? levelJ - energyJ : energyJ - levelJ;
  if (gap <= 0) return 0;
  return a === 0 && b === 0 ? spanS : firstRoot(0.5 * b, a, gap, spanS);
}

/** Moves all storages `dtS` on and books the losses; what no storage takes is curtailed, in the account of the first. */
export function advanceBank(bank: Bank, charging: boolean, netW: number, slopeWS: number, dtS: number): void {
  let leftJ = dtS * (netW + 0.5 * slopeWS * dtS);
  for (const { battery, aW, bWS } of bank.storages) {
    if (aW === 0 && bWS === 0) continue;
    const busJ = dtS * (aW + 0.5 * bWS * dtS);
    const { chargeEfficiency, dischargeEfficiency } = battery.spec;
    if (charging) {
      battery.energyJ += busJ * chargeEfficiency;
      battery.chargeLossJ += busJ * (1 - chargeEfficiency);
      leftJ -= busJ;
    } else {
      const cellJ = busJ / dischargeEfficiency;
      battery.energyJ -= cellJ;
      battery.dischargeLossJ += cellJ - busJ;
      battery.throughputJ += cellJ;
      leftJ += busJ;
    }
    battery.energyJ = Math.min(battery.capacityJ, Math.max(0, battery.energyJ));
  }
  bank.storages[0]!.battery.curtailedJ += leftJ;
}
