import type { Command, CommandReply, Telemetry } from '../station/index.ts';

/** All that the executive has of its station: it could be hardware. */
export interface StationPort {
  command(command: Command): CommandReply;
  telemetry(): Telemetry;
}
