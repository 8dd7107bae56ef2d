import { expandExperiment, type Request } from '../../autonomy/index.ts';
import { createRandom, type Random } from '../../math/index.ts';
import { drawFaults, type FaultEvent, type FaultSpec, type StationSpec } from '../../station/index.ts';
import { FULL_STATION, fullEnvironment } from '../../station/testing/full-station.ts';
import { polarEnvironment, RIDGE, RIM } from '../../station/testing/polar-environment.ts';
import { campaignSchema } from '../campaign/campaign-schema.ts';
import { disturbed, drawDisturbance } from '../campaign/disturbance.ts';
import type { PlanOfMission } from '../plan-input.ts';
import type { Truth } from '../truth.ts';
import { DAY, HOUR, START } from './operate-year.ts';

/** A mission of some days, and what becomes of it. */
export interface RandomCase {
  readonly mission: PlanOfMission;
  readonly truth: Truth;
  readonly faults: readonly FaultEvent[];
}

type Between = (low: number, high: number) => number;

/**
 * A mission of some days with every component of the library, drawn from a seed: its sizes, programme, spreads and faults. Some have more light than they can use, some none at all; some ask for little, some for far more than there is. Every third is a
 * night through which a drill could work for longer than what is stored lasts: there the bound is that of the energy.
 */
export function randomCase(seed: number): RandomCase {
  const random = createRandom(seed).stream('case');
  const between: Between = (low, high) => low + (high - low) * random.next();
  // not a whole number of hours
  const night = seed % 3 === 0;
  const days = night ? between(3, 5) : between(2, 11);
  const startEt = START + 300 * DAY * random.next();
  const whole = fullEnvironment(polarEnvironment(random.next() < 0.4 ? RIDGE : RIM, startEt, Math.ceil(days)));
  const endEt = startEt + days * DAY;
  const dark = random.next() < 0.4 || night;
  const none = { et: [startEt, endEt], values: [0, 0] };
  const crew = [startEt + between(0.5, 1) * DAY, startEt + between(1.5, 4) * DAY] as const;
  const environment = {
    ...whole,
    endEt,
    ...(dark && { sunShare: () => none }),
    linkWindows: (id: string) =>
      whole.linkWindows(id).flatMap(([from, to]) => (from < endEt ? [[from, Math.min(to, endEt)] as const] : [])),
    visitWindows: () => (night ? [] : [[crew[0], Math.min(crew[1], endEt)] as const]),
  };
  const station = randomStation(random, between, night);
  const requests = night ? drilling(between, startEt, endEt) : randomRequests(station, random, between, startEt, endEt); // prettier-ignore
  const mission = { station, environment, requests, utc: (et: number) => `day ${((et - startEt) / DAY).toFixed(3)}` };
  const percent = (most: number) => ({ value: between(0, most), unit: '%', source: 'drawn' });
  const spreads = campaignSchema.parse({
    light: percent(5),
    sunrise: { value: between(0, 3), unit: 'h', source: 'drawn' },
    dust: percent(30),
    duration: percent(random.next() < 0.5 || night ? 0 : 20),
    faultRate: { value: random.next() < 0.5 || night ? 0 : between(0, 15), unit: '1', source: 'drawn' },
  });
  const truth = disturbed(station, environment, drawDisturbance(station, requests, spreads, seed), spreads.faultRate.si); // prettier-ignore
  return { mission, truth, faults: drawFaults(truth.station.faults, startEt, endEt, seed) };
}

