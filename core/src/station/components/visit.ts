import { z } from 'zod';
import { useSchema, useSpec } from './consumable.ts';
import type { InstrumentNeeds, Use } from './instrument-use.ts';
import { componentId, watts } from './parameter.ts';
import { noFlow, quietPart, type Part, type PartHost } from './part.ts';

/** A crew at the station for some days: draws power, warms a node, uses consumables, and keeps instruments and robots still that would endanger it. */
export interface VisitSpec {
  readonly id: string;
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly powerW: number;
  readonly nodeId: string | null;
  readonly uses: readonly Use[];
  /** Instruments and robots that must be still. */
  readonly keepOut: readonly string[];
}

const utc = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?$/, 'expected a UTC date, e.g. 2035-01-01T06:00Z');

export const visitSchema = z
  .strictObject({
    id: componentId,
    from: utc,
    to: utc,
    power: watts('drawn while the crew is there; it cannot be shed'),
    node: componentId.optional(),
    uses: z.array(useSchema).default([]),
    /** Ids of instruments and robots. */
    keepOut: z.array(z.string().min(1)).default([]),
  })
  .refine(({ from, to }) => to > from, { error: 'a visit must end after it begins', path: ['to'] });

export function visitSpec(v: z.output<typeof visitSchema>): VisitSpec {
  return {
    id: v.id,
    fromUtc: v.from,
    toUtc: v.to,
    powerW: v.power.si,
    nodeId: v.node ?? null,
    uses: v.uses.map(useSpec),
    keepOut: v.keepOut,
  };
}

/** `windows`: when the crew is there, seconds since the start of the run, ascending. */
export function createVisit(spec: VisitSpec, windows: readonly (readonly [number, number])[], host: PartHost): Part {
  const my = { ...noFlow(), there: 0, passed: 0, cancelled: 0 };
  const edges = windows.flat();
  const keptOut = ({ id, robotId }: InstrumentNeeds) =>
    spec.keepOut.includes(id) || (robotId !== undefined && spec.keepOut.includes(robotId));
  const come = (planned: number) => {
    const there = my.cancelled > 0 ? 0 : planned;
    if (there === my.there) return;
    my.there = there;
    my.drawW = there * spec.powerW;
    my.heatW = my.drawW;
    host.visitChanged(spec.uses, there === 1);
    if (there === 1) host.stopWhere(keptOut);
    host.signal(there === 1 ? 'crewArrived' : 'crewLeft', spec.id);
  };
  return {
    ...quietPart(spec.id, my),
    nodeId: spec.nodeId,
    next: (spanS) => Math.min(spanS, Math.max(0, (edges[my.passed] ?? Infinity) - host.timeS())),
    happen() {
      my.passed += 1;
      come(my.passed % 2);
    },
    fault(fault, begin) {
      if (fault.kind !== 'visitCancelled' || fault.componentId !== spec.id) return false;
      my.cancelled += begin ? 1 : -1;
      come(my.passed % 2);
      return true;
    },
    mayStart: (instrument) => (my.there === 1 && keptOut(instrument) ? `the crew of "${spec.id}" is there` : null),
    read: () => ({ present: my.there }),
  };
}
