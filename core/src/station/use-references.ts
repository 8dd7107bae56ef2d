import { ids, unknown, type Fault } from './reference-fault.ts';

type Named = readonly { readonly id: string }[];

/** What names feeders, robots, partitions, consumables in a `station:` section. */
export interface Users {
  readonly feeders?: readonly { readonly id: string; readonly from: string }[] | undefined;
  readonly computers?: Named | undefined;
  readonly robots?: Named | undefined;
  readonly consumables?: Named | undefined;
  readonly samples?: object | undefined;
  readonly store: { readonly partitions?: Named | undefined };
  readonly nodes: readonly { readonly id: string; readonly feeder?: string | undefined }[];
  readonly loads: readonly { readonly id: string; readonly feeder?: string | undefined }[];
  readonly links: readonly {
    readonly id: string;
    readonly feeder?: string | undefined;
    readonly terminal?: string | undefined;
    readonly steps?: readonly unknown[] | undefined;
    readonly route: { readonly kind: string };
  }[];
  readonly instruments: readonly {
    readonly id: string;
    readonly feeder?: string | undefined;
    readonly robot?: string | undefined;
    readonly partition?: string | undefined;
    readonly uses?: readonly { readonly consumable: string }[] | undefined;
    readonly sample?: object | undefined;
  }[];
  readonly visits?:
    | readonly {
        readonly id: string;
        readonly node?: string | undefined;
        readonly uses: readonly { readonly consumable: string }[];
        readonly keepOut: readonly string[];
      }[]
    | undefined;
}

/** Names that nobody declares, feeders that run in a circle, and what needs something that the station has not. */
export function useFaults(station: Users): Fault[] {
  const { feeders = [], robots = [], consumables = [], visits = [] } = station;
  const nodes = ids(station.nodes);
  const partitions = station.store.partitions ?? [];
  const stocks = ids(consumables);
  const still = [...ids(station.instruments), ...ids(robots)];
  const uses = (path: Fault['path'], list: readonly { readonly consumable: string }[]) =>
    list.flatMap(({ consumable }, k) => unknown([...path, 'uses', k, 'consumable'], consumable, stocks, 'consumable'));
  return [
    ...feeders.flatMap((f, i) => (f.from === 'bus' ? [] : unknown(['feeders', i, 'from'], f.from, ['bus', ...ids(feeders)], 'feeder'))),
    ...circles(feeders),
    ...(['nodes', 'loads', 'links', 'instruments'] as const).flatMap((list) =>
      station[list].flatMap(({ feeder }, i) => named([list, i, 'feeder'], feeder, ids(feeders), 'feeder')),
    ),
    ...station.links.flatMap((link, i) => stepFaults(link, i)),
    ...station.instruments.flatMap((one, i) => [
      ...named(['instruments', i, 'robot'], one.robot, ids(robots), 'robot'),
      ...named(['instruments', i, 'partition'], one.partition, ids(partitions), 'partition'),
      ...uses(['instruments', i], one.uses ?? []),
      ...(one.sample !== undefined && station.samples === undefined
        ? [{ path: ['instruments', i, 'sample'], message: `instrument "${one.id}" takes samples and there is no room for any (legal: with a section samples)` }]
        : []),
    ]),
    ...visits.flatMap((visit, i) => [
      ...named(['visits', i, 'node'], visit.node, nodes, 'thermal node'),
      ...uses(['visits', i], visit.uses),
      ...visit.keepOut.flatMap((name, k) => unknown(['visits', i, 'keepOut', k], name, still, 'instrument or robot')),
    ]),
  ]; // prettier-ignore
}

function named(path: Fault['path'], name: string | undefined, known: readonly string[], what: string): Fault[] {
  return name === undefined ? [] : unknown(path, name, known, what);
}

/** Every feeder must lead to the bus. */
function circles(feeders: NonNullable<Users['feeders']>): Fault[] {
  const before = new Map(feeders.map(({ id, from }) => [id, from]));
  for (const [i, { id }] of feeders.entries()) {
    const way = [id];
    for (let next = before.get(id); next !== undefined && next !== 'bus'; next = before.get(next)) {
      way.push(next);
      // a circle is told once, at the first feeder of the file that lies on it
      if (next === id)
        return [{ path: ['feeders', i, 'from'], message: `the feeders run in a circle: ${way.join(' <- ')} (legal: every feeder leads to "bus")` }]; // prettier-ignore
      if (way.indexOf(next) < way.length - 1) break;
    }
  }
  return [];
}

function stepFaults({ id, steps, route }: Users['links'][number], i: number): Fault[] {
  if (steps === undefined || route.kind === 'direct') return [];
  return [
    {
      path: ['links', i, 'steps'],
      message: `link "${id}" has steps and a route of kind "${route.kind}" (legal: steps with a route of kind "direct")`,
    },
  ];
}
