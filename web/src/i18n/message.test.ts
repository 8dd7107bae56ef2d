import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { fill, placesOf, type Catalogue } from './message.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

const source = fileURLToPath(new URL('..', import.meta.url));
const catalogues: Record<string, Catalogue> = { zh, ru };

describe.each(Object.entries(catalogues))('the catalogue %s', (language, catalogue) => {
  it('has every key of the English one and no other', () =>
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort()));

  it('has the same places in every message', () => {
    const english: Catalogue = en;
    const wrong = Object.keys(english).filter(
      (key) => placesOf(english[key]!).join() !== placesOf(catalogue[key] ?? '').join(),
    );
    expect(wrong).toEqual([]);
  });

  it('has every plural form that the language distinguishes', () => {
    const need = language === 'ru' ? ['one', 'few', 'many', 'other'] : ['other'];
    const plurals = Object.entries(catalogue).filter(([, message]) => typeof message !== 'string');
    expect(plurals.length).toBeGreaterThan(3);
    expect(
      plurals.filter(([, message]) => need.some((form) => !(form in (message as object)))).map(([key]) => key),
    ).toEqual([]);
  });

  it('is translated, not copied', () => {
    const english: Catalogue = en;
    const letters = language === 'zh' ? /[\u4e00-\u9fff]/ : /[\u0400-\u04ff]/;
    const same = Object.keys(english).filter(
      (key) =>
        JSON.stringify(english[key]) === JSON.stringify(catalogue[key]) &&
        !letters.test(JSON.stringify(catalogue[key])),
    );
    // names, symbols and units are the same in every language
    expect(same.filter((key) => !/^(unit|language|app)\./.test(key))).toEqual([]);
  });
});

describe('messages', () => {
  it('count by the rules of the language', () => {
    const products = { one: '{n} файл', few: '{n} файла', many: '{n} файлов', other: '{n} файла' };
    expect([1, 2, 5, 21].map((n) => fill(products, 'ru', { n }))).toEqual(['1 файл', '2 файла', '5 файлов', '21 файл']);
  });

  it('write numbers as the language does', () => {
    expect(fill('{n} m', 'en', { n: 1234567 })).toBe('1,234,567 m');
    expect(fill('{n} м', 'ru', { n: 1234567 }).replace(/\s/g, ' ')).toBe('1 234 567 м');
  });

  it('are all used by the page, and the page asks for none that is missing', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(svelte|ts)$/.test(name) && !/i18n|\.test\.ts$/.test(name))
      .map((name) => readFileSync(`${source}${name}`, 'utf8'))
      .join('\n');
    // Keys that are put together at run time: `layer.${id}` stands for all that begin so.
    const begun = [...files.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map((match) => match[1]!);
    const unused = Object.keys(en).filter(
      (key) => !files.includes(`'${key}'`) && key !== 'unit.fraction' && !begun.some((start) => key.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });
});
