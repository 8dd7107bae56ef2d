import { expandExperiment, type Predecessor, type Request } from '../autonomy/index.ts';
import { InputError } from '../errors/index.ts';
import { checkInstruments, type Programme, type Proposal } from '../programme/index.ts';
import type { StationSpec } from '../station/index.ts';
import { complement, longest, toWindows, type Window, type Windows } from '../time/index.ts';

/** Instant of a UTC date, e.g. by `utcToEt` with the mission's leap seconds. */
export type EtOf = (utc: string) => number;

/**
 * The requests of a programme at a station over a run. A calibration before use becomes a request of its own, which only serves others.
 *
 * @param etOf needed for a programme with windows or keep-out times, and for a station with visits
 * @throws InputError `PROGRAMME_UNKNOWN_INSTRUMENT`; `PROPOSAL_DEMAND` when a proposal draws more power or data than its instrument gives; `PROPOSAL_WINDOW` when its window, or what keep-out times leave of it, has no room for it in the run
 */
export function programmeRequests(
  programme: Programme,
  station: StationSpec,
  startEt: number,
  endEt: number,
  etOf: EtOf = noDates,
): Request[] {
  checkInstruments(
    programme,
    station.instruments.map(({ id }) => id),
  );
  const expanded = programme.proposals.map((proposal) => {
    checkDemand(proposal, station);
    return { proposal, requests: executionsOf(proposal, programme, station, [startEt, endEt], etOf) };
  });
  const byProposal = new Map(expanded.map(({ proposal, requests }) => [proposal.id, requests]));
  return expanded.flatMap(({ proposal, requests }) => {
    const calibrations = proposal.calibration === undefined ? [] : requests.map((one) => calibrationOf(one, proposal.calibration!, startEt)); // prettier-ignore
    return [...requests.map((request) => inOrder(request, proposal, byProposal, calibrations)), ...calibrations];
  });
}

function noDates(utc: string): number {
  throw new RangeError(`no calendar was given to read "${utc}"`);
}

/** Executions of a proposal, not yet in order with others. */
function executionsOf(
  proposal: Proposal,
  programme: Programme,
  station: StationSpec,
  run: Window,
  etOf: EtOf,
): Request[] {
  const recurrence = proposal.recurrence === 'once' ? null : proposal.recurrence;
  const { window, valueCurve, oneOf, holds } = proposal;
  const [fromEt, toEt] = window === undefined ? run : [Math.max(run[0], etOf(window.from)), Math.min(run[1], etOf(window.to))]; // prettier-ignore
  if (window !== undefined && toEt - fromEt < proposal.duration.si)
    throw new InputError('PROPOSAL_WINDOW', `"${proposal.id}" does not fit into the part of its window that lies in the run`, {
      where: `programme.proposals.${proposal.id}.window`,
      legal: `at least ${proposal.duration.si} s between start and end of the mission`,
      remedy: 'Move the window or the mission',
    }); // prettier-ignore
  const keepOut = toWindows([...keptOut(proposal, programme, etOf), ...keptStill(proposal, station, etOf)]);
  checkFree(proposal, keepOut, [fromEt, toEt]);
  const experiment = {
    experimentId: proposal.id,
    instrumentId: proposal.instrument,
    ownerId: proposal.partner,
    durationS: proposal.duration.si,
    powerW: proposal.power.si,
    dataBit: proposal.data.si,
    condition: proposal.condition,
    priority: proposal.priority,
    value: proposal.value,
    everyS: recurrence?.every.si ?? null,
    count: recurrence?.count ?? null,
    ...(holds && { holds }),
    ...(keepOut.length > 0 && { keepOut }),
    ...(valueCurve && { valueCurve: valueCurve.map(({ late, share }) => ({ lateS: late.si, share: share.si })) }),
  };
  const requests = expandExperiment(experiment, fromEt, toEt);
  return oneOf === undefined ? requests : requests.map((one, k) => ({ ...one, oneOf: `${oneOf}-${k + 1}` }));
}

/** Kept out of all of its window a proposal can never be met: as with a window that is too short, somebody wrote something else than was meant. */
function checkFree({ id, duration }: Proposal, keepOut: Windows, window: Window): void {
  const free = longest(complement(keepOut, window));
  const freeS = free === null ? 0 : free[1] - free[0];
  if (keepOut.length === 0 || freeS >= duration.si) return;
  throw new InputError('PROPOSAL_WINDOW', `"${id}" is kept out of its whole window: ${(freeS / 3600).toFixed(1)} h at a stretch are left in the run, ${(duration.si / 3600).toFixed(1)} h are needed`, {
    where: `programme.proposals.${id}.keepOut`,
    legal: `at least ${duration.si} s at a stretch outside the keep-out times of the proposal, its places and the visits`,
    remedy: 'Shorten the keep-out times or the proposal',
  }); // prettier-ignore
}

