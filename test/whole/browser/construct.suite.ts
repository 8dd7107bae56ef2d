import { describe, it } from 'vitest';
import { soon, type OpenedPage } from './opened-page.ts';

export function constructView(at: OpenedPage): void {
  describe('Construct', () => {
    it('shows what has been delivered by the time below', async () => {
      await at.open('#/construct?t=2023-01-01T00:00:00Z');
      const delivered = () => at.page.getByText(/^\d+ of \d+ elements$/).innerText();
      await at.page.getByText('The station on 2023-01-01').waitFor();
      const before = parseInt(await delivered());
      await at.page.getByLabel('Epoch, UTC').fill('2040-01-01');
      await at.page.getByLabel('Epoch, UTC').press('Enter');
      await at.page.getByText('The station on 2040-01-01').waitFor();
      await soon(async () => parseInt(await delivered())).toBeGreaterThan(before);
    });
  });
}
