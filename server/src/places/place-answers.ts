import type { SkyResult } from '@openilrs/api/contract';
import type { HorizonResult, LightResult } from '@openilrs/core/mission';

export interface Place {
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Above the ground. */
  readonly heightM: number;
}

export interface SkyRequest extends Place {
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly stepS: number;
}

export interface LightRequest extends Place {
  readonly fromUtc: string;
  readonly toUtc: string;
}

/** What a reader who looks at the site asks: the spans are those of other places, too. */
export interface UsualQuestions {
  readonly light: LightRequest;
  readonly sky: SkyRequest;
}

/** Answers about any place, computed off the thread that answers requests. */
export interface PlaceAnswers {
  horizon(place: Place, signal?: AbortSignal): Promise<HorizonResult>;
  light(request: LightRequest, signal?: AbortSignal): Promise<LightResult>;
  sky(request: SkyRequest, signal?: AbortSignal): Promise<SkyResult>;
  /** Loads and computes now what the first answer would wait for. Never fails: whoever asks hears why not. */
  warm?(usual: UsualQuestions): Promise<void>;
  close(): Promise<void>;
}
