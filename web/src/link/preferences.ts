/** What the reader chose last time, in the browser's own store. A store that is closed (private windows, policies) only forgets. */
export interface Preferences {
  get(name: 'language' | 'theme'): string | undefined;
  set(name: 'language' | 'theme', value: string): void;
}

const PREFIX = 'openilrs.';

/** @param storeOf gives the store, or throws where there is none */
export function createPreferences(storeOf: () => Pick<Storage, 'getItem' | 'setItem'>): Preferences {
  return {
    get(name) {
      try {
        return storeOf().getItem(PREFIX + name) ?? undefined;
      } catch {
        return undefined;
      }
    },
    set(name, value) {
      try {
        storeOf().setItem(PREFIX + name, value);
      } catch {
        // forgotten with the page
      }
    },
  };
}

export const preferences: Preferences = createPreferences(() => window.localStorage);
