// `npm run pictures [-- name ...]`: takes the pictures of mission control in docs/images anew, from the real program on the reference mission.
// It serves runs/ilrs-reference (made first when it is not there; RUN names another folder) and looks at it with the browser of the tests. OUT is where the pictures go.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { typescriptOf } from './typescript.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const ilrs = `${root}cli/bin/ilrs.mjs`;
const run = process.env.RUN ?? `${root}runs/ilrs-reference`;
const images = process.env.OUT ?? `${root}docs/images`;

/** From 8 October to 6 November 2035, in seconds past J2000 (TDB): the first long nights of the winter. */
const NIGHTS = 't=2035-10-14T12:00:00Z&span=1128686470,1131192070';

/** What each picture shows: a file of the run; or an address of the page, and what is done there before it is taken. */
const PICTURES = {
  'ridge-light': { file: 'survey/sunDiscMean.png' },
  survey: { at: '#/survey?layer=sunDiscMean' },
  construct: { at: '#/construct?mission=change-7' },
  operate: { at: `#/operate?${NIGHTS}` },
  plan: {
    at: `#/operate?see=plan&${NIGHTS}`,
    act: async (page) => {
      await page.locator('.rows canvas').waitFor();
      await settled(page);
      // The watch of the seismometer that begins on 15 October is chosen by a click on its bar and moved by a day.
      await page.mouse.click(460, 267);
      await page.keyboard.press('Shift+ArrowRight');
    },
  },
  share: {
    at: '#/share',
    act: (page) =>
      page
        .getByRole('button', { name: /^Moonquakes at the pole/ })
        .first()
        .click(),
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PICTURES));
if (unknown.length > 0) {
  console.error(`There is no picture "${unknown[0]}"; there are ${Object.keys(PICTURES).join(', ')}.`);
  process.exit(2);
}
for (const [command, proof] of [
  ['run', 'share/share.json'],
  ['plan', 'plan/plan.json'],
]) {
  if (existsSync(`${run}/${proof}`)) continue;
  const words = [ilrs, command, 'examples/ilrs-reference.yaml', '--out', run];
  if (spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' }).status !== 0) process.exit(1);
}

const server = spawn(process.execPath, [ilrs, 'serve', '--run', run, '--port', '0', '--json'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const vite = await typescriptOf(root);
let problems = 0;
try {
  const url = await readyUrl();
  const { launchBrowser, openPage } = await vite.ssrLoadModule('/test/whole/browser/browser.ts');
  const browser = await launchBrowser();
  for (const [name, picture] of Object.entries(PICTURES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    if (picture.file !== undefined) {
      copyFileSync(`${run}/${picture.file}`, `${images}/${name}.png`);
      continue;
    }
    const watched = await openPage(browser, { dark: false });
    await watched.page.goto(`${url}/${picture.at}`);
    await watched.page.locator('main section, main aside').first().waitFor();
    await picture.act?.(watched.page);
    await watched.page.mouse.move(0, 0);
    await settled(watched.page);
    await watched.page.screenshot({ path: `${images}/${name}.png` });
    console.log(`${name}.png${watched.problems.map((one) => `\n  ${one}`).join('')}`);
    problems += watched.problems.length;
    await watched.close();
  }
  await browser.close();
} finally {
  server.kill('SIGINT');
  await vite.close();
}
process.exit(problems === 0 ? 0 : 1);

async function readyUrl() {
  for await (const line of createInterface({ input: server.stdout })) {
    const { ready } = JSON.parse(line);
    if (ready !== undefined) return ready;
  }
  throw new Error('the server ended before it was ready');
}

/** Waits until nothing has been fetched for half a second and two pictures in a row are the same. */
async function settled(page) {
  await page.waitForLoadState('networkidle');
  let before = null;
  for (let i = 0; i < 60; i += 1) {
    const now = (await page.screenshot()).toString('base64');
    if (now === before) return;
    before = now;
    await page.waitForTimeout(500);
  }
  throw new Error('the page does not come to rest');
}
