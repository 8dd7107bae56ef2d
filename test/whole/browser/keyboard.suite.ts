import { describe, expect, it } from 'vitest';
import { soon, type OpenedPage } from './opened-page.ts';

export function keyboard(at: OpenedPage): void {
  describe('keyboard', () => {
    it('opens views, plays, and lists its keys', async () => {
      await at.open('#/survey');
      await at.page.keyboard.press('2');
      await at.page.locator('[data-mission]').first().waitFor();
      await at.page.keyboard.press('4');
      await at.page.locator('button.row').first().waitFor();
      expect(await at.hash()).toMatch(/^#\/share/);
      await at.page.keyboard.press('?');
      await at.page.getByRole('dialog').waitFor();
      await at.page.getByRole('heading', { name: 'Axes', exact: true }).waitFor();
      const api = await at.page.getByRole('link', { name: /OpenAPI/ }).getAttribute('href');
      expect(await at.api<{ openapi: string }>(api!)).toHaveProperty('openapi');
      await at.page.keyboard.press('Escape');
      await at.page.getByRole('dialog').waitFor({ state: 'detached' });
      // The focus goes back a few milliseconds later; no hand is that quick.
      await soon(() => at.page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
      await at.page.keyboard.press('Space');
      await at.page.getByLabel('Pause').waitFor();
      await at.page.keyboard.press('Space');
      await at.page.getByLabel('Play').waitFor();
    });

    it('does not take letters from a field', async () => {
      await at.open('#/share');
      await at.page.getByLabel('Words').fill('');
      await at.page.getByLabel('Words').press('2');
      expect(await at.hash()).toMatch(/^#\/share/);
    });

    it('picks a place of the map with Enter and walks the route map with the arrows', async () => {
      await at.open('#/survey');
      await at.page.getByRole('application').focus();
      await at.page.keyboard.press('Enter');
      await at.page.getByRole('heading', { name: 'Picked place' }).waitFor();
      await at.page.keyboard.press('2');
      await at.page.locator('[data-mission][tabindex="0"]').focus();
      await at.page.keyboard.press('ArrowDown');
      await at.page.keyboard.press('ArrowDown');
      expect(await at.hash()).toMatch(/mission=/);
    });

    it('shows where the focus is', async () => {
      await at.open('#/survey');
      await at.page.keyboard.press('Tab');
      await at.page.keyboard.press('Tab');
      const outline = await at.page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
      expect(outline).toBe('solid');
    });
  });
}
