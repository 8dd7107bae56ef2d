import type { HorizonResult, LightResult, SurveyResult } from '@openilrs/core/mission';
import { SvelteMap } from 'svelte/reactivity';
import { get } from '../../api-client/client.ts';
import { failureOf, isAbort, type Failure } from '../../api-client/request.ts';
import { lonLatOf } from '../moon-projection.ts';
import type { MapPlace } from '../polar-map.ts';

/** What is known of a place from a height: comes piece by piece. */
export interface PlaceLight {
  readonly light: LightResult | null;
  readonly horizon: HorizonResult | null;
  readonly failure: Failure | null;
}

const WAITING: PlaceLight = { light: null, horizon: null, failure: null };

/** Light and skyline of places over the period of the survey, asked for once each and kept. */
export interface PlaceLights {
  of(place: MapPlace, heightM: number): PlaceLight;
  /** Asks for what is not known yet; gives up what is no longer wanted. */
  want(places: readonly MapPlace[], heightM: number): void;
  close(): void;
}

export function createPlaceLights(survey: SurveyResult): PlaceLights {
  const known = new SvelteMap<string, PlaceLight>();
  const asked: Record<string, AbortController> = {};
  const keyOf = ({ xM, yM }: MapPlace, heightM: number) => `${xM.toFixed(1)},${yM.toFixed(1)},${heightM}`;

  async function ask(place: MapPlace, heightM: number): Promise<void> {
    const key = keyOf(place, heightM);
    const control = new AbortController();
    asked[key] = control;
    const at = lonLatOf(survey.grid, place.xM, place.yM);
    const where = { latDeg: at.latDeg, lonDeg: at.lonDeg, heightM };
    try {
      const [light, horizon] = await Promise.all([
        get('light', { ...where, ...survey.period }, control.signal),
        get('horizon', where, control.signal),
      ]);
      known.set(key, { light, horizon, failure: null });
    } catch (error) {
      if (!control.signal.aborted && !isAbort(error)) known.set(key, { ...WAITING, failure: failureOf(error) });
    } finally {
      if (asked[key] === control) delete asked[key];
    }
  }
  return {
    of: (place, heightM) => known.get(keyOf(place, heightM)) ?? WAITING,
    want(places, heightM) {
      const keys = places.map((place) => keyOf(place, heightM));
      for (const [key, control] of Object.entries(asked)) if (!keys.includes(key)) control.abort();
      for (const place of places) {
        const key = keyOf(place, heightM);
        if (known.get(key)?.light == null && !(key in asked)) void ask(place, heightM);
      }
    },
    close: () => Object.values(asked).forEach((control) => control.abort()),
  };
}
