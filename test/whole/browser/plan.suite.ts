import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { soon, type OpenedPage } from './opened-page.ts';

const DAY_S = 86_400;

interface Plan {
  readonly input: { readonly nowEt: number; readonly requests: readonly { id: string; earliestEt: number; latestEt: number; durationS: number; instrumentId: string }[] }; // prettier-ignore
  readonly activities: readonly { requestId: string; startEt: number }[];
}

export function planView(at: OpenedPage): void {
  describe('the plan in Operate', () => {
    const bar = () => at.page.locator('.rows .chosen').first();
    const verdict = () => at.page.locator('[id$=-verdict]');
    const placedAt = async () => /Placed at (.*) UTC/.exec(await verdict().innerText())?.[1];

    /** Opens three weeks of the plan, with the first activity chosen. */
    async function openPlan(): Promise<void> {
      const { input } = await at.api<Plan>('/api/plan');
      await at.open(
        `#/operate?see=plan&t=2035-01-01T00:00:00Z&span=${input.nowEt.toFixed(0)},${(input.nowEt + 21 * DAY_S).toFixed(0)}`,
      );
      await at.page.getByRole('application').focus();
      await at.page.keyboard.press('ArrowDown');
      await bar().waitFor();
    }
    async function drag(dxPx: number, release = true): Promise<void> {
      const box = (await bar().boundingBox())!;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await at.page.mouse.move(x, y);
      await at.page.mouse.down();
      await at.page.mouse.move(x + dxPx, y, { steps: 12 });
      if (release) await at.page.mouse.up();
    }

    it('moves what is dragged to a place that is free', async () => {
      await openPlan();
      const before = await placedAt();
      await drag(60, false);
      await at.page.locator('.rows .ghost.ok').waitFor();
      await at.page.mouse.up();
      await soon(placedAt).toMatch(/^2035/);
      expect(await placedAt()).not.toBe(before);
      expect(await at.page.getByRole('button', { name: 'Undo' }).isEnabled()).toBe(true);
      expect(at.watched.problems).toEqual([]);
    });

    it('says why a drag cannot be kept, and takes the nearest start that can', async () => {
      await openPlan();
      const before = await placedAt();
      await drag(800);
      await verdict().getByText('Outside its window. It may start').waitFor();
      await at.page.locator('.rows .ghost.no').waitFor();
      expect(await at.page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
      const take = verdict().getByRole('button', { name: /Take the nearest start/ });
      const nearest = /(\d{4}-\d\d-\d\d \d\d:\d\d)/.exec(await take.innerText())![1];
      await take.click();
      await soon(placedAt).toBe(nearest);
      expect(nearest).not.toBe(before);
    });

    it('says that the instrument is in use where another activity holds it', async () => {
      const { input, activities } = await at.api<Plan>('/api/plan');
      // the second of an instrument moved onto the first of it, inside its own window
      const byId = new Map(input.requests.map((one) => [one.id, one]));
      const found = activities.flatMap((first) =>
        activities.flatMap((second) => {
          const [a, b] = [byId.get(first.requestId)!, byId.get(second.requestId)!];
          const inside = first.startEt >= b.earliestEt && first.startEt + b.durationS <= b.latestEt;
          return a.id !== b.id && a.instrumentId === b.instrumentId && inside ? [{ first, second }] : [];
        }),
      )[0]!;
      await openPlan();
      await at.page.getByRole('application').focus();
      const heading = at.page.locator('#plan-panel h3');
      for (let k = 0; k < activities.length && (await heading.innerText()) !== found.second.requestId; k += 1)
        await at.page.keyboard.press('ArrowDown');
      // TDB is 69.184 s ahead of UTC since 2017, to 2 ms
      const utc = new Date((found.first.startEt - 69.184) * 1000 + Date.UTC(2000, 0, 1, 12)).toISOString();
      await at.page.getByLabel('Start (UTC)').fill(utc.slice(0, 16).replace('T', ' '));
      await at.page.getByRole('button', { name: 'Move', exact: true }).click();
      await verdict().getByText(`is in use by ${found.first.requestId}`).waitFor();
    });

    it('moves by keys an hour and a day, takes back and makes again', async () => {
      await openPlan();
      const hour = async () => Date.parse(`${(await placedAt())!.replace(' ', 'T')}:00Z`) / 3_600_000;
      const start = await hour();
      await at.page.keyboard.press('ArrowRight');
      await soon(hour).toBe(start + 1);
      await at.page.keyboard.press('Shift+ArrowRight');
      await soon(hour).toBe(start + 25);
      await at.page.keyboard.press('Control+z');
      await soon(hour).toBe(start + 1);
      await at.page.keyboard.press('Control+z');
      await soon(hour).toBe(start);
      await at.page.keyboard.press('Control+Shift+Z');
      await soon(hour).toBe(start + 1);
      expect(at.watched.problems).toEqual([]);
    });

    it('removes an activity, finds it among those left out, places it again, and saves the plan', async () => {
      await openPlan();
      const count = async () => Number(/(\d+) activities/.exec(await at.page.locator('header [role=status]').innerText())![1]); // prettier-ignore
      const all = await count();
      const id = await at.page.locator('#plan-panel h3').innerText();
      await at.page.keyboard.press('Delete');
      await soon(count).toBe(all - 1);
      await at.page.getByRole('tab', { name: /Left out/ }).click();
      await at.page.getByRole('button', { name: `Place: ${id}` }).click();
      await verdict().getByText('Fits.').waitFor();
      await at.page.getByRole('button', { name: 'Place', exact: true }).click();
      await soon(count).toBe(all);
      const [download] = await Promise.all([
        at.page.waitForEvent('download'),
        at.page.getByRole('button', { name: '↓ JSON' }).click(),
      ]);
      const saved = JSON.parse(readFileSync(await download.path(), 'utf8')) as Plan;
      expect(saved.activities).toHaveLength(all);
      expect(saved.activities.some(({ requestId }) => requestId === id)).toBe(true);
      const upload = at.page.getByLabel('Open');
      const text = JSON.stringify({ activities: saved.activities.slice(0, 3) });
      await upload.setInputFiles({ name: 'plan.json', mimeType: 'application/json', buffer: Buffer.from(text) });
      await soon(count).toBe(3);
      await upload.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"activities":[7]}') }); // prettier-ignore
      await at.page.getByRole('alert').getByText('activities.0.requestId').waitFor();
    });

    it('says what the plan on the page is, and leads elsewhere without a warning', async () => {
      await openPlan();
      const facts = at.page.locator('header .facts');
      await at.page.keyboard.press('Delete');
      await soon(() => facts.innerText()).toMatch(/changed by hand: 1 activity, not applied$/);
      await at.page.getByRole('button', { name: 'Undo' }).click();
      await soon(() => facts.innerText()).toMatch(/value [\d,]+$/);
      await at.page.evaluate(() => (location.hash = '#/survey'));
      await at.page.getByRole('application', { name: /^Polar map/ }).waitFor();
      await at.page.waitForTimeout(500);
      expect(at.watched.problems).toEqual([]);
    });

    it('lets the twin try the plan as it was and as it is, and shows what differs', async () => {
      await openPlan();
      const id = await at.page.locator('#plan-panel h3').innerText();
      await at.page.keyboard.press('Delete');
      await at.page.getByRole('tab', { name: 'What if' }).click();
      await at.page.getByLabel('Fault added to both').selectOption({ index: 1 });
      await at.page.getByRole('button', { name: 'Try both plans on the twin' }).click();
      const outcome = at.page.getByRole('region', { name: 'Both plans on the twin' });
      const met = outcome.getByRole('row', { name: /^Requests met/ });
      const numbers = async () => (await met.getByRole('cell').allInnerTexts()).map((text) => text.replace('−', '-'));
      await soon(async () => (await numbers()).at(-1)).toBe('-1');
      const [before, after] = (await numbers()).map(Number) as [number, number];
      expect(after).toBe(before - 1);
      await outcome.getByText('1 activity fared otherwise').waitFor();
      expect(await outcome.getByRole('row', { name: new RegExp(`^${id}`) }).innerText()).toMatch(/not done/);
      await at.page.getByRole('img', { name: 'Battery, twin, %' }).waitFor();
      await at.page.getByRole('button', { name: 'Undo' }).click();
      await outcome.getByText('The plan has changed since').waitFor();
      expect(at.watched.problems).toEqual([]);
    });
  });
}
