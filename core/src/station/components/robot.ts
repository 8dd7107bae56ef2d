import { z } from 'zod';
import { advanceBattery, createBattery, lawOf, timeToLevel } from '../battery.ts';
import type { RobotTask } from '../commands.ts';
import type { BatterySpec } from '../battery-spec.ts';
import { componentId, parameter, share, watts } from './parameter.ts';
import { ACCEPTED, noFlow, quietPart, refuse, type Part, type PartHost } from './part.ts';

/** As telemetry numbers them. */
export const ROBOT_TASKS = ['dock', 'idle', 'drive', 'dig', 'sleep'] as const satisfies readonly RobotTask[];

/**
 * A rover or robot with a battery of its own. Docked it draws `chargeW` from the bus until it is full. Driving takes `m g v (r cos s + sin s) / efficiency` over what it draws standing,
 * uphill; downhill at least nothing. Work of instruments that it carries comes out of its battery; when that comes down to the floor it stops them and docks.
 */
export interface RobotSpec {
  readonly id: string;
  readonly massKg: number;
  readonly cell: BatterySpec;
  readonly chargeW: number;
  readonly idleW: number;
  readonly sleepW: number;
  readonly speedMS: number;
  readonly rollingResistance: number;
  readonly driveEfficiency: number;
  readonly mostSlopeRad: number;
  readonly digW: number;
  readonly digKgS: number;
}

/** 1.623 m/s2: E24, Colozza 2020 NASA/CR-2020-220368. */
export const MOON_GRAVITY_M_S2 = 1.623;

const Q = (value: number, unit: string, source: string) => ({ value, unit, source });

export const robotSchema = z.strictObject({
  id: componentId,
  mass: parameter('mass', 0.1, 1e5, 'with all it carries'),
  capacity: parameter('energy', 1, 1e12, 'of its battery'),
  floor: share(0, 0.9, 'of its battery at which it stops work and docks').prefault(Q(0.2, '1', 'E10 Colozza 2020 NASA/CR-2020-220368: depth of discharge 0.80')),
  initial: share(0, 1, 'filled at the start of the run').prefault(Q(1, '1', 'assumed')),
  chargeEfficiency: share(0.1, 1, 'stored per energy taken').prefault(Q(0.97, '1', 'assumed')),
  dischargeEfficiency: share(0.1, 1, 'given per stored energy').prefault(Q(0.97, '1', 'assumed')),
  chargePower: watts('drawn from the bus while it charges at its dock'),
  idle: watts('drawn standing awake'),
  sleep: watts('drawn asleep'),
  speed: parameter('speed', 1e-4, 10, 'of driving').prefault(Q(0.8, 'km/h', 'E03 VIPER')),
  rollingResistance: share(0, 1, 'of the weight').prefault(Q(0.15, '1', 'assumed; loose regolith')),
  driveEfficiency: share(0.05, 1, 'of motors and gears').prefault(Q(0.6, '1', 'assumed')),
  mostSlope: parameter('angle', 0, 0.8, 'steepest that it drives').prefault(Q(20, 'deg', 'assumed')),
  digPower: watts('drawn by digging, over idle').prefault(Q(0, 'W', 'assumed')),
  digRate: parameter('massRate', 0, 10, 'regolith moved by digging').prefault(Q(0, 'kg/h', 'assumed')),
}); // prettier-ignore

export function robotSpec(r: z.output<typeof robotSchema>): RobotSpec {
  return {
    id: r.id,
    massKg: r.mass.si,
    chargeW: r.chargePower.si,
    idleW: r.idle.si,
    sleepW: r.sleep.si,
    speedMS: r.speed.si,
    rollingResistance: r.rollingResistance.si,
    driveEfficiency: r.driveEfficiency.si,
    mostSlopeRad: r.mostSlope.si,
    digW: r.digPower.si,
    digKgS: r.digRate.si,
    cell: {
      capacityJ: r.capacity.si,
      floorFraction: r.floor.si,
      initialFraction: r.initial.si,
      chargeEfficiency: r.chargeEfficiency.si,
      dischargeEfficiency: r.dischargeEfficiency.si,
      maxChargeW: Infinity,
      maxDischargeW: Infinity,
      reconnectFraction: r.floor.si,
    },
  };
}

/** Power of the wheels, W, over what the robot draws standing. */
export function drivePowerW(spec: RobotSpec, slopeRad: number): number {
  const force = spec.massKg * MOON_GRAVITY_M_S2 * (spec.rollingResistance * Math.cos(slopeRad) + Math.sin(slopeRad));
  return Math.max(0, force * spec.speedMS) / spec.driveEfficiency;
}

