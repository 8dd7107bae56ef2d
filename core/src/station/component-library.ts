import type { z } from 'zod';
import { SI_UNITS } from '../math/index.ts';
import { FAULT_KINDS, faultsOf } from './fault-kinds.ts';
import { arraySchema, mastSchema } from './components/array.ts';
import { batterySchema } from './components/battery.ts';
import { computerSchema } from './components/computer.ts';
import { consumableSchema } from './components/consumable.ts';
import { faultSchema } from './components/fault.ts';
import { feederSchema } from './components/feeder.ts';
import { fissionSchema } from './components/fission.ts';
import { instrumentSchema } from './components/instrument.ts';
import { linkSchema } from './components/link.ts';
import { loadSchema } from './components/load.ts';
import { nodeSchema } from './components/node.ts';
import type { ParameterFacts } from './components/parameter.ts';
import { radioisotopeSchema } from './components/radioisotope.ts';
import { robotSchema } from './components/robot.ts';
import { sampleStoreSchema } from './components/samples.ts';
import { storageSchema } from './components/storage.ts';
import { couplingSchema } from './components/thermal-coupling.ts';
import { visitSchema } from './components/visit.ts';
import { policySchema, storeSchema } from './station-schema.ts';

/** A component as the guide shows it; the table of its parameters comes from its schema. */
export interface ComponentEntry {
  /** Where it stands in the section `station:`. */
  readonly section: string;
  readonly law: string;
  readonly schema: z.ZodType;
  readonly telemetry: string;
  readonly commands: string;
}

const entry = (section: string, schema: z.ZodType, law: string, telemetry = '', commands = '') => {
  return { section, schema, law, telemetry, commands } satisfies ComponentEntry;
};

/** The library, in the order of the guide. */
export const COMPONENTS: readonly ComponentEntry[] = [
  entry('masts[]', mastSchema, 'A place with its own skyline; arrays and sinks take their light from it.'),
  entry('arrays[]', arraySchema, 'Light × 1361 W/m² × area × efficiency × health; fixed panels by the cosine, dust by the day.', 'power; dust: loss, cleaning', 'clean'),
  entry('radioisotope[]', radioisotopeSchema, 'Output and heat halve with the isotope.'),
  entry('fission[]', fissionSchema, 'Steady output falls in a straight line; changes of level are ramps; a trip is at once.', 'power, level, running', 'source'),
  entry('battery', batterySchema, 'Quadratic energy between events; ageing linear in years and cycles, booked daily; cold in steps by the temperature of its node.', 'stored, capacity; health, cycles, factors', 'watchBattery'),
  entry('storages[]', storageSchema, 'As the battery; used in the declared order, down to the reserve, then to empty.', 'energy, capacity'),
  entry('feeders[]', feederSchema, 'A branch with switch and breaker; what passes is divided by its efficiency; over the limit users are shed by its order.', 'closed, power', 'feeder'),
  entry('nodes[]', nodeSchema, '`C dT/dt = heater + dissipation − G (T − Tsink) − radiator`, sink by the light; the heater holds its set point.', 'temperature, heater, setting, unit', 'heater, heaterUnit'),
  entry('couplings[]', couplingSchema, 'Heat between two nodes, `G (Ta − Tb)`; a heat switch changes G.'),
  entry('loads[]', loadSchema, 'Constant power on, in standby or off.', 'state', 'load'),
  entry('store', storeSchema, 'Straight lines; what does not fit is lost and counted, nothing is overwritten.', 'stored'),
  entry('links[]', linkSchema, 'Sends from the store while on, in its window and sound; partitions in their order; rates by steps.', 'on, locked, oneWayLightTimeS (to the ground, from the almanac)', 'link'),
  entry('instruments[]', instrumentSchema, 'Constant power and data rate at work.', 'healthy, running; calibrated, calibrating, uncalibrated', 'start, stop, mode, calibrate'),
  entry('computers[]', computerSchema, 'A reset stops activities, closes links and loses what was made since the last checkpoint; no command until it has booted.', 'resets, booting, unsaved'),
  entry('robots[]', robotSchema, 'Own battery, charged at its dock; drives by slope, digs, carries instruments.', 'energy, task, distance, dug, healthy', 'robot'),
  entry('consumables[]', consumableSchema, 'Used up at steady rates; what uses it stops when it is gone.', 'left, rate'),
  entry('samples', sampleStoreSchema, 'Room for the samples that instruments with `sample` take.', 'count, mass'),
  entry('visits[]', visitSchema, 'A crew draws power, warms a node, uses consumables, and keeps instruments and robots still.', 'present'),
  entry('faults[]', faultSchema, 'Poisson arrivals, exponential durations, a stream of random numbers each.'),
  entry('policy', policySchema, 'How the executive runs the station.'),
]; // prettier-ignore

