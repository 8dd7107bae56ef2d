import type { Command, CommandReply } from './commands.ts';
import { signal, stored, updateFlows, updateSources, type StationState } from './station-state.ts';

const ACCEPTED: CommandReply = { accepted: true };

/** Carries a command out at once, or says why not. Nothing changes when it is refused. */
export function applyCommand(state: StationState, command: Command): CommandReply {
  if (state.undervoltage && command.kind !== 'watchBattery' && command.kind !== 'watchSun')
    return refuse('the bus has no voltage');
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
      link.on = command.on;
      return ACCEPTED;
    }
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
      return changePart(state, command);
  }
}

function changeHeater(state: StationState, command: Extract<Command, { kind: 'heater' | 'heaterUnit' }>): CommandReply {
  const node = state.nodes.find(({ spec }) => spec.id === command.id);
  if (node === undefined) return unknown('thermal node', command.id);
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
  const { activityId: id, powerW, dataRateBitS } = command;
  state.activities.set(id, { id, instrument, powerW, dataRateBitS });
  instrument.running += 1;
  return ACCEPTED;
}

/** Takes an activity off its instrument; false when it does not run. The caller updates the flows. */
export function stopActivity(state: StationState, id: string): boolean {
  const activity = state.activities.get(id);
  if (activity === undefined) return false;
  activity.instrument.running -= 1;
  return state.activities.delete(id);
}

/** The hardware's own last resort when the battery cannot give what is drawn: takes off one user; false when only essential ones are left. It knows no science: the
 * activity begun last goes first, then loads by their shed priority, then links. */
export function tripOne(state: StationState): boolean {
  const activity = [...state.activities.keys()].at(-1);
  const load = state.loads
    .filter(({ spec, state: now }) => !spec.essential && now !== 'off')
    .sort((a, b) => a.spec.shedPriority - b.spec.shedPriority)[0];
  const link = state.links.find(({ on }) => on);
  if (activity !== undefined) {
    stopActivity(state, activity);
    signal(state, 'overload', activity);
  } else if (load !== undefined) {
    load.state = 'off';
    signal(state, 'overload', load.spec.id);
  } else if (link !== undefined) {
    link.on = false;
    signal(state, 'overload', link.spec.id);
  } else return false;
  updateFlows(state);
  return true;
}

/** The battery is empty: the bus goes down until the arrays have charged it again. */
export function loseBus(state: StationState): void {
  for (const id of [...state.activities.keys()]) stopActivity(state, id);
  for (const link of state.links) link.on = false;
  for (const load of state.loads) load.state = load.spec.essential ? 'standby' : 'off';
  for (const node of state.nodes) node.setting = 'survive';
  for (const part of state.parts) part.busLost();
  state.undervoltage = true;
  updateFlows(state);
  signal(state, 'undervoltage', 'battery');
}

export function restoreBus(state: StationState): void {
  state.undervoltage = false;
  state.bootCount += 1;
  updateFlows(state);
  signal(state, 'powerRestored', 'battery');
}

function refuse(reason: string): CommandReply {
  return { accepted: false, reason };
}

function unknown(what: string, id: string): CommandReply {
  return refuse(`there is no ${what} "${id}"`);
}
