/** A text with `{name}` places, or one text for each plural class of `n` (Intl.PluralRules names them: one, few, many, other). */
export type Message = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

export type Catalogue<Keys extends string = string> = Readonly<Record<Keys, Message>>;

export type Values = Readonly<Record<string, string | number>>;

/**
 * Fills a message: the plural form that the language has for `values.n`, numbers as the language writes them.
 *
 * @param locale BCP 47, e.g. `zh-CN`
 */
export function fill(message: Message, locale: string, values: Values = {}): string {
  const text = typeof message === 'string' ? message : pluralOf(message, locale, Number(values['n']));
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  });
}

function pluralOf(message: Exclude<Message, string>, locale: string, n: number): string {
  return message[new Intl.PluralRules(locale).select(n)] ?? message.other;
}

/** Names of the `{places}` in any form of a message, sorted. */
export function placesOf(message: Message): string[] {
  const forms = typeof message === 'string' ? [message] : Object.values(message);
  return [...new Set(forms.flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')))].sort();
}
