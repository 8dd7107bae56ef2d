import type { ConstructResult } from '@openilrs/core/mission';
import { constructMission, writeConstruct } from '@openilrs/node/construct';
import { readMission, requireWritable } from '@openilrs/node/mission';
import type { Command } from 'commander';

/** `ilrs construct MISSION --out DIR`: the route map and the station that it has delivered by a date. */
export function registerConstruct(program: Command): void {
  program
    .command('construct')
    .description('the route map, and the station that it has delivered by a date')
    .argument('<mission>', 'mission file (YAML)')
    .option('--out <dir>', 'run folder; construct/construct.json and construct/route-map.csv are written into it')
    .option('--at <date>', 'UTC date of the station (default: start of the mission)')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, options: { out?: string; at?: string; json?: true }) => {
      if (options.out !== undefined) await requireWritable(options.out);
      const result = constructMission(readMission(file), options.at);
      const files = options.out === undefined ? [] : writeConstruct(result, options.out);
      console.log(options.json ? JSON.stringify(result, null, 2) : text(result, files));
    });
}

function text({ deliveredBy, asOf }: ConstructResult, files: readonly string[]): string {
  const line = (mark: string) => (one: ConstructResult['deliveredBy']['elements'][number]) =>
    `  ${mark} ${one.element.padEnd(22)} ${(one.dateUtc ?? 'no date').padEnd(11)} ${(one.missionId || '-').padEnd(14)} ${one.status}`;
  return [
    `Station of ${deliveredBy.dateUtc} by the route map as of ${asOf}:`,
    ...deliveredBy.elements.map(line('+')),
    ...deliveredBy.missing.map(line('-')),
    ...files.map((file) => `wrote ${file}`),
  ].join('\n');
}
