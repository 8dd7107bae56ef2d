export const THEMES = ['auto', 'dark', 'light'] as const;
export type ThemeChoice = (typeof THEMES)[number];

export interface Theme {
  readonly choice: ThemeChoice;
  /** What is shown: `auto` follows the system. */
  readonly shown: 'dark' | 'light';
  use(choice: ThemeChoice): void;
}

/** The theme of the page; sets `data-theme` on the root, which tokens.css reads. */
export function createTheme(window: Window, first: string | undefined): Theme {
  const system = window.matchMedia('(prefers-color-scheme: light)');
  let choice: ThemeChoice = $state(THEMES.find((name) => name === first) ?? 'auto');
  let systemIsLight = $state(system.matches);
  const shown = $derived(choice === 'auto' ? (systemIsLight ? 'light' : 'dark') : choice);
  const apply = () => (window.document.documentElement.dataset['theme'] = shown);
  system.addEventListener('change', () => {
    systemIsLight = system.matches;
    apply();
  });
  apply();
  return {
    get choice() {
      return choice;
    },
    get shown() {
      return shown;
    },
    use(next) {
      choice = next;
      apply();
    },
  };
}

/** The value of a token in the theme that is shown, for canvases. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
