import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** A browser from npm, so that the tests need nothing that is installed on the machine. */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env['OPENILRS_BROWSER'];
  const executablePath = own ?? (await chromium.executablePath());
  // Not the package's own switches: they are for one short page in a cloud function (one process, no web security).
  return playwright.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  });
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly locale?: string;
  readonly dark?: boolean;
}

/** A page with everything that went wrong in it: console errors, exceptions and requests that failed. */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly problems: string[];
  close(): Promise<void>;
}

export async function openPage(browser: Browser, look: Look = {}): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
    locale: look.locale ?? 'en-GB',
    colorScheme: look.dark === false ? 'light' : 'dark',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  return { page, context, problems, close: () => context.close() };
}
