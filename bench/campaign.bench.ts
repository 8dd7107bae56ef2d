import { availableParallelism } from 'node:os';
import { jsonLines } from '../node/src/campaign/campaign-result.ts';
import { createSeedCrew, makeCase, openCampaign, recordsOf, runCampaign } from '@openilrs/node/campaign';
import { projectPath } from '@openilrs/node/bundled';
import { openWorld, readMission } from '@openilrs/node/mission';
import { prepareOperations } from '@openilrs/node/operate';

export const title = 'A campaign: lives of the reference station, on one thread and on all cores';

const SITE = { latDeg: -89.4516, lonDeg: 222.7581 };
const DAYS = 30;
const SEEDS = [1, 2, 3, 4, 5, 6];

/** The records of many threads must be those of one before their speed is told. */
export async function run(print: (line: string) => void): Promise<void> {
  const onDisk = readMission(projectPath('examples/ilrs-reference.yaml'));
  const mission = { ...onDisk.mission.mission, end: `2035-01-${DAYS + 1}` };
  const short = { ...onDisk, mission: { ...onDisk.mission, mission } };
  const world = await openWorld(short);
  const made = makeCase(await prepareOperations(short, world, SITE), world.ephemeris.leapSeconds);
  print(`case ${(made.text.length / 1e6).toFixed(2)} MB as text`);
  const texts: string[] = [];
  for (const threads of [...new Set([1, availableParallelism()])]) {
    const crew = await createSeedCrew(threads);
    try {
      const warm = await openCampaign(made, null);
      await runCampaign(
        warm,
        crew,
        [{ id: 'full' }],
        Array.from({ length: threads }, (_, i) => 100 + i),
      );
      const folder = await openCampaign(made, null);
      const from = performance.now();
      const cpu = process.cpuUsage();
      const failed = await runCampaign(folder, crew, [{ id: 'full' }], SEEDS);
      const seconds = (performance.now() - from) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      const cpuS = (user + system) / 1e6;
      if (failed.length > 0) throw new Error(failed[0]!.error);
      texts.push(jsonLines(await recordsOf(folder, 'full', SEEDS)));
      print(`${threads} threads: ${(seconds / SEEDS.length).toFixed(2)} s and ${(cpuS / SEEDS.length).toFixed(2)} CPU-s a life of ${DAYS} days, bound included (${SEEDS.length} lives)`); // prettier-ignore
    } finally {
      await crew.close();
    }
  }
  if (new Set(texts).size !== 1) throw new Error('the records depend on the number of threads');
}
