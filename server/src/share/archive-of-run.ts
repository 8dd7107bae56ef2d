import type { RunFolder } from '../run/run-folder.ts';
import type { Archive } from './archive.ts';

/** Opens the archive of a run when it is first asked for, and again when `share` has run anew. */
export class ArchiveOfRun {
  private readonly run: RunFolder;
  private readonly openAnew: (signal: AbortSignal) => Promise<Archive>;
  private readonly stop = new AbortController();
  private opened: { readonly of: unknown; readonly archive: Promise<Archive> } | null = null;

  /** @param openAnew its signal is aborted when the archive is closed while it opens */
  constructor(run: RunFolder, openAnew: (signal: AbortSignal) => Promise<Archive>) {
    this.run = run;
    this.openAnew = openAnew;
  }

  /** @throws ApiError `RUN_NOT_READY` before `share` has written its result */
  async open(): Promise<Archive> {
    const of = this.run.read('share/share.json'); // the same object until the file changes
    if (this.opened?.of === of) return this.opened.archive;
    const before = this.opened;
    const archive = (async () => {
      await (await before?.archive)?.close();
      this.stop.signal.throwIfAborted();
      return this.openAnew(this.stop.signal);
    })();
    this.opened = { of, archive };
    archive.catch(() => (this.opened = null)); // a failure is not kept: the next reader tries again
    return archive;
  }

  async close(): Promise<void> {
    this.stop.abort();
    const archive = await this.opened?.archive.catch(() => null); // one that was still opening is given up
    await archive?.close();
    this.opened = null;
  }
}
