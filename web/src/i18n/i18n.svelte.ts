import { en } from './en.ts';
import { fill, type Catalogue, type Values } from './message.ts';
import { createNumbers, type Numbers } from './numbers.ts';

export const LANGUAGES = ['en', 'zh', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];
export type MessageKey = keyof typeof en;

const LOCALES: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN', ru: 'ru-RU' };
const load: Record<Language, () => Promise<Catalogue<MessageKey>>> = {
  en: () => Promise.resolve(en),
  zh: async () => (await import('./zh.ts')).zh,
  ru: async () => (await import('./ru.ts')).ru,
};

/** The language of the page; only the catalogue that is read is loaded. */
export interface I18n {
  readonly language: Language;
  readonly locale: string;
  readonly numbers: Numbers;
  t(key: MessageKey, values?: Values): string;
  /** The message if the catalogue has it, else the text that the server sent (file formats and the API stay English). */
  or(key: string, fallback: string): string;
  /** A unit as the page writes it: `deg` is a degree sign, `1` a fraction. */
  unit(unit: string): string;
  use(language: Language): Promise<void>;
}

export function createI18n(): I18n {
  let language: Language = $state('en');
  let catalogue: Catalogue<MessageKey> = $state.raw(en);
  const numbers = $derived(createNumbers(LOCALES[language]));
  return {
    get language() {
      return language;
    },
    get locale() {
      return LOCALES[language];
    },
    get numbers() {
      return numbers;
    },
    t: (key, values) => fill(catalogue[key], LOCALES[language], values),
    or: (key, fallback) => (key in catalogue ? fill(catalogue[key as MessageKey], LOCALES[language]) : fallback),
    unit: (unit) =>
      unit === 'deg' ? '°' : unit === '1' || unit === '' ? fill(catalogue['unit.fraction'], LOCALES[language]) : unit,
    async use(next) {
      catalogue = await load[next]();
      language = next;
    },
  };
}

/** The language of a link, else the first one of the browser that the page speaks, else English. */
export function chooseLanguage(asked: string | undefined, browser: readonly string[]): Language {
  const wanted = [asked ?? '', ...browser].map((tag) => tag.toLowerCase().split('-')[0]);
  return (
    wanted.map((tag) => LANGUAGES.find((language) => language === tag)).find((found) => found !== undefined) ?? 'en'
  );
}
