import type { Command } from '../station/index.ts';
import type { Execution, ExecutiveOptions, NotMet, Say } from './executive-types.ts';
import type { Plan, PlannedActivity } from './plan.ts';
import type { Request } from './request.ts';

export interface Running extends PlannedActivity {
  /** Of the execution: the request's, with the number of the attempt from the second on. */
  readonly id: string;
}

/** Why a request is not met so far: what plans say of it, the station's refusal, or an execution that was broken off. */
export type Why = Omit<NotMet, 'requestId'> & { readonly kind: 'plan' | 'refused' | 'broken' };

/** All that changes in an {@link ActivityRunner}: plain data, so that it can be saved. */
export interface RunnerState {
  readonly open: Map<string, Request>;
  readonly running: Map<string, Running>;
  readonly attempts: Map<string, number>;
  readonly reasons: Map<string, Why>;
  readonly executions: Execution[];
}

export function createRunnerState(requests: readonly Request[]): RunnerState {
  const open = new Map(requests.map((request) => [request.id, request]));
  return { open, running: new Map(), attempts: new Map(), reasons: new Map(), executions: [] };
}

/** Starts, follows and ends the executions of requests, and remembers why those that are not met are not. */
export class ActivityRunner {
  readonly #o: Pick<ExecutiveOptions, 'port' | 'utc' | 'requests'>;
  readonly #say: Say;
  readonly #s: RunnerState;

  constructor(state: RunnerState, options: Pick<ExecutiveOptions, 'port' | 'utc' | 'requests'>, say: Say) {
    this.#o = options;
    this.#s = state;
    this.#say = say;
  }

  get running(): readonly PlannedActivity[] {
    return [...this.#s.running.values()];
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

  mayStart(requestId: string): boolean {
    return this.#s.open.has(requestId) && !this.#s.running.has(requestId);
  }

  nextEndEt(): number {
    let next = Infinity;
    for (const { endEt } of this.#s.running.values()) next = Math.min(next, endEt);
    return next;
  }

  /** False when the station refuses. */
  start(request: Request, now: number): boolean {
    const attempt = (this.#s.attempts.get(request.id) ?? 0) + 1;
    const id = attempt === 1 ? request.id : `${request.id}-try${attempt}`;
    const reply = this.#o.port.command(startCommand(id, request));
    this.#s.attempts.set(request.id, attempt);
    if (reply.accepted) {
      this.#s.running.set(request.id, { request, id, startEt: now, endEt: now + (reply.takesS ?? request.durationS) });
      this.#say('info', 'start', `${id} started on ${request.instrumentId}`, request.experimentId);
    } else {
      this.#say('warning', 'refused', `${id} was refused: ${reply.reason}`, request.experimentId);
      this.#s.reasons.set(request.id, { kind: 'refused', reason: `refused by the station: ${reply.reason}` });
    }
    return reply.accepted;
  }

  /** After a restart of the computer, from its checkpoint: what ran goes on. */
  resume(now: number): void {
    for (const running of [...this.#s.running.values()]) {
      const reply = this.#o.port.command(startCommand(running.id, running.request));
      if (reply.accepted) this.#say('info', 'resumed', `${running.id} goes on`, running.request.experimentId);
      else this.#end(running, now, 'aborted', 'the computer restarted');
    }
  }

  endFinished(now: number): void {
    for (const running of [...this.#s.running.values()]) if (running.endEt <= now) this.#end(running, now, 'done', '');
  }

  /** Breaks off the executions for which `test` holds. */
  abort(now: number, why: string, test: (request: Request, id: string) => boolean = () => true): void {
    for (const running of [...this.#s.running.values()])
      if (test(running.request, running.id)) this.#end(running, now, 'aborted', why);
  }

  /** Remembers what a plan makes of each request; a broken execution counts more than a later plan that found no room. */
  note({ activities, notPlaced }: Pick<Plan, 'activities' | 'notPlaced'>): void {
    const note = (id: string, why: Omit<NotMet, 'requestId'>) => {
      if (this.#s.reasons.get(id)?.kind !== 'broken') this.#s.reasons.set(id, { kind: 'plan', ...why });
    };
    for (const { requestId, reason, causes } of notPlaced) note(requestId, { reason, causes });
    // holds only if it never starts: an end of whatever kind replaces it
    for (const { request, startEt } of activities)
      note(request.id, { reason: `planned for ${this.#o.utc(startEt)}, but the station slept, restarted or was in safe mode then` }); // prettier-ignore
  }

  notMet(): NotMet[] {
    const met = new Map(this.#s.executions.flatMap(({ status, request: { id, oneOf } }) => (status === 'done' && oneOf !== undefined ? [[oneOf, id] as const] : []))); // prettier-ignore
    return [...this.#s.open].flatMap(([requestId, { oneOf, support }]) => {
      if (support === true) return [];
      const other = oneOf === undefined ? undefined : met.get(oneOf);
      const { reason, causes } = other === undefined ? (this.#s.reasons.get(requestId) ?? NEVER_PLANNED) : { reason: `its alternative ${other} was carried out`, causes: undefined }; // prettier-ignore
      return [{ requestId, reason, ...(causes && { causes }) }];
    });
  }

  #end({ id, request, startEt }: Running, now: number, status: Execution['status'], why: string): void {
    this.#o.port.command({ kind: 'stop', activityId: id });
    this.#s.running.delete(request.id);
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

const NEVER_PLANNED: Why = { kind: 'plan', reason: 'no plan could take it up before its window closed' };

function startCommand(activityId: string, request: Request): Command {
  const { instrumentId, powerW, dataBit, durationS } = request;
  return { kind: 'start', instrumentId, activityId, powerW, dataRateBitS: dataBit / durationS };
}
