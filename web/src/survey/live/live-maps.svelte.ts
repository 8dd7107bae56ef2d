import type { ErrorAnswer, LiveLayerId, LiveMap, LiveSurveyOptions, LiveSurveyProgress } from '@openilrs/api/contract';
import { addressOf, get } from '../../api-client/client.ts';
import { failureOf, isAbort, request, RequestError, type Failure } from '../../api-client/request.ts';
import { createResource, type Resource } from '../../api-client/resource.svelte.ts';
import { createEventReader } from './event-stream.ts';
import { decodeRaster } from './raster.ts';
import { SCORE_LAYERS } from './score.ts';

export interface LiveQuestion {
  readonly heightM: number;
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly cellM: number;
}

/** A definition of the engine, or the score that the page makes of several. */
export type ShownId = LiveLayerId | 'score';

type Layers = Partial<Record<LiveLayerId, Float32Array>>;

/** A map with those of its layers that were fetched. */
export interface LivePicture {
  readonly map: LiveMap;
  readonly layers: Readonly<Layers>;
}

/** Maps that are worked out while somebody waits: the newest question ends the one before, each picture replaces the coarser one. */
export interface LiveMaps {
  readonly options: Resource<LiveSurveyOptions>;
  readonly picture: LivePicture | null;
  readonly progress: LiveSurveyProgress | null;
  readonly failure: Failure | null;
  readonly working: boolean;
  /** Milliseconds from the last question to its first picture. */
  readonly firstMs: number | null;
  ask(question: LiveQuestion, shown: ShownId): void;
  show(shown: ShownId): void;
  stop(): void;
}

const layersOf = (shown: ShownId): readonly LiveLayerId[] => (shown === 'score' ? SCORE_LAYERS : [shown]);

export function createLiveMaps(): LiveMaps {
  const options = createResource<LiveSurveyOptions>();
  const client = crypto.randomUUID();
  let picture: LivePicture | null = $state.raw(null);
  let progress: LiveSurveyProgress | null = $state.raw(null);
  let failure: Failure | null = $state.raw(null);
  let working = $state(false);
  let firstMs: number | null = $state(null);
  let control: AbortController | null = null;
  let shownNow: ShownId = 'sunDiscMean';

  async function withLayers(map: LiveMap, known: Readonly<Layers>, signal: AbortSignal): Promise<LivePicture> {
    const layers: Layers = { ...known };
    const missing = layersOf(shownNow).filter((id) => layers[id] === undefined);
    await Promise.all(
      missing.map(async (layer) => {
        const answer = await request(addressOf('surveyLiveLayer', { map: map.id, layer }), { signal });
        layers[layer] = decodeRaster(await answer.arrayBuffer());
      }),
    );
    return { map, layers };
  }

  async function listen(question: LiveQuestion, signal: AbortSignal): Promise<void> {
    const startMs = performance.now();
    let last: Promise<void> = Promise.resolve();
    const take = async (map: LiveMap): Promise<void> => {
      const next = await withLayers(map, {}, signal);
      if (signal.aborted) return;
      picture = next;
      firstMs ??= performance.now() - startMs;
    };
    const answer = await request(addressOf('surveyLive', { ...question, client }), { signal });
    const read = createEventReader((name, data) => {
      if (name === 'progress') progress = data as LiveSurveyProgress;
      if (name === 'map') last = last.then(() => take(data as LiveMap));
      if (name === 'failed') {
        const { code, message, legal, remedy } = (data as ErrorAnswer).error;
        last = Promise.reject(new RequestError({ code, message, legal, remedy }));
        last.catch(() => undefined); // it is awaited below
      }
    });
    const reader = answer.body!.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) read(part.value);
    await last;
  }

  function stop(): void {
    control?.abort();
    [working, progress] = [false, null];
  }

  return {
    options,
    get picture() {
      return picture;
    },
    get progress() {
      return progress;
    },
    get failure() {
      return failure;
    },
    get working() {
      return working;
    },
    get firstMs() {
      return firstMs;
    },
    ask(question, shown) {
      stop();
      const mine = (control = new AbortController());
      shownNow = shown;
      [failure, working, firstMs] = [null, true, null];
      listen(question, mine.signal)
        .catch((error: unknown) => {
          if (!mine.signal.aborted && !isAbort(error)) failure = failureOf(error);
        })
        .finally(() => {
          if (control === mine) [working, progress] = [false, null];
        });
    },
    show(shown) {
      shownNow = shown;
      const now = picture;
      if (now === null || layersOf(shown).every((id) => now.layers[id] !== undefined)) return;
      void withLayers(now.map, now.layers, control?.signal ?? new AbortController().signal)
        .then((next) => {
          if (picture?.map.id === next.map.id) picture = next;
        })
        .catch((error: unknown) => {
          if (!isAbort(error)) failure = failureOf(error);
        });
    },
    stop,
  };
}

/** Fetches the options once. */
export function loadOptions({ options }: LiveMaps): void {
  if (options.data === null && !options.loading) void options.load((signal) => get('surveyLiveOptions', {}, signal));
}
