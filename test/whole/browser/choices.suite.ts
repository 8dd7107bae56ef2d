import { describe, expect, it } from 'vitest';
import { openPage } from './browser.ts';
import { soon, type OpenedPage } from './opened-page.ts';

export function languageAndTheme(at: OpenedPage): void {
  describe('language and theme', () => {
    it('speaks Chinese and Russian, and the link keeps the language', async () => {
      await at.open('#/survey');
      await at.page.getByLabel('Language').selectOption('zh');
      await at.page.getByRole('button', { name: '勘察', exact: true }).waitFor();
      expect(await at.page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
      await at.page.reload();
      await at.page.getByRole('button', { name: '建造', exact: true }).waitFor();
      await at.page.getByLabel('语言').selectOption('ru');
      await at.page.getByRole('button', { name: 'Разведка', exact: true }).waitFor();
      expect(await at.hash()).toContain('lang=ru');
    });

    it('speaks the language of the browser when the link names none', async () => {
      const russian = await openPage(at.browser, { locale: 'ru-RU' });
      await russian.page.goto(`${at.url}/#/construct`);
      await russian.page.getByText('Дорожная карта').first().waitFor();
      await russian.close();
    });

    it('remembers the language and the theme; a link that names others wins', async () => {
      await at.open('#/construct');
      await at.page.getByLabel('Theme').selectOption('light');
      await at.page.getByLabel('Language').selectOption('ru');
      await at.page.getByRole('button', { name: 'Разведка', exact: true }).waitFor();
      const later = await at.watched.context.newPage();
      await later.goto(`${at.url}/#/construct`);
      await later.getByRole('button', { name: 'Разведка', exact: true }).waitFor();
      expect(await later.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
      const linked = await at.watched.context.newPage();
      await linked.goto(`${at.url}/#/construct?lang=zh&theme=dark`);
      await linked.getByRole('button', { name: '勘察', exact: true }).waitFor();
      expect(await linked.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    });

    it('draws its charts where the locale of the browser is none', async () => {
      await at.page.addInitScript(() =>
        Object.defineProperty(navigator, 'language', { configurable: true, get: () => 'en-US@posix' }),
      );
      await at.open('#/operate');
      await at.page.locator('.plots .uplot canvas').first().waitFor();
      expect(at.watched.problems).toEqual([]);
    });

    it('says in Chinese and Russian what the station logged', async () => {
      await at.page.route('**/api/operate/events**', async (route) => {
        const answer = await route.fetch();
        const log = (await answer.json()) as { events: { text: string }[] };
        for (const event of log.events) event.text = 'instrument drill reports a fault';
        await route.fulfill({ response: answer, json: log });
      });
      for (const [language, words] of [
        ['zh', '仪器 drill 报告故障'],
        ['ru', 'прибор drill сообщает о неисправности'],
      ] as const) {
        await at.open(`#/operate?lang=${language}&log=events`);
        await at.page.locator('aside li').filter({ hasText: words }).first().waitFor();
      }
    });

    it('is dark or light as the system is, or as the reader chooses', async () => {
      await at.open('#/survey');
      const theme = () => at.page.evaluate(() => document.documentElement.dataset['theme']);
      expect(await theme()).toBe('dark');
      await at.page.emulateMedia({ colorScheme: 'light' });
      await soon(theme).toBe('light');
      await at.page.getByLabel('Theme').selectOption('dark');
      expect(await theme()).toBe('dark');
      await at.page.reload();
      await at.page.locator('main section').first().waitFor();
      expect(await theme()).toBe('dark');
    });
  });
}
