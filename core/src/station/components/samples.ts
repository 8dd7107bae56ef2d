import { z } from 'zod';
import type { SampleSpec } from './instrument-use.ts';
import { parameter } from './parameter.ts';
import { noFlow, quietPart, type Part, type PartHost } from './part.ts';

/** Room for samples. An instrument with `sample` lays one in it for each execution that lasted at least as long as a sample takes; without room it cannot start. */
export interface SampleStoreSpec {
  readonly places: number;
}

export const sampleStoreSchema = z.strictObject({ places: z.int().min(1).max(100_000) });

export const sampleSchema = z.strictObject({
  mass: parameter('mass', 0, 1e3, 'of one sample'),
  takes: parameter('time', 0, 1e8, 'least duration of an execution that yields one'),
});

export function sampleSpec(s: z.output<typeof sampleSchema>): SampleSpec {
  return { massKg: s.mass.si, takesS: s.takes.si };
}

export function createSampleStore(spec: SampleStoreSpec, host: PartHost): Part {
  const my = { ...noFlow(), count: 0, massKg: 0, underWay: 0, jams: 0 };
  return {
    ...quietPart('samples', my),
    fault(fault, begin) {
      if (fault.kind !== 'sampleStoreJam') return false;
      my.jams += begin ? 1 : -1;
      if (begin) host.stopWhere(({ sample }) => sample !== undefined);
      return true;
    },
    mayStart({ sample }) {
      if (sample === undefined) return null;
      if (my.jams > 0) return 'the store of samples is jammed';
      return my.count + my.underWay >= spec.places ? 'there is no room for a sample' : null;
    },
    activityChanged({ instrument, startS, goesOn }, begins) {
      if (instrument.sample === undefined || goesOn === true) return;
      my.underWay += begins ? 1 : -1;
      if (my.jams > 0) return;
      if (begins || host.timeS() - startS < instrument.sample.takesS - 1e-6) return;
      my.count += 1;
      my.massKg += instrument.sample.massKg;
      host.signal('sampleTaken', instrument.id);
    },
    read: () => ({ count: my.count, mass: my.massKg }),
  };
}
