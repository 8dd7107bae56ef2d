import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openPage } from './browser.ts';
import { soon, type OpenedPage } from './opened-page.ts';

const FROM_CLOCK = '#/operate?see=plan&planFrom=clock&planPanel=whatIf&t=2035-03-01T00:00:00Z';

/** A plan that begins at the clock of the session, and is handed to the station. */
export function planFromTheClock(at: OpenedPage): void {
  describe('the plan from the clock', () => {
    const applyBox = () => at.page.getByRole('region', { name: 'Apply the plan' });
    const outcome = () => at.page.getByRole('region', { name: 'Both plans on the twin' });
    const count = async () => Number(/(\d+) activit/.exec(await at.page.locator('header .facts').innerText())![1]);

    async function openFromClock(): Promise<void> {
      await at.open(FROM_CLOCK);
      await at.page.getByText('what the station intends from 2035-03-01 00:00 UTC on').waitFor();
      await at.page.getByRole('application').focus();
      await at.page.keyboard.press('ArrowDown');
      await at.page.locator('.rows .chosen').first().waitFor();
    }
    const tryBoth = async () => {
      await at.page.getByRole('button', { name: 'Try both plans on the twin' }).click();
      await outcome()
        .getByRole('row', { name: /^Requests met/ })
        .waitFor();
    };
    async function applyShortened(): Promise<void> {
      await at.page.keyboard.press('Delete');
      await tryBoth();
      await applyBox().getByRole('button', { name: 'Apply at the clock' }).click();
      await at.page.getByText('1 plan applied, at 2035-03-01 00:00 UTC').waitFor();
    }

    it('is applied once the twin has tried it, shows that it is, and is taken back', async () => {
      await openFromClock();
      const all = await count();
      const button = applyBox().getByRole('button', { name: 'Apply at the clock' });
      expect(await button.isDisabled()).toBe(true);
      await applyBox().getByText('Try the plan on the twin first').waitFor();
      await applyShortened();
      await soon(count).toBe(all - 1);
      // that its chain holds and that it holds the plan is tested on a real run (server/src/serve/real-run.slow.ts)
      const [download] = await Promise.all([at.page.waitForEvent('download'), at.page.getByRole('link', { name: 'Event log' }).click()]); // prettier-ignore
      const log = readFileSync(await download.path(), 'utf8');
      const seqs = log.trimEnd().split('\n').map((line) => (JSON.parse(line) as { seq: number }).seq); // prettier-ignore
      expect(seqs).toEqual(seqs.map((_, i) => i));
      expect(seqs.length).toBeGreaterThan(10);
      await at.page.getByRole('button', { name: 'Take the last one back' }).click();
      await at.page.getByText('1 plan applied').waitFor({ state: 'detached' });
      await soon(count).toBe(all);
      expect(at.watched.problems).toEqual([]);
    });

    it('tells a second tab that the session has changed, and refuses its plan with clear words', async () => {
      await openFromClock();
      const address = at.page.url();
      expect(address).toMatch(/session=[0-9a-f-]{36}/);
      const other = await openPage(at.browser);
      try {
        await other.page.goto(address);
        await other.page.getByText('what the station intends from 2035-03-01 00:00 UTC on').waitFor();
        await applyShortened();
        await other.page.getByText('The session has changed since this plan was opened').waitFor();
        await other.page.getByText('1 plan applied').waitFor();
        const session = /session=([0-9a-f-]{36})/.exec(address)![1]!;
        const late = await fetch(`${at.url}/api/live/${session}/command`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ type: 'applyPlan', activities: [], openedEt: 0, revision: 0 }) }); // prettier-ignore
        expect([late.status, await late.json()]).toMatchObject([409, { error: { code: 'PLAN_CHANGED' } }]);
        await other.page.getByRole('button', { name: 'Open anew at the clock' }).click();
        await other.page.getByText('The session has changed since').waitFor({ state: 'detached' });
        expect(other.problems).toEqual([]);
      } finally {
        await other.close();
      }
    });

    it('shows how far a trial is, and gives it up', async () => {
      await openFromClock();
      await at.page.keyboard.press('Delete');
      await at.page.getByRole('button', { name: 'Try both plans on the twin' }).click();
      await at.page.getByRole('progressbar').waitFor();
      await at.page.getByRole('button', { name: 'Cancel' }).click();
      await at.page.getByRole('button', { name: 'Try both plans on the twin' }).waitFor();
      expect(await outcome().count()).toBe(0);
      expect(at.watched.problems).toEqual([]);
    });
  });

  describe('a bar that is dragged to the edge', () => {
    it('scrolls the span for as long as it is held there, and stays under the hand', async () => {
      const { input } = await at.api<{ input: { nowEt: number } }>('/api/plan');
      const week = [input.nowEt, input.nowEt + 7 * 86_400].map((et) => et.toFixed(0)).join();
      await at.open(`#/operate?see=plan&t=2035-01-01T00:00:00Z&span=${week}`);
      await at.page.getByRole('application').focus();
      await at.page.keyboard.press('ArrowDown');
      const bar = at.page.locator('.rows .chosen').first();
      const box = (await bar.boundingBox())!;
      const rows = (await at.page.locator('.rows').boundingBox())!;
      const y = box.y + box.height / 2;
      const day = async () => Date.parse(/\d{4}-\d\d-\d\d/.exec(await at.page.locator('.rows .hint').innerText())?.[0] ?? '') / 86_400_000; // prettier-ignore
      const weekEnd = Date.parse('2035-01-08') / 86_400_000;
      await at.page.mouse.move(box.x + box.width / 2, y);
      await at.page.mouse.down();
      await at.page.mouse.move(rows.x + rows.width - 12, y, { steps: 10 });
      await soon(day).toBeGreaterThan(weekEnd + 2);
      const ghost = (await at.page.locator('.rows .ghost').first().boundingBox())!;
      expect(ghost.x).toBeLessThan(rows.x + rows.width - 8);
      expect(ghost.x + ghost.width).toBeGreaterThan(rows.x + rows.width - 60);
      await at.page.keyboard.press('Escape');
      await at.page.mouse.up();
      await at.page.locator('.rows .ghost').first().waitFor({ state: 'detached' });
      expect(at.watched.problems).toEqual([]);
    });
  });
}
