import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OperateOutput, OperateProfiles } from '@openilrs/core/mission';

/**
 * Writes `operate/` of a run folder: summary, timeline, profiles (JSON and CSV), events and activities. All files are written beside and moved in together, so
 * the folder is the old result or the new one. The summary is also laid at the top of the run folder, `summary.json`, where scripts look first.
 *
 * @returns paths of the files
 */
export function writeOperate(output: OperateOutput, outDir: string): string[] {
  mkdirSync(outDir, { recursive: true });
  const folder = join(outDir, 'operate');
  const fresh = join(outDir, 'operate.part');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh);
  const summary = `${JSON.stringify(output.summary, null, 2)}\n`;
  const top = join(outDir, 'summary.json');
  const files: Readonly<Record<string, string>> = {
    'summary.json': summary,
    'timeline.json': `${JSON.stringify(output.timeline)}\n`,
    'profiles.json': `${JSON.stringify(output.profiles)}\n`,
    'profiles.csv': profilesCsv(output.profiles),
    'events.jsonl': output.eventLog,
    'activities.json': `${JSON.stringify(output.activities)}\n`,
    ...(output.telemetry && { 'telemetry.json': `${JSON.stringify(output.telemetry)}\n` }),
  };
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(fresh, name), text);
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
    writeFileSync(`${top}.part`, summary);
    renameSync(`${top}.part`, top);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(`${top}.part`, { force: true });
    throw error;
  }
  return [...Object.keys(files).map((name) => join(folder, name)), top];
}

/** Long form: one row for each point of each series. */
export function profilesCsv({ series }: OperateProfiles): string {
  const rows = ['series,unit,et,value'];
  for (const { id, unit, et, values } of series)
    et.forEach((instant, i) => rows.push(`${id},${unit},${instant},${values[i]}`));
  return `${rows.join('\n')}\n`;
}
