import type { Download } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { soon, type OpenedPage } from './opened-page.ts';

async function textOf(download: Download): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('latin1');
}

/** Live map, comparison, network and drive of Survey. */
export function surveyTools(at: OpenedPage): void {
  const caption = () => at.page.locator('p.caption').innerText();
  const save = async (name: string, kind: string) => {
    const [download] = await Promise.all([
      at.page.waitForEvent('download'),
      at.page.getByRole('group', { name }).getByRole('button', { name: kind }).click(),
    ]);
    return textOf(download);
  };
  const clickMap = async (x: number, y: number) => {
    const box = (await at.page.getByRole('application').boundingBox())!;
    await at.page.mouse.click(box.x + box.width * x, box.y + box.height * y);
  };

  describe('The live map of Survey', () => {
    it('shows a picture of another height soon, refines it, and says of what it is', async () => {
      await at.open('#/survey?panel=live');
      await at.page.getByRole('tab', { name: 'Sites' }).click();
      await at.page.getByRole('tab', { name: 'Live map' }).click();
      await soon(caption).toMatch(/^40 m cells, 720 directions, 10 m above ground, .* – .*\d$/);
      const height = at.page.getByRole('spinbutton', { name: /^Height above ground/ });
      await height.fill('25');
      const startMs = performance.now();
      await height.press('Enter');
      await soon(caption).toContain('25 m above ground');
      console.log(`first picture of another height: ${((performance.now() - startMs) / 1000).toFixed(2)} s, ${await caption()}`); // prettier-ignore
      await soon(caption).toMatch(/^40 m cells, .*\d$/);
      expect(await at.hash()).toContain('lh=25');
      expect(await at.page.getByText('first picture after').innerText()).toMatch(/\d\.\d s$/);
    });

    it('asks nothing anew for another definition, nor for a weight', async () => {
      await at.open('#/survey?panel=live&ld=sunDiscMean');
      await soon(caption).toMatch(/^40 m cells, .*\d$/);
      const asked: string[] = [];
      at.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await at.page.getByLabel('What the map shows').selectOption('score');
      await at.page.locator('figure', { hasText: 'Site score' }).waitFor();
      await at.page.getByRole('slider', { name: 'Level ground' }).fill('9');
      await soon(at.hash).toMatch(/lw=[\d.]+,[\d.]+,9,/);
      await at.page.getByLabel('What the map shows').selectOption('permanentShadow');
      await at.page.locator('figure', { hasText: 'Permanent shadow' }).waitFor();
      expect(asked.filter((path) => path === '/api/survey/live')).toEqual([]);
      expect(asked.filter((path) => path.endsWith('/layers/sunDiscMean'))).toEqual([]);
    });

    it('gives the question before up when a new one comes, and stops when told', async () => {
      await at.open('#/survey?panel=live&ld=sunDiscMean&lc=40');
      const gone: string[] = [];
      at.page.on('requestfailed', (request) => gone.push(request.url()));
      const height = at.page.getByRole('spinbutton', { name: /^Height above ground/ });
      for (const metres of ['3', '7', '31']) {
        await height.fill(metres);
        await height.press('Enter');
        await at.page.waitForTimeout(60);
      }
      await soon(caption).toMatch(/^40 m cells, .* 31 m above ground, .*\d$/);
      expect(gone.some((url) => url.includes('heightM=3&') || url.includes('heightM=7&'))).toBe(true);
      await at.page.getByRole('combobox', { name: /^Finest cells/ }).selectOption('80');
      await soon(caption).toMatch(/^80 m cells/);
    });

    it('rests while another tab is open, goes on when it is opened again, and gives way to the map of the run', async () => {
      await at.open('#/survey?panel=compare&ld=sunDiscMean&lh=17');
      await soon(caption).toMatch(/17 m above ground.* refining rests/);
      const finest = /^40 m cells, .* 17 m above ground, .*\d$/;
      expect(await caption()).not.toMatch(finest);
      await at.page.getByRole('tab', { name: 'Live map' }).click();
      const cells: number[] = [];
      await soon(async () => {
        cells.push(parseInt(await caption()));
        return caption();
      }).toMatch(finest);
      expect(cells).toEqual([...cells].sort((a, b) => b - a));
      await at.page.getByRole('tab', { name: 'Network' }).click();
      await at.page.getByRole('button', { name: 'Back to the map of the run' }).click();
      await at.page.locator('p.caption').waitFor({ state: 'detached' });
      expect(await at.hash()).not.toContain('ld=');
      expect(await at.hash()).toContain('panel=network');
    });

    it('refuses a height and dates that are none, and says which are', async () => {
      await at.open('#/survey?panel=live&ld=sunDiscMean');
      const height = at.page.getByRole('spinbutton', { name: /^Height above ground/ });
      await height.fill('51');
      await height.press('Enter');
      await at.page.getByRole('alert').filter({ hasText: 'from 0 to 50 m' }).waitFor();
      await at.page.getByRole('combobox', { name: /^Period/ }).selectOption('own');
      await at.page.getByLabel('From', { exact: true }).fill('2049-01-01');
      await at.page.getByLabel('To', { exact: true }).fill('2048-01-01');
      await at.page.getByRole('alert').filter({ hasText: 'the first before the second' }).waitFor();
      await at.page.getByLabel('From', { exact: true }).fill('2035-03-01');
      await at.page.getByLabel('To', { exact: true }).fill('2035-09-01');
      await soon(caption).toContain('2035-03-01 – 2035-09-01');
    });

    it('saves what is shown', async () => {
      await at.open('#/survey?panel=live&ld=sunAnyFraction&lh=5');
      await soon(caption).toMatch(/^40 m cells, .*\d$/);
      expect(await save('Save: The live map', 'GeoTIFF')).toMatch(/^(II\*|TEST .* sunAnyFraction\.tif)/);
      expect(await save('Save: The live map', 'CSV')).toMatch(/^(# TITLE|TEST .* sunAnyFraction\.csv)/);
    });
  });

  describe('The comparison of two places', () => {
    it('stands side by side, from clicks and from latitude and longitude', async () => {
      await at.open('#/survey?panel=compare');
      await clickMap(0.4, 0.5);
      await soon(at.hash).toMatch(/ab=-?[\d.]+,-?[\d.]+;/);
      const b = at.page.getByRole('group', { name: 'B', exact: true });
      await b.getByRole('textbox', { name: /Latitude/ }).fill('-70');
      await b.getByRole('textbox', { name: /Longitude/ }).fill('222');
      await b.getByRole('textbox', { name: /Longitude/ }).press('Enter');
      await at.page.getByRole('alert').filter({ hasText: 'from -90 to -80' }).waitFor();
      await b.getByRole('textbox', { name: /Latitude/ }).fill('-89.46');
      await b.getByRole('textbox', { name: /Latitude/ }).press('Enter');
      await at.page.getByRole('columnheader', { name: 'A or B' }).waitFor();
      await at.page.getByRole('img', { name: 'Skylines of A and B' }).waitFor();
      expect(await save('Save: Compare', 'CSV')).toMatch(/^figure,a,b,aOrB\r\nlatDeg,-89\.\d+,-89\.46/);
      expect(await save('Save: Skylines of A and B', 'CSV')).toMatch(/^place,azimuthDeg/);
      expect(await save('Save: When the Sun is in view', 'CSV')).toMatch(/^place,fromUtc,toUtc\r\nA,/);
    });
  });

  describe('A network of places', () => {
    it('is picked on the map, with what lies too far apart, or found', async () => {
      await at.open('#/survey?panel=network&nkm=2');
      await clickMap(0.35, 0.4);
      await soon(at.hash).toMatch(/net=/);
      await at.page.waitForTimeout(350); // two clicks at once are a double click
      await clickMap(0.6, 0.6);
      await at.page.getByRole('alert').filter({ hasText: 'is beyond the limit' }).waitFor();
      await at.page.getByRole('row', { name: /Any of them lit/ }).waitFor();
      expect(await save('Save: Network', 'GeoJSON')).toContain('"FeatureCollection"');
      await at.page.getByLabel('Farthest apart').fill('40');
      await at.page.getByLabel('Farthest apart').press('Enter');
      await at.page.getByRole('combobox', { name: /^Places/ }).selectOption('4');
      await at.page.getByRole('alert').waitFor({ state: 'detached' });
      await at.page.getByRole('button', { name: 'Find the best set' }).click();
      await at.page.getByText(/of 24 candidates/).waitFor({ timeout: 120_000 });
      await soon(async () => (await at.hash()).match(/net=([^&]*)/)![1]!.split(';').length).toBe(4);
    });
  });

  describe('A drive', () => {
    it('is drawn from clicks, with its profile, and says why there is none', async () => {
      await at.open('#/survey?panel=traverse&wd=100&wt=2035-01-10T00:00');
      await clickMap(0.48, 0.48);
      await soon(at.hash).toMatch(/way=/);
      await at.page.waitForTimeout(350);
      await clickMap(0.52, 0.52);
      await soon(at.hash).toMatch(/way=[^;&]*;/);
      await at.page.getByRole('group', { name: 'B End', exact: true }).waitFor();
      await at.page.getByRole('group', { name: 'C New end', exact: true }).waitFor();
      const go = at.page.getByRole('button', { name: 'Find the way' });
      await at.page.getByLabel('Steepest slope').fill('25');
      await at.page.getByLabel('Steepest slope').press('Enter');
      await go.click();
      await at.page.getByRole('img', { name: /^Height, slope, light and battery/ }).waitFor({ timeout: 120_000 });
      expect(await save('Save: The way', 'GeoJSON')).toContain('"LineString"');
      expect(await save('Save: The way', 'CSV')).toMatch(/^latDeg,lonDeg/);
      await at.page.getByLabel('Steepest slope').fill('0.5');
      await at.page.getByLabel('Steepest slope').press('Enter');
      await go.click();
      await at.page.getByRole('alert').filter({ hasText: 'There is no way' }).waitFor({ timeout: 120_000 });
    });
  });

  describe('On a phone', () => {
    it.each(['live', 'compare', 'network', 'traverse'])('%s fits the width', async (panel) => {
      await at.page.setViewportSize({ width: 390, height: 844 });
      await at.open(
        `#/survey?panel=${panel}&lang=ru&ld=score&ab=-12000,-11700;-13500,-10000&way=-12000,-11700;-13500,-10000`,
      );
      await at.page.locator('#survey-panel label, #survey-panel [role=group]').first().waitFor();
      await at.page.waitForTimeout(500);
      const wide = await at.page.evaluate(() => {
        const panel = document.querySelector('#survey-panel')!;
        return [panel.scrollWidth, panel.clientWidth];
      });
      expect(wide[0]).toBeLessThanOrEqual(wide[1]!);
    });
  });
}
