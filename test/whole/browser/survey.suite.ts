import { describe, expect, it } from 'vitest';
import { soon, type OpenedPage } from './opened-page.ts';

export function surveyView(at: OpenedPage): void {
  describe('Survey', () => {
    it('shows the names of its tabs whole, in every language', async () => {
      for (const language of ['en', 'zh', 'ru']) {
        await at.open(`#/survey?lang=${language}`);
        const tabs = at.page.locator('aside [role=tablist]');
        await tabs.waitFor();
        const cut = () => tabs.evaluate(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => [scrollWidth - clientWidth, scrollHeight - clientHeight]); // prettier-ignore
        expect(await cut(), language).toEqual([0, 0]);
      }
    });

    it('says that a layer could not be loaded, and loads it when asked again', async () => {
      await at.page.route('**/slope*.png', (route) => route.abort());
      await at.open('#/survey?layer=slope');
      await at.page.getByText('Slope could not be loaded').waitFor();
      await at.page.unroute('**/slope*.png');
      await at.page.getByRole('button', { name: 'Try again' }).click();
      await at.page.getByText('Slope could not be loaded').waitFor({ state: 'detached' });
    });

    it('asks the server nothing new while the time plays', async () => {
      await at.open('#/survey?at=-12000,-11000');
      await at.page.locator('figure.skyline path.ground').waitFor();
      await at.page.getByText('sunDiscMean', { exact: true }).waitFor();
      await at.page.waitForLoadState('networkidle');
      const asked: string[] = [];
      at.page.on('request', (request) => asked.push(request.url()));
      await at.page.keyboard.press('Space');
      await at.page.waitForTimeout(2500);
      await at.page.getByLabel('Pause').waitFor();
      expect(asked.filter((url) => !url.includes('/api/health'))).toEqual([]);
    });

    it('shows skyline and light of the place that is clicked', async () => {
      await at.open('#/survey');
      await at.page.locator('.ol-layer canvas').first().waitFor();
      const box = (await at.page.getByRole('application').boundingBox())!;
      await at.page.mouse.click(box.x + box.width * 0.45, box.y + box.height * 0.6);
      await at.page.getByRole('heading', { name: 'Picked place' }).waitFor();
      await at.page.locator('figure.skyline path.ground').waitFor();
      for (const name of ['sunDiscMean', 'sunAnyFraction', 'sunFullFraction'])
        await at.page.getByText(name, { exact: true }).waitFor();
      await at.page.getByText('Longest dark', { exact: true }).first().waitFor();
      await soon(() => at.page.locator('figure.skyline path.sun').first().getAttribute('d')).toMatch(/^M/);
      expect(await at.hash()).toMatch(/at=-?\d/);
    });

    it('changes the layer, names its unit and keeps the notice of the terrain in sight', async () => {
      await at.open('#/survey');
      await at.page.getByRole('radio', { name: 'Slope' }).check();
      expect(await at.hash()).toContain('layer=slope');
      await at.page.locator('figure', { hasText: 'Slope' }).getByText('[°]').waitFor();
      const { terrainNotices } = await at.api<{ terrainNotices: { notice: string }[] }>('/api/mission');
      const notice = terrainNotices.find((one) => one.notice !== '')!.notice;
      await at.page.getByRole('note').filter({ hasText: notice }).waitFor();
    });

    it('names what it shows, with the definition at hand', async () => {
      await at.open('#/survey');
      const name = at.page.locator('aside').getByText('Mean sunlight', { exact: true }).first();
      expect(await name.getAttribute('title')).toContain('Mean visible share of the solar disc');
    });

    it('refuses a height that is none and keeps the one before', async () => {
      await at.open('#/survey');
      const height = at.page.getByLabel(/^Height/);
      await height.waitFor();
      const before = await at.hash();
      for (const bad of ['-5', '', '1001']) {
        await height.fill(bad);
        await height.press('Enter');
        await at.page.getByRole('alert').filter({ hasText: 'from 0 to 1,000 m' }).waitFor();
        expect(await at.hash()).toBe(before);
      }
      await height.fill('5');
      await height.press('Enter');
      await at.page.getByRole('alert').waitFor({ state: 'detached' });
      await soon(at.hash).toContain('h=5');
    });

    it('offers the layers as a list on a narrow screen', async () => {
      await at.page.setViewportSize({ width: 390, height: 844 });
      await at.open('#/survey');
      await at.page.getByRole('combobox', { name: 'Layer of the map' }).selectOption('slope');
      await soon(at.hash).toContain('layer=slope');
    });

    it('saves pictures and numbers', async () => {
      await at.open('#/survey');
      const tools = at.page.getByRole('group', { name: 'Save: The skyline' });
      for (const [kind, start] of [
        ['PNG', '\u0089PNG'],
        ['SVG', '<svg'],
        ['CSV', 'what,azimuthDeg'],
      ] as const) {
        const [download] = await Promise.all([
          at.page.waitForEvent('download'),
          tools.getByRole('button', { name: kind }).click(),
        ]);
        const chunks: Buffer[] = [];
        for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
        expect(Buffer.concat(chunks).toString('latin1').slice(0, start.length), kind).toBe(start);
      }
    });
  });
}
