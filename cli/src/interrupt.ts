/** Ctrl-C reaches a program that npm started twice, from the terminal and from npm: what follows so soon is the same key. */
const SAME_KEY_MS = 1000;

/**
 * Runs `work` with a signal that is aborted at the first Ctrl-C (or request to end), so that it can tidy up; one that comes later ends the program
 * at once.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let firstMs = 0;
  const stop = (): void => {
    if (controller.signal.aborted && performance.now() - firstMs > SAME_KEY_MS) process.exit(130);
    if (controller.signal.aborted) return;
    firstMs = performance.now();
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    return await work(controller.signal);
  } finally {
    // Once interrupted, the program is about to end: the second signal of the same key must not cut it short.
    if (!controller.signal.aborted) for (const signal of signals) process.off(signal, stop);
  }
}

/** Resolves when `signal` is aborted, at once when it is already. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
