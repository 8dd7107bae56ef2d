import { createBattery, type Battery } from './battery.ts';
import { createDust } from './components/array-dust.ts';
import { createAgeing } from './components/battery-ageing.ts';
import { createBatteryTemperature } from './components/battery-temperature.ts';
import { createCalibration } from './components/calibration.ts';
import { createComputer } from './components/computer.ts';
import { createConsumable } from './components/consumable.ts';
import { createRobot } from './components/robot.ts';
import { createSampleStore } from './components/samples.ts';
import { createVisit } from './components/visit.ts';
import { createFission } from './components/fission.ts';
import { noFlow, quietPart, type Part, type PartHost } from './components/part.ts';
import type { Bank } from './components/storage-bank.ts';
import type { StationSpec } from './station-spec.ts';

/** All parts of the library that a station declares beside the ones that every station has; none for a station that uses none. */
/** `visitWindows`: when the crew of a visit is there, seconds since the start of the run. */
export function buildParts(
  spec: StationSpec,
  host: PartHost,
  visitWindows: (id: string) => readonly (readonly [number, number])[],
): Part[] {
  const parts: Part[] = [];
  for (const fission of spec.fission ?? []) parts.push(createFission(fission, host));
  for (const { id, dust } of spec.arrays) if (dust !== undefined) parts.push(createDust(id, dust, host));
  const { ageing, temperature, capacityJ } = spec.battery;
  if (ageing !== undefined) parts.push(createAgeing('battery', ageing, capacityJ, host));
  if (temperature !== undefined) parts.push(createBatteryTemperature(temperature, host));
  for (const storage of spec.storages ?? []) {
    if (storage.ageing !== null) parts.push(createAgeing(storage.id, storage.ageing, storage.cell.capacityJ, host));
    if (storage.standbyW > 0) parts.push(quietPart(`${storage.id}-standby`, { ...noFlow(), drawW: storage.standbyW }));
  }
  for (const computer of spec.computers ?? []) parts.push(createComputer(computer, host));
  for (const robot of spec.robots ?? []) parts.push(createRobot(robot, host));
  for (const consumable of spec.consumables ?? []) parts.push(createConsumable(consumable, host));
  if (spec.samples !== undefined) parts.push(createSampleStore(spec.samples, host));
  for (const { id, calibration } of spec.instruments)
    if (calibration !== undefined) parts.push(createCalibration(id, calibration, host));
  for (const visit of spec.visits ?? []) parts.push(createVisit(visit, visitWindows(visit.id), host));
  return parts;
}

/** Without a declared reserve the battery hands over a hundredth above its floor: a storage that still holds something keeps it from sinking under it. */
function handOver({ reserveFraction, floorFraction }: StationSpec['battery']): number {
  return reserveFraction ?? floorFraction + 0.01;
}

/** The storages of a station that has more than its battery; null for one that has not. */
export function buildBank(spec: StationSpec, battery: Battery): Bank | null {
  const further = spec.storages ?? [];
  if (further.length === 0) return null;
  const power = { outages: 0, aW: 0, bWS: 0 };
  const storages = [
    { id: 'battery', battery, reserveFraction: handOver(spec.battery), ...power },
    ...further.map(({ id, cell }) => {
      return { id, battery: createBattery(cell), reserveFraction: cell.reserveFraction ?? 0, ...power };
    }),
  ];
  const names = storages.map(({ id }) => id);
  const order = (ids: readonly string[] | undefined) => (ids ?? names).map((id) => names.indexOf(id));
  return {
    storages,
    chargeOrder: order(spec.storageOrder?.charge),
    dischargeOrder: order(spec.storageOrder?.discharge),
  };
}
