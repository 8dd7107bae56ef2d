import type { Request, StationPort } from '../autonomy/index.ts';
import type { Environment, StationSpec } from '../station/index.ts';

/** What really is, where the executive is told something else: its almanac and its design are never quite right. Both have the same ids. */
export interface Truth {
  readonly station: StationSpec;
  readonly environment: Environment;
  /** By request, the time that its executions take over the time that was asked for. */
  readonly durationFactor: Readonly<Record<string, number>>;
}

export function truthOf({
  truth,
  station,
  environment,
}: Omit<Truth, 'durationFactor'> & { readonly truth?: Truth }): Truth {
  return truth ?? { station, environment, durationFactor: {} };
}

/** A station whose instruments answer a start with the time that this execution will take, where it is not the one asked for. */
export function tellDurations(
  port: StationPort,
  requests: readonly Request[],
  factors: Truth['durationFactor'],
): StationPort {
  if (Object.keys(factors).length === 0) return port;
  const askedS = new Map(requests.map(({ id, durationS }) => [id, durationS]));
  return {
    telemetry: () => port.telemetry(),
    command(command) {
      const reply = port.command(command);
      if (!reply.accepted || command.kind !== 'start') return reply;
      const id = command.activityId.replace(/-try\d+$/, '');
      const factor = factors[id];
      const asked = askedS.get(id);
      return factor === undefined || asked === undefined ? reply : { ...reply, takesS: factor * asked };
    },
  };
}
