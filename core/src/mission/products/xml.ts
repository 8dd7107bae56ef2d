/** An XML element: name, attributes, and either text or elements. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string | readonly XmlElement[];
}

type Child = XmlElement | null;

/** `element('unit', 'K')`, `element('File', [...])`, `element('offset', '0', { unit: 'byte' })`; null children are left out. */
export function element(
  name: string,
  content: string | number | readonly Child[],
  attributes: Readonly<Record<string, string>> = {},
): XmlElement {
  const inside = Array.isArray(content) ? content.filter((child: Child) => child !== null) : String(content);
  return { name, attributes, content: inside };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter]!);

/** The element as indented text, each line ended by a newline. Text stays on the line of its element, so that no white space is added to values. */
export function writeXml({ name, attributes, content }: XmlElement, indent = ''): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  const open = `${indent}<${name}${pairs.join('')}>`;
  if (typeof content === 'string') return `${open}${escape(content)}</${name}>\n`;
  return `${open}\n${content.map((child) => writeXml(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}
