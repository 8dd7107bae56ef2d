import { randomUUID } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import { missionInCommand, missionInputs, openWorld, readMission } from '@openilrs/node/mission';
import { createWorkerRunner } from '@openilrs/node/workers';
import { serveThread } from '../threads/serve-thread.ts';
import { fileOfPicture } from './live-survey-file.ts';
import { LiveSurveyComputer } from './live-survey-computer.ts';
import type { LiveFileRequest, LiveQuestion, LiveStep } from './live-survey-types.ts';

/** A turn ends with a picture, or when this much time has gone. */
const TURN_MS = 250;

// Thread that holds terrain and kernels of a mission, and works on the questions for live maps turn by turn with a crew of its own.
serveThread(async () => {
  const { file, software } = workerData as { readonly file: string; readonly software: string };
  const onDisk = readMission(file);
  const world = await openWorld(onDisk);
  const { terrain, ephemeris } = world;
  const runner = await createWorkerRunner();
  const inputs = await missionInputs(onDisk, world);
  const { mission } = onDisk;
  const missionFile = missionInCommand(onDisk);
  const computer = new LiveSurveyComputer({ mission, terrain, ephemeris, runner, inputs, missionFile, software });
  const sessions = new Map<string, AsyncGenerator<LiveStep>>();
  return {
    options: () => computer.options(),
    open: (question: LiveQuestion) => {
      computer.check(question);
      const id = randomUUID();
      sessions.set(id, computer.pictures(question));
      return id;
    },
    advance: async (id: string): Promise<LiveStep> => {
      const until = performance.now() + TURN_MS;
      for (;;) {
        const next = await sessions.get(id)?.next();
        const step = next === undefined || next.done === true ? { kind: 'done' as const } : next.value;
        if (step.kind === 'done') sessions.delete(id);
        if (step.kind !== 'progress' || performance.now() >= until) return step;
      }
    },
    drop: (id: string) => sessions.delete(id),
    file: (request: LiveFileRequest) => fileOfPicture(request, mission.survey.criteria),
  };
});
