import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type {
  ConstructResult,
  ExecutedActivity,
  OperateProfiles,
  OperateSummary,
  OperateTelemetry,
  OperateTimeline,
  PlanResult,
  ShareResult,
  StationEvent,
  SurveyResult,
} from '@openilrs/core/mission';
import { ApiError } from '../http/api-error.ts';

/** What the verbs write, by the name of the file. */
interface RunFiles {
  'survey/survey.json': SurveyResult;
  'construct/construct.json': ConstructResult;
  'operate/summary.json': OperateSummary;
  'operate/timeline.json': OperateTimeline;
  'operate/profiles.json': OperateProfiles;
  'operate/activities.json': readonly ExecutedActivity[];
  'operate/events.jsonl': readonly StationEvent[];
  /** Runs of earlier versions have none. */
  'operate/telemetry.json': OperateTelemetry;
  /** Of `ilrs plan`; a run need not have one. */
  'plan/plan.json': PlanResult;
  'share/share.json': ShareResult;
}

export type RunFile = keyof RunFiles;

/** The results of a run as the verbs left them. Read when asked for, kept until the file changes. */
export class RunFolder {
  readonly folder: string;
  private readonly kept = new Map<string, { readonly stamp: string; readonly value: unknown }>();

  constructor(folder: string) {
    this.folder = folder;
  }

  has(file: RunFile): boolean {
    return this.stampOf(file) !== null;
  }

  /** True once every verb has written its result. */
  get isComplete(): boolean {
    const files: RunFile[] = [
      'survey/survey.json',
      'construct/construct.json',
      'operate/summary.json',
      'share/share.json',
    ];
    return files.every((file) => this.has(file));
  }

  /** A result of the run. @throws ApiError `RUN_NOT_READY` while its verb has not written it */
  read<F extends RunFile>(file: F): RunFiles[F] {
    const stamp = this.stampOf(file);
    if (stamp === null) throw notReady(file);
    const kept = this.kept.get(file);
    if (kept?.stamp === stamp) return kept.value as RunFiles[F];
    const value = parse(file, readFileSync(join(this.folder, file), 'utf8'));
    this.kept.set(file, { stamp, value });
    return value as RunFiles[F];
  }

  private stampOf(file: string): string | null {
    const found = statSync(join(this.folder, file), { throwIfNoEntry: false });
    return found === undefined ? null : `${found.mtimeMs}:${found.size}:${found.ino}`;
  }
}

function parse(file: string, text: string): unknown {
  if (!file.endsWith('.jsonl')) return JSON.parse(text);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function notReady(file: string): ApiError {
  const verb = file.split('/')[0]!;
  return new ApiError('RUN_NOT_READY', `the run holds no result of ${verb} yet`, {
    where: file,
    remedy: 'Wait for the run to finish, or run it: npm start -- --once',
  });
}
