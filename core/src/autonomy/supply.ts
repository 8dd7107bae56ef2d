import type { Request } from './request.ts';
import type { RobotModel, StationModel } from './station-model.ts';

/** Charging of a robot once it is back at its dock, W on the bus over what it draws standing. */
export interface Recharge {
  readonly durationS: number;
  readonly powerW: number;
}

type Asked = Pick<Request, 'instrumentId' | 'powerW' | 'durationS'>;

/** The robot on which a request works; null where its instrument stands by itself. */
export function robotOf({ supply, robots }: StationModel, { instrumentId }: Pick<Asked, 'instrumentId'>): RobotModel | null {
  const robotId = supply?.[instrumentId]?.robotId;
  return robots?.find(({ id }) => id === robotId) ?? null;
} // prettier-ignore

/** What an execution draws from the bus while it runs, with the losses of its feeders; nothing where a robot carries its instrument. */
export function busPowerW(model: StationModel, { instrumentId, powerW }: Pick<Asked, 'instrumentId' | 'powerW'>): number {
  const own = model.supply?.[instrumentId];
  if (own === undefined) return powerW;
  return own.robotId === undefined ? powerW * own.busPerPower : 0;
} // prettier-ignore

/**
 * How long a robot charges after an execution until it is full again. A plan lets nothing else begin on it before: so it is full when the next begins.
 *
 * @param missingJ what it lacks when the execution begins
 */
export function rechargeAfter(robot: RobotModel, { powerW, durationS }: Asked, missingJ = 0): Recharge {
  return recharge(robot, missingJ + ((robot.idleW + powerW) * durationS) / robot.dischargeEfficiency);
}

/** What fills a robot that lacks so much. One that draws standing what it could charge is never full again. */
export function recharge({ chargeW, idleW, chargeEfficiency }: RobotModel, missingJ: number): Recharge {
  const powerW = Math.max(0, chargeW - idleW);
  return { durationS: missingJ > 0 ? missingJ / (chargeEfficiency * powerW) : 0, powerW };
}

/** The greatest power at which a request can run to its end on a full robot, down to the floor of its battery and the reserve above it; null where no robot carries it. */
export function mostOnRobotW(model: StationModel, request: Asked): number | null {
  const robot = robotOf(model, request);
  if (robot === null) return null;
  const share = Math.max(0, 1 - robot.floorFraction - model.reserveFraction);
  return (share * robot.capacityJ * robot.dischargeEfficiency) / request.durationS - robot.idleW;
}
