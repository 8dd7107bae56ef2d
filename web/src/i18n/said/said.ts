/** What the station and the mission file say in English, in the language of the page: whole texts by themselves, sentences with values by pattern. */
export interface SaidTexts {
  readonly exact: Readonly<Record<string, string>>;
  /** Tried in order; `$1` is the first group of the pattern, itself looked up again. */
  readonly patterns: readonly (readonly [pattern: RegExp, form: string])[];
}

/**
 * A text of the run in the language of the page, else as it came. A text that nobody has translated is still a true one; a mission of one's own is
 * never renamed, since texts are known by their words and not by an id.
 */
export function sayIn({ exact, patterns }: SaidTexts, text: string): string {
  if (Object.hasOwn(exact, text)) return exact[text]!;
  for (const [pattern, form] of patterns) {
    const match = pattern.exec(text);
    if (match !== null)
      return form.replace(/\$(\d)/g, (_, group: string) => {
        const part = match[Number(group)] ?? '';
        return part === text ? part : sayIn({ exact, patterns }, part);
      });
  }
  return text;
}

/** Pieces that stand alike in the patterns of all languages: a time, an id, a number with its unit. */
export const UTC = '(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z)';
export const ID = '([\\w.-]+)';
export const whole = (source: string): RegExp => new RegExp(`^${source}$`);
