/** One item of GDAL's metadata tag (42112): `<Item name="SCALE" sample="0" role="scale">0.5</Item>`. */
export interface GdalNote {
  readonly name: string;
  readonly role: string;
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};
const plain = (text: string): string => text.replace(/&(lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity]!);

export function readGdalNotes(xml: string): GdalNote[] {
  return [...xml.matchAll(/<Item\s([^>]*)>([\s\S]*?)<\/Item>/g)].map(([, attributes, text]) => {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes!)?.[1] ?? '';
    return { name: plain(attribute('name')), role: attribute('role'), text: plain(text!) };
  });
}

/** By role, as GDAL writes it, or by name, as others do. */
export function noteValue(notes: readonly GdalNote[], role: string, name: string): string | undefined {
  return (notes.find((note) => note.role === role) ?? notes.find((note) => note.name === name))?.text;
}
