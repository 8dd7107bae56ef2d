import type { PlannedStart } from '@openilrs/api/contract';
import { checkPlan, plan, type PlanInput } from '@openilrs/core/autonomy';
import type { ShareResult } from '@openilrs/core/mission';
import { etToUtc, utcToEt, type LeapSeconds } from '@openilrs/core/time';
import type { Ports } from '../main.ts';
import type { SimulatedRun } from '../live/simulator.ts';
import { editChecker } from '../plan-edit/check-edit.ts';
import type { Archive } from '../share/archive.ts';
import { fixtureLiveSurvey } from './fixture-live-survey.ts';
import { fixturePlanInput, fixturePlanToEdit } from './fixture-plan.ts';
import { fixtureSurveyTools } from './fixture-survey-tools.ts';
import { fixtureOperations, fixtureSkyline } from './fixture-run.ts';

// TEST DATA: stand-ins for what computes and stores, quick and made up, for tests of the server and for development of the page.

export function fixturePorts(lsk: LeapSeconds, share: ShareResult, days: number, nowUtc: string): Ports {
  const archive = fixtureArchive(share, nowUtc);
  const planInput = fixturePlanInput(lsk, days);
  return {
    openArchive: async () => archive,
    liveSurvey: fixtureLiveSurvey(),
    surveyTools: fixtureSurveyTools(),
    places: {
      horizon: async (place) => ({
        ...place,
        terrainHeightM: 1900,
        ...fixtureSkyline(Array.from({ length: 720 }, (_, i) => i / 2)),
      }),
      light: async ({ fromUtc, toUtc, ...place }) => {
        const [fromEt, toEt] = [utcToEt(lsk, fromUtc), utcToEt(lsk, toUtc)];
        const half = (fromEt + toEt) / 2;
        const window = { kind: 'sunAny' as const, fromUtc, toUtc: etToUtc(lsk, half), fromEt, toEt: half };
        const fractions = { sunDiscMean: 0.5, sunAnyFraction: 0.52, sunFullFraction: 0.48, earthFraction: 0.5 };
        return { ...place, fromUtc, toUtc, ...fractions, longestDarkH: 80, longestLitH: 90, windows: [window] };
      },
      sky: async ({ fromUtc, toUtc, stepS, ...place }) => {
        const fromEt = utcToEt(lsk, fromUtc);
        const et = Array.from(
          { length: Math.floor((utcToEt(lsk, toUtc) - fromEt) / stepS) + 1 },
          (_, i) => fromEt + i * stepS,
        );
        const day = et.map((t) => (t - fromEt) / 86_400);
        return {
          ...place,
          stepS,
          et,
          sunAzimuthDeg: day.map((d) => (d * 12.19) % 360),
          sunElevationDeg: day.map((d) => 1.5 * Math.sin((2 * Math.PI * d) / 346)),
          sunRadiusDeg: day.map(() => 0.2666),
          earthAzimuthDeg: day.map((d) => (357 + 7 * Math.sin(d / 4.4) + 360) % 360),
          earthElevationDeg: day.map((d) => 6.5 * Math.sin((2 * Math.PI * d) / 27.2)),
        };
      },
      close: async () => {},
    },
    simulator: {
      faultKinds: () => [
        {
          componentId: 'array-1',
          kind: 'arrayString',
          title: 'Array 1 loses strings',
          usesEffect: true,
          durationS: null,
          effect: 0.2,
        },
        {
          componentId: 'relay',
          kind: 'linkOutage',
          title: 'Relay is out',
          usesEffect: false,
          durationS: 172_800,
          effect: 1,
        },
      ],
      simulate: async ({ seed, faults, plan: made, orders = [] }, { progress, signal }) => {
        for (let i = 0; i <= 4; i += 1) {
          progress?.(i, 4, 'simulating (TEST)');
          await new Promise((done) => setTimeout(done, 20));
          signal?.throwIfAborted();
        }
        const run = fixtureOperations(lsk, days, seed, faults);
        const order = orders.at(-1);
        if (order !== undefined) return livedBy(run, [...before(run, order.et), ...order.activities], planInput);
        return made === undefined ? run : livedBy(run, made.activities, planInput);
      },
      planToEdit: async (planned) => fixturePlanToEdit(planInput, [...(planned ?? startsOf(planInput))]),
      planAt: async ({ et, life: { orders = [] } }) => {
        const input = inputAt(planInput, et);
        const activities = orders.at(-1)?.activities ?? startsOf(input);
        return {
          ...fixturePlanToEdit(
            input,
            activities.filter(({ startEt }) => startEt >= et),
          ),
          source: 'station',
        };
      },
      checkPlan: async ({ et }, activities) => {
        const byId = new Map(planInput.requests.map((one) => [one.id, one]));
        const planned = activities.map(({ requestId, startEt }) => ({ request: byId.get(requestId)!, startEt, endEt: startEt + byId.get(requestId)!.durationS })); // prettier-ignore
        const fault = checkPlan(inputAt(planInput, et), planned);
        if (fault === null) return null;
        const { index, requestId, verdict } = fault;
        return { index, requestId, reason: verdict.reason!, nearestStartEt: verdict.nearestStartEt };
      },
      checkEdit: async (check) => editChecker(planInput)(check),
      close: async () => {},
    },
  };
}

