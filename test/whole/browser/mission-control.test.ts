import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, openPage, type WatchedPage } from './browser.ts';
import { serveMissionControl, type ServedPage } from './mission-control.ts';

// Mission control as people use it: the built page in a real browser, on the real server.

let browser: Browser;
let served: ServedPage;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  [browser, served] = await Promise.all([launchBrowser(), serveMissionControl()]);
});
afterAll(async () => {
  await browser.close();
  await served.close();
});
beforeEach(async () => {
  watched = await openPage(browser);
  page = watched.page;
});
afterEach(() => watched.close());

/** Opens an address of the page and waits until its view is there. */
async function open(hash: string): Promise<void> {
  await page.goto(`${served.url}/${hash}`);
  await page.locator('main section, main aside').first().waitFor();
}
const api = async <T>(path: string): Promise<T> => (await fetch(`${served.url}${path}`)).json() as Promise<T>;
/** Expects something to come true; a busy machine takes its time. */
const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 });
const hash = () => page.evaluate(() => decodeURIComponent(location.hash));
const byLabel = (name: string | RegExp) => page.getByLabel(name);

const views = [
  { view: 'survey', shows: 'figure.skyline svg path.ground' },
  { view: 'construct', shows: 'svg [data-mission]' },
  { view: 'operate', shows: '.lanes canvas' },
  { view: 'share', shows: 'table button.row' },
];

describe('every view', () => {
  it.each(views)('$view opens and nothing goes wrong', async ({ view, shows }) => {
    await open(`#/${view}`);
    await page.locator(shows).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(watched.problems).toEqual([]);
  });

  it.each(views)('$view fits a narrow screen', async ({ view, shows }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(`#/${view}`);
    await page.locator(shows).first().waitFor();
    const widest = await page.evaluate(() =>
      Math.max(document.documentElement.scrollWidth, document.querySelector('main')!.scrollWidth),
    );
    expect(widest).toBeLessThanOrEqual(390);
  });

  it.each(views)('$view names every control, for those who listen', async ({ view, shows }) => {
    await open(`#/${view}`);
    await page.locator(shows).first().waitFor();
    const nameless = await page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLElement>(
          'button, a[href], input, select, [role=tab], [role=application], svg[role=img]',
        ),
      ]
        .filter((control) => {
          const labels = [...((control as HTMLInputElement).labels ?? [])].map((label) => label.textContent).join('');
          return (
            `${control.getAttribute('aria-label') ?? ''}${control.textContent}${control.title}${labels}`.trim() === ''
          );
        })
        .map((control) => control.outerHTML.slice(0, 120)),
    );
    expect(nameless).toEqual([]);
  });

  it('says what to do when the server is gone', async () => {
    await page.route('**/api/**', (route) => route.abort());
    await page.goto(`${served.url}/`);
    await page.getByText('npm start').waitFor();
  });

  it('waits for a run that is still being made', async () => {
    const error = { code: 'RUN_NOT_READY', message: 'operate has not run', where: null, legal: null, remedy: null };
    await page.route('**/api/operate**', (route) => route.fulfill({ status: 404, json: { error } }));
    await page.goto(`${served.url}/#/operate`);
    await page.getByText('not that far yet').waitFor();
    await page.unroute('**/api/operate**');
    await page.locator('.lanes canvas').waitFor();
  });
});