export function createRobot(spec: RobotSpec, host: PartHost): Part {
  const battery = createBattery(spec.cell);
  const my = {
    ...noFlow(),
    battery,
    task: 'dock' as RobotTask,
    slopeRad: 0,
    /** Drawn by instruments at work on it. */
    workW: 0,
    working: 0,
    faults: 0,
    distanceM: 0,
    dugKg: 0,
    usedJ: 0,
    chargedJ: 0,
  };
  const floorJ = spec.cell.floorFraction * spec.cell.capacityJ;
  const docked = () => my.task === 'dock' && my.working === 0;
  const charging = () => docked() && host.powered() && battery.energyJ < battery.capacityJ;
  const useW = () => {
    const taskW = my.task === 'drive' ? drivePowerW(spec, my.slopeRad) : my.task === 'dig' ? spec.digW : 0;
    return (my.task === 'sleep' && my.working === 0 ? spec.sleepW : spec.idleW) + taskW + my.workW;
  };
  /** Docked and full it lives from the bus; empty it is still. */
  const netW = () => {
    if (charging()) return spec.chargeW - spec.idleW;
    if (docked() && host.powered()) return 0;
    return battery.energyJ > 0 ? -useW() : 0;
  };
  const steer = () => {
    my.drawW = charging() ? spec.chargeW : docked() ? spec.idleW : 0;
  };
  const halt = (kind: 'robotLow' | 'robotEmpty') => {
    host.stopOn(spec.id);
    my.task = 'dock';
    host.signal(kind, spec.id);
  };
  /** Set by `next` for `happen`. */
  let levelJ = 0;
  steer();
  return {
    ...quietPart(spec.id, my),
    next(spanS) {
      const net = netW();
      if (net === 0) return spanS;
      levelJ = net > 0 ? battery.capacityJ : battery.energyJ > floorJ && !docked() ? floorJ : 0;
      return timeToLevel(battery, lawOf(battery, net), net, 0, levelJ, spanS);
    },
    happen() {
      battery.energyJ = levelJ;
      if (levelJ === battery.capacityJ) host.signal('robotFull', spec.id);
      else halt(levelJ > 0 ? 'robotLow' : 'robotEmpty');
      steer();
    },
    advance(dtS) {
      const net = netW();
      const fromBusJ = my.drawW * dtS * (host.powered() ? 1 : 0);
      if (net !== 0) advanceBattery(battery, lawOf(battery, net), net, 0, dtS);
      battery.energyJ = Math.min(battery.capacityJ, Math.max(0, battery.energyJ));
      my.chargedJ += fromBusJ;
      my.usedJ += fromBusJ - net * dtS;
      if (battery.energyJ <= 0 && !docked()) return;
      if (my.task === 'drive') my.distanceM += spec.speedMS * dtS;
      if (my.task === 'dig') my.dugKg += spec.digKgS * dtS;
    },
    command(command) {
      if (command.kind !== 'robot' || command.id !== spec.id) return null;
      if (my.faults > 0) return refuse(`robot "${spec.id}" is out of order`);
      const { task, slopeRad = 0 } = command;
      if (task === 'drive' && Math.abs(slopeRad) > spec.mostSlopeRad)
        return refuse(`a slope of ${((slopeRad * 180) / Math.PI).toFixed(1)} deg is too steep for robot "${spec.id}"`);
      if (task !== 'dock' && task !== 'sleep' && battery.energyJ <= floorJ)
        return refuse(`the battery of robot "${spec.id}" is at its floor`);
      my.task = task;
      my.slopeRad = task === 'drive' ? slopeRad : 0;
      steer();
      return ACCEPTED;
    },
    fault(fault, begin) {
      if (fault.kind !== 'robotFault' || fault.componentId !== spec.id) return false;
      my.faults += begin ? 1 : -1;
      if (begin) host.stopOn(spec.id);
      if (begin) my.task = 'dock';
      steer();
      return true;
    },
    mayStart(instrument) {
      if (instrument.robotId !== spec.id) return null;
      if (my.faults > 0) return `robot "${spec.id}" is out of order`;
      return battery.energyJ <= floorJ ? `the battery of robot "${spec.id}" is at its floor` : null;
    },
    activityChanged({ instrument, powerW }, begins) {
      if (instrument.robotId !== spec.id) return;
      my.working += begins ? 1 : -1;
      my.workW = my.working === 0 ? 0 : my.workW + (begins ? powerW : -powerW);
      steer();
    },
    busLost: steer,
    busRestored: steer,
    read: () => ({
      energy: battery.energyJ,
      fraction: battery.energyJ / battery.capacityJ,
      task: ROBOT_TASKS.indexOf(my.task),
      working: my.working,
      distance: my.distanceM,
      dug: my.dugKg,
      healthy: my.faults === 0 ? 1 : 0,
    }),
    balanceJ: () => ({
      inJ: my.chargedJ,
      outJ: my.usedJ + battery.chargeLossJ + battery.dischargeLossJ + battery.curtailedJ,
      storedJ: battery.energyJ - spec.cell.capacityJ * spec.cell.initialFraction,
    }),
  };
}