function keptOut({ keepOut = [], holds = [] }: Proposal, { places = [] }: Programme, etOf: EtOf): Window[] {
  const ofPlaces = places.flatMap((place) => (holds.includes(place.id) ? (place.keepOut ?? []) : []));
  return [...keepOut, ...ofPlaces].map(({ from, to }) => [etOf(from), etOf(to)] as const);
}

/** While a crew is there that keeps its instrument still, or the robot which carries it. */
function keptStill({ instrument }: Proposal, { instruments, visits = [] }: StationSpec, etOf: EtOf): Window[] {
  const robotId = instruments.find(({ id }) => id === instrument)?.robotId;
  return visits
    .filter(({ keepOut }) => keepOut.includes(instrument) || (robotId !== undefined && keepOut.includes(robotId)))
    .map(({ fromUtc, toUtc }) => [etOf(fromUtc), etOf(toUtc)] as const);
}

/** What has to be done before each execution: its calibration, and one of the executions that its proposal names. */
function inOrder(
  request: Request,
  { after = [], calibration }: Proposal,
  byProposal: ReadonlyMap<string, readonly Request[]>,
  calibrations: readonly Request[],
): Request {
  const orders = after.map(({ proposal, minLag, maxLag }): Predecessor => {
    const [minLagS, maxLagS] = [minLag?.si ?? 0, maxLag?.si ?? ALWAYS_S];
    const inTime = (one: Request) => one.earliestEt + one.durationS + minLagS <= request.latestEt - request.durationS && one.latestEt + maxLagS >= request.earliestEt; // prettier-ignore
    const anyOf = proposal.flatMap((name) => (byProposal.get(name) ?? []).filter(inTime).map(({ id }) => id));
    // none in reach, or not at the station: named by its proposal, so that the reason says what is missing
    return { anyOf: anyOf.length > 0 ? anyOf : proposal, minLagS, maxLagS };
  });
  if (calibration !== undefined) {
    const maxLagS = calibration.validity.si - request.durationS;
    const near = calibrations.filter((one) => one.earliestEt <= request.latestEt && one.latestEt + maxLagS >= request.earliestEt); // prettier-ignore
    // its own first: it is there when all others are needed elsewhere
    const own = near.filter(({ id }) => id === calibrationId(request)).concat(near.filter(({ id }) => id !== calibrationId(request)).slice(0, MOST_SHARED)); // prettier-ignore
    orders.push({ anyOf: own.map(({ id }) => id), minLagS: 0, maxLagS });
  }
  return orders.length === 0 ? request : { ...request, after: orders };
}

/** A calibration may serve so many executions beside its own. */
const MOST_SHARED = 12;
/** Longer than any mission. */
const ALWAYS_S = 100 * 31_557_600;

function calibrationId({ id }: Request): string {
  return `${id}-calibration`;
}

function calibrationOf(request: Request, calibration: NonNullable<Proposal['calibration']>, startEt: number): Request {
  const { valueCurve: _, oneOf: __, ...rest } = request;
  return {
    ...rest,
    id: calibrationId(request),
    earliestEt: Math.max(startEt, request.earliestEt - calibration.validity.si),
    durationS: calibration.duration.si,
    powerW: calibration.power.si,
    dataBit: calibration.data.si,
    condition: 'any',
    value: 0,
    support: true,
  };
}

function checkDemand(proposal: Proposal, station: StationSpec): void {
  const where = (field: string) => `programme.proposals.${proposal.id}.${field}`;
  const instrument = station.instruments.find(({ id }) => id === proposal.instrument)!;
  const parts = [
    { what: proposal, at: '' },
    ...(proposal.calibration ? [{ what: proposal.calibration, at: 'calibration.' }] : []),
  ];
  for (const { what, at } of parts) {
    if (what.power.si > instrument.powerW)
      throw new InputError('PROPOSAL_DEMAND', `"${proposal.id}" draws ${what.power.si} W on "${instrument.id}"`, {
        where: where(`${at}power`),
        legal: `at most ${instrument.powerW} W`,
        remedy: 'Correct the proposal or the instrument',
      });
    const rate = what.data.si / what.duration.si;
    if (rate > instrument.dataRateBitS * (1 + 1e-9))
      throw new InputError(
        'PROPOSAL_DEMAND',
        `"${proposal.id}" produces ${Math.round(rate)} bit/s on "${instrument.id}"`,
        {
          where: where(`${at}data`),
          legal: `at most ${instrument.dataRateBitS} bit/s`,
          remedy: 'Correct the proposal or the instrument',
        },
      );
  }
}
