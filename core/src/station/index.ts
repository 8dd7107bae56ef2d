export { curveAt, curveIntegral, type Curve } from './curve.ts';
export { SOLAR_IRRADIANCE_W_M2, type Environment } from './environment.ts';
export type { MonitorOverride } from './monitor-schema.ts';
export { stationSchema } from './station-schema.ts';
export type {
  ArraySpec,
  DirectRoute,
  InstrumentSpec,
  LinkSpec,
  LoadSpec,
  MastSpec,
  PolicySpec,
  RadioisotopeSpec,
  RelayPattern,
  RelayTable,
  StationBatterySpec,
  StationSpec,
  StoreSpec,
  ThermalNodeSpec,
} from './station-spec.ts';
export type { BatterySpec } from './battery-spec.ts';
export type { FaultKind, FaultSpec } from './fault-spec.ts';
export type { AgeingSpec } from './components/battery-ageing.ts';
export type { BatteryTemperatureSpec } from './components/battery-temperature.ts';
export type { DustSpec } from './components/array-dust.ts';
export { fissionOutputW, type FissionSpec } from './components/fission.ts';
export { WATER_J_KG, type StorageSpec } from './components/storage.ts';
export type { Command, CommandReply, HeaterSetting, LoadState, Signal, SignalKind } from './commands.ts';
export type { Telemetry } from './telemetry.ts';
export { drawFaults, type FaultEvent } from './faults.ts';
export { arrayPower, decay } from './power-sources.ts';
export { createStation, prepareSources, type Segment, type Station, type StationOptions } from './station.ts';
export type { DataAccount, EnergyAccount, HeatAccount, PartAccount } from './accounts.ts';
