import { ActivityNodes, startCommand, type ActivityState } from './activity-nodes.ts';
import type { Execution, ExecutiveOptions, NotMet, Say } from './executive-types.ts';
import type { Plan, PlannedActivity } from './plan.ts';
import type { Request } from './request.ts';

/** Why a request is not met so far: what plans say of it, the station's refusal, or an execution that was broken off. */
export type Why = Omit<NotMet, 'requestId'> & {
  readonly kind: 'plan' | 'refused' | 'broken';
  readonly saidEt?: number;
};

/** All that changes in an {@link ActivityRunner}: plain data, so that it can be saved. */
export interface RunnerState {
  readonly open: Map<string, Request>;
  /** Left out of the plan that was applied last: not started, but a later plan may take them up. */
  readonly leftOut: Map<string, Request>;
  readonly running: Map<string, ActivityState>;
  readonly attempts: Map<string, number>;
  readonly reasons: Map<string, Why>;
  readonly executions: Execution[];
}

export function createRunnerState(requests: readonly Request[]): RunnerState {
  const open = new Map(requests.map((request) => [request.id, request]));
  return { open, leftOut: new Map(), running: new Map(), attempts: new Map(), reasons: new Map(), executions: [] };
}

/** Starts, follows and ends the executions of requests, and remembers why those that are not met are not. */
export class ActivityRunner {
  readonly #o: Pick<ExecutiveOptions, 'port' | 'utc' | 'requests'>;
  readonly #say: Say;
  /** Nodes of what runs; made anew from its state when that was taken up from a snapshot. */
  readonly #live = new Map<string, ActivityNodes>();
  readonly #s: RunnerState;

  constructor(state: RunnerState, options: Pick<ExecutiveOptions, 'port' | 'utc' | 'requests'>, say: Say) {
    this.#o = options;
    this.#s = state;
    this.#say = say;
  }

