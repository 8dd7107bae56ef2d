import { expect, it } from 'vitest';
import { JOBS } from './job-registry.ts';

it('has every job under the name by which it is asked for', async () => {
  const named = await Promise.all([...JOBS].map(async ([name, load]) => [name, (await load()).name]));
  expect(named.filter(([name, own]) => name !== own)).toEqual([]);
  expect(named.length).toBeGreaterThan(0);
});
