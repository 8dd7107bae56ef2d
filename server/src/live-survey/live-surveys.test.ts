import { expect, it } from 'vitest';
import { fixtureLiveSurvey } from '../testing/fixture-live-survey.ts';
import { LiveSurveys, type LiveSurveyMessage } from './live-surveys.ts';
import { rasterBytes } from './raster-bytes.ts';

const question = { heightM: 5, fromUtc: '2035-01-01', toUtc: '2036-01-01', cellM: 80 };
const never = new AbortController().signal;

async function all(messages: AsyncGenerator<LiveSurveyMessage>): Promise<LiveSurveyMessage[]> {
  const heard: LiveSurveyMessage[] = [];
  for await (const message of messages) heard.push(message);
  return heard;
}

it('sends pictures from coarse to fine, each with its cells, and ends', async () => {
  const surveys = new LiveSurveys(fixtureLiveSurvey(0));
  const heard = await all(await surveys.ask({ ...question, client: 'a' }, never));
  const maps = heard.flatMap((one) => (one.name === 'map' ? [one.data] : []));
  expect(maps.map(({ cellM }) => cellM)).toEqual([320, 160, 80]);
  expect(maps.map(({ isFinest }) => isFinest)).toEqual([false, false, true]);
  expect(heard.at(-1)!.name).toBe('done');
  expect(surveys.picture(maps[0]!.id).layers.slope!.length).toBe(64 * 64);
});

it('has the longest dark spell for who asks for it', async () => {
  const surveys = new LiveSurveys(fixtureLiveSurvey(0));
  const layers = async (spells: 'yes' | 'no') => {
    const heard = await all(await surveys.ask({ ...question, spells, client: 'a' }, never));
    return heard.flatMap((one) => (one.name === 'map' ? [one.data.layers.map(({ id }) => id)] : []));
  };
  for (const ids of await layers('yes')) expect(ids).toContain('longestDark');
  for (const ids of await layers('no')) expect(ids).not.toContain('longestDark');
});

it('ends the question before of the same client, and refuses a fifth client by SURVEY_BUSY', async () => {
  const surveys = new LiveSurveys(fixtureLiveSurvey(1));
  const first = all(await surveys.ask({ ...question, client: 'a' }, never));
  const second = all(await surveys.ask({ ...question, heightM: 7, client: 'a' }, never));
  expect((await first).some(({ name }) => name === 'done')).toBe(false);
  const others = await Promise.all(['b', 'c', 'd'].map((client) => surveys.ask({ ...question, client }, never)));
  await expect(surveys.ask({ ...question, client: 'e' }, never)).rejects.toMatchObject({ code: 'SURVEY_BUSY' });
  expect((await second).at(-1)!.name).toBe('done');
  await Promise.all(others.map(all));
  await expect(surveys.ask({ ...question, client: 'e' }, never)).resolves.toBeDefined();
});

it('gives the place back when a question is refused or given up', async () => {
  const surveys = new LiveSurveys(fixtureLiveSurvey(1));
  const bad = { ...question, fromUtc: '1950-01-01' };
  for (const client of ['a', 'b', 'c', 'd', 'e'])
    await expect(surveys.ask({ ...bad, client }, never)).rejects.toMatchObject({ code: 'KERNEL_COVERAGE' });
  for (const client of ['a', 'b', 'c', 'd', 'e']) {
    const control = new AbortController();
    const heard = all(await surveys.ask({ ...question, client }, control.signal));
    control.abort();
    expect((await heard).some(({ name }) => name === 'done')).toBe(false);
  }
});

it('codes a map in two bytes a cell to half a step', () => {
  const values = Float32Array.from([0.25, NaN, 0.75, 0.3333]);
  const bytes = rasterBytes(values);
  const head = new DataView(bytes.buffer);
  const [offset, step] = [head.getFloat64(0, true), head.getFloat64(8, true)];
  const codes = [...new Uint16Array(bytes.buffer, 16)];
  expect(codes[1]).toBe(65_535);
  for (const i of [0, 2, 3]) expect(Math.abs(offset + step * codes[i]! - values[i]!)).toBeLessThanOrEqual(step / 2);
});
