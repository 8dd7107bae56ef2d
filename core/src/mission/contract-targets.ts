import type { Command, StationSpec } from '../station/index.ts';

/** Of a station what can be commanded. */
export type CommandedStation = Pick<StationSpec, 'instruments' | 'links' | 'loads' | 'nodes' | 'arrays' | 'fission' | 'feeders' | 'robots'>; // prettier-ignore

/** Why nobody may give a command to its component, whatever the station would answer; null when it is one that the station has. Starts, stops and modes are about activities, watches about nothing that moves. */
export function wrongTarget(command: Command, spec: CommandedStation): string | null {
  if (!('id' in command)) return null;
  const { kind, id } = command;
  if (!targetsOf(kind, spec).some((one) => one.id === id))
    return `${kind} ${id} was commanded, which the station does not have`;
  if (kind === 'heaterUnit' && !(command.unit >= 0 && command.unit < spec.nodes.find((node) => node.id === id)!.heaterUnits))
    return `heater ${command.unit} of ${id} was commanded, which the station does not have`; // prettier-ignore
  if (kind === 'source' && !(command.level >= 0 && command.level <= 1))
    return `${id} was commanded to the level ${command.level}, legal is 0 to 1`;
  if (kind === 'load' && command.state === 'off' && spec.loads.find((load) => load.id === id)!.essential)
    return `load ${id} was commanded off, which is essential`;
  return null;
}

function targetsOf(
  kind: Extract<Command, { id: string }>['kind'],
  spec: CommandedStation,
): readonly { readonly id: string }[] {
  switch (kind) {
    case 'load':
      return spec.loads;
    case 'heater':
    case 'heaterUnit':
      return spec.nodes;
    case 'link':
      return spec.links;
    case 'clean':
      return spec.arrays;
    case 'source':
      return spec.fission ?? [];
    case 'feeder':
      return spec.feeders ?? [];
    case 'robot':
      return spec.robots ?? [];
    case 'calibrate':
      return spec.instruments.filter(({ calibration }) => calibration !== undefined);
  }
}
