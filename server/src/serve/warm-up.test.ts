import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { createServer } from '../main.ts';
import { fixtureServerOptions } from '../testing/fixture-server.ts';
import type { UsualQuestions } from '../places/place-answers.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

async function warmed(state: () => 'running' | 'ready') {
  const options = await fixtureServerOptions(20);
  onTestFinished(() => rmSync(options.runDir, { recursive: true }));
  const asked: UsualQuestions[] = [];
  const places = { ...options.ports!.places!, warm: async (usual: UsualQuestions) => void asked.push(usual) };
  const server = await createServer({ ...options, runState: state, ports: { ...options.ports, places } });
  server.warmUp();
  return { asked, close: server.close };
}

it('asks at once what a click on the site will ask, when the run is there', async () => {
  const { asked, close } = await warmed(() => 'ready');
  expect(asked).toMatchObject([{ light: { fromUtc: expect.any(String) }, sky: { stepS: 21_600 } }]);
  expect(asked[0]!.light).toMatchObject({ latDeg: asked[0]!.sky.latDeg, heightM: asked[0]!.sky.heightM });
  await close();
});

it('leaves the processor to a run that is being made, and gives up when the server closes', async () => {
  let state: 'running' | 'ready' = 'running';
  const { asked, close } = await warmed(() => state);
  vi.advanceTimersByTime(5000);
  expect(asked).toEqual([]);
  state = 'ready';
  vi.advanceTimersByTime(5000);
  expect(asked).toHaveLength(1);
  await close();
  const closed = await warmed(() => 'running');
  await closed.close();
  expect(vi.getTimerCount()).toBe(0);
});
