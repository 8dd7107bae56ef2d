/**
 * Some systems hand the browser a locale that is none (`en-US@posix`, `C`). Libraries give `navigator.language` to `Intl`, which then throws a RangeError:
 * uPlot does so when it is loaded. Such a locale is replaced by English for the page.
 */
export function mendLocale(navigator: Navigator): void {
  if (isLocale(navigator.language)) return;
  const languages = navigator.languages.filter(isLocale);
  Object.defineProperty(navigator, 'language', { configurable: true, get: () => languages[0] ?? 'en-GB' });
}

export function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
