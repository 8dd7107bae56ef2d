import type { StationSpec } from './station-spec.ts';
import type { Telemetry } from './telemetry.ts';
import { parameterOf, type ParameterLimits, type TelemetryParameter } from './telemetry-parameter.ts';

type Row = readonly [name: string, title: string, unit: string, facts?: ParameterLimits];

const YES: ParameterLimits = { states: ['no', 'yes'] };

/** Parameters of the further components, by the names under which each is read. */
export function partParameters(spec: StationSpec, robotTasks: readonly string[]): TelemetryParameter[] {
  const storages = (spec.storages ?? []).filter(({ ageing }) => ageing !== null).map(({ id }) => id);
  const ageing = [...(spec.battery.ageing === undefined ? [] : ['battery']), ...storages];
  return [
    ...(spec.fission ?? []).flatMap(({ id, electricW }) =>
      rows(id, id, [
        ['power', 'output', 'W', { most: electricW * (1 + 1e-9) }],
        ['level', 'level', '1', { most: 1 }],
        ['running', 'is running', '1', YES],
      ]),
    ),
    ...spec.arrays.flatMap(({ id, dust }) =>
      dust === undefined
        ? []
        : rows(id, `${id}-dust`, [['loss', 'loss by dust', '1', { most: dust.mostLoss }], ['cleaning', 'is being cleaned', '1', YES]]),
    ),
    ...ageing.flatMap((id) =>
      rows(id, `${id}-ageing`, [['health', 'capacity left by age', '1', { most: 1 }], ['cycles', 'full cycles', '1']]),
    ),
    ...(spec.battery.temperature === undefined
      ? []
      : rows('battery', 'battery-temperature', [
          ['capacityFactor', 'capacity by temperature', '1', { most: 1 }],
          ['chargeFactor', 'charging power by temperature', '1', { most: 1 }],
          ['dischargeFactor', 'discharging power by temperature', '1', { most: 1 }],
        ])),
    ...(spec.computers ?? []).flatMap(({ id, units = 1 }) => rows(id, id, [['resets', 'resets', '1'], ['sound', 'sound units', '1', { low: 1, most: units }], ['booting', 'is booting', '1', { ...YES, high: 0 }], ['unsaved', 'data lost by resets', 'bit']])),
    ...(spec.robots ?? []).flatMap(({ id, cell }) =>
      rows(id, id, [
        ['energy', 'energy', 'J', { low: cell.floorFraction * cell.capacityJ, most: cell.capacityJ }],
        ['fraction', 'battery', '1', { low: cell.floorFraction, most: 1 }],
        ['task', 'task', '1', { states: robotTasks }],
        ['working', 'instruments at work', '1'],
        ['distance', 'distance driven', 'm'],
        ['dug', 'regolith moved', 'kg'],
        ['healthy', 'is sound', '1', { ...YES, low: 1 }],
      ]),
    ),
    ...(spec.consumables ?? []).flatMap(({ id, amountKg }) => rows(id, id, [['left', 'left', 'kg', { most: amountKg }], ['leaked', 'lost by leaks', 'kg', { most: amountKg }], ['rate', 'rate of use', 'kg/s']])),
    ...(spec.samples === undefined ? [] : rows('samples', 'samples', [['count', 'number', '1', { most: spec.samples.places }], ['mass', 'mass', 'kg']])),
    ...spec.instruments.flatMap(({ id, calibration }) =>
      calibration === undefined
        ? []
        : rows(id, `${id}-calibration`, [
            ['calibrated', 'is calibrated', '1', YES],
            ['calibrating', 'is being calibrated', '1', YES],
            ['uncalibrated', 'data without calibration', 'bit'],
          ]),
    ),
    ...(spec.visits ?? []).flatMap(({ id }) => rows(id, id, [['present', 'crew is there', '1', YES]])),
  ];
} // prettier-ignore

function rows(component: string, part: string, list: readonly Row[]): TelemetryParameter[] {
  return list.map(([name, title, unit, facts]) => {
    const read = (t: Telemetry) => t.parts?.[part]?.[name] ?? null;
    return parameterOf(component, name, `${component}: ${title}`, unit, read, facts);
  });
}
