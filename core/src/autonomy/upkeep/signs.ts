import { curveAt, type Telemetry } from '../../station/index.ts';
import type { Equipment } from '../equipment.ts';
import type { ErrandState, Signs } from './errand.ts';

/** Answers and first signs take seconds. */
const SOON_S = 60;
/** What takes a known time may take a tenth longer. */
const LATE = 1.1;

/** Value of a component in telemetry; null when it is not reported. */
export function partValue({ parts }: Pick<Telemetry, 'parts'>, id: string, name: string): number | null {
  return parts?.[id]?.[name] ?? null;
}

/** How each command of upkeep shows its effect. */
export function signsOf(errand: ErrandState, equipment: Equipment | undefined, look: () => Telemetry): Signs {
  const { command, before } = errand;
  const within = (completed: number, started = SOON_S) => ({ accepted: SOON_S, started, completed });
  const value = (id: string, name: string) => partValue(look(), id, name);
  switch (command.kind) {
    case 'source': {
      const reactor = equipment!.reactors.find(({ id }) => id === command.id)!;
      const powerW = () => value(command.id, 'power') ?? 0;
      return {
        begun: () => powerW() > before,
        effect: () => powerW() >= 0.999 * command.level * curveAt(reactor.full, look().et),
        // the first watt of a ramp of days may take minutes to be told from none
        timeoutS: within(LATE * reactor.startupS + SOON_S, 10 * SOON_S),
      };
    }
    case 'clean': {
      const { cleaningS } = equipment!.dust.find(({ arrayId }) => arrayId === command.id)!;
      const part = `${command.id}-dust`;
      return {
        begun: () => value(part, 'cleaning') === 1,
        effect: () => value(part, 'cleaning') === 0 && value(part, 'loss')! < before,
        timeoutS: within(LATE * cleaningS + SOON_S),
      };
    }
    case 'calibrate': {
      const { durationS } = equipment!.calibrations.find(({ instrumentId }) => instrumentId === command.id)!;
      const part = `${command.id}-calibration`;
      const over = () => value(part, 'calibrating') === 0 && value(part, 'calibrated') === 1;
      return {
        begun: () => value(part, 'calibrating') === 1,
        // one that is still valid must not pass for the new one
        effect: () => over() && look().et >= before + durationS - 1,
        timeoutS: within(LATE * durationS + SOON_S),
      };
    }
    case 'feeder': {
      const feeder = () => look().feeders?.find(({ id }) => id === command.id);
      return { begun: () => feeder()?.on === true, effect: () => feeder()?.closed === true, timeoutS: within(SOON_S) };
    }
    default:
      throw new Error(`upkeep does not send commands of kind "${command.kind}"`);
  }
}
