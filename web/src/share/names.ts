import type { MissionInfo } from '@openilrs/api/contract';
import type { I18n } from '../i18n/i18n.svelte.ts';

/** Whom an answer was judged for, in the language of the page. */
export function readerName(reader: string, mission: MissionInfo, i18n: I18n): string {
  if (reader === 'public') return i18n.t('share.public');
  return i18n.said(mission.partners.find((one) => one.id === reader)?.name ?? reader);
}

/** An instrument by its title, in the language of the page if that is known; by its id where the mission names none. */
export function instrumentName(id: string, mission: MissionInfo, i18n: I18n): string {
  return i18n.said(mission.instruments.find((one) => one.id === id)?.title ?? id);
}
