import { createRandom } from '../../math/index.ts';
import { createStation, drawFaults, ROBOT_TASKS, type Station, type StationSpec } from '../index.ts';
import { FULL_STATION, fullEnvironment } from './full-station.ts';
import { polarEnvironment, RIDGE, RIM } from './polar-environment.ts';

const DAY_S = 86_400;
export const START = 1.1e9;
export type Draw = ReturnType<typeof createRandom>;

/** Some of the components of the full station, each of a random size. */
function randomSpec(random: Draw, faultsTimes: number): StationSpec {
  const scale = (x: number) => x * 2 ** (4 * random.next() - 2);
  const maybe = <T>(list: readonly T[] | undefined) => (random.next() < 0.75 ? (list ?? []) : []);
  const full = FULL_STATION;
  const storages = maybe(full.storages).map((one) => ({
    ...one,
    cell: { ...one.cell, capacityJ: scale(one.cell.capacityJ), initialFraction: random.next() },
  }));
  const { storageOrder, ...rest } = full;
  return {
    ...rest,
    ...(storages.length > 0 && storageOrder && { storageOrder }),
    storages,
    arrays: full.arrays.map((array) => ({ ...array, areaM2: scale(0.5 * array.areaM2) })),
    fission: maybe(full.fission).map((one) => ({ ...one, electricW: scale(one.electricW) })),
    battery: { ...full.battery, capacityJ: scale(2e8), initialFraction: random.next(), maxDischargeW: scale(4e3) },
    nodes: full.nodes.map((node) => ({ ...node, conductanceWK: scale(node.conductanceWK), heaterW: scale(400) })),
    couplings: maybe(full.couplings).map((one) => ({ ...one, conductanceWK: scale(one.conductanceWK) })),
    feeders: full.feeders!.map((feeder) => ({ ...feeder, limitW: scale(feeder.limitW) })),
    robots: full.robots!.map((robot) => ({
      ...robot,
      cell: { ...robot.cell, capacityJ: scale(robot.cell.capacityJ) },
    })),
    faults: full.faults.map((fault) => ({ ...fault, ratePerS: faultsTimes * fault.ratePerS })),
  };
}

/** Pushes buttons at random: an executive that knows nothing. */
export function pushButtons(station: Station, spec: StationSpec, random: Draw, counter: number): void {
  const pick = <T>(list: readonly T[]) => list[random.int(list.length)]!;
  const { id, powerW, dataRateBitS } = pick(spec.instruments);
  const running = station.telemetry().activities;
  station.command({ kind: 'load', id: pick(spec.loads).id, state: pick(['on', 'standby', 'off'] as const) });
  station.command({ kind: 'link', id: pick(spec.links).id, on: random.next() < 0.6 });
  station.command({ kind: 'heater', id: pick(spec.nodes).id, setting: pick(['operate', 'survive', 'off'] as const) });
  station.command({ kind: 'feeder', id: pick(spec.feeders!).id, on: random.next() < 0.8 });
  station.command({ kind: 'robot', id: 'work-robot', task: pick(ROBOT_TASKS), slopeRad: 0.6 * random.next() - 0.3 });
  station.command({ kind: 'source', id: 'reactor', level: random.next() });
  station.command({ kind: 'clean', id: 'array-a' });
  station.command({ kind: 'calibrate', id: 'telescope' });
  station.command({ kind: 'watchBattery', fraction: random.next() });
  if (running.length > 0) station.command({ kind: 'mode', activityId: pick(running), mode: 'slow' });
  if (running.length > 0 && random.next() < 0.5) station.command({ kind: 'stop', activityId: pick(running) });
  station.command({ kind: 'start', instrumentId: id, activityId: `x${counter}`, powerW, dataRateBitS });
}

export function live(seed: number, days: number, faultsTimes: number, everyS: number) {
  const random = createRandom(seed);
  const spec = randomSpec(random, faultsTimes);
  const place = random.next() < 0.5 ? RIDGE : RIM;
  const environment = fullEnvironment(polarEnvironment(place, START + random.next() * 300 * DAY_S, days));
  const faults = drawFaults(spec.faults, environment.startEt, environment.endEt, seed);
  const station = createStation(spec, environment, { faults });
  let counter = 0;
  for (let et = environment.startEt; et < environment.endEt; et = station.telemetry().et) {
    station.advance(et + everyS * 2 ** (2 * random.next() - 1));
    pushButtons(station, spec, random, (counter += 1));
  }
  return { station, spec };
}

/** The greatest part of each balance that is left over. */
export function leftOver(station: Station) {
  const e = station.energy();
  const out = e.consumedJ + e.curtailedJ + e.chargeLossJ + e.dischargeLossJ + e.cellLossJ;
  const d = station.data();
  const heat = station.heat().map((h) => {
    const moved = Math.abs(h.leakedJ) + Math.abs(h.exchangedJ) + h.heaterJ + h.dissipatedJ + Math.abs(h.storedJ);
    return Math.abs(h.heaterJ + h.dissipatedJ - h.leakedJ - h.exchangedJ - h.storedJ) / moved;
  });
  return {
    energy: Math.abs(e.generatedJ - out - (e.storedJ - e.initialJ)) / Math.max(e.generatedJ, e.initialJ),
    data: Math.abs(d.producedBit - d.returnedBit - d.lostBit - d.storedBit) / Math.max(1, d.producedBit),
    heat: Math.max(...heat),
    exchanged: Math.abs(station.heat().reduce((sum, h) => sum + h.exchangedJ, 0)) / e.generatedJ,
    parts: Math.max(...station.parts().map((p) => Math.abs(p.inJ - p.outJ - p.storedJ) / Math.max(1, p.inJ))),
  };
}
