import type { StationPort } from '../autonomy/index.ts';
import type { LinkUse } from './operate-timeline.ts';

/** Hands commands through and remembers when each link was on: from the command until another one, or until telemetry shows that the station has switched it off. */
export function watchLinks(twin: StationPort): {
  port: StationPort;
  linkUse: (endEt: number) => LinkUse;
  /** All that changes: plain data. */
  state: { readonly since: Map<string, number>; readonly used: Map<string, [number, number][]> };
} {
  const since = new Map<string, number>();
  const used = new Map<string, [number, number][]>();
  const close = (id: string, et: number) => {
    const from = since.get(id);
    since.delete(id);
    if (from !== undefined && et > from) used.set(id, [...(used.get(id) ?? []), [from, et]]);
  };
  return {
    port: {
      telemetry() {
        const seen = twin.telemetry();
        for (const { id, on } of seen.links) if (!on) close(id, seen.et);
        return seen;
      },
      command(command) {
        const reply = twin.command(command);
        if (command.kind === 'link' && reply.accepted) {
          const { et } = twin.telemetry();
          if (!command.on) close(command.id, et);
          else if (!since.has(command.id)) since.set(command.id, et);
        }
        return reply;
      },
    },
    linkUse(endEt) {
      for (const id of [...since.keys()]) close(id, endEt);
      return used;
    },
    state: { since, used },
  };
}
