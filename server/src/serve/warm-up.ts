const LOOK_AGAIN_MS = 1000;

/**
 * Does `work` at once, or as soon as the run is made: until then it needs the processor more than a reader who may come.
 *
 * @returns a function that gives it up
 */
export function whenMade(isRunning: () => boolean, work: () => void): () => void {
  if (!isRunning()) {
    work();
    return () => {};
  }
  const timer = setInterval(() => {
    if (isRunning()) return;
    clearInterval(timer);
    work();
  }, LOOK_AGAIN_MS).unref();
  return () => clearInterval(timer);
}
