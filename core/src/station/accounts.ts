import type { Battery } from './battery.ts';
import type { PartBalance } from './components/part.ts';
import type { StationState } from './station-state.ts';

/** Since the start of the run: generated = consumed + curtailed + losses + (stored - initial). */
export interface EnergyAccount {
  readonly generatedJ: number;
  readonly consumedJ: number;
  readonly curtailedJ: number;
  readonly chargeLossJ: number;
  readonly dischargeLossJ: number;
  readonly cellLossJ: number;
  readonly storedJ: number;
  readonly initialJ: number;
}

/** produced = returned + lost + stored. */
export interface DataAccount {
  readonly producedBit: number;
  readonly returnedBit: number;
  readonly lostBit: number;
  readonly storedBit: number;
}

/** Heat of one node: heater + dissipated = leaked + exchanged + stored. */
export interface HeatAccount {
  readonly id: string;
  readonly heaterJ: number;
  readonly dissipatedJ: number;
  readonly leakedJ: number;
  /** Given to other nodes of its network. */
  readonly exchangedJ: number;
  readonly storedJ: number;
}

export function energyAccount(state: StationState): EnergyAccount {
  const all = state.bank?.storages.map(({ battery }) => battery) ?? [state.battery];
  const sum = (of: (battery: Battery) => number) => all.reduce((total, battery) => total + of(battery), 0);
  return {
    generatedJ: state.generatedJ,
    consumedJ: state.consumedJ,
    curtailedJ: sum((b) => b.curtailedJ),
    chargeLossJ: sum((b) => b.chargeLossJ),
    dischargeLossJ: sum((b) => b.dischargeLossJ),
    cellLossJ: sum((b) => b.cellLossJ),
    storedJ: sum((b) => b.energyJ + b.lockedJ),
    initialJ: sum(({ spec }) => spec.capacityJ * spec.initialFraction),
  };
}

export function dataAccount({ producedBit, returnedBit, lostBit, storeBit }: StationState): DataAccount {
  return { producedBit, returnedBit, lostBit, storedBit: storeBit };
}

export function heatAccounts({ nodes }: StationState): HeatAccount[] {
  return nodes.map(({ spec, heaterJ, dissipatedJ, leakedJ, exchangedJ, tempK }) => ({
    id: spec.id,
    heaterJ,
    dissipatedJ,
    leakedJ,
    exchangedJ,
    storedJ: spec.heatCapacityJK * (tempK - spec.initialK),
  }));
}

/** A component with a storage of its own: in = out + stored. */
export interface PartAccount extends PartBalance {
  readonly id: string;
}

export function partAccounts({ parts }: StationState): PartAccount[] {
  return parts.flatMap((part) => {
    const balance = part.balanceJ();
    return balance === null ? [] : [{ id: part.id, ...balance }];
  });
}
