import { failureOf, isAbort, type Failure } from './request.ts';

/** Data on its way: at most one request at a time, the newest wins, the old answer stays in sight until the new one is there. */
export interface Resource<T> {
  readonly data: T | null;
  readonly failure: Failure | null;
  readonly loading: boolean;
  load(fetcher: (signal: AbortSignal) => Promise<T>): Promise<void>;
  /** The last `load` again. */
  retry(): Promise<void>;
  cancel(): void;
}

const RETRY_WHILE_RUNNING_MS = 2000;

export function createResource<T>(): Resource<T> {
  let data: T | null = $state.raw(null);
  let failure: Failure | null = $state.raw(null);
  let loading = $state(false);
  let last: ((signal: AbortSignal) => Promise<T>) | null = null;
  let control: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(fetcher: (signal: AbortSignal) => Promise<T>): Promise<void> {
    cancel();
    last = fetcher;
    const mine = (control = new AbortController());
    loading = true;
    try {
      const answer = await fetcher(mine.signal);
      if (mine.signal.aborted) return;
      [data, failure, loading] = [answer, null, false];
    } catch (error) {
      if (mine.signal.aborted || isAbort(error)) return;
      [data, failure, loading] = [null, failureOf(error), false];
      // The run is still being made: look again until it is there.
      if (failure.code === 'RUN_NOT_READY') timer = setTimeout(() => void load(fetcher), RETRY_WHILE_RUNNING_MS);
    }
  }
  function cancel(): void {
    clearTimeout(timer);
    control?.abort();
    loading = false;
  }
  return {
    get data() {
      return data;
    },
    get failure() {
      return failure;
    },
    get loading() {
      return loading;
    },
    load,
    retry: () => (last === null ? Promise.resolve() : load(last)),
    cancel,
  };
}
