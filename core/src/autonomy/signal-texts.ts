import type { Signal } from '../station/index.ts';
import type { LogEntry } from './executive-types.ts';
import type { NightHeating } from './night-course.ts';

/** What the log says about a signal of the station; null for those that are daily business. */
export function signalText({ kind, id }: Signal): { severity: LogEntry['severity']; text: string } | null {
  const known = TEXTS[kind];
  return known === undefined ? null : { severity: known[0], text: known[1].replace('{id}', id) };
}

const TEXTS: Partial<Record<Signal['kind'], readonly [LogEntry['severity'], string]>> = {
  belowFloor: ['alarm', 'battery fell under its floor'],
  aboveFloor: ['info', 'battery is above its floor again'],
  undervoltage: ['alarm', 'battery empty or overdrawn: the bus has no voltage'],
  powerRestored: ['warning', 'the arrays have charged the battery enough: the bus is back'],
  overload: ['alarm', '{id} tripped: the battery could not give what was drawn'],
  storeFull: ['warning', 'data store is full: what fills it has to stop'],
  partitionFull: ['warning', 'partition {id} of the data store is full: what fills it has to stop'],
  tooCold: ['alarm', '{id} is colder than its survival limit'],
  tooHot: ['alarm', '{id} is hotter than its survival limit'],
  temperatureRestored: ['info', '{id} is within its survival limits again'],
  storeFailed: ['alarm', '{id} is out of order: what it held is lost'],
  computerDead: ['alarm', '{id} is dead: nothing can be commanded'],
  batteryWatch: ['warning', 'battery passed its watch level'],
};

/** Signals after which telemetry is compared at once. */
export const URGENT: ReadonlySet<Signal['kind']> = new Set([
  'booted',
  'instrumentFault',
  'linkDown',
  'overload',
  'powerRestored',
  'tooCold',
  'tooHot',
  'batteryWatch',
  'storeFailed',
]);

/** What the log says when a sleeping station heats otherwise. */
export const HEATING_TEXTS: Readonly<Record<NightHeating, string>> = {
  survive: 'heaters hold survival temperatures again: the night has the energy for it',
  coast:
    'heaters wait until equipment is close to its survival limit: holding survival temperatures would empty the battery before the Sun is back',
  bank: 'heaters hold operating temperatures: the voltage will be lost in this night, and what is warmer then stays alive longer',
};
