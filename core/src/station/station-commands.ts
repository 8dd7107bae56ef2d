import type { Command, CommandReply } from './commands.ts';
import { bookEnd } from './data-losses.ts';
import { fed, storeFailed, updateFlows } from './flows.ts';
import { signal, stored, updateSources, type Activity, type LinkState, type StationState } from './station-state.ts';

const ACCEPTED: CommandReply = { accepted: true };

/** Carries a command out at once, or says why not. Nothing changes when it is refused. */
export function applyCommand(state: StationState, command: Command): CommandReply {
  if (state.undervoltage && command.kind !== 'watchBattery' && command.kind !== 'watchSun')
    return refuse('the bus has no voltage');
  if (state.deadComputers > 0) return refuse('the computer is dead');
  for (const part of state.parts) {
    const reason = part.refuses();
    if (reason !== null) return refuse(reason);
  }
  const reply = change(state, command);
  if (reply.accepted) updateFlows(state);
  return reply;
}

/** A command for a component of the library. */
function changePart(state: StationState, command: Command & { readonly id: string }): CommandReply {
  for (const part of state.parts) {
    const reply = part.command(command);
    if (reply === null) continue;
    if (reply.accepted) updateSources(state);
    return reply;
  }
  return unknown(`component for the command "${command.kind}"`, command.id);
}

function change(state: StationState, command: Command): CommandReply {
  switch (command.kind) {
    case 'load': {
      const load = state.loads.find(({ spec }) => spec.id === command.id);
      if (load === undefined) return unknown('load', command.id);
      if (load.spec.essential && command.state === 'off') return refuse(`load "${command.id}" is essential`);
      load.state = command.state;
      return ACCEPTED;
    }
    case 'heater':
    case 'heaterUnit':
      return changeHeater(state, command);
    case 'link': {
      const link = state.links.find(({ spec }) => spec.id === command.id);
      if (link === undefined) return unknown('link', command.id);
      const user = command.on ? terminalUser(state, link) : undefined;
      if (user !== undefined) return refuse(`link "${user}" uses the terminal`);
      link.on = command.on;
      return ACCEPTED;
    }
    case 'feeder':
      return switchFeeder(state, command.id, command.on);
    case 'mode':
      return changeMode(state, command.activityId, command.mode);
    case 'start':
      return startActivity(state, command);
    case 'stop':
      return stopActivity(state, command.activityId) ? ACCEPTED : unknown('running activity', command.activityId);
    case 'watchBattery':
      state.watchFraction = command.fraction;
      state.aboveWatch = stored(state).energyJ >= command.fraction * stored(state).capacityJ;
      return ACCEPTED;
    case 'watchSun':
      state.sunWatchW = command.powerW;
      return ACCEPTED;
    case 'source':
    case 'clean':
    case 'calibrate':
    case 'robot':
      return changePart(state, command);
  }
}

function changeHeater(state: StationState, command: Extract<Command, { kind: 'heater' | 'heaterUnit' }>): CommandReply {
  const node = state.nodes.find(({ spec }) => spec.id === command.id);
  if (node === undefined) return unknown('thermal node', command.id);
  if (command.kind === 'heater' && command.setting === 'preheat' && node.spec.preheatK === undefined)
    return refuse(`node "${command.id}" has no set point to preheat to`);
  if (command.kind === 'heater') node.setting = command.setting;
  else if (command.unit >= node.spec.heaterUnits) return refuse(`node "${command.id}" has no heater ${command.unit}`);
  else node.unit = command.unit;
  return ACCEPTED;
}

function startActivity(state: StationState, command: Extract<Command, { kind: 'start' }>): CommandReply {
  const instrument = state.instruments.find(({ spec }) => spec.id === command.instrumentId);
  if (instrument === undefined) return unknown('instrument', command.instrumentId);
  if (instrument.faults > 0) return refuse(`instrument "${command.instrumentId}" is faulty`);
  if (instrument.running >= instrument.spec.count) return refuse(`instrument "${command.instrumentId}" is in use`);
  if (state.activities.has(command.activityId)) return refuse(`activity "${command.activityId}" runs already`);
  if (!fed(state, instrument.spec.feederId)) return refuse(`instrument "${command.instrumentId}" has no power`);
  if (command.dataRateBitS > 0 && storeFailed(state, instrument))
    return refuse(`there is no store for the data of "${command.instrumentId}"`);
  for (const part of state.parts) {
    const reason = part.mayStart(instrument.spec);
    if (reason !== null) return refuse(reason);
  }
  const { activityId: id, powerW, dataRateBitS } = command;
  begin(state, { id, instrument, powerW, dataRateBitS, startS: state.timeS });
  return ACCEPTED;
}

