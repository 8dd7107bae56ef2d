import { z } from 'zod';
import { componentId, parameter, share, watts, YEAR_S } from './parameter.ts';
import { ACCEPTED, noFlow, quietPart, refuse, type Part, type PartHost } from './part.ts';

/**
 * A reactor with its converters. Steady output falls in a straight line with the years, `P0 level (1 - d t)`; a change of level is a ramp of constant slope, from
 * nothing to full in `startupS`. Waste heat leaves by radiators of its own but for `heatW`, which warms a node while the reactor runs.
 */
export interface FissionSpec {
  readonly id: string;
  readonly electricW: number;
  readonly startupS: number;
  /** Share of the first output lost per year. */
  readonly decayPerYear: number;
  /** Lowest level at which the reactor runs; under it, it is off. */
  readonly leastLevel: number;
  readonly initialLevel: number;
  readonly heatW: number;
  readonly nodeId: string | null;
}

export const fissionSchema = z.strictObject({
  id: componentId,
  electric: watts('electric output to the bus at the start of the run'),
  startup: parameter('time', 1, 30 * 86400, 'from cold to full output; changes of level are as steep'),
  decay: share(0, 0.1, 'of the first output lost per year (fuel, converters), in a straight line'),
  leastLevel: share(0, 1, 'of full output under which it is off').prefault({
    value: 0.1,
    unit: '1',
    source: 'assumed',
  }),
  initial: share(0, 1, 'level at the start of the run').prefault({ value: 1, unit: '1', source: 'assumed' }),
  heat: watts('heat into `node` while it runs').optional(),
  node: componentId.optional(),
});

export function fissionSpec(f: z.output<typeof fissionSchema>): FissionSpec {
  return {
    id: f.id,
    electricW: f.electric.si,
    startupS: f.startup.si,
    decayPerYear: f.decay.si,
    leastLevel: f.leastLevel.si,
    initialLevel: f.initial.si,
    heatW: f.heat?.si ?? 0,
    nodeId: f.node ?? null,
  };
}

/** Steady output at a level, W, `timeS` after the start of the run. */
export function fissionOutputW(spec: FissionSpec, level: number, timeS: number): number {
  return spec.electricW * level * Math.max(0, 1 - (spec.decayPerYear * timeS) / YEAR_S);
}

export function createFission(spec: FissionSpec, host: PartHost): Part {
  /** `rampWS`: slope of the ramp, W/s; 0 when the output is steady. */
  const my = { ...noFlow(), level: spec.initialLevel, trips: 0, rampWS: 0 };
  const wanted = () => (my.trips > 0 || my.level < spec.leastLevel ? 0 : my.level);
  const steadyW = () => fissionOutputW(spec, wanted(), host.timeS());
  const steadySlope = () => (steadyW() > 0 ? (-spec.electricW * wanted() * spec.decayPerYear) / YEAR_S : 0);
  const steer = () => {
    const gap = steadyW() - my.sourceW;
    my.rampWS = Math.abs(gap) <= 1e-9 * spec.electricW ? 0 : (Math.sign(gap) * spec.electricW) / spec.startupS;
    if (my.rampWS === 0) my.sourceW = steadyW();
    my.sourceSlopeWS = my.rampWS === 0 ? steadySlope() : my.rampWS;
    my.heatW = my.sourceW > 0 || wanted() > 0 ? spec.heatW : 0;
  };
  my.sourceW = steadyW();
  steer();
  return {
    ...quietPart(spec.id, my),
    nodeId: spec.nodeId,
    next(spanS) {
      if (my.rampWS === 0) return spanS;
      return Math.min(spanS, Math.max(0, (steadyW() - my.sourceW) / (my.rampWS - steadySlope())));
    },
    happen() {
      my.sourceW = steadyW();
      steer();
      host.signal(my.sourceW > 0 ? 'sourceUp' : 'sourceDown', spec.id);
    },
    advance(dtS) {
      my.sourceW = Math.max(0, my.sourceW + my.sourceSlopeWS * dtS);
    },
    command(command) {
      if (command.kind !== 'source' || command.id !== spec.id) return null;
      if (!(command.level >= 0 && command.level <= 1)) return refuse(`level ${command.level} is not within 0 to 1`);
      my.level = command.level;
      steer();
      return ACCEPTED;
    },
    fault(fault, begin) {
      if (fault.kind !== 'sourceTrip' || fault.componentId !== spec.id) return false;
      my.trips += begin ? 1 : -1;
      // a trip drops the rods: no ramp down
      if (my.trips > 0) my.sourceW = 0;
      steer();
      host.signal(my.trips > 0 ? 'sourceDown' : 'sourceStarting', spec.id);
      return true;
    },
    read: () => ({ power: my.sourceW, level: my.level, running: my.sourceW > 0 ? 1 : 0 }),
  };
}
