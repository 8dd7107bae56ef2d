import type { Truth } from './transition.ts';

/**
 * How far a command has come:
 *
 *     sent        handed to the station
 *     accepted    the station has answered that it will carry it out
 *     started     the first sign of its effect in telemetry
 *     completed   its effect is fully seen in telemetry
 *
 * `denied` (the station refuses), `failed` (a stage did not come in time, or the command was aborted) and `completed` are the end of it.
 */
export type Stage = 'sent' | 'accepted' | 'started' | 'completed' | 'denied' | 'failed';

/** What changes while a command is followed: plain data. */
export interface CommandRecord {
  stage: Stage | null;
  /** When the present stage was entered. */
  stageEt: number;
  /** Every stage that the command has passed, in the order of time; one that is sent again goes on in the same list. */
  readonly trace: { readonly stage: Stage; readonly et: number }[];
}

/** A command, as a node sends and verifies it. */
export interface CommandAction {
  /** @returns whether the station has accepted it; null when it has not answered yet */
  send(): Truth;
  /** Asked while there is no answer; left out where the answer always comes at once. */
  answer?(): Truth;
  /** The first sign of its effect in telemetry; left out where the effect comes whole. */
  begun?(): Truth;
  /** Its whole effect in telemetry. */
  effect(): Truth;
  abort(): void;
  readonly timeoutS: StageTimeouts;
}

/** A stage that has not come so long after the one before it has failed, s. */
export interface StageTimeouts {
  readonly accepted: number;
  readonly started: number;
  readonly completed: number;
}

export const COMMAND_ENDED: ReadonlySet<Stage | null> = new Set(['completed', 'denied', 'failed']);

const NEXT = { sent: 'accepted', accepted: 'started', started: 'completed' } as const;

export function enterStage(record: CommandRecord, stage: Stage, et: number): void {
  record.stage = stage;
  record.stageEt = et;
  record.trace.push({ stage, et });
}

/** Follows a command that is on its way by the station's answer and by what telemetry shows. Telemetry counts for more than an answer: what shows has been accepted. */
export function verifyCommand(record: CommandRecord, action: CommandAction, now: number): void {
  if (record.stage === null || COMMAND_ENDED.has(record.stage)) return;
  const whole = action.effect() === true;
  if (record.stage === 'sent') {
    const answer = whole || (action.answer?.() ?? null);
    if (answer !== null) enterStage(record, answer ? 'accepted' : 'denied', now);
  }
  if (record.stage === 'accepted' && (whole || action.begun?.() === true)) enterStage(record, 'started', now);
  if (record.stage === 'started' && whole) enterStage(record, 'completed', now);
  if (deadlineOf(record, action) <= now) enterStage(record, 'failed', now);
}

/** When the command has failed unless its next stage has come; Infinity when it is over or was never sent. */
export function deadlineOf({ stage, stageEt }: CommandRecord, { timeoutS }: CommandAction): number {
  if (stage === null || COMMAND_ENDED.has(stage)) return Infinity;
  return stageEt + timeoutS[NEXT[stage as keyof typeof NEXT]];
}

/** Where a command that was denied or has failed stood last; null when it is neither. */
export function brokenStage({ stage, trace }: CommandRecord): 'refused' | keyof typeof NEXT | null {
  if (stage === 'denied') return 'refused';
  if (stage !== 'failed') return null;
  return (trace.at(-2)?.stage as keyof typeof NEXT | undefined) ?? 'sent';
}
