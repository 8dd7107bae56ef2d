export interface XmlPart {
  readonly kind: 'mark' | 'name' | 'value' | 'text' | 'comment';
  readonly text: string;
}

export interface XmlLine {
  readonly depth: number;
  readonly parts: readonly XmlPart[];
}

const TOKEN = /<!--[\s\S]*?-->|<[?!][^>]*>|<[^>]+>|[^<]+/g;

/** An XML text as indented lines for reading: one element a line, short texts beside their tags. Well-formed input is assumed; nothing is checked. */
export function xmlLines(xml: string): XmlLine[] {
  const tokens = (xml.match(TOKEN) ?? []).filter((token) => token.trim() !== '');
  const lines: XmlLine[] = [];
  let depth = 0;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i]!;
    if (token.startsWith('</')) depth = Math.max(0, depth - 1);
    const [text, close] = [tokens[i + 1], tokens[i + 2]];
    const opens = isOpening(token);
    if (opens && text !== undefined && !text.startsWith('<') && close?.startsWith('</')) {
      lines.push({
        depth,
        parts: [...tagParts(token), { kind: 'text', text: text.trim().replace(/\s+/g, ' ') }, ...tagParts(close)],
      });
      i += 2;
      continue;
    }
    lines.push({ depth, parts: partsOf(token) });
    if (opens) depth += 1;
  }
  return lines;
}

const isOpening = (token: string) => /^<[^/?!]/.test(token) && !token.endsWith('/>');

function partsOf(token: string): XmlPart[] {
  if (token.startsWith('<!--') || token.startsWith('<?') || token.startsWith('<!'))
    return [{ kind: 'comment', text: token.trim() }];
  return token.startsWith('<') ? tagParts(token) : [{ kind: 'text', text: token.trim() }];
}

function tagParts(tag: string): XmlPart[] {
  const [, open = '<', name = '', rest = '', end = '>'] = /^(<\/?)([^\s/>]+)([\s\S]*?)(\/?>)$/.exec(tag) ?? [];
  const attributes = [...rest.matchAll(/([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/g)].flatMap(
    ([, key = '', value = '']): XmlPart[] => [
      { kind: 'mark', text: ` ${key}=` },
      { kind: 'value', text: value },
    ],
  );
  return [{ kind: 'mark', text: open }, { kind: 'name', text: name }, ...attributes, { kind: 'mark', text: end }];
}