describe('language and theme', () => {
  it('speaks Chinese and Russian, and the link keeps the language', async () => {
    await open('#/survey');
    await byLabel('Language').selectOption('zh');
    await page.getByRole('button', { name: '勘察', exact: true }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    await page.reload();
    await page.getByRole('button', { name: '建造', exact: true }).waitFor();
    await byLabel('语言').selectOption('ru');
    await page.getByRole('button', { name: 'Разведка', exact: true }).waitFor();
    expect(await hash()).toContain('lang=ru');
  });

  it('speaks the language of the browser when the link names none', async () => {
    const russian = await openPage(browser, { locale: 'ru-RU' });
    await russian.page.goto(`${served.url}/#/construct`);
    await russian.page.getByText('Дорожная карта').first().waitFor();
    await russian.close();
  });

  it('is dark or light as the system is, or as the reader chooses', async () => {
    await open('#/survey');
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
    expect(await theme()).toBe('dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await soon(theme).toBe('light');
    await byLabel('Theme').selectOption('dark');
    expect(await theme()).toBe('dark');
    await page.reload();
    await page.locator('main section').first().waitFor();
    expect(await theme()).toBe('dark');
  });
});

describe('keyboard', () => {
  it('opens views, plays, and lists its keys', async () => {
    await open('#/survey');
    await page.keyboard.press('2');
    await page.locator('[data-mission]').first().waitFor();
    await page.keyboard.press('4');
    await page.locator('button.row').first().waitFor();
    expect(await hash()).toMatch(/^#\/share/);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // The focus goes back a few milliseconds later; no hand is that quick.
    await soon(() => page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await page.keyboard.press('Space');
    await byLabel('Pause').waitFor();
    await page.keyboard.press('Space');
    await byLabel('Play').waitFor();
  });

  it('does not take letters from a field', async () => {
    await open('#/share');
    await byLabel('Words').fill('');
    await byLabel('Words').press('2');
    expect(await hash()).toMatch(/^#\/share/);
  });

  it('picks a place of the map with Enter and walks the route map with the arrows', async () => {
    await open('#/survey');
    await page.getByRole('application').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Picked place' }).waitFor();
    await page.keyboard.press('2');
    await page.locator('[data-mission][tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await hash()).toMatch(/mission=/);
  });

  it('shows where the focus is', async () => {
    await open('#/survey');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).toBe('solid');
  });
});

describe('the link', () => {
  it('restores view, time, selection and language', async () => {
    await open('#/construct?t=2031-06-01T00:00:00Z&mission=change-7&lang=en');
    await page.getByRole('heading', { name: /^Chang'e-7/ }).waitFor();
    await page.getByText('The station on 2031-06-01').waitFor();
    expect(await byLabel('Epoch, UTC').inputValue()).toBe('2031-06-01 00:00');
  });

  it('follows the time and goes back with the browser', async () => {
    await open('#/operate');
    await byLabel('Epoch, UTC').fill('2035-03-04 05:06');
    await byLabel('Epoch, UTC').press('Enter');
    await soon(hash).toContain('t=2035-03-04T05:06:00Z');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.locator('button.row').first().waitFor();
    await page.goBack();
    await page.locator('.lanes canvas').waitFor();
  });

  it('follows an address that is pasted into the open page', async () => {
    await open('#/operate');
    await page.evaluate(() => (location.hash = '#/operate?t=2035-09-10T11:12:00Z&lang=ru'));
    await page.getByRole('button', { name: 'Работа', exact: true }).waitFor();
    await soon(() => byLabel('Момент, UTC').inputValue()).toBe('2035-09-10 11:12');
  });

  it('refuses a date that is none and says how to write one', async () => {
    await open('#/operate');
    const epoch = byLabel('Epoch, UTC');
    await epoch.fill('soon');
    await epoch.press('Enter');
    expect(await epoch.getAttribute('aria-invalid')).toBe('true');
    expect(await epoch.getAttribute('title')).toContain('2035-06-01');
  });
});

describe('Survey', () => {
  it('asks the server nothing new while the time plays', async () => {
    await open('#/survey?at=-12000,-11000');
    await page.locator('figure.skyline path.ground').waitFor();
    await page.getByText('sunDiscMean', { exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.keyboard.press('Space');
    await page.waitForTimeout(2500);
    await byLabel('Pause').waitFor();
    expect(asked.filter((url) => !url.includes('/api/health'))).toEqual([]);
  });

  it('shows skyline and light of the place that is clicked', async () => {
    await open('#/survey');
    await page.locator('.ol-layer canvas').first().waitFor();
    const box = (await page.getByRole('application').boundingBox())!;
    await page.mouse.click(box.x + box.width * 0.45, box.y + box.height * 0.6);
    await page.getByRole('heading', { name: 'Picked place' }).waitFor();
    await page.locator('figure.skyline path.ground').waitFor();
    for (const name of ['sunDiscMean', 'sunAnyFraction', 'sunFullFraction'])
      await page.getByText(name, { exact: true }).waitFor();
    await page.getByText('Longest dark', { exact: true }).first().waitFor();
    await soon(() => page.locator('figure.skyline path.sun').first().getAttribute('d')).toMatch(/^M/);
    expect(await hash()).toMatch(/at=-?\d/);
  });

  it('changes the layer, names its unit and keeps the notice of the terrain in sight', async () => {
    await open('#/survey');
    await page.getByRole('radio', { name: 'Slope' }).check();
    expect(await hash()).toContain('layer=slope');
    await page.locator('figure', { hasText: 'Slope' }).getByText('[°]').waitFor();
    const { terrainNotices } = await api<{ terrainNotices: { notice: string }[] }>('/api/mission');
    const notice = terrainNotices.find((one) => one.notice !== '')!.notice;
    await page.getByRole('note').filter({ hasText: notice }).waitFor();
  });

  it('saves pictures and numbers', async () => {
    await open('#/survey');
    const tools = page.getByRole('group', { name: 'Save: The skyline' });
    for (const [kind, start] of [
      ['PNG', '\u0089PNG'],
      ['SVG', '<svg'],
      ['CSV', 'what,azimuthDeg'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        tools.getByRole('button', { name: kind }).click(),
      ]);
      const chunks: Buffer[] = [];
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString('latin1').slice(0, start.length), kind).toBe(start);
    }
  });
});

describe('Construct', () => {
  it('shows what has been delivered by the time below', async () => {
    await open('#/construct?t=2023-01-01T00:00:00Z');
    const delivered = () => page.getByText(/^\d+ of \d+ elements$/).innerText();
    await page.getByText('The station on 2023-01-01').waitFor();
    const before = parseInt(await delivered());
    await byLabel('Epoch, UTC').fill('2040-01-01');
    await byLabel('Epoch, UTC').press('Enter');
    await page.getByText('The station on 2040-01-01').waitFor();
    await soon(async () => parseInt(await delivered())).toBeGreaterThan(before);
  });
});

describe('Operate', () => {
  it('plays the run with the live session', async () => {
    await open('#/operate');
    await page.getByText('Running now').waitFor();
    const epoch = () => byLabel('Epoch, UTC').inputValue();
    const start = await epoch();
    await byLabel('Play').click();
    await soon(epoch).not.toBe(start);
    await byLabel('Pause').click();
    expect(watched.problems).toEqual([]);
  });

  it('follows the hand that drags the time', async () => {
    await open('#/operate');
    await page.getByText('Running now').waitFor();
    const box = (await page.locator('input.slider').boundingBox())!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + 20, y);
    await page.mouse.down();
    const seen: string[] = [];
    for (let x = 40; x < box.width - 20; x += 20) {
      await page.mouse.move(box.x + x, y);
      seen.push(await byLabel('Epoch, UTC').inputValue());
    }
    await page.mouse.up();
    expect(seen).toEqual([...seen].sort());
    await page.waitForTimeout(1000);
    expect(await byLabel('Epoch, UTC').inputValue()).toBe(seen.at(-1));
  });

  it('zooms and moves with keys and wheel', async () => {
    await open('#/operate');
    const charts = page.getByRole('application');
    await charts.focus();
    await page.keyboard.press('+');
    await soon(hash).toMatch(/span=\d+,\d+/);
    const closer = await hash();
    await page.keyboard.press('ArrowRight');
    await soon(hash).not.toBe(closer);
    await page.keyboard.press('0');
    await soon(hash).not.toContain('span=');
    await charts.hover({ position: { x: 600, y: 100 } });
    await page.mouse.wheel(0, -400);
    await soon(hash).toMatch(/span=/);
  });

  it('simulates the year again with an injected fault, and without it', async () => {
    await open('#/operate?t=2035-04-01T00:00:00Z');
    const faultBars = async () =>
      Number(/Faults: (\d+)/.exec((await page.locator('.lanes canvas').getAttribute('aria-label')) ?? '')?.[1]);
    await soon(faultBars).toBeGreaterThanOrEqual(0);
    const before = await faultBars();
    await page.getByRole('button', { name: 'Inject a fault' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What fails').waitFor();
    await dialog.getByRole('button', { name: 'Inject a fault' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('1 injected fault', { exact: true }).waitFor();
    await soon(faultBars).toBe(before + 1);
    await page.getByRole('button', { name: 'Clear faults' }).click();
    await page.getByText('1 injected fault', { exact: true }).waitFor({ state: 'detached' });
    await soon(faultBars).toBe(before);
    expect(watched.problems).toEqual([]);
  });

  it('filters the event log and says why requests were not placed', async () => {
    await open('#/operate?log=events');
    const count = async () => parseInt((await page.getByText(/^[\d,]+ events?( ·.*)?$/).innerText()).replace(',', ''));
    const all = await count();
    await byLabel('Severity').selectOption('warning');
    await soon(count).toBeLessThan(all);
    await page.getByRole('tab', { name: /Not met/ }).click();
    const { notPlaced } = await api<{ notPlaced: { reason: string }[] }>('/api/operate');
    if (notPlaced[0]) await page.getByText(notPlaced[0].reason).first().waitFor();
    else await page.getByText('Every request found its place').waitFor();
  });
});

describe('Share', () => {
  interface Products {
    announced: { items: { lidvid: string; ownerId: string }[] };
    products: { lidvid: string; title: string }[];
    total: number;
  }

  it('searches, shows a product with its preview, its receipts and its label', async () => {
    await open('#/share');
    await page.locator('button.row').first().click();
    await page.locator('aside .uplot canvas').waitFor();
    await page.getByText('Simulated measurement').waitFor();
    await page.getByRole('tab', { name: 'PDS4 label' }).click();
    await page.locator('pre .name', { hasText: 'Product_Observational' }).first().waitFor();
    expect(watched.problems).toEqual([]);
  });

  it('narrows the catalogue by a facet', async () => {
    const { total } = await api<Products>('/api/share/products');
    await open('#/share');
    await page.getByRole('group', { name: 'Instrument' }).getByRole('button').first().click();
    await soon(async () => parseInt(await page.locator('.results header strong').innerText())).toBeLessThan(total);
    expect(await hash()).toContain('instrument=');
  });

  it('keeps a product under embargo from other readers, not from its owner', async () => {
    const { announced } = await api<Products>('/api/share/products?as=public');
    const closed = announced.items[0];
    if (closed === undefined) throw new Error('the run holds no product under an announced embargo');
    await open(`#/share?product=${encodeURIComponent(closed.lidvid)}`);
    await page.getByText('Under embargo for this reader').waitFor();
    expect(await page.locator('aside .uplot').count()).toBe(0);
    await byLabel('Read as').selectOption(closed.ownerId);
    await page.locator('aside .uplot canvas').waitFor();
    await page.getByText('Embargo until').first().waitFor();
  });

  it('verifies the hubs', async () => {
    await open('#/share');
    await page.getByRole('button', { name: 'Verify hubs' }).click();
    await page
      .getByText(/checked, all is well/)
      .first()
      .waitFor();
  });
});
