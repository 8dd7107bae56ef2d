import { parseDocument } from 'yaml';
import { z } from 'zod';
import { InputError } from '../../errors/index.ts';
import { parseYamlFile } from '../yaml-file.ts';

const faultSchema = z.strictObject({
  /** Days after the start. */
  day: z.number().min(0),
  component: z.string(),
  kind: z.string(),
  /** For so long; for good without it. */
  days: z.number().positive().optional(),
  effect: z.number().min(0).max(1).optional(),
});

const scenarioSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  about: z.string(),
  /** Mission file, relative to that of the scenarios. */
  mission: z.string(),
  days: z.number().min(1).max(20_000),
  seeds: z.array(z.int().min(0).max(0xffffffff)).min(1),
  site: z.strictObject({ latDeg: z.number().min(-90).max(90), lonDeg: z.number().min(-180).max(360) }).optional(),
  /** Fields of the mission file and their other values, by dotted path (`station.battery.capacity.value`; a number is a place in a list). */
  set: z.record(z.string(), z.unknown()).default({}),
  faults: z.array(faultSchema).default([]),
  noContact: z.strictObject({ fromDay: z.number().min(0), days: z.number().positive() }).optional(),
});

export type Scenario = z.output<typeof scenarioSchema>;

const fileSchema = z.strictObject({ openilrsChallenge: z.literal(1), scenarios: z.array(scenarioSchema).min(1) });

/** Reads a list of scenarios, JSON or YAML. @throws InputError as `parseYamlFile` */
export function parseScenarios(text: string, file: string): readonly Scenario[] {
  return parseYamlFile(fileSchema, text, file).scenarios;
}

/**
 * The text of a mission file with what a scenario changes.
 *
 * @param where the scenario, for messages
 * @throws InputError `CHALLENGE_FIELD` when it sets what the mission does not have
 */
export function scenarioMission(mission: string, { set, days }: Scenario, where: string): string {
  const document = parseDocument(mission);
  for (const [field, value] of Object.entries(set)) {
    const keys = field.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    // a section that may be left out may also be begun
    if (keys[0] !== 'campaign' && !document.hasIn(keys))
      throw new InputError('CHALLENGE_FIELD', `the mission has no ${field}`, { where, remedy: 'Correct the path' });
    document.setIn(keys, typeof value === 'object' && value !== null ? document.createNode(value) : value);
  }
  const start = String(document.getIn(['mission', 'start']));
  document.setIn(['mission', 'end'], new Date(Date.parse(start.slice(0, 10)) + days * 86_400_000).toISOString());
  return document.toString();
}
