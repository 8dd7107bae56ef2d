import { VIEWS } from '../link/hash.ts';
import { preferences } from '../link/preferences.ts';
import type { MessageKey } from '../i18n/i18n.svelte.ts';
import { SPEEDS } from '../time-bar/clock.svelte.ts';
import type { MissionControl } from './app-state.svelte.ts';

export interface Shortcut {
  /** As shown in the list. */
  readonly keys: string;
  readonly what: MessageKey;
  readonly matches: (event: KeyboardEvent) => boolean;
  readonly run: (control: MissionControl, event: KeyboardEvent) => void;
}

const key = (name: string) => (event: KeyboardEvent) => event.key === name;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** Keys that work in every view, unless a field or a map has the focus and needs them. */
export const SHORTCUTS: readonly Shortcut[] = [
  {
    keys: '1 – 4',
    what: 'keys.views',
    matches: (event) => /^[1-4]$/.test(event.key),
    run: ({ link }, event) => link.open(VIEWS[Number(event.key) - 1]!),
  },
  { keys: 'Space', what: 'keys.play', matches: key(' '), run: ({ clock }) => clock.toggle() },
  { keys: ', .', what: 'keys.hour', matches: (event) => event.key === ',' || event.key === '.', run: ({ clock }, event) => clock.jump(clock.et + (event.key === ',' ? -HOUR_S : HOUR_S)) },
  { keys: '< >', what: 'keys.day', matches: (event) => event.key === '<' || event.key === '>', run: ({ clock }, event) => clock.jump(clock.et + (event.key === '<' ? -DAY_S : DAY_S)) },
  { keys: '[ ]', what: 'keys.speed', matches: (event) => event.key === '[' || event.key === ']', run: ({ clock }, event) => clock.setSpeed(nextSpeed(clock.speed, event.key === ']')) },
  { keys: 't', what: 'keys.theme', matches: key('t'), run: ({ theme, link }) => {
      theme.use(theme.shown === 'dark' ? 'light' : 'dark');
      preferences.set('theme', theme.choice);
      link.set({ theme: theme.choice });
    } },
]; // prettier-ignore

function nextSpeed(speed: number, faster: boolean): number {
  return faster ? (SPEEDS.find((next) => next > speed) ?? speed) : (SPEEDS.findLast((next) => next < speed) ?? speed);
}

/** Does the focused element use this key itself? */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog[open]')) return true;
  if (target instanceof HTMLInputElement)
    return !['range', 'checkbox', 'radio'].includes(target.type) || event.key === ' ';
  if (target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement) return true;
  return event.key === ' ' && target.closest('button, a, summary, [role=row], [role=option]') !== null;
}
