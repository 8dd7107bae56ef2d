import { expandExperiment, type Request } from '@openilrs/core/autonomy';
import { createRandom, type Random } from '@openilrs/core/math';
import type { CampaignCase, Variant } from '@openilrs/core/mission';
import { campaignSchema } from '../../../../core/src/mission/campaign/campaign-schema.ts';
import { DAY, HOUR, ridgeRun, START } from '../../../../core/src/mission/testing/operate-year.ts';
import { RIDGE, RIM } from '../../../../core/src/station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../../../../core/src/station/testing/ridge-station.ts';

/** A small station, programme, spreads and faults drawn from a seed: sometimes rich, sometimes too poor for its nights, always over-subscribed somewhere. */
export function randomLife(seed: number): { readonly made: CampaignCase; readonly variant: Variant } {
  const random = createRandom(seed).stream('life');
  const between = (low: number, high: number) => low + (high - low) * random.next();
  const days = 16 + Math.floor(between(0, 14));
  const { battery, arrays, store } = RIDGE_STATION;
  const size = between(0.1, 1);
  const change = {
    arrays: arrays.map((array) => ({ ...array, areaM2: between(6, 36) })),
    battery: { ...battery, capacityJ: battery.capacityJ * size, initialFraction: between(0.5, 1) },
    store: { capacityBit: store.capacityBit * 10 ** between(-1.5, 0) },
  };
  const run = ridgeRun(seed, days, change, random.next() < 0.5 ? RIDGE : RIM);
  const { seed: _, provenance, ...operations } = run;
  const percent = (most: number) => ({ value: between(0, most), unit: '%', source: 'drawn' });
  const spreads = campaignSchema.parse({
    light: percent(5),
    sunrise: { value: between(0, 4), unit: 'h', source: 'drawn' },
    dust: percent(40),
    duration: percent(30),
    faultRate: { value: between(0, 30), unit: '1', source: 'drawn' },
  });
  const requests = randomRequests(random, run.environment.endEt);
  const made = {
    operations: { ...operations, requests },
    spreads,
    provenance: { ...provenance, command: 'ilrs campaign --first-seed {seed} --seeds 1' },
  };
  return { made, variant: { id: 'drawn', extraFaults: randomFaults(random, days) } };
}

/** Instruments of the test station and how many of each there are to share. */
const INSTRUMENTS = RIDGE_STATION.instruments;

/** Experiments of every kind: in order, exclusive, alternatives, kept out, of falling value. */
function randomRequests(random: Random, endEt: number): Request[] {
  const between = (low: number, high: number) => low + (high - low) * random.next();
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)]!;
  const experiments = Array.from({ length: 4 + Math.floor(between(0, 8)) }, (_, i) => {
    const { id: instrumentId, powerW, dataRateBitS } = pick(INSTRUMENTS);
    const durationS = between(1, 40) * HOUR;
    const everyS = pick([null, between(1, 8) * DAY]);
    const requests = expandExperiment(
      {
        experimentId: `e${i}`,
        instrumentId,
        ownerId: 'cn',
        durationS,
        powerW: powerW * between(0.3, 1),
        dataBit: dataRateBitS * durationS * between(0, 1),
        condition: pick(['any', 'any', 'sunlit', 'dark', 'linkAvailable'] as const),
        priority: 1 + Math.floor(between(0, 4)),
        value: between(1, 20),
        everyS,
        count: null,
        ...(random.next() < 0.5 && { holds: [pick(['site', 'arm'])] }),
        ...(random.next() < 0.3 && { keepOut: [[START + 4 * DAY, START + 6 * DAY]] as const }),
        ...(random.next() < 0.4 && { valueCurve: [{ lateS: between(0, 1) * DAY, share: 1 }, { lateS: 3 * DAY, share: between(0, 0.9) }] }), // prettier-ignore
      },
      START,
      endEt,
    );
    return random.next() < 0.3 ? requests.map((one, k) => ({ ...one, oneOf: `group-${k}` })) : requests;
  });
  return experiments.flatMap((requests, i) => {
    const before = experiments[i - 1];
    if (before === undefined || before.length === 0 || random.next() < 0.6) return requests;
    const lag = { minLagS: pick([0, 2 * HOUR]), maxLagS: between(6, 72) * HOUR };
    return requests.map((one) => ({ ...one, after: [{ anyOf: before.map(({ id }) => id), ...lag }] }));
  });
}

function randomFaults(random: Random, days: number): NonNullable<Variant['extraFaults']> {
  const kinds = [
    ['array-a', 'arrayString'],
    ['array-b', 'arrayString'],
    ['battery', 'batteryCell'],
    ['direct', 'linkOutage'],
    ['relay', 'linkOutage'],
    ['core', 'heaterStuckOn'],
    ['instruments', 'heaterStuckOff'],
    ...INSTRUMENTS.map(({ id }) => [id, 'instrumentFault'] as const),
  ] as const;
  return Array.from({ length: Math.floor(6 * random.next()) }, () => {
    const [componentId, kind] = kinds[Math.floor(random.next() * kinds.length)]!;
    const et = START + random.next() * (days - 1) * DAY;
    const durationS = random.next() < 0.3 ? null : (1 + 5 * random.next()) * DAY;
    return { et, componentId, kind, durationS, effect: random.next() };
  });
}
