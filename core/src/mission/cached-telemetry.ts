import type { StationPort } from '../autonomy/index.ts';
import type { Signal, Station, Telemetry } from '../station/index.ts';

/** A station whose telemetry is read once between two commands or advances, however many look at it: within an instant it cannot change by itself. */
export function cachedTelemetry(station: Station): StationPort & Pick<Station, 'advance' | 'restore'> {
  let seen: Telemetry | null = null;
  return {
    telemetry: () => (seen ??= station.telemetry()),
    command(command) {
      seen = null;
      return station.command(command);
    },
    advance(toEt): readonly Signal[] {
      seen = null;
      return station.advance(toEt);
    },
    restore(saved) {
      seen = null;
      station.restore(saved);
    },
  };
}
