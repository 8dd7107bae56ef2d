import { readMission, openWorld } from '@openilrs/node/mission';
import { projectPath } from '@openilrs/node/bundled';
import { createWorkerRunner } from '@openilrs/node/workers';
import { LiveSurveyComputer } from '../server/src/live-survey/live-survey-computer.ts';
import type { LiveQuestion } from '../server/src/live-survey/live-survey-types.ts';

export const title =
  'Live maps of 20 km, from 640 or 320 m to 20 m: seconds to each picture after a change (limit of the first: 2 s)';

/** Seconds from the question to each of its pictures, up to a cell size. */
async function ask(computer: LiveSurveyComputer, question: LiveQuestion, finestM: number): Promise<string> {
  const startMs = performance.now();
  const found: string[] = [];
  for await (const step of computer.pictures(question)) {
    if (step.kind !== 'map') continue;
    const { cellM } = step.picture;
    found.push(`${cellM} m ${((performance.now() - startMs) / 1000).toFixed(2)} s`);
    if (cellM <= finestM) break;
  }
  return found.join(', ');
}

export async function run(print: (line: string) => void): Promise<void> {
  const onDisk = readMission(projectPath('examples/ilrs-reference.yaml'));
  const { terrain, ephemeris } = await openWorld(onDisk);
  const runner = await createWorkerRunner();
  try {
    const world = { mission: onDisk.mission, terrain, ephemeris, runner, inputs: {}, missionFile: '', software: '' };
    const computer = new LiveSurveyComputer(world);
    const first: LiveQuestion = { heightM: 10, fromUtc: '2031-01-01', toUtc: '2050-01-01', cellM: 20 };
    const year = { ...first, heightM: 12, fromUtc: '2035-01-01', toUtc: '2036-01-01' };
    print(`first question, 19 years    ${await ask(computer, first, 20)}`);
    print(`another height, 19 years    ${await ask(computer, { ...first, heightM: 12 }, 20)}`);
    print(`another period, one year    ${await ask(computer, year, 20)}`);
    print(`the same question again     ${await ask(computer, year, 20)}`);
    print(`longest dark, one year      ${await ask(computer, { ...year, spells: true }, 80)} (to 80 m)`);
    print(`longest dark, 19 years      ${await ask(computer, { ...first, spells: true }, 320)} (to 320 m)`);
  } finally {
    await runner.close();
  }
}
