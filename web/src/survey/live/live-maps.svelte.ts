import type { ErrorAnswer, LiveLayerId, LiveMap, LiveSurveyOptions, LiveSurveyProgress } from '@openilrs/api/contract';
import { addressOf, get } from '../../api-client/client.ts';
import { failureOf, isAbort, request, RequestError, type Failure } from '../../api-client/request.ts';
import { createResource, type Resource } from '../../api-client/resource.svelte.ts';
import { createEventReader } from './event-stream.ts';
import { decodeRaster } from './raster.ts';
import { SCORE_LAYERS } from './score.ts';
import { createTimeLeft } from './time-left.ts';

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
  /** What was asked, in its own words. */
  readonly asked: string;
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

/** What is asked of the server: the longest nights are worked out only for who looks at them. */
const queryOf = (question: LiveQuestion, shown: ShownId) => ({ ...question, ...(shown === 'longestDark' && { spells: 'yes' }) }); // prettier-ignore
const sameWords = (question: LiveQuestion, shown: ShownId): string => JSON.stringify(queryOf(question, shown));

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
  let questionNow: LiveQuestion | null = null;

  async function withLayers(
    asked: string,
    map: LiveMap,
    known: Readonly<Layers>,
    signal: AbortSignal,
  ): Promise<LivePicture> {
    const layers: Layers = { ...known };
    const missing = layersOf(shownNow).filter((id) => layers[id] === undefined);
    await Promise.all(
      missing.map(async (layer) => {
        const answer = await request(addressOf('surveyLiveLayer', { map: map.id, layer }), { signal });
        layers[layer] = decodeRaster(await answer.arrayBuffer());
      }),
    );
    return { asked, map, layers };
  }

  async function listen(question: LiveQuestion, shown: ShownId, signal: AbortSignal): Promise<void> {
    const startMs = performance.now();
    const timeLeft = createTimeLeft();
    const asked = sameWords(question, shown);
    let last: Promise<void> = Promise.resolve();
    const take = async (map: LiveMap): Promise<void> => {
      // Taken up again: what is shown already gives way to something finer only.
      if (picture?.asked === asked && picture.map.cellM < map.cellM) return;
      const next = await withLayers(asked, map, {}, signal);
      if (signal.aborted) return;
      picture = next;
      firstMs ??= performance.now() - startMs;
    };
    const answer = await request(addressOf('surveyLive', { ...queryOf(question, shown), client }), { signal });
    const read = createEventReader((name, data) => {
      if (name === 'progress') {
        const heard = data as LiveSurveyProgress;
        timeLeft.hear(heard.secondsLeft, performance.now() - startMs);
        progress = { ...heard, secondsLeft: timeLeft.seconds };
      }
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

  function ask(question: LiveQuestion, shown: ShownId): void {
    stop();
    [shownNow, questionNow] = [shown, question];
    // Nothing to do when the answer is there; after a failure the server may have lost it.
    if (failure === null && picture?.asked === sameWords(question, shown) && picture.map.isFinest) return show(shown);
    const mine = (control = new AbortController());
    [failure, working, firstMs] = [null, true, null];
    listen(question, shown, mine.signal)
      .catch((error: unknown) => {
        if (!mine.signal.aborted && !isAbort(error)) failure = failureOf(error);
      })
      .finally(() => {
        if (control === mine) [working, progress] = [false, null];
      });
  }

  function show(shown: ShownId): void {
    shownNow = shown;
    const now = picture;
    if (now === null || layersOf(shown).every((id) => now.layers[id] !== undefined)) return;
    const has = layersOf(shown).every((id) => now.map.layers.some((one) => one.id === id));
    if (!has && questionNow !== null && sameWords(questionNow, shown) !== now.asked) return ask(questionNow, shown);
    const signal = working ? control!.signal : new AbortController().signal;
    void withLayers(now.asked, now.map, now.layers, signal)
      .then((next) => {
        if (picture?.map.id === next.map.id) picture = next;
      })
      .catch((error: unknown) => {
        if (!isAbort(error)) failure = failureOf(error);
      });
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
    ask,
    show,
    stop,
  };
}

/** Fetches the options once. */
export function loadOptions({ options }: LiveMaps): void {
  if (options.data === null && !options.loading) void options.load((signal) => get('surveyLiveOptions', {}, signal));
}
