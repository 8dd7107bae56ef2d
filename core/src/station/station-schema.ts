import { z } from 'zod';
import { arraySchema, arraySpec, mastSchema, mastSpec } from './components/array.ts';
import { batterySchema, batterySpec } from './components/battery.ts';
import { faultSchema, faultSpec } from './components/fault.ts';
import { computerSchema, computerSpec } from './components/computer.ts';
import { consumableSchema, consumableSpec } from './components/consumable.ts';
import { feederSchema, feederSpec, SHEDDING } from './components/feeder.ts';
import { partitionSchema, partitionSpec } from './components/partition.ts';
import { robotSchema, robotSpec } from './components/robot.ts';
import { sampleStoreSchema } from './components/samples.ts';
import { visitSchema, visitSpec } from './components/visit.ts';
import { fissionSchema, fissionSpec } from './components/fission.ts';
import { instrumentSchema, instrumentSpec } from './components/instrument.ts';
import { linkSchema, linkSpec } from './components/link.ts';
import { loadSchema, loadSpec } from './components/load.ts';
import { nodeSchema, nodeSpec } from './components/node.ts';
import { parameter, share, YEAR_S } from './components/parameter.ts';
import { radioisotopeSchema, radioisotopeSpec } from './components/radioisotope.ts';
import { storageSchema, storageSpec } from './components/storage.ts';
import { couplingSchema, couplingSpec } from './components/thermal-coupling.ts';
import { monitorSchema } from './monitor-schema.ts';
import { powerFaults } from './power-faults.ts';
import { referenceFaults } from './station-references.ts';
import type { StationSpec } from './station-spec.ts';

export const storeSchema = z
  .strictObject({
    capacity: parameter('data', 1, 1e18, 'of all data together').optional(),
    /** Instead of one capacity. */
    partitions: z.array(partitionSchema).min(1).optional(),
  })
  .refine(({ capacity, partitions }) => (capacity === undefined) !== (partitions === undefined), {
    error: 'the store needs its size (legal: either capacity or partitions)',
  });

export const policySchema = z.strictObject({
  reserve: share(0, 0.5, 'of the capacity planned for above the floor'),
  horizon: parameter('time', 86400, 5 * YEAR_S, 'of a plan'),
  monitor: parameter('time', 60, 86400, 'how often the executive compares telemetry with what it expects'),
  checkout: parameter('time', 0, 10 * 86400, 'after a wake-up, a restart or safe mode'),
  monitors: z.array(monitorSchema).optional(),
});

const storageOrder = z.strictObject({
  charge: z.array(z.string().min(1)).min(1),
  discharge: z.array(z.string().min(1)).min(1),
});

const stationFile = z.strictObject({
  name: z.string().min(1),
  masts: z.array(mastSchema).min(1),
  arrays: z.array(arraySchema),
  radioisotope: z.array(radioisotopeSchema).default([]),
  fission: z.array(fissionSchema).optional(),
  battery: batterySchema,
  storages: z.array(storageSchema).optional(),
  /** Ids of storages, `battery` among them; without it as declared, the battery first. */
  storageOrder: storageOrder.optional(),
  nodes: z.array(nodeSchema).default([]),
  couplings: z.array(couplingSchema).optional(),
  loads: z.array(loadSchema).min(1),
  store: storeSchema,
  links: z.array(linkSchema).default([]),
  instruments: z.array(instrumentSchema),
  feeders: z.array(feederSchema).optional(),
  shedding: z.enum(SHEDDING).optional(),
  computers: z.array(computerSchema).optional(),
  robots: z.array(robotSchema).optional(),
  consumables: z.array(consumableSchema).optional(),
  samples: sampleStoreSchema.optional(),
  visits: z.array(visitSchema).optional(),
  faults: z.array(faultSchema).default([]),
  policy: policySchema,
});

/** What people write in the section `station:`, checked field by field. */
export type StationFile = z.output<typeof stationFile>;

/** Section `station:` of the mission file; the output is in SI. */
export const stationSchema = stationFile
  .check((context) => {
    for (const { path, message, first } of [...referenceFaults(context.value), ...powerFaults(context.value)])
      context.issues.push({ code: 'custom', input: context.value, path: [...path], message, params: { first } });
  })
  .transform(toSpec);

function toSpec(file: StationFile): StationSpec {
  return {
    name: file.name,
    masts: file.masts.map(mastSpec),
    arrays: file.arrays.map(arraySpec),
    radioisotope: file.radioisotope.map(radioisotopeSpec),
    battery: batterySpec(file.battery),
    nodes: file.nodes.map(nodeSpec),
    loads: file.loads.map(loadSpec),
    store: storeSpec(file.store),
    links: file.links.map(linkSpec),
    instruments: file.instruments.map(instrumentSpec),
    faults: file.faults.map(faultSpec),
    policy: {
      reserveFraction: file.policy.reserve.si,
      horizonS: file.policy.horizon.si,
      monitorS: file.policy.monitor.si,
      checkoutS: file.policy.checkout.si,
      ...(file.policy.monitors && { monitors: file.policy.monitors }),
    },
    ...(file.fission && { fission: file.fission.map(fissionSpec) }),
    ...(file.storages && { storages: file.storages.map(storageSpec) }),
    ...(file.couplings && { couplings: file.couplings.map(couplingSpec) }),
    ...(file.feeders && { feeders: file.feeders.map(feederSpec) }),
    ...(file.shedding && { shedding: file.shedding }),
    ...(file.computers && { computers: file.computers.map(computerSpec) }),
    ...(file.robots && { robots: file.robots.map(robotSpec) }),
    ...(file.consumables && { consumables: file.consumables.map(consumableSpec) }),
    ...(file.samples && { samples: file.samples }),
    ...(file.visits && { visits: file.visits.map(visitSpec) }),
    ...(file.storageOrder && { storageOrder: file.storageOrder }),
  };
}

function storeSpec(store: z.output<typeof storeSchema>): StationSpec['store'] {
  if (store.partitions === undefined) return { capacityBit: store.capacity!.si };
  const partitions = store.partitions.map(partitionSpec);
  return { capacityBit: partitions.reduce((sum, { capacityBit }) => sum + capacityBit, 0), partitions };
}