function begin(state: StationState, activity: Activity): void {
  state.activities.set(activity.id, activity);
  activity.instrument.running += 1;
  tellParts(state, activity, true);
}

function tellParts(state: StationState, activity: Activity, begins: boolean, goesOn = false): void {
  if (state.parts.length === 0) return;
  const { instrument, powerW, dataRateBitS, startS } = activity;
  for (const part of state.parts)
    part.activityChanged({ instrument: instrument.spec, powerW, dataRateBitS, startS, goesOn }, begins);
}

/** Another power and data rate from now on; the activity stays the same one. */
function changeMode(state: StationState, id: string, modeId: string): CommandReply {
  const activity = state.activities.get(id);
  if (activity === undefined) return unknown('running activity', id);
  const mode = activity.instrument.spec.modes?.find((one) => one.id === modeId);
  if (mode === undefined) return unknown('mode', modeId);
  const { powerW, dataRateBitS } = mode;
  const changed = { ...activity, powerW, dataRateBitS };
  // taken up before it is laid down, so that nobody takes it for an end of work
  tellParts(state, changed, true, true);
  tellParts(state, activity, false, true);
  state.activities.set(id, changed);
  return ACCEPTED;
}

function switchFeeder(state: StationState, id: string, on: boolean): CommandReply {
  const feeder = state.feeders.find(({ spec }) => spec.id === id);
  if (feeder === undefined) return unknown('feeder', id);
  feeder.on = on;
  for (const activity of [...state.activities.values()])
    if (!fed(state, activity.instrument.spec.feederId)) stopActivity(state, activity.id);
  return ACCEPTED;
}

/** Another link at the same terminal that is on. */
function terminalUser(state: StationState, { spec }: LinkState): string | undefined {
  if (spec.terminalId === undefined) return undefined;
  return state.links.find((link) => link.on && link.spec.id !== spec.id && link.spec.terminalId === spec.terminalId)
    ?.spec.id;
}

/** Takes an activity off its instrument; false when it does not run. The caller updates the flows. */
export function stopActivity(state: StationState, id: string): boolean {
  const activity = state.activities.get(id);
  if (activity === undefined) return false;
  bookEnd(state, activity);
  activity.instrument.running -= 1;
  state.activities.delete(id);
  tellParts(state, activity, false);
  return true;
}

/** The battery is empty, or what cannot be switched off draws more than it may give: the bus goes down until the arrays have charged it again, at least for `lockoutS`. */
export function loseBus(state: StationState, lockoutS = 0): void {
  state.lockedOutUntilS = state.timeS + lockoutS;
  layDown(state);
  state.undervoltage = true;
  for (const part of state.parts) part.busLost();
  updateFlows(state);
  signal(state, 'undervoltage', 'battery');
}

/** What relays fall back to by themselves, without voltage or without a computer that holds them: activities stop, links close, loads go to sleep, heaters to survival. */
export function layDown(state: StationState): void {
  for (const id of [...state.activities.keys()]) stopActivity(state, id);
  for (const link of state.links) link.on = false;
  for (const load of state.loads) load.state = load.spec.essential ? 'standby' : 'off';
  for (const node of state.nodes) node.setting = 'survive';
}

export function restoreBus(state: StationState): void {
  state.undervoltage = false;
  state.bootCount += 1;
  for (const part of state.parts) part.busRestored();
  updateFlows(state);
  signal(state, 'powerRestored', 'battery');
}

function refuse(reason: string): CommandReply {
  return { accepted: false, reason };
}

function unknown(what: string, id: string): CommandReply {
  return refuse(`there is no ${what} "${id}"`);
}
