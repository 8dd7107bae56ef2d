import type { Shedding } from './components/feeder.ts';
import { feederOf, loadW, updateFlows } from './flows.ts';
import { stopActivity } from './station-commands.ts';
import { signal, type FeederState, type StationState } from './station-state.ts';

/** Somebody who can be taken off the bus. */
interface User {
  readonly id: string;
  readonly powerW: number;
  /** Activities 0, loads 1, links 2; within a kind by `rank`, the first to go first. */
  readonly kind: 0 | 1 | 2;
  readonly rank: number;
  readonly shedPriority: number;
  readonly takeOff: () => void;
}

/** The hardware's own last resort when more is drawn than can be given: takes off one user, by the declared order; false when only essential ones are left. */
export function tripOne(state: StationState, behind: FeederState | null = null): boolean {
  const order = behind?.spec.shedding ?? state.spec.shedding ?? 'activities';
  const [first] = usersOf(state, behind).sort(ORDER[order]);
  if (first === undefined) return false;
  first.takeOff();
  signal(state, 'overload', first.id);
  updateFlows(state);
  return true;
}

/** A feeder whose breaker has more to carry than it may; null when there is none. */
export function overloaded({ feeders }: StationState): FeederState | null {
  return (
    feeders.find((feeder) => feeder.on && feeder.powerW + feeder.ratedW > feeder.spec.limitW * (1 + 1e-12)) ?? null
  );
}

/** Sheds one user of an overloaded feeder; opens it when only essential ones are left. */
export function relieve(state: StationState, feeder: FeederState): void {
  if (tripOne(state, feeder)) return;
  openFeeder(state, feeder);
}

/** What loses its power with a feeder stops. */
export function openFeeder(state: StationState, feeder: FeederState): void {
  feeder.on = false;
  stopBehind(state, feeder);
  signal(state, 'feederTrip', feeder.spec.id);
  updateFlows(state);
}

export function stopBehind(state: StationState, feeder: FeederState): void {
  for (const { id, instrument } of [...state.activities.values()])
    if (hangsOn(state, instrument.spec.feederId, feeder)) stopActivity(state, id);
}

const kindFirst = (a: User, b: User) => a.kind - b.kind || a.rank - b.rank;

const ORDER: Readonly<Record<Shedding, (a: User, b: User) => number>> = {
  activities: kindFirst,
  priority: (a, b) => a.shedPriority - b.shedPriority || kindFirst(a, b),
  largestFirst: (a, b) => b.powerW - a.powerW || kindFirst(a, b),
  smallestFirst: (a, b) => a.powerW - b.powerW || kindFirst(a, b),
};

function usersOf(state: StationState, behind: FeederState | null): User[] {
  const on = (feederId: string | undefined) => behind === null || hangsOn(state, feederId, behind);
  const activities = [...state.activities.values()]
    .filter(({ instrument }) => instrument.spec.robotId === undefined && on(instrument.spec.feederId))
    .map(({ id, powerW }, i): User => {
      // it knows no science: the activity begun last goes first
      return { id, powerW, kind: 0, rank: -i, shedPriority: 0, takeOff: () => stopActivity(state, id) };
    });
  const loads = state.loads
    .filter(({ spec, state: now }) => !spec.essential && now !== 'off' && on(spec.feederId))
    .map((load): User => {
      const { id, shedPriority } = load.spec;
      const takeOff = () => (load.state = 'off');
      return { id, powerW: loadW(load), kind: 1, rank: shedPriority, shedPriority, takeOff };
    });
  const links = state.links
    .filter((link) => link.on && on(link.spec.feederId))
    .map((link, i): User => {
      const { id, powerW } = link.spec;
      return { id, powerW, kind: 2, rank: i, shedPriority: 10, takeOff: () => (link.on = false) };
    });
  return [...activities, ...loads, ...links];
}

function hangsOn(state: StationState, feederId: string | undefined, behind: FeederState): boolean {
  if (feederId === undefined) return false;
  for (let feeder: FeederState | null = feederOf(state, feederId); feeder !== null; feeder = feeder.from)
    if (feeder === behind) return true;
  return false;
}
