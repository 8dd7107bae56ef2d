import { faultTargets, type FaultKind } from './fault-kinds.ts';
import { ids, unknown, type Fault } from './reference-fault.ts';
import { useFaults, type Users } from './use-references.ts';

/** The names in a `station:` section, whatever else it holds. */
interface Named extends Users {
  readonly masts: readonly { readonly id: string }[];
  readonly arrays: readonly { readonly id: string; readonly mast: string }[];
  readonly radioisotope: readonly { readonly id: string; readonly node: string }[];
  readonly nodes: readonly {
    readonly id: string;
    readonly mast: string;
    readonly survivalMin: { readonly si: number };
    readonly survivalMax: { readonly si: number };
    readonly heatSwitch?: { readonly on: { readonly si: number }; readonly off: { readonly si: number } } | undefined;
    readonly heater: {
      readonly operate: { readonly si: number };
      readonly survive: { readonly si: number };
      readonly preheat?: { readonly si: number } | undefined;
    };
  }[];
  readonly couplings?:
    | readonly {
        readonly id: string;
        readonly between: readonly [string, string];
        readonly heatSwitch?:
          { readonly on: { readonly si: number }; readonly off: { readonly si: number } } | undefined;
      }[]
    | undefined;
  readonly fission?: readonly { readonly id: string; readonly node?: string | undefined }[] | undefined;
  readonly battery: { readonly temperature?: { readonly node: string } | undefined };
  readonly storages?: readonly { readonly id: string }[] | undefined;
  readonly storageOrder?: { readonly charge: readonly string[]; readonly discharge: readonly string[] } | undefined;
  readonly loads: readonly { readonly id: string; readonly node?: string | undefined }[];
  readonly instruments: readonly { readonly id: string; readonly node?: string | undefined }[];
  readonly faults: readonly { readonly id: string; readonly component: string; readonly kind: string }[];
}

/** Ids that nobody declares, that are declared twice, and limits in the wrong order. */
export function referenceFaults(station: Named): Fault[] {
  const masts = ids(station.masts);
  const nodes = ids(station.nodes);
  const targets = faultTargets(station);
  return [
    ...twice(station),
    ...station.arrays.flatMap((a, i) => unknown(['arrays', i, 'mast'], a.mast, masts, 'mast')),
    ...station.nodes.flatMap((n, i) => [...unknown(['nodes', i, 'mast'], n.mast, masts, 'mast'), ...disorder(n, i)]),
    ...station.radioisotope.flatMap((r, i) => unknown(['radioisotope', i, 'node'], r.node, nodes, 'thermal node')),
    ...(station.couplings ?? []).flatMap((c, i) => couplingFaults(c, i, nodes)),
    ...useFaults(station),
    ...storageFaults(station),
    ...(station.battery.temperature === undefined
      ? []
      : unknown(['battery', 'temperature', 'node'], station.battery.temperature.node, nodes, 'thermal node')),
    ...(['loads', 'instruments', 'fission'] as const).flatMap((list) =>
      (station[list] ?? []).flatMap((one, i) =>
        one.node === undefined ? [] : unknown([list, i, 'node'], one.node, nodes, 'thermal node'),
      ),
    ),
    ...station.faults.flatMap((f, i) =>
      unknown(
        ['faults', i, 'component'],
        f.component,
        targets[f.kind as FaultKind],
        'component',
        ` with faults of kind ${f.kind}`,
      ),
    ),
  ];
}

function couplingFaults(
  { id, between, heatSwitch }: NonNullable<Named['couplings']>[number],
  i: number,
  nodes: readonly string[],
): Fault[] {
  const names = between.flatMap((name, k) => unknown(['couplings', i, 'between', k], name, nodes, 'thermal node'));
  const path = ['couplings', i];
  const self =
    between[0] === between[1]
      ? [{ path: [...path, 'between'], message: `coupling "${id}" joins "${between[0]}" to itself (legal: two nodes)` }]
      : [];
  const order =
    heatSwitch !== undefined && heatSwitch.off.si > heatSwitch.on.si
      ? [{ path: [...path, 'heatSwitch'], message: `"off" is above "on" (legal: off <= on)` }]
      : [];
  return [...names, ...self, ...order];
}

/** Orders of use name every storage once; the battery cannot be one of the further ones. */
function storageFaults({ storages = [], storageOrder }: Named): Fault[] {
  const names = ['battery', ...ids(storages)];
  const own = storages.flatMap(({ id }, i): Fault[] =>
    id === 'battery'
      ? [{ path: ['storages', i, 'id'], message: 'the id "battery" is that of the battery (legal: another id)' }]
      : [],
  );
  const orders = (['charge', 'discharge'] as const).flatMap((way): Fault[] => {
    const order = storageOrder?.[way];
    if (order === undefined || [...order].sort().join() === [...names].sort().join()) return [];
    return [
      {
        path: ['storageOrder', way],
        message: `the order is ${order.join(', ')} (legal: each of ${names.join(', ')} once)`,
      },
    ];
  });
  return [...own, ...orders];
}

/** A preheated node that other heat lifts by so much must not close its heat switch. */
const SWITCH_MARGIN_K = 5;

function disorder(node: Named['nodes'][number], i: number): Fault[] {
  const { survivalMin, survivalMax, heater, heatSwitch } = node;
  const switching = heatSwitch === undefined ? [] : [heatSwitch.off.si, heatSwitch.on.si];
  const ordered = [survivalMin.si, heater.survive.si, heater.operate.si, ...switching, survivalMax.si];
  const preheatK = heater.preheat?.si ?? heater.operate.si;
  const warmestK = heatSwitch === undefined ? survivalMax.si : heatSwitch.on.si - SWITCH_MARGIN_K;
  if (preheatK < heater.operate.si || preheatK > warmestK)
    return [
      {
        path: ['nodes', i, 'heater', 'preheat'],
        message: `node "${node.id}" is preheated to ${preheatK} K (legal: heater.operate, ${heater.operate.si} K, to ${heatSwitch === undefined ? 'survivalMax' : 'heatSwitch.on less 5 K, which would cool it'}, ${warmestK} K)`,
      },
    ];
  if (ordered.every((value, k) => k === 0 || value >= ordered[k - 1]!)) return [];
  return [
    {
      path: ['nodes', i, 'heater'],
      message: `temperatures of node "${node.id}" are ${ordered.join(', ')} K (legal: survivalMin <= heater.survive <= heater.operate <= heatSwitch.off <= heatSwitch.on <= survivalMax)`,
    },
  ];
}

function twice(station: Named): Fault[] {
  const seen = new Map<string, Fault['path']>();
  return (
    [
      'masts',
      'arrays',
      'radioisotope',
      'fission',
      'storages',
      'nodes',
      'couplings',
      'feeders',
      'computers',
      'robots',
      'consumables',
      'visits',
      'loads',
      'links',
      'instruments',
      'faults',
    ] as const
  ).flatMap((list) =>
    (station[list] ?? []).flatMap(({ id }, i) => {
      const key = list === 'masts' || list === 'nodes' || list === 'faults' ? `${list}:${id}` : id;
      const first = seen.get(key);
      const path = [list, i, 'id'];
      if (first !== undefined) return [{ path, message: `"${id}" is declared twice`, first }];
      seen.set(key, path);
      return [];
    }),
  );
}
