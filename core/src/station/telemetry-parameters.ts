import { ROBOT_TASKS } from './components/robot.ts';
import { partParameters } from './part-parameters.ts';
import { parameterOf, type TelemetryParameter } from './telemetry-parameter.ts';
import type { StationSpec } from './station-spec.ts';
import type { Telemetry } from './telemetry.ts';

const LOAD_STATES = ['off', 'standby', 'on'] as const;
const HEATER_SETTINGS = ['off', 'survive', 'operate', 'preheat'] as const;
const NO_YES = ['no', 'yes'] as const;

/** Between centres of Earth and Moon 356,375 to 406,720 km (Meeus 1998, Astronomical Algorithms, ch. 50: extremes of 1500 to 2500), and by the Moon's radius nearer or farther from a place on it. */
const EARTH_LIGHT_TIME_S = { least: (356_375 - 1738) / 299_792.458, most: (406_720 + 1738) / 299_792.458 };
/** Light time of the farthest relay that a file may give, 120,000 km. */
const RELAY_MOST_S = 120_000 / 299_792.458;

/** Every parameter of every component of a station, in the order of its file. */
export function telemetryParameters(spec: StationSpec): TelemetryParameter[] {
  return [
    ...battery(spec),
    ...spec.arrays.map(({ id }) =>
      parameterOf(id, 'power', `Output of ${id}`, 'W', (t) => one(t.arrays, id)?.powerW ?? null),
    ),
    ...spec.nodes.flatMap(node),
    ...spec.loads.map(({ id, essential }) =>
      parameterOf(id, 'state', `State of ${id}`, '1', (t) => indexOf(LOAD_STATES, one(t.loads, id)?.state), {
        states: LOAD_STATES,
        ...(essential && { low: 1 }),
      }),
    ),
    ...spec.links.flatMap(({ id, route }) => [
      flag(id, 'on', `Link ${id} is on`, (t) => one(t.links, id)?.on),
      flag(id, 'locked', `Link ${id} has lock`, (t) => one(t.links, id)?.locked),
      parameterOf(
        id,
        'oneWayLightTimeS',
        `One-way light time of ${id}`,
        's',
        (t) => one(t.links, id)?.oneWayLightTimeS ?? null,
        {
          least: EARTH_LIGHT_TIME_S.least,
          most: EARTH_LIGHT_TIME_S.most + (route.kind === 'direct' ? 0 : RELAY_MOST_S),
        },
      ),
    ]),
    ...spec.instruments.flatMap(({ id, count }) => [
      flag(id, 'healthy', `${id} is sound`, (t) => one(t.instruments, id)?.healthy, 1),
      parameterOf(id, 'running', `Users of ${id}`, '1', (t) => one(t.instruments, id)?.running ?? null, {
        most: count,
      }),
    ]),
    ...(spec.feeders ?? []).flatMap(({ id, limitW }) => [
      flag(id, 'closed', `Feeder ${id} is closed`, (t) => one(t.feeders, id)?.closed),
      parameterOf(id, 'power', `Power behind feeder ${id}`, 'W', (t) => one(t.feeders, id)?.powerW ?? null, {
        high: limitW,
      }),
    ]),
    ...partParameters(spec, ROBOT_TASKS),
  ];
}

function battery(spec: StationSpec): TelemetryParameter[] {
  const { capacityJ, floorFraction } = spec.battery;
  const several = (spec.storages ?? []).length > 0;
  const ids = several ? ['battery', ...(spec.storages ?? []).map(({ id }) => id)] : [];
  const partitions = spec.store.partitions ?? [];
  return [
    parameterOf('station', 'stored', 'Stored energy', 'J', (t) => t.batteryJ, several ? {} : { low: floorFraction * capacityJ, most: capacityJ }),
    parameterOf('station', 'capacity', 'Capacity for energy', 'J', (t) => t.batteryCapacityJ),
    ...ids.flatMap((id) => [
      parameterOf(id, 'energy', `Energy in ${id}`, 'J', (t) => one(t.storages, id)?.energyJ ?? null, id === 'battery' ? { low: floorFraction * capacityJ } : {}),
      parameterOf(id, 'capacity', `Capacity of ${id}`, 'J', (t) => one(t.storages, id)?.capacityJ ?? null),
    ]),
    parameterOf('station', 'generation', 'Power in', 'W', (t) => t.generationW),
    parameterOf('station', 'load', 'Power out', 'W', (t) => t.loadW),
    parameterOf('station', 'bootCount', 'Starts of the computer', '1', (t) => t.bootCount, { least: 1 }),
    flag('station', 'undervoltage', 'The bus has no voltage', (t) => t.undervoltage, null, 0),
    parameterOf('store', 'stored', 'Data in the store', 'bit', (t) => t.storeBit, { most: spec.store.capacityBit }),
    ...partitions.map(({ id, capacityBit }) =>
      parameterOf(id, 'stored', `Data in ${id}`, 'bit', (t) => one(t.partitions, id)?.storedBit ?? null, { most: capacityBit }),
    ),
  ];
} // prettier-ignore

function node({ id, minK, maxK, heaterW, heaterUnits }: StationSpec['nodes'][number]): TelemetryParameter[] {
  return [
    parameterOf(id, 'temperature', `Temperature of ${id}`, 'K', (t) => one(t.nodes, id)?.tempK ?? null, { low: minK, high: maxK, least: 2.7, most: 1000 }),
    parameterOf(id, 'heater', `Heater of ${id}`, 'W', (t) => one(t.nodes, id)?.heaterW ?? null, { most: heaterW }),
    parameterOf(id, 'setting', `Setting of the heater of ${id}`, '1', (t) => indexOf(HEATER_SETTINGS, one(t.nodes, id)?.setting), { states: HEATER_SETTINGS }),
    parameterOf(id, 'unit', `Heater of ${id} in use`, '1', (t) => one(t.nodes, id)?.unit ?? null, { most: heaterUnits - 1 }),
  ];
} // prettier-ignore

function flag(
  component: string,
  name: string,
  title: string,
  read: (t: Telemetry) => boolean | undefined,
  low: number | null = null,
  high: number | null = null,
): TelemetryParameter {
  const value = (t: Telemetry) => {
    const said = read(t);
    return said === undefined ? null : Number(said);
  };
  return parameterOf(component, name, title, '1', value, { states: NO_YES, low, high });
}

function one<T extends { readonly id: string }>(list: readonly T[] | undefined, id: string): T | undefined {
  return list?.find((item) => item.id === id);
}

function indexOf<T>(names: readonly T[], name: T | undefined): number | null {
  return name === undefined ? null : names.indexOf(name);
}
