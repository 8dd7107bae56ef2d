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
}

export const computerSchema = z.strictObject({
  id: componentId,
  boot: parameter('time', 0.1, 1e5, 'from a reset to the first command taken'),
  checkpoint: parameter('time', 1, 1e7, 'between checkpoints of an activity'),
});

export function computerSpec(c: z.output<typeof computerSchema>): ComputerSpec {
  return { id: c.id, bootS: c.boot.si, checkpointS: c.checkpoint.si };
}

export function createComputer(spec: ComputerSpec, host: PartHost): Part {
  const my = { ...noFlow(), bootsUntilS: -Infinity, booting: 0, resets: 0, unsavedBit: 0 };
  return {
    ...quietPart(spec.id, my),
    next: (spanS) => (my.booting === 1 ? Math.min(spanS, Math.max(0, my.bootsUntilS - host.timeS())) : spanS),
    happen() {
      my.booting = 0;
      host.booted(spec.id);
    },
    fault(fault, begin) {
      if (fault.kind !== 'computerReset' || fault.componentId !== spec.id) return false;
      if (!begin) return true;
      my.unsavedBit += host.loseUnsaved(spec.checkpointS);
      host.stopAll();
      my.resets += 1;
      my.booting = 1;
      my.bootsUntilS = host.timeS() + spec.bootS;
      return true;
    },
    refuses: () => (my.booting === 1 ? `computer "${spec.id}" is booting` : null),
    read: () => ({ resets: my.resets, booting: my.booting, unsaved: my.unsavedBit }),
  };
}
