import { en } from './en.ts';
import { LANGUAGES, type Language } from './language.ts';
import { fill, type Catalogue, type Values } from './message.ts';
import { createNumbers, type Numbers } from './numbers.ts';
import { said as saidEn } from './said/en.ts';
import { sayIn, type SaidTexts } from './said/said.ts';
import { unitIn } from './units.ts';

export type MessageKey = keyof typeof en;

interface Words {
  readonly catalogue: Catalogue<MessageKey>;
  readonly said: SaidTexts;
}

const LOCALES: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN', ru: 'ru-RU' };
const load: Record<Language, () => Promise<Words>> = {
  en: () => Promise.resolve({ catalogue: en, said: saidEn }),
  zh: async () => ({ catalogue: (await import('./zh.ts')).zh, said: (await import('./said/zh.ts')).said }),
  ru: async () => ({ catalogue: (await import('./ru.ts')).ru, said: (await import('./said/ru.ts')).said }),
};

/** The language of the page; only the catalogue that is read is loaded. */
export interface I18n {
  readonly language: Language;
  readonly locale: string;
  readonly numbers: Numbers;
  t(key: MessageKey, values?: Values): string;
  /** The message if the catalogue has it, else the text that the server sent. */
  or(key: string, fallback: string): string;
  /** A text of the run or of the mission file in the language of the page, if it is known; else as it came. */
  said(text: string): string;
  /** A unit as the page writes it: `deg` is a degree sign, `1` a fraction. */
  unit(unit: string): string;
  use(language: Language): Promise<void>;
}

export function createI18n(): I18n {
  let language: Language = $state('en');
  let words: Words = $state.raw({ catalogue: en, said: saidEn });
  const unitOf = $derived((unit: string) => unitIn(language, unit));
  const numbers = $derived(createNumbers(LOCALES[language], unitOf));
  const say = (key: MessageKey, values?: Values) => fill(words.catalogue[key], LOCALES[language], values);
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
    t: say,
    or: (key, fallback) => (key in words.catalogue ? say(key as MessageKey) : sayIn(words.said, fallback)),
    said: (text) => sayIn(words.said, text),
    unit: (unit) => (unit === 'deg' ? '°' : unit === '1' || unit === '' ? say('unit.fraction') : unitOf(unit)),
    async use(next) {
      words = await load[next]();
      language = next;
    },
  };
}

/** The language that was asked for, else the first one of the browser that the page speaks, else English. */
export function chooseLanguage(asked: string | undefined, browser: readonly string[]): Language {
  // `zh-CN`, but also `zh_CN.UTF-8` or `en-US@posix`, as some systems hand them on
  const wanted = [asked ?? '', ...browser].map((tag) => tag.toLowerCase().split(/[-_.@]/)[0]);
  return (
    wanted.map((tag) => LANGUAGES.find((language) => language === tag)).find((found) => found !== undefined) ?? 'en'
  );
}
