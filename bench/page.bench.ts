import { gzipSync } from 'node:zlib';
import { launchBrowser, openPage } from '../test/whole/browser/browser.ts';
import { serveMissionControl } from '../test/whole/browser/mission-control.ts';

export const title = 'Mission control: first page load in a real browser (limit 2 s, 1 MB of script)';

const ROUNDS = 5;
const VIEWS = [
  ['survey', 'path.ground'],
  ['construct', '[data-mission]'],
  ['operate', '.lanes canvas'],
  ['share', 'button.row'],
] as const;

/** Cold loads (a new browser context each, nothing cached): time until the view shows its main picture, and the script that came over the wire. */
export async function run(print: (line: string) => void): Promise<void> {
  const [browser, served] = await Promise.all([launchBrowser(), serveMissionControl()]);
  try {
    for (const [view, shows] of VIEWS) {
      const loads = [];
      for (let i = 0; i < ROUNDS; i += 1) loads.push(await load(browser, `${served.url}/#/${view}`, shows));
      loads.sort((a, b) => a.shownMs - b.shownMs);
      const { firstPaintMs, shownMs, scriptBytes, gzipBytes } = loads[Math.floor(ROUNDS / 2)]!;
      const verdict = shownMs < 2000 && scriptBytes < 1e6 ? 'within' : 'OVER';
      print(
        `${view.padEnd(10)} ${shownMs.toFixed(0).padStart(5)} ms to its picture, first paint ${firstPaintMs.toFixed(0)} ms; script ${(scriptBytes / 1000).toFixed(0)} kB (gzip ${(gzipBytes / 1000).toFixed(0)} kB): ${verdict} the limit (median of ${ROUNDS})`,
      );
    }
  } finally {
    await browser.close();
    await served.close();
  }
}

async function load(browser: Parameters<typeof openPage>[0], url: string, shows: string) {
  const { page, close } = await openPage(browser);
  let [scriptBytes, gzipBytes] = [0, 0];
  const bodies: Promise<void>[] = [];
  page.on('response', (answer) => {
    if (!answer.url().endsWith('.js')) return;
    bodies.push(
      answer.body().then((body) => {
        scriptBytes += body.length;
        gzipBytes += gzipSync(body).length;
      }),
    );
  });
  const start = performance.now();
  await page.goto(url);
  await page.locator(shows).first().waitFor();
  const shownMs = performance.now() - start;
  await page.waitForLoadState('networkidle');
  await Promise.all(bodies);
  const firstPaintMs = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  );
  await close();
  return { shownMs, firstPaintMs, scriptBytes, gzipBytes };
}
