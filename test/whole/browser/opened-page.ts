import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchBrowser, openPage, type WatchedPage } from './browser.ts';
import { serveMissionControl, type ServedPage } from './mission-control.ts';

/** One browser and one server for all suites of a file, and a fresh page for each test; `watched` and `page` are those of the test that runs. */
export interface OpenedPage {
  readonly browser: Browser;
  readonly url: string;
  readonly watched: WatchedPage;
  readonly page: Page;
  /** Opens an address of the page and waits until its view is there. */
  open(hash: string): Promise<void>;
  api<T>(path: string): Promise<T>;
  hash(): Promise<string>;
}

export function useMissionControlPage(): OpenedPage {
  let browser: Browser;
  let served: ServedPage;
  let watched: WatchedPage;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launchBrowser(), serveMissionControl()]);
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });
  beforeEach(async () => {
    watched = await openPage(browser);
  });
  afterEach(() => watched.close());
  return {
    get browser() {
      return browser;
    },
    get url() {
      return served.url;
    },
    get watched() {
      return watched;
    },
    get page() {
      return watched.page;
    },
    async open(hash) {
      await watched.page.goto(`${served.url}/${hash}`);
      await watched.page.locator('main section, main aside').first().waitFor();
    },
    api: async <T>(path: string) => (await fetch(`${served.url}${path}`)).json() as Promise<T>,
    hash: () => watched.page.evaluate(() => decodeURIComponent(location.hash)),
  };
}

/** Expects something to come true; a busy machine takes its time. */
export const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 });
