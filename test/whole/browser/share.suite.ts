import { describe, expect, it } from 'vitest';
import { soon, type OpenedPage } from './opened-page.ts';

export function shareView(at: OpenedPage): void {
  describe('Share', () => {
    interface Products {
      announced: { items: { lidvid: string; ownerId: string }[] };
      products: { lidvid: string; title: string }[];
      total: number;
    }

    it('searches, shows a product with its preview, its receipts and its label', async () => {
      await at.open('#/share');
      await at.page.locator('button.row').first().click();
      await at.page.locator('aside .uplot canvas').waitFor();
      await at.page.getByText('Simulated measurement').waitFor();
      await at.page.getByRole('tab', { name: 'PDS4 label' }).click();
      await at.page.locator('pre .name', { hasText: 'Product_Observational' }).first().waitFor();
      expect(at.watched.problems).toEqual([]);
    });

    it('narrows the catalogue by a facet', async () => {
      const { total } = await at.api<Products>('/api/share/products');
      await at.open('#/share');
      await at.page.getByRole('group', { name: 'Instrument' }).getByRole('button').first().click();
      await soon(async () => parseInt(await at.page.locator('.results header strong').innerText())).toBeLessThan(total);
      expect(await at.hash()).toContain('instrument=');
    });

    it('names instruments in the language of the page', async () => {
      await at.open('#/share?lang=ru');
      await at.page
        .getByRole('group', { name: 'Прибор' })
        .getByRole('button', { name: /^Сейсмометр \d+$/ })
        .waitFor();
    });

    it('keeps a product under embargo from other readers, not from its owner', async () => {
      const { announced } = await at.api<Products>('/api/share/products?as=public');
      const closed = announced.items[0];
      if (closed === undefined) throw new Error('the run holds no product under an announced embargo');
      await at.open(`#/share?product=${encodeURIComponent(closed.lidvid)}`);
      await at.page.getByText('Under embargo for this reader').waitFor();
      expect(await at.page.locator('aside .uplot').count()).toBe(0);
      await at.page.getByLabel('Read as').selectOption(closed.ownerId);
      await at.page.locator('aside .uplot canvas').waitFor();
      await at.page.getByText('Embargo until').first().waitFor();
    });

    it('verifies the hubs', async () => {
      await at.open('#/share');
      await at.page.getByRole('button', { name: 'Verify hubs' }).click();
      await at.page
        .getByText(/checked, all is well/)
        .first()
        .waitFor();
    });
  });
}
