import { describe, expect, it } from 'vitest';
import { type OpenedPage } from './opened-page.ts';

const views = [
  { view: 'survey', shows: 'figure.skyline svg path.ground' },
  { view: 'construct', shows: 'svg [data-mission]' },
  { view: 'operate', shows: '.lanes canvas' },
  { view: 'share', shows: 'table button.row' },
];

export function everyView(at: OpenedPage): void {
  describe('every view', () => {
    it.each(views)('$view opens and nothing goes wrong', async ({ view, shows }) => {
      await at.open(`#/${view}`);
      await at.page.locator(shows).first().waitFor();
      await at.page.waitForLoadState('networkidle');
      expect(at.watched.problems).toEqual([]);
    });

    it.each(views)('$view fits a narrow screen', async ({ view, shows }) => {
      await at.page.setViewportSize({ width: 390, height: 844 });
      await at.open(`#/${view}`);
      await at.page.locator(shows).first().waitFor();
      const widest = await at.page.evaluate(() =>
        Math.max(document.documentElement.scrollWidth, document.querySelector('main')!.scrollWidth),
      );
      expect(widest).toBeLessThanOrEqual(390);
    });

    it.each(views)('$view names every control, for those who listen', async ({ view, shows }) => {
      await at.open(`#/${view}`);
      await at.page.locator(shows).first().waitFor();
      const nameless = await at.page.evaluate(() =>
        [
          ...document.querySelectorAll<HTMLElement>(
            'button, a[href], input, select, [role=tab], [role=application], svg[role=img]',
          ),
        ]
          .filter((control) => {
            const labels = [...((control as HTMLInputElement).labels ?? [])].map((label) => label.textContent).join('');
            return (
              `${control.getAttribute('aria-label') ?? ''}${control.textContent}${control.title}${labels}`.trim() === ''
            );
          })
          .map((control) => control.outerHTML.slice(0, 120)),
      );
      expect(nameless).toEqual([]);
    });

    it('says what to do when the server is gone', async () => {
      await at.page.route('**/api/**', (route) => route.abort());
      await at.page.goto(`${at.url}/`);
      await at.page.getByText('npm start').waitFor();
    });

    it('says what went wrong when a view breaks, and does not blame the server', async () => {
      await at.page.route('**/assets/OperateView*.js', (route) =>
        route.fulfill({ contentType: 'text/javascript', body: 'throw new RangeError("made to fail")' }),
      );
      await at.page.goto(`${at.url}/#/operate`);
      await at.page.getByRole('alert').filter({ hasText: 'made to fail' }).waitFor();
      expect(await at.page.getByText('npm start').count()).toBe(0);
      await at.page.unroute('**/assets/OperateView*.js');
      await at.page.getByRole('button', { name: 'Try again' }).click();
      await at.page.locator('.lanes canvas').waitFor();
    });

    it('waits for a run that is still being made', async () => {
      const error = { code: 'RUN_NOT_READY', message: 'operate has not run', where: null, legal: null, remedy: null };
      await at.page.route('**/api/operate**', (route) => route.fulfill({ status: 404, json: { error } }));
      await at.page.goto(`${at.url}/#/operate`);
      await at.page.getByText('not that far yet').waitFor();
      await at.page.unroute('**/api/operate**');
      await at.page.locator('.lanes canvas').waitFor();
    });
  });
}
