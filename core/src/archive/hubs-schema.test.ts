import { describe, expect, it } from 'vitest';
import { hubsSchema } from './hubs-schema.ts';

const hub = (id: string, country: string) => ({ id, title: id, country, source: 'assumed' });
const list = [hub('beijing', 'CN'), hub('moscow', 'RU')];

describe('section hubs', () => {
  it('fills in what is usual', () => {
    expect(hubsSchema.parse({ list })).toMatchObject({ k: 2, depositAt: {} });
  });

  it.each([
    ['an unknown key', { list, color: 'red' }, /color/],
    ['a hub twice', { list: [...list, hub('moscow', 'RU')] }, /hub "moscow" is there twice/],
    ['k larger than the countries', { k: 3, list }, /legal: 1 to 2/],
    ['k countries in one country', { k: 2, list: [hub('a', 'CN'), hub('b', 'CN')] }, /lie in 1/],
    [
      'a deposit at an unknown hub',
      { list, depositAt: { iki: 'paris' } },
      /there is no hub "paris" \(legal: beijing, moscow\)/,
    ],
    ['a country in words', { list: [hub('a', 'China')] }, /two capitals/],
    ['no source', { list: [{ ...hub('a', 'CN'), source: '' }] }, /source/],
  ])('refuses %s', (_, section, message) => {
    expect(JSON.stringify(hubsSchema.safeParse(section).error?.issues)).toMatch(
      new RegExp(message.source.replaceAll('"', '\\\\"')),
    );
  });
});
