import { InputError } from '../errors/index.ts';
import { readCsv } from './csv.ts';

export type Confidence = 'high' | 'medium' | 'low';

/** A row of `ilrs_members.csv`. */
export interface Member {
  readonly party: string;
  readonly kind: string;
  readonly joined: string;
  readonly source: string;
  readonly confidence: Confidence;
}

/** A row of `ilrs_missions.csv`: the plan of 2021 against what is known. */
export interface MissionRow {
  readonly mission: string;
  readonly phase: string;
  readonly agency: string;
  readonly plannedDate2021: string;
  readonly latestStatus: string;
  readonly statusAsOf: string;
  readonly role: string;
  readonly keyNumbers: string;
  readonly source: string;
  readonly confidence: Confidence;
  readonly note: string;
}

/** A row of `instruments.csv`; what is not published is null. */
export interface InstrumentRow {
  readonly mission: string;
  readonly element: string;
  readonly instrument: string;
  readonly provider: string;
  readonly spec: string;
  readonly massKg: number | null;
  /** As published, e.g. `30 nominal / 50 max`. */
  readonly powerW: string | null;
  readonly data: string | null;
  readonly source: string;
  readonly confidence: Confidence;
  readonly note: string;
}

/** Parties of the ILRS. @throws InputError see {@link readCsv}, `CSV_VALUE` for an unknown confidence */
export function readMembers(text: string, file = 'ilrs_members.csv'): Member[] {
  return table(text, file, ['party', 'kind', 'joined', 'source', 'confidence']).map((row, i) => ({
    party: row['party']!,
    kind: row['kind']!,
    joined: row['joined']!,
    source: row['source']!,
    confidence: confidence(row, file, i),
  }));
}

/** Missions of the route map as the table has them. @throws InputError as {@link readMembers} */
export function readMissions(text: string, file = 'ilrs_missions.csv'): MissionRow[] {
  const columns = [
    'mission',
    'phase',
    'agency',
    'planned_date_guide_2021',
    'latest_known_status',
    'status_asof',
    'role',
  ];
  return table(text, file, [...columns, 'key_numbers', 'source', 'confidence', 'note']).map((row, i) => ({
    mission: row['mission']!,
    phase: row['phase']!,
    agency: row['agency']!,
    plannedDate2021: row['planned_date_guide_2021']!,
    latestStatus: row['latest_known_status']!,
    statusAsOf: row['status_asof']!,
    role: row['role']!,
    keyNumbers: row['key_numbers']!,
    source: row['source']!,
    confidence: confidence(row, file, i),
    note: row['note']!,
  }));
}

/** Published payloads. @throws InputError as {@link readMembers} */
export function readInstruments(text: string, file = 'instruments.csv'): InstrumentRow[] {
  const columns = ['mission', 'element', 'instrument', 'provider', 'function_or_spec', 'mass_kg', 'power_w', 'data'];
  return table(text, file, [...columns, 'source', 'confidence', 'note']).map((row, i) => ({
    mission: row['mission']!,
    element: row['element']!,
    instrument: row['instrument']!,
    provider: row['provider']!,
    spec: row['function_or_spec']!,
    massKg: row['mass_kg'] === '' ? null : Number(row['mass_kg']),
    powerW: row['power_w'] || null,
    data: row['data'] || null,
    source: row['source']!,
    confidence: confidence(row, file, i),
    note: row['note']!,
  }));
}

function table(text: string, file: string, columns: readonly string[]): Record<string, string>[] {
  const rows = readCsv(text, file);
  const missing = columns.find((name) => rows[0] !== undefined && !(name in rows[0]));
  if (missing === undefined) return rows;
  throw new InputError('CSV_COLUMNS', `column "${missing}" is missing`, {
    where: `${file}:1`,
    legal: columns.join(', '),
  });
}

function confidence(row: Record<string, string>, file: string, index: number): Confidence {
  const value = row['confidence'];
  if (value === 'high' || value === 'medium' || value === 'low') return value;
  throw new InputError('CSV_VALUE', `confidence "${value}"`, {
    where: `${file}: row ${index + 1} after the header`,
    legal: 'high, medium, low',
  });
}
