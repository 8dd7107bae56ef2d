import { z } from 'zod';
import { componentId, parameter } from './parameter.ts';
import { noFlow, quietPart, type Part, type PartHost } from './part.ts';

/**
 * A computer that takes time to come back. A reset stops all activities and closes the links; until it has booted no command is taken. Of each activity the data since its last checkpoint
 * are lost: its executions write one every `checkpointS`. They count as not produced.
 */
export interface ComputerSpec {
  readonly id: string;
  readonly bootS: number;
  readonly checkpointS: number;
  /** 2 means one spare, which the watchdog starts when the first dies; one without it. */
  readonly units?: number;
}

export const computerSchema = z.strictObject({
  id: componentId,
  boot: parameter('time', 0.1, 1e5, 'from a reset to the first command taken'),
  checkpoint: parameter('time', 1, 1e7, 'between checkpoints of an activity'),
  /** 2 means one spare. */
  units: z.int().min(1).max(4).default(1),
});

export function computerSpec(c: z.output<typeof computerSchema>): ComputerSpec {
  return { id: c.id, bootS: c.boot.si, checkpointS: c.checkpoint.si, units: c.units };
}

export function createComputer(spec: ComputerSpec, host: PartHost): Part {
  const my = { ...noFlow(), bootsUntilS: -Infinity, booting: 0, resets: 0, unsavedBit: 0, dead: 0 };
  const units = spec.units ?? 1;
  const boot = () => {
    my.unsavedBit += host.loseUnsaved(spec.checkpointS);
    host.stopAll();
    my.resets += 1;
    my.booting = 1;
    my.bootsUntilS = host.timeS() + spec.bootS;
  };
  return {
    ...quietPart(spec.id, my),
    next: (spanS) => (my.booting === 1 ? Math.min(spanS, Math.max(0, my.bootsUntilS - host.timeS())) : spanS),
    happen() {
      my.booting = 0;
      host.booted(spec.id);
    },
    fault(fault, begin) {
      if (fault.componentId !== spec.id) return false;
      if (fault.kind === 'computerReset') {
        if (begin && my.dead < units) boot();
        return true;
      }
      if (fault.kind !== 'computerDead') return false;
      const wasDead = my.dead >= units;
      my.dead += begin ? 1 : -1;
      const dead = my.dead >= units;
      // a spare takes over; the last one to be mended starts as after a reset
      if (!dead && (begin || wasDead)) boot();
      if (dead && !wasDead) {
        my.booting = 0;
        my.unsavedBit += host.loseUnsaved(spec.checkpointS);
        host.layDown();
        host.signal('computerDead', spec.id);
      }
      return true;
    },
    refuses: () =>
      my.dead >= units ? `computer "${spec.id}" is dead` : my.booting === 1 ? `computer "${spec.id}" is booting` : null,
    read: () => ({
      resets: my.resets,
      sound: Math.max(0, units - my.dead),
      booting: my.booting,
      unsaved: my.unsavedBit,
    }),
  };
}