/** The reference of the library in Markdown: for each component its law, telemetry, commands, faults and parameters with unit, legal range and default. */
export function componentGuide(): string {
  return COMPONENTS.map(({ section, law, schema, telemetry, commands }) => {
    const faults = faultsOf(section).map((kind) => `\`${kind}\` (${FAULT_KINDS[kind].law})`);
    const says = [
      telemetry && `Telemetry: ${telemetry}.`,
      commands && `Commands: ${commands}.`,
      faults.length > 0 && `Faults: ${faults.join('; ')}.`,
    ].filter(Boolean);
    const rows = parametersOf(schema).map((row) => `| ${row.join(' | ')} |`);
    const table = ['| parameter | what | unit | legal | default |', '|---|---|---|---|---|', ...rows];
    return [`### \`${section}\``, '', [law, ...says].join(' '), '', ...table].join('\n');
  }).join('\n\n');
}

type Row = readonly [name: string, what: string, unit: string, legal: string, preset: string];

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly items?: readonly z.ZodType[];
  readonly options?: readonly z.ZodType[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly defaultValue?: unknown;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
}

const definitionOf = (schema: z.ZodType) => schema.def as unknown as Definition;

/** One row for each number or word that a file may hold, by its path within the component. */
function parametersOf(schema: z.ZodType, path = '', preset = 'needed'): Row[] {
  const facts = schema.meta()?.['facts'] as ParameterFacts | undefined;
  if (facts !== undefined) return [quantityRow(path, facts, preset)];
  const def = definitionOf(schema);
  switch (def.type) {
    case 'optional':
      return parametersOf(def.innerType!, path, 'may be left out');
    case 'default':
    case 'prefault':
      return parametersOf(def.innerType!, path, presetText(def.defaultValue));
    case 'pipe':
      return parametersOf(def.in!, path, preset);
    case 'array':
      return parametersOf(def.element!, `${path}[]`, preset);
    case 'union':
      return unionRows(def.options!, path, preset);
    case 'object':
      return Object.entries(def.shape!).flatMap(([key, inner]) =>
        parametersOf(inner, path === '' ? key : `${path}.${key}`, preset === 'may be left out' ? preset : 'needed'),
      );
    default:
      return [[`\`${path}\``, '', '', wordsOf(def), preset]];
  }
}

/** Alternatives with a `kind` are told apart by it; what all have is told once. */
function unionRows(options: readonly z.ZodType[], path: string, preset: string): Row[] {
  const seen = new Set<string>();
  return options
    .flatMap((option) => parametersOf(option, path, preset))
    .filter((row) => {
      const key = row.join();
      const known = seen.has(key);
      seen.add(key);
      return !known;
    });
}

function quantityRow(path: string, { dimension, minSi, maxSi, text }: ParameterFacts, preset: string): Row {
  const unit = Object.keys(SI_UNITS[dimension])[0]!;
  const legal = `${short(minSi)} to ${short(maxSi)}`;
  return [`\`${path}\``, text, Object.keys(SI_UNITS[dimension]).join(', '), unit === '1' ? legal : `${legal} ${unit}`, preset];
} // prettier-ignore

function presetText(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'unit' in value) {
    const { value: number, unit, source } = value as { value: number; unit: string; source: string };
    return `${number}${unit === '1' ? '' : ` ${unit}`} (${source})`;
  }
  return Array.isArray(value) ? 'none' : String(value);
}

function wordsOf({ type, entries, values }: Definition): string {
  if (entries !== undefined) return Object.values(entries).join(', ');
  if (values !== undefined) return values.join(', ');
  return { string: 'text', number: 'number', int: 'whole number', boolean: 'true, false', tuple: 'two ids' }[type] ?? type;
} // prettier-ignore

function short(value: number): string {
  return Number(value.toPrecision(4)).toString().replace('e+', 'e');
}
