import { describe, expect, it } from 'vitest';
import { soon, type OpenedPage } from './opened-page.ts';

export function theLink(at: OpenedPage): void {
  describe('the link', () => {
    it('restores view, time, selection and language', async () => {
      await at.open('#/construct?t=2031-06-01T00:00:00Z&mission=change-7&lang=en');
      await at.page.getByRole('heading', { name: /^Chang'e-7/ }).waitFor();
      await at.page.getByText('The station on 2031-06-01').waitFor();
      expect(await at.page.getByLabel('Epoch, UTC').inputValue()).toBe('2031-06-01 00:00');
    });

    it('follows the time and goes back with the browser', async () => {
      await at.open('#/operate');
      await at.page.getByLabel('Epoch, UTC').fill('2035-03-04 05:06');
      await at.page.getByLabel('Epoch, UTC').press('Enter');
      await soon(at.hash).toContain('t=2035-03-04T05:06:00Z');
      await at.page.getByRole('button', { name: 'Share', exact: true }).click();
      await at.page.locator('button.row').first().waitFor();
      await at.page.goBack();
      await at.page.locator('.lanes canvas').waitFor();
    });

    it('follows an address that is pasted into the open page', async () => {
      await at.open('#/operate');
      await at.page.evaluate(() => (location.hash = '#/operate?t=2035-09-10T11:12:00Z&lang=ru'));
      await at.page.getByRole('button', { name: 'Работа', exact: true }).waitFor();
      await soon(() => at.page.getByLabel('Момент, UTC').inputValue()).toBe('2035-09-10 11:12');
    });

    it('keeps where the map stands once the reader has moved it, not before', async () => {
      await at.open('#/survey');
      await at.page.locator('.ol-layer canvas').first().waitFor();
      await at.page.setViewportSize({ width: 1300, height: 800 });
      await at.page.waitForTimeout(500);
      expect(await at.hash()).not.toContain('map=');
      const box = (await at.page.getByRole('application').boundingBox())!;
      await at.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await at.page.mouse.down();
      await at.page.mouse.move(box.x + box.width / 2 + 80, box.y + box.height / 2, { steps: 4 });
      await at.page.mouse.up();
      await soon(at.hash).toMatch(/map=-?\d+,-?\d+,[\d.]+/);
      const left = (await at.hash()).match(/map=([^&]*)/)![1]!;
      await at.page.mouse.wheel(0, -400);
      await soon(async () => (await at.hash()).match(/map=([^&]*)/)![1]).not.toBe(left);
    });

    it('refuses a date that is none and says how to write one', async () => {
      await at.open('#/operate');
      const epoch = at.page.getByLabel('Epoch, UTC');
      await epoch.fill('soon');
      await epoch.press('Enter');
      expect(await epoch.getAttribute('aria-invalid')).toBe('true');
      await at.page.getByRole('alert').filter({ hasText: 'write it like 2035-06-01' }).waitFor();
      await epoch.fill('2050-01-01');
      await epoch.press('Enter');
      const { startUtc } = await at.api<{ startUtc: string }>('/api/mission');
      await at.page
        .getByRole('alert')
        .filter({ hasText: `from ${startUtc.slice(0, 10)}` })
        .waitFor();
      await epoch.press('Escape');
      await at.page.getByRole('alert').waitFor({ state: 'detached' });
      expect(await epoch.inputValue()).toBe(startUtc.slice(0, 16).replace('T', ' '));
    });
  });
}