/** The rest of the mission; battery and store are as at its start. */
function inputAt(input: PlanInput, et: number): PlanInput {
  const requests = input.requests.filter(({ latestEt, durationS }) => latestEt - durationS >= et);
  return { ...input, nowEt: et, horizonS: input.model.endEt - et, requests };
}

const before = (run: SimulatedRun, et: number): PlannedStart[] => run.activities.filter(({ fromEt }) => fromEt < et).map(({ requestId, fromEt }) => ({ requestId, startEt: fromEt })); // prettier-ignore

function startsOf(input: PlanInput): PlannedStart[] {
  return plan(input).activities.map(({ request, startEt }) => ({ requestId: request.id, startEt }));
}

/** Every activity is done as planned. */
function livedBy(run: SimulatedRun, starts: readonly PlannedStart[], { requests }: PlanInput): SimulatedRun {
  const activities = starts.flatMap(({ requestId, startEt }) => {
    const request = requests.find(({ id }) => id === requestId);
    if (request === undefined) return [];
    const { experimentId, instrumentId, ownerId, dataBit, durationS } = request;
    return [{ id: requestId, requestId, experimentId, instrumentId, ownerId, dataBit, fromEt: startEt, toEt: startEt + durationS, quality: 'complete' as const }]; // prettier-ignore
  });
  const scienceValue = starts.reduce((sum, { requestId }) => sum + (requests.find(({ id }) => id === requestId)?.value ?? 0), 0); // prettier-ignore
  const counts = { requestsTotal: starts.length, requestsMet: activities.length, scienceValue };
  return { ...run, activities, summary: { ...run.summary, ...counts, notPlaced: [] } };
}

function fixtureArchive(share: ShareResult, nowUtc: string): Archive {
  const access = (reader: string, { embargoUntilUtc }: ShareResult['products'][number]) =>
    embargoUntilUtc === null || nowUtc >= embargoUntilUtc || ['china', 'russia'].includes(reader)
      ? 'full'
      : 'announced';
  const table = new TextEncoder().encode(
    `time,value\r\n${Array.from({ length: 1200 }, (_, i) => `${i * 60},${Math.sin(i / 40).toFixed(5)}`).join('\r\n')}\r\n`,
  );
  const label = new TextEncoder().encode(
    '<Product_Observational><!-- TEST DATA --><Field_Delimited><unit>s</unit></Field_Delimited><Field_Delimited><unit>m/s</unit></Field_Delimited></Product_Observational>',
  );
  const count = (values: string[]) =>
    [...new Set(values)].map((value) => ({ value, count: values.filter((one) => one === value).length }));
  return {
    nowUtc,
    search: async (query) => {
      const fits = share.products.filter(
        (one) =>
          access(query.as, one) === 'full' &&
          (query.instrument === undefined || one.instrumentId === query.instrument) &&
          (query.owner === undefined || one.ownerId === query.owner) &&
          (query.text === undefined || one.title.includes(query.text)),
      );
      const closed = share.products.filter((one) => access(query.as, one) === 'announced');
      return {
        total: fits.length,
        products: fits.slice((query.page - 1) * query.pageSize, query.page * query.pageSize),
        facets: {
          missionId: count(fits.map((one) => one.missionId)),
          instrumentId: count(fits.map((one) => one.instrumentId)),
          ownerId: count(fits.map((one) => one.ownerId)),
        },
        announced: {
          total: closed.length,
          items: closed
            .slice(0, query.pageSize)
            .map(({ lidvid, ownerId, embargoUntilUtc }) => ({ lidvid, ownerId, embargoUntilUtc: embargoUntilUtc! })),
        },
      };
    },
    product: async (lidvid, reader) => {
      const product = share.products.find((one) => one.lidvid === lidvid);
      if (product === undefined) return null;
      const { ownerId, embargoUntilUtc } = product;
      if (access(reader, product) === 'announced') {
        return { access: 'announced', ownerId, embargoUntilUtc: embargoUntilUtc! };
      }
      const files = [
        { role: 'data', name: 'data.csv', mediaType: 'text/csv', sha256: product.dataSha256, bytes: table.length },
        {
          role: 'label',
          name: 'data.xml',
          mediaType: 'application/xml',
          sha256: product.labelSha256,
          bytes: label.length,
        },
      ];
      return { access: 'full', product, files };
    },
    bytes: async (sha256) => (share.products.some((one) => one.dataSha256 === sha256) ? table : label),
    hubs: async () => ({ hubs: [...share.hubs] }),
    verify: async () =>
      share.hubs.map(({ id, logSize, rootHashHex, objects }) => ({
        id,
        ok: true,
        logSize,
        rootHashHex,
        objectsChecked: objects,
        problems: [],
      })),
    close: async () => {},
  };
}
