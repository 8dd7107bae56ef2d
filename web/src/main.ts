import { mount, unmount } from 'svelte';
import { get } from './api-client/client.ts';
import { failureOf } from './api-client/request.ts';
import App from './app/App.svelte';
import { createMissionControl } from './app/app-state.svelte.ts';
import StartFailed from './app/StartFailed.svelte';
import { chooseLanguage, createI18n } from './i18n/i18n.svelte.ts';
import { mendLocale } from './i18n/valid-locale.ts';
import { createLink } from './link/link.svelte.ts';
import { preferences } from './link/preferences.ts';
import { createTheme } from './theme/theme.svelte.ts';
import './theme/tokens.css';
import './theme/base.css';

const RETRY_MS = 2000;

/** Waits for the mission, then opens the page; until then it says why and keeps trying. */
async function start(): Promise<void> {
  mendLocale(navigator);
  const target = document.getElementById('app')!;
  const link = createLink(window);
  const i18n = createI18n();
  // The link wins, then what the reader chose last time, then what the browser says.
  const theme = createTheme(window, link.get('theme') ?? preferences.get('theme'));
  const asked = i18n.use(chooseLanguage(link.get('lang') ?? preferences.get('language'), navigator.languages));
  let waiting: ReturnType<typeof mount> | null = null;
  for (;;) {
    try {
      const [mission] = await Promise.all([get('mission'), asked]);
      if (waiting !== null) await unmount(waiting);
      mount(App, { target, props: { control: createMissionControl(mission, link, i18n, theme) } });
      return;
    } catch (error) {
      if (waiting !== null) await unmount(waiting);
      waiting = mount(StartFailed, { target, props: { failure: failureOf(error), i18n } });
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

void start();
