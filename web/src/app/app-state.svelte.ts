import type { Health, MissionInfo, SkyResult } from '@openilrs/api/contract';
import type { SurveyResult } from '@openilrs/core/mission';
import { etToUtc, utcToEt } from '@openilrs/core/time';
import { getContext, setContext } from 'svelte';
import { get } from '../api-client/client.ts';
import { createResource, type Resource } from '../api-client/resource.svelte.ts';
import type { I18n } from '../i18n/i18n.svelte.ts';
import type { Link } from '../link/link.svelte.ts';
import { createLiveSession, type LiveSession } from '../operate/live-session.svelte.ts';
import type { Theme } from '../theme/theme.svelte.ts';
import { leapSecondsOf } from '../time/leap-table.ts';
import { createClock, type Clock } from '../time-bar/clock.svelte.ts';

/** What every view may use: the mission, the shared clock, the language and the link. */
export interface MissionControl {
  readonly mission: MissionInfo;
  readonly link: Link;
  readonly i18n: I18n;
  readonly theme: Theme;
  readonly clock: Clock;
  readonly live: LiveSession;
  /** Used by the map and by the Sun and Earth state in the time bar; loaded once. */
  readonly survey: Resource<SurveyResult>;
  readonly siteSky: Resource<SkyResult>;
  readonly health: Resource<Health>;
  toUtc(et: number, decimals?: number): string;
  toEt(utc: string): number;
  /** Milliseconds since 1970 for `Intl` and calendars; leap seconds aside, the same instant. */
  toMs(et: number): number;
}

const KEY = Symbol('mission control');
const SITE_SKY_STEP_S = 21_600;

export function createMissionControl(mission: MissionInfo, link: Link, i18n: I18n, theme: Theme): MissionControl {
  const lsk = leapSecondsOf(mission.time);
  const clock = createClock(mission.startEt, mission.endEt, {
    request: (callback) => requestAnimationFrame(callback),
    cancel: (handle) => cancelAnimationFrame(handle),
  });
  const toUtc = (et: number, decimals = 0) => etToUtc(lsk, et, decimals);
  const toEt = (utc: string) => utcToEt(lsk, utc);
  const asked = link.get('t');
  if (asked !== undefined) clock.jump(orNull(() => toEt(asked)) ?? mission.startEt);
  return {
    mission,
    link,
    i18n,
    theme,
    clock,
    live: createLiveSession(clock, link),
    survey: createResource<SurveyResult>(),
    siteSky: createResource<SkyResult>(),
    health: createResource<Health>(),
    toUtc,
    toEt,
    toMs: (et) => Date.parse(toUtc(et, 3).replace(':60.', ':59.')),
  };
}

/** Sun and Earth over the station's mast for the whole mission. */
export function loadSiteSky(control: MissionControl): Promise<void> {
  const { mission, siteSky } = control;
  if (mission.site === null) return Promise.resolve();
  const { latDeg, lonDeg } = mission.site;
  return siteSky.load((signal) =>
    get(
      'sky',
      {
        latDeg,
        lonDeg,
        heightM: mission.mastHeightM ?? 0,
        fromUtc: mission.startUtc,
        toUtc: mission.endUtc,
        stepS: SITE_SKY_STEP_S,
      },
      signal,
    ),
  );
}

function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

export const provideMissionControl = (control: MissionControl): MissionControl => setContext(KEY, control);
export const useMissionControl = (): MissionControl => getContext<MissionControl>(KEY);
