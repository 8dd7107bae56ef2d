export { curveAt, curveIntegral, curveThrough, type Curve } from './curve.ts';
export { SOLAR_IRRADIANCE_W_M2, type Environment } from './environment.ts';
export type { MonitorOverride } from './monitor-schema.ts';
export { stationSchema } from './station-schema.ts';
export type {
  ArraySpec,
  DirectRoute,
  InstrumentSpec,
  InstrumentMode,
  LinkSpec,
  LinkStep,
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
export { FAULT_KINDS, FAULT_NAMES, faultsOf, faultTargets, type FaultFacts, type FaultKind } from './fault-kinds.ts';
export type { FaultSpec } from './fault-spec.ts';
export { drivePowerW, MOON_GRAVITY_M_S2, ROBOT_TASKS, type RobotSpec } from './components/robot.ts';
export type { CalibrationSpec } from './components/calibration.ts';
export type { ComputerSpec } from './components/computer.ts';
export type { ConsumableSpec } from './components/consumable.ts';
export type { FeederSpec, Shedding } from './components/feeder.ts';
export type { InstrumentNeeds, SampleSpec, Use } from './components/instrument-use.ts';
export type { PartitionSpec } from './components/partition.ts';
export type { SampleStoreSpec } from './components/samples.ts';
export { STEFAN_BOLTZMANN, type CouplingSpec, type RadiatorSpec } from './components/thermal-coupling.ts';
export type { VisitSpec } from './components/visit.ts';
export { agedFraction, type AgeingSpec } from './components/battery-ageing.ts';
export type { BatteryTemperatureSpec } from './components/battery-temperature.ts';
export type { DustSpec } from './components/array-dust.ts';
export { fissionOutputW, type FissionSpec } from './components/fission.ts';
export { WATER_J_KG, type StorageSpec } from './components/storage.ts';
export type { Command, CommandReply, HeaterSetting, LoadState, RobotTask, Signal, SignalKind } from './commands.ts';
export type { Telemetry } from './telemetry.ts';
export { isValid, withinLimits, type TelemetryParameter } from './telemetry-parameter.ts';
export { telemetryParameters } from './telemetry-parameters.ts';
export { COMPONENTS, componentGuide, type ComponentEntry } from './component-library.ts';
export { drawFaults, type FaultEvent } from './faults.ts';
export { arrayPower, decay } from './power-sources.ts';
export { createStation, prepareSources, type Segment, type Station, type StationOptions } from './station.ts';
export type { DataAccount, EnergyAccount, HeatAccount, PartAccount } from './accounts.ts';
export type { DataLosses } from './loss-state.ts';