  get running(): readonly PlannedActivity[] {
    return [...this.#s.running.values()].map(({ request, startEt, endEt }) => ({ request, startEt, endEt }));
  }

  /** What is over, for those that must follow it or are its alternatives. */
  get done(): { readonly requestId: string; readonly endEt: number; readonly oneOf?: string }[] {
    return this.#s.executions
      .filter(({ status }) => status === 'done')
      .map(({ request: { id, oneOf }, toEt }) => ({
        requestId: id,
        endEt: toEt,
        ...(oneOf !== undefined && { oneOf }),
      }));
  }

  get executions(): readonly Execution[] {
    return this.#s.executions;
  }

  /** Requests that may still be met from `now` on and begin within `horizonS`. */
  pending(now: number, horizonS: number): Request[] {
    return [...this.#s.open.values()].filter(
      ({ earliestEt, latestEt, durationS }) => earliestEt < now + horizonS && latestEt - durationS >= now,
    );
  }

  /** From now on only `requests` may be begun, each as it is handed over; what runs or is done stays as it is. */
  adopt(requests: readonly Request[], now: number): void {
    const { open, leftOut, running, reasons } = this.#s;
    const asked = new Map(requests.map((request) => [request.id, request]));
    for (const [id, request] of [...open, ...leftOut]) {
      if (running.has(id)) continue;
      const pinned = asked.get(id);
      (pinned === undefined ? leftOut : open).set(id, pinned ?? request);
      (pinned === undefined ? open : leftOut).delete(id);
      if (pinned === undefined && reasons.get(id)?.kind !== 'broken')
        reasons.set(id, { kind: 'plan', reason: `left out of the plan that was applied at ${this.#o.utc(now)}` });
    }
  }

  mayStart(requestId: string): boolean {
    return this.#s.open.has(requestId) && !this.#s.running.has(requestId);
  }

  nextEndEt(): number {
    let next = Infinity;
    for (const running of this.#s.running.values()) next = Math.min(next, running.endEt, keepOutAfter(running));
    return next;
  }

  /** When a command of which telemetry does not show the effect yet has to be looked at again. */
  nextCheckEt(): number {
    let next = Infinity;
    for (const { request } of this.#s.running.values()) next = Math.min(next, this.#nodes(request.id).deadlineEt);
    return next;
  }

  /** Commands of what runs, with the stages that they have passed. */
  get commands(): ActivityNodes['commands'] {
    return [...this.#s.running.values()].flatMap(({ request }) => this.#nodes(request.id).commands);
  }

  /** False when the station refuses. */
  start(request: Request, now: number): boolean {
    const attempt = (this.#s.attempts.get(request.id) ?? 0) + 1;
    const id = attempt === 1 ? request.id : `${request.id}-try${attempt}`;
    this.#s.attempts.set(request.id, attempt);
    const state: ActivityState = { id, request, startEt: now, endEt: now + request.durationS, nodes: new Map(), leave: null, refusal: null, told: false }; // prettier-ignore
    this.#s.running.set(request.id, state);
    this.#step(state, now);
    return this.#s.running.has(request.id);
  }

  /** After a restart of the computer, from its checkpoint: what ran goes on. */
  resume(now: number): void {
    for (const running of [...this.#s.running.values()]) {
      const reply = this.#o.port.command(startCommand(running));
      if (reply.accepted) this.#say('info', 'resumed', `${running.id} goes on`, running.request.experimentId);
      else this.#leave(running, now, 'the computer restarted');
    }
  }

  /** Takes those on whose time is over, and those whose start is not confirmed yet. */
  endFinished(now: number): void {
    for (const running of [...this.#s.running.values()])
      if (keepOutAfter(running) <= now)
        this.#leave(running, now, 'it takes longer than was asked for, and a keep-out time begins');
      else if (running.endEt <= now || this.#nodes(running.request.id).pending) this.#step(running, now);
  }

  /** Ends what telemetry does not show any more. */
  verify(now: number, activities: readonly string[]): void {
    for (const running of [...this.#s.running.values()])
      if (!activities.includes(running.id) && !this.#nodes(running.request.id).pending) this.#step(running, now);
  }

  /** Breaks off the executions for which `test` holds. */
  abort(now: number, why: string, test: (request: Request) => boolean = () => true): void {
    for (const running of [...this.#s.running.values()]) if (test(running.request)) this.#leave(running, now, why);
  }

  /** Remembers what a plan makes of each request; a broken execution counts more than a later plan that found no room. */
  note({ activities, notPlaced }: Pick<Plan, 'activities' | 'notPlaced'>, now: number): void {
    const note = (id: string, why: Omit<NotMet, 'requestId'>) => {
      const known = this.#s.reasons.get(id);
      if (known?.kind === 'broken') return;
      const before = this.#said(id, known, now);
      this.#s.reasons.set(id, { kind: 'plan', ...why, saidEt: now, ...(before.length > 0 && { before }) });
    };
    for (const { requestId, reason, causes } of notPlaced) note(requestId, { reason, causes });
    // holds only if it never starts: an end of whatever kind replaces it
    for (const { request, startEt } of activities)
      note(request.id, { reason: `planned for ${this.#o.utc(startEt)}, but the station slept, restarted or was in safe mode then` }); // prettier-ignore
  }

  /** What plans before this one said of a request whose window was open while they were in force: the last plan finds only the starts that they left. */
  #said(id: string, known: Why | undefined, now: number): NonNullable<NotMet['before']> {
    const { saidEt, reason, before = [] } = known ?? {};
    const openEt = this.#s.open.get(id)?.earliestEt;
    if (saidEt === undefined || reason === undefined || openEt === undefined || openEt >= now) return before;
    return [...before, { fromUtc: this.#o.utc(saidEt), untilUtc: this.#o.utc(now), reason }];
  }

  notMet(): NotMet[] {
    const met = new Map(this.#s.executions.flatMap(({ status, request: { id, oneOf } }) => (status === 'done' && oneOf !== undefined ? [[oneOf, id] as const] : []))); // prettier-ignore
    return [...this.#s.open, ...this.#s.leftOut].flatMap(([requestId, { oneOf, support }]) => {
      if (support === true) return [];
      const other = oneOf === undefined ? undefined : met.get(oneOf);
      const { reason, causes, before } = other === undefined ? (this.#s.reasons.get(requestId) ?? NEVER_PLANNED) : { reason: `its alternative ${other} was carried out`, causes: undefined, before: undefined }; // prettier-ignore
      return [{ requestId, reason, ...(causes && { causes }), ...(before && { before }) }];
    });
  }

  #leave(running: ActivityState, now: number, why: string): void {
    running.leave ??= why;
    this.#step(running, now);
  }

  #nodes(requestId: string): ActivityNodes {
    const known = this.#live.get(requestId);
    if (known !== undefined) return known;
    const nodes = new ActivityNodes(this.#s.running.get(requestId)!, this.#o.port);
    this.#live.set(requestId, nodes);
    return nodes;
  }

  /** Lets the nodes of an execution come to rest, and draws the consequences. */
  #step(running: ActivityState, now: number): void {
    const { id, request } = running;
    const nodes = this.#nodes(request.id);
    nodes.step(now);
    if (nodes.ran && !running.told) {
      running.told = true;
      this.#say('info', 'start', `${id} started on ${request.instrumentId}`, request.experimentId);
    }
    if (!nodes.finished && running.leave === null) return;
    this.#s.running.delete(request.id);
    this.#live.delete(request.id);
    if (nodes.ran) this.#end(running, now, nodes.succeeded ? 'done' : 'aborted');
    else this.#refused(running, nodes.silent);
  }

  #refused({ id, request, refusal, leave }: ActivityState, silent: string | null): void {
    const reason = refusal ?? leave ?? silent ?? 'the station did not answer';
    this.#say('warning', 'refused', `${id} was refused: ${reason}`, request.experimentId);
    this.#s.reasons.set(request.id, { kind: 'refused', reason: `refused by the station: ${reason}` });
  }

  #end({ id, request, startEt, leave }: ActivityState, now: number, status: Execution['status']): void {
    const why = status === 'done' ? '' : (leave ?? 'the station stopped it');
    this.#s.executions.push({ id, request, fromEt: startEt, toEt: now, status, why });
    if (status === 'done') {
      this.#s.open.delete(request.id);
      this.#s.reasons.delete(request.id);
      this.#say('info', 'done', `${id} is complete`, request.experimentId);
    } else {
      this.#s.reasons.set(request.id, { kind: 'broken', reason: `broken off at ${this.#o.utc(now)}: ${why}` });
      this.#say('warning', 'aborted', `${id} was broken off: ${why}`, request.experimentId);
    }
  }
}

/** When a keep-out time begins into which an execution runs that takes longer than was asked for. */
function keepOutAfter({ request: { keepOut = [] }, startEt, endEt }: ActivityState): number {
  return keepOut.find(([from]) => from > startEt && from < endEt - 1)?.[0] ?? Infinity;
}

const NEVER_PLANNED: Why = { kind: 'plan', reason: 'no plan could take it up before its window closed' };
