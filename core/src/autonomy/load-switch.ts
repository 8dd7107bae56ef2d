import type { StationModel } from './station-model.ts';
import type { StationPort } from './station-port.ts';

/** Switches loads and heaters to a level of the model; only differences are commanded. Sets the watch on the battery halfway into the reserve. */
export function switchToLevel(model: StationModel, port: StationPort, level: number): void {
  const sleeps = level === model.levels.length - 1;
  const off = new Set(model.levels[level]!.off);
  const { loads, nodes } = port.telemetry();
  for (const { id, state } of loads) {
    const wanted = off.has(id) ? 'off' : sleeps ? 'standby' : 'on';
    if (state !== wanted) port.command({ kind: 'load', id, state: wanted });
  }
  for (const { id, setting } of nodes) {
    const wanted = sleeps ? 'survive' : 'operate';
    if (setting !== wanted) port.command({ kind: 'heater', id, setting: wanted });
  }
  const { floorFraction } = model.battery;
  port.command({ kind: 'watchBattery', fraction: floorFraction + model.reserveFraction / 2 });
}