function randomStation(random: Random, between: Between, night: boolean): StationSpec {
  const full = FULL_STATION;
  const scale = () => 4 ** between(-1, 1);
  const maybe = <T>(list: readonly T[] | undefined) => (random.next() < 0.6 ? (list ?? []) : []);
  const { storageOrder, ...rest } = full;
  const storages = maybe(full.storages).map((one) => ({
    ...one,
    standbyW: night ? 0 : one.standbyW,
    cell: {
      ...one.cell,
      capacityJ: one.cell.capacityJ * (one.kind === 'battery' ? 0.5 : 0.02) * scale(),
      initialFraction: random.next(),
      chargeEfficiency: between(0.6, 1),
      dischargeEfficiency: between(0.5, 1),
    },
  }));
  const { temperature, ...battery } = full.battery;
  const behind = random.next() < 0.3 && !night;
  const year = 31_557_600;
  const more: readonly FaultSpec[] = [
    { id: 'fuse-2', componentId: 'power-control', kind: 'loadDead', ratePerS: 2 / year, durationS: 4 * DAY, effect: 0 },
    { id: 'string-b', componentId: 'array-b', kind: 'arrayString', ratePerS: 4 / year, durationS: 2 * DAY, effect: 0.5 },
    { id: 'cells', componentId: 'battery', kind: 'batteryCell', ratePerS: 2 / year, durationS: 3 * DAY, effect: 0.2 },
  ]; // prettier-ignore
  return {
    ...rest,
    ...(storages.length > 0 && storageOrder && { storageOrder }),
    storages,
    arrays: full.arrays.map((array) => ({ ...array, areaM2: array.areaM2 * between(0.05, 0.6) })),
    fission: (night ? [] : maybe(full.fission)).map((one) => ({ ...one, electricW: one.electricW * between(0.2, 1), initialLevel: random.next() })),
    radioisotope: full.radioisotope.map((one) => ({ ...one, electricW: night ? 140 : 120 * random.next() })),
    battery: {
      ...battery,
      ...(random.next() < 0.3 && temperature && !night && { temperature }),
      capacityJ: (night ? between(0.05, 0.2) : between(0.15, 0.7)) * battery.capacityJ,
      initialFraction: between(0.6, 1),
      dischargeEfficiency: between(0.7, 1),
    },
    loads: full.loads.map((load) => (behind && load.id === 'power-control' ? { ...load, feederId: 'north' } : load)),
    store: { ...full.store, capacityBit: 1e10 * scale(), partitions: [{ id: 'science-data', capacityBit: 0.8e10 * scale(), whenFull: 'stopProducers' }, { id: 'bulk', capacityBit: 1e10 * scale(), whenFull: 'loseNew' }] },
    robots: full.robots!.map((robot) => ({ ...robot, cell: { ...robot.cell, capacityJ: robot.cell.capacityJ * 4 * scale() } })),
    // after a computer's restart the executive goes on with what ran: it is paid for the minutes of the boot, which the bound does not know
    faults: [...full.faults, ...more].filter(({ kind }) => kind !== 'computerReset' && kind !== 'computerDead'),
  }; // prettier-ignore
}

/** The same for all of the mission, whenever it suits. */
function drilling(between: Between, startEt: number, endEt: number): Request[] {
  const durationS = between(0.5, 1.2) * HOUR;
  const what = { experimentId: 'core', instrumentId: 'drill', ownerId: 'ru', durationS, powerW: between(500, 900), dataBit: 0, condition: 'any' as const, priority: 2, value: 5 }; // prettier-ignore
  return Array.from({ length: 40 }, (_, k) => ({ ...what, id: `core-${k}`, earliestEt: startEt, latestEt: endEt }));
}

/** Once and again, in chains, as alternatives, of falling value, under conditions, kept out, holding places. */
function randomRequests(
  { instruments }: StationSpec,
  random: Random,
  between: Between,
  startEt: number,
  endEt: number,
): Request[] {
  const pick = <T>(list: readonly T[]): T => list[random.int(list.length)]!;
  const plenty = random.next() < 0.7;
  const experiments = Array.from({ length: 2 + random.int(plenty ? 9 : 3) }, (_, i) => {
    const { id: instrumentId, powerW, dataRateBitS } = pick(instruments);
    const durationS = between(0.5, 12) * HOUR;
    const outEt = startEt + between(0.5, 3) * DAY;
    const experiment = {
      experimentId: `e${i}`,
      instrumentId,
      ownerId: 'cn',
      durationS,
      powerW: powerW * between(0.3, 0.7),
      dataBit: dataRateBitS * durationS * (random.next() < 0.5 ? 0.02 : between(0, 1)),
      condition: pick(['any', 'any', 'any', 'sunlit', 'dark', 'linkAvailable'] as const),
      priority: 2,
      value: between(1, 20),
      everyS: pick([null, between(0.3, 1) * DAY, between(0.5, 4) * DAY]),
      count: null,
      ...(random.next() < 0.3 && { holds: [pick(['site', 'arm'])] }),
      ...(random.next() < 0.3 && { keepOut: [[outEt, outEt + between(2, 20) * HOUR]] as const }),
      ...(random.next() < 0.3 && { valueCurve: [{ lateS: between(0, 1) * DAY, share: 1 }, { lateS: 3 * DAY, share: between(0, 0.9) }] }), // prettier-ignore
    };
    const requests = expandExperiment(experiment, startEt, endEt);
    return random.next() < 0.2 ? requests.map((one, k) => ({ ...one, oneOf: `group-${k}` })) : requests;
  });
  return experiments.flatMap((requests, i) => {
    const before = experiments[i - 1];
    if (before === undefined || before.length === 0 || random.next() < 0.7) return requests;
    const lag = { minLagS: pick([0, HOUR]), maxLagS: between(6, 72) * HOUR };
    return requests.map((one) => ({ ...one, after: [{ anyOf: before.map(({ id }) => id), ...lag }] }));
  });
}
