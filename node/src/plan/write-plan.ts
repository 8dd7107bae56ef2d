import { join } from 'node:path';
import type { PlanMissionOutput, PlanResult } from '@openilrs/core/mission';
import { writeFilesWhole } from '../outputs/index.ts';
import { planPicture } from './plan-picture.ts';

/** Writes `plan/` of a run folder: the plan as JSON, its activities as CSV, its picture as SVG. @returns paths of the files */
export function writePlan(output: PlanMissionOutput, outDir: string): Promise<string[]> {
  return writeFilesWhole(join(outDir, 'plan'), [
    ['plan.json', `${JSON.stringify(output.result, null, 2)}\n`],
    ['activities.csv', activitiesCsv(output.result)],
    ['plan.svg', planPicture(output)],
  ]);
}

/** One row for each activity. */
export function activitiesCsv({ activities }: PlanResult): string {
  const columns = ['requestId', 'experimentId', 'instrumentId', 'ownerId', 'startUtc', 'endUtc', 'startEt', 'endEt', 'value'] as const; // prettier-ignore
  return [columns.join(','), ...activities.map((one) => columns.map((name) => one[name]).join(',')), ''].join('\n');
}
