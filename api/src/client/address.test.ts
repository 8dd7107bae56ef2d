import { describe, expect, it } from 'vitest';
import { routes } from '../contract/index.ts';
import { addressOf, paths } from './index.ts';

describe('an address', () => {
  it.each([
    [addressOf('health'), '/api/health'],
    [
      addressOf('product', { lidvid: 'urn:a:b::1.0', as: 'china' }),
      '/api/share/products/urn%3Aa%3Ab%3A%3A1.0?as=china',
    ],
    [addressOf('surveyFile', { name: '../x y.png' }), '/api/survey/files/..%2Fx%20y.png'],
    [
      addressOf('profiles', { points: 100, live: undefined, series: 'a,b&c' }),
      '/api/operate/profiles?points=100&series=a%2Cb%26c',
    ],
  ])('%s', (made, expected) => expect(made).toBe(expected));

  it('belongs to every route, and to one only', () => {
    expect(Object.keys(routes).sort()).toEqual(Object.keys(paths).sort());
    const asked = Object.values(routes).map(({ method, path }) => `${method} ${path}`);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('has a schema for each of its path parameters', () => {
    for (const route of Object.values(routes)) {
      const named = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = 'params' in route ? Object.keys(route.params.shape) : [];
      expect([route.id, declared]).toEqual([route.id, named]);
    }
  });
});
