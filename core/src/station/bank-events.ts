import { bankLevels, bankLimitW, bankTotals, type Bank, type BankEvent } from './components/storage-bank.ts';
import { loseBus } from './station-commands.ts';
import { signal, type StationState } from './station-state.ts';

/** What a bank may come to within a piece: a level of one storage, or of all together. */
export type BankActor =
  | { readonly kind: 'bank'; readonly event: BankEvent }
  | { readonly kind: 'watch' | 'reconnect'; readonly levelJ: number };

/** Levels of the bank: of each storage its own, of all together those that a single battery has. */
export function bankActors(state: StationState, bank: Bank, charging: boolean): BankActor[] {
  const { spec, belowFloor, watchFraction, aboveWatch } = state;
  const actors: BankActor[] = bank.storages.flatMap((storage, i) => {
    const floorJ = i === 0 && charging === belowFloor ? spec.battery.floorFraction * storage.battery.capacityJ : null;
    return bankLevels(storage, charging, floorJ).map((event) => ({ kind: 'bank' as const, event }));
  });
  if (watchFraction !== null && charging !== aboveWatch)
    actors.push({ kind: 'watch', levelJ: watchFraction * bankTotals(bank).capacityJ });
  if (state.undervoltage && charging && state.timeS >= state.lockedOutUntilS)
    actors.push({ kind: 'reconnect', levelJ: spec.battery.reconnectFraction * state.battery.capacityJ });
  return actors;
}

/** Does what a storage has come to. */
export function reachBankLevel(state: StationState, { storage, kind, levelJ }: BankEvent): void {
  const bank = state.bank!;
  const isBattery = storage.battery === state.battery;
  if (kind === 'floor') {
    state.belowFloor = !state.belowFloor;
    return signal(state, state.belowFloor ? 'belowFloor' : 'aboveFloor', 'battery');
  }
  storage.battery.energyJ = levelJ;
  if (kind === 'full') return signal(state, isBattery ? 'batteryFull' : 'storageFull', storage.id);
  if (kind === 'reserve') return signal(state, 'storageReserve', storage.id);
  if (bankLimitW(bank) > 0) return signal(state, 'storageEmpty', storage.id);
  loseBus(state);
}
