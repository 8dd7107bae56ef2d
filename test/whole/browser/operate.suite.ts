import { describe, expect, it } from 'vitest';
import { soon, type OpenedPage } from './opened-page.ts';

export function operateView(at: OpenedPage): void {
  describe('Operate', () => {
    it('plays the run with the live session', async () => {
      await at.open('#/operate');
      await at.page.getByText('Running now').waitFor();
      const epoch = () => at.page.getByLabel('Epoch, UTC').inputValue();
      const start = await epoch();
      await at.page.getByLabel('Play').click();
      await soon(epoch).not.toBe(start);
      await at.page.getByLabel('Pause').click();
      expect(at.watched.problems).toEqual([]);
    });

    it('follows the hand that drags the time', async () => {
      await at.open('#/operate');
      await at.page.getByText('Running now').waitFor();
      const box = (await at.page.locator('input.slider').boundingBox())!;
      const y = box.y + box.height / 2;
      await at.page.mouse.move(box.x + 20, y);
      await at.page.mouse.down();
      const seen: string[] = [];
      for (let x = 40; x < box.width - 20; x += 20) {
        await at.page.mouse.move(box.x + x, y);
        seen.push(await at.page.getByLabel('Epoch, UTC').inputValue());
      }
      await at.page.mouse.up();
      expect(seen).toEqual([...seen].sort());
      await at.page.waitForTimeout(1000);
      expect(await at.page.getByLabel('Epoch, UTC').inputValue()).toBe(seen.at(-1));
    });

    it('zooms and moves with keys and wheel', async () => {
      await at.open('#/operate');
      const charts = at.page.getByRole('application');
      await charts.focus();
      await at.page.keyboard.press('+');
      await soon(at.hash).toMatch(/span=\d+,\d+/);
      const closer = await at.hash();
      await at.page.keyboard.press('ArrowRight');
      await soon(at.hash).not.toBe(closer);
      await at.page.keyboard.press('0');
      await soon(at.hash).not.toContain('span=');
      await charts.hover({ position: { x: 600, y: 100 } });
      await at.page.mouse.wheel(0, -400);
      await soon(at.hash).toMatch(/span=/);
    });

    it('simulates the year again with an injected fault, and without it', async () => {
      await at.open('#/operate?t=2035-04-01T00:00:00Z');
      const faultBars = async () =>
        Number(/Faults: (\d+)/.exec((await at.page.locator('.lanes canvas').getAttribute('aria-label')) ?? '')?.[1]);
      await soon(faultBars).toBeGreaterThanOrEqual(0);
      const before = await faultBars();
      await at.page.getByRole('button', { name: 'Inject a fault' }).click();
      const dialog = at.page.getByRole('dialog');
      await dialog.getByLabel('What fails').waitFor();
      await dialog.getByRole('button', { name: 'Inject a fault' }).click();
      await dialog.waitFor({ state: 'detached' });
      await at.page.getByText('1 injected fault', { exact: true }).waitFor();
      await soon(faultBars).toBe(before + 1);
      await at.page.locator('.flag').filter({ hasText: '▼' }).waitFor();
      await at.page.getByRole('button', { name: 'Clear faults' }).click();
      await at.page.getByText('1 injected fault', { exact: true }).waitFor({ state: 'detached' });
      await soon(faultBars).toBe(before);
      expect(at.watched.problems).toEqual([]);
    });

    it('says which field of a fault cannot be taken', async () => {
      await at.open('#/operate');
      await at.page.getByText('Running now').waitFor();
      await at.page.getByRole('button', { name: 'Inject a fault' }).click();
      const dialog = at.page.getByRole('dialog');
      await dialog.getByLabel('When (UTC)').fill('2001-01-01T00:00');
      await dialog.getByRole('button', { name: 'Inject a fault' }).click();
      await dialog.getByRole('alert').filter({ hasText: 'Give a time from' }).waitFor();
      expect(await dialog.getByLabel('When (UTC)').getAttribute('aria-invalid')).toBe('true');
    });

    it('keeps proposals without a facility apart from requests that were not met', async () => {
      await at.page.route('**/api/operate', async (route) => {
        const answer = await route.fetch();
        const summary = (await answer.json()) as { notPlaced: unknown[]; requestsMet: number; requestsTotal: number };
        summary.notPlaced.unshift({
          requestId: 'earth-radiation',
          reason: 'Facility for astronomy is not there (TEST)',
        });
        summary.requestsTotal = summary.requestsMet + summary.notPlaced.length - 1;
        await route.fulfill({ response: answer, json: summary });
      });
      await at.open('#/operate?log=notPlaced');
      await at.page.getByRole('tab', { name: /^Not met\s*1$/ }).waitFor();
      await at.page.getByText('1 request was not met').waitFor();
      const apart = at.page.getByRole('region', { name: 'Facility not at the station' });
      await apart.getByText('earth-radiation').waitFor();
      expect(await apart.getByText('drill-core-3').count()).toBe(0);
    });

    it('filters the event log and says why requests were not placed', async () => {
      await at.open('#/operate?log=events');
      const count = async () =>
        parseInt((await at.page.getByText(/^[\d,]+ events?( ·.*)?$/).innerText()).replace(',', ''));
      const all = await count();
      await at.page.getByLabel('Severity').selectOption('warning');
      await soon(count).toBeLessThan(all);
      await at.page.getByRole('tab', { name: /Not met/ }).click();
      const { notPlaced } = await at.api<{ notPlaced: { reason: string }[] }>('/api/operate');
      if (notPlaced[0]) await at.page.getByText(notPlaced[0].reason).first().waitFor();
      else await at.page.getByText('Every request found its place').waitFor();
    });

    it('keeps the current event in view as the time moves, but not against a reader who scrolls', async () => {
      await at.open('#/operate?log=events&t=2035-10-12T00:00:00Z');
      const current = at.page.locator('aside li[aria-current]');
      const follow = at.page.getByRole('button', { name: 'Follow the time' });
      const isSeen = () =>
        current.evaluate((row) => {
          const [inner, outer] = [row.getBoundingClientRect(), row.parentElement!.getBoundingClientRect()];
          return inner.top >= outer.top && inner.bottom <= outer.bottom;
        });
      await current.waitFor();
      await soon(isSeen).toBe(true);
      await at.page.locator('aside ol').hover();
      await at.page.mouse.wheel(0, 20_000);
      await follow.waitFor();
      expect(await isSeen()).toBe(false);
      await follow.click();
      await soon(isSeen).toBe(true);
      await at.page.getByLabel('Epoch, UTC').fill('2035-02-03 12:00');
      await at.page.keyboard.press('Enter');
      await soon(() => current.innerText()).toMatch(/^0[12]-/);
      await soon(isSeen).toBe(true);
      expect(at.watched.problems).toEqual([]);
    });

    it('plays telemetry back at any speed, with unit, limits and validity', async () => {
      await at.open('#/operate?see=telemetry&t=2035-01-01T00:00:00Z');
      const row = at.page.getByRole('row', { name: /^bay\.temperature/ });
      await row.waitFor();
      const cells = () => row.getByRole('cell').allInnerTexts();
      const [, value, limits, state] = await cells();
      expect([value, limits]).toEqual([expect.stringMatching(/^\d+\.\d K$/), '253.0 K … 323.0 K']);
      expect(state).toMatch(/good|beyond limits/);
      await at.page.getByLabel('Speed').selectOption('604800');
      await at.page.getByLabel('Play').click();
      await soon(async () => (await cells())[1]).not.toBe(value);
      await soon(() => at.page.getByLabel('Epoch, UTC').inputValue()).toMatch(/2035-0[2-9]/);
      await at.page.getByLabel('Pause').click();
      await at.page.getByLabel('Find a parameter').fill('relay');
      await soon(() => at.page.getByRole('row').count()).toBe(2);
      expect(at.watched.problems).toEqual([]);
    });
  });
}
