import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { LogEntry } from '../autonomy/index.ts';
import type { StationEvent } from './results/operate-result.ts';

/**
 * The event log of a run: lines of JSON, chained by digests.
 *
 *     line 0   {"seq":0, ... "type":"runStarted", "values":{missionId, seed, software, command, "input ..."}, "prev": genesis}
 *     line k   {"seq":k, ...,                                                                     "prev": SHA-256 of line k-1}
 *     last     {"seq":n, ... "type":"runEnded", ...,                                              "prev": SHA-256 of line n-1}
 *
 * `genesis` is the SHA-256 of the JSON array `["openilrs event log", 1, missionId, seed, software]`; a line is digested as its UTF-8 bytes without the line feed. Whoever changes a line, takes one out
 * or puts one in breaks the chain at the next; a log that is cut short lacks its last line.
 */
export interface LogHeader {
  readonly missionId: string;
  readonly seed: number;
  readonly software: string;
  readonly command: string;
  /** Name and SHA-256 of each input. */
  readonly inputs: Readonly<Record<string, string>>;
}

export const RUN_STARTED = 'runStarted';
export const RUN_ENDED = 'runEnded';
const INPUT = 'input ';

export function genesisDigest({
  missionId,
  seed,
  software,
}: Pick<LogHeader, 'missionId' | 'seed' | 'software'>): string {
  return digest(JSON.stringify(['openilrs event log', 1, missionId, seed, software]));
}

/** What changes while a log is written. */
interface LogState {
  seq: number;
  prev: string;
  /** How many of the simulation's own entries are written. */
  told: number;
}

/** Writes the log of a run in the order of time: what the executive says, and between it what the simulation knows beforehand (`truth`, by time). */
export class EventLog {
  readonly events: StationEvent[] = [];
  readonly lines: string[] = [];
  readonly state: LogState;
  readonly #truth: readonly LogEntry[];
  readonly #utc: (et: number) => string;

  constructor(header: LogHeader, startEt: number, truth: readonly LogEntry[], utc: (et: number) => string) {
    this.#truth = truth;
    this.#utc = utc;
    this.state = { seq: 0, prev: genesisDigest(header), told: 0 };
    const { missionId, seed, software, command, inputs } = header;
    const values: Record<string, number | string> = { missionId, seed, software, command };
    for (const [name, sha] of Object.entries(inputs)) values[`${INPUT}${name}`] = sha;
    this.#write({ et: startEt, severity: 'info', source: 'simulation', type: RUN_STARTED, text: `mission ${missionId} begins, seed ${seed}`, values }); // prettier-ignore
  }

  append(entry: LogEntry): void {
    this.#tellUntil(entry.et);
    this.#write(entry);
  }

  end(endEt: number): void {
    this.#tellUntil(Infinity);
    const text = `the run ends after ${this.state.seq + 1} entries`;
    this.#write({ et: endEt, severity: 'info', source: 'simulation', type: RUN_ENDED, text });
  }

  /** Takes up a log that was left: its lines so far, as they were written. */
  resume(state: LogState, lines: readonly string[]): void {
    this.lines.splice(0, Infinity, ...lines);
    this.events.splice(0, Infinity, ...lines.map((line) => JSON.parse(line) as StationEvent));
    Object.assign(this.state, state);
  }

  text(): string {
    return this.lines.map((line) => `${line}\n`).join('');
  }

  #tellUntil(et: number): void {
    for (; this.state.told < this.#truth.length && this.#truth[this.state.told]!.et <= et; this.state.told += 1)
      this.#write(this.#truth[this.state.told]!);
  }

  #write({ et, severity, source, type, text, values }: LogEntry): void {
    const { seq, prev } = this.state;
    const event: StationEvent = {
      seq,
      et: Math.round(et * 1e6) / 1e6,
      utc: this.#utc(et),
      severity,
      source,
      type,
      text,
      ...(values && { values }),
      prev,
    };
    const line = JSON.stringify(event);
    this.events.push(event);
    this.lines.push(line);
    this.state.seq += 1;
    this.state.prev = digest(line);
  }
}

export function digest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

export interface LogCheck {
  readonly entries: number;
  readonly header: LogHeader | null;
  /** The first line, counted from 1, that does not hold, and why; null when the whole log does. */
  readonly broken: { readonly line: number; readonly why: string } | null;
}

/** Follows the chain of a log from its first line to its last. Never throws: a file that is no log at all is broken at line 1. */
export function checkEventLog(text: string): LogCheck {
  const lines = text.split('\n');
  const whole = lines.at(-1) === '';
  if (whole) lines.pop();
  const broken = (i: number, why: string, header: LogHeader | null) => ({ entries: i, header, broken: { line: i + 1, why } }); // prettier-ignore
  const first = parse(lines[0] ?? '');
  const header = first === null ? null : headerOf(first);
  if (header === null) return broken(0, `is not the first line of an event log (type "${RUN_STARTED}" with mission, seed and software)`, null); // prettier-ignore
  let prev = genesisDigest(header);
  let last: StationEvent = first!;
  for (const [i, line] of lines.entries()) {
    const event = parse(line);
    if (event === null) return broken(i, 'is not an entry of an event log', header);
    if (event.prev !== prev)
      return broken(i, i === 0 ? 'does not carry the digest of its mission, seed and software' : `does not carry the digest of line ${i}: one of the two was changed, or lines between them are missing`, header); // prettier-ignore
    if (event.seq !== i) return broken(i, `is numbered ${event.seq}, not ${i}`, header);
    if (event.et < last.et) return broken(i, 'lies before the line before it', header);
    prev = digest(line);
    last = event;
  }
  if (last.type !== RUN_ENDED || !whole) return broken(lines.length, `is missing: the log is cut short, its last line must be "${RUN_ENDED}"`, header); // prettier-ignore
  return { entries: lines.length, header, broken: null };
}

function parse(line: string): StationEvent | null {
  try {
    const event = JSON.parse(line) as Partial<StationEvent> | null;
    const fits = typeof event?.seq === 'number' && typeof event.et === 'number' && typeof event.type === 'string';
    return fits ? (event as StationEvent) : null;
  } catch {
    return null;
  }
}

/** The header in the first event of a log; null when that is no header. */
export function headerOf({ type, values = {} }: StationEvent): LogHeader | null {
  const { missionId, seed, software, command } = values;
  if (type !== RUN_STARTED || typeof seed !== 'number') return null;
  if (typeof missionId !== 'string' || typeof software !== 'string' || typeof command !== 'string') return null;
  const inputs = Object.entries(values).flatMap(([name, sha]) =>
    name.startsWith(INPUT) ? [[name.slice(INPUT.length), String(sha)] as const] : [],
  );
  return { missionId, seed, software, command, inputs: Object.fromEntries(inputs) };
}

/** The first entry, counted from 0, in which two logs differ; null when they are the same. */
export function firstDifference(a: readonly string[], b: readonly string[]): number | null {
  const i = a.findIndex((line, k) => line !== b[k]);
  return i >= 0 ? i : b.length > a.length ? a.length : null;
}
