import { InputError } from '@openilrs/core/errors';

/** The keywords of a PDS3 label (PDS Standards Reference 3.8, chapter 12), each with its first value as text; quotes are taken off. */
export interface Pds3Label {
  readonly path: string;
  has(key: string): boolean;
  text(key: string): string;
  /** First number of the value. @throws InputError `RASTER_NO_GEOREFERENCE` when there is none and no fallback */
  number(key: string, fallback?: number): number;
  /** Metres of a length: kilometres unless `<M>` or `<METERS...>` follows. */
  metres(key: string): number;
}

export function parsePds3Label(content: string, path: string): Pds3Label {
  const fields = new Map<string, string>();
  const clean = content.replace(/\/\*.*?\*\//gs, '').replace(/"[^"]*"/g, (quoted) => quoted.replace(/\s+/g, ' '));
  const untilEnd = /^\s*END\s*$/m.exec(clean);
  const body = untilEnd === null ? clean : clean.slice(0, untilEnd.index);
  for (const [, key, value] of body.matchAll(/^\s*(\^?[A-Z0-9_:]+)\s*=\s*(\([^)]*\)|.*?)\s*$/gm))
    if (!fields.has(key!)) fields.set(key!, value!.replace(/^"\s*|\s*"$/g, ''));
  const text = (key: string): string => fields.get(key) ?? '';
  const number = (key: string, fallback?: number): number => {
    const value = parseFloat(text(key).replace(/^16#([0-9A-F]+)#$/i, (_, hex: string) => String(parseInt(hex, 16))));
    if (Number.isFinite(value)) return value;
    if (fallback !== undefined) return fallback;
    throw new InputError('RASTER_NO_GEOREFERENCE', `the label has no number for ${key}`, {
      where: path,
      legal: 'a PDS3 label with IMAGE and IMAGE_MAP_PROJECTION objects',
      remedy: 'Fetch the label that belongs to the image again',
    });
  };
  return {
    path,
    has: (key) => fields.has(key),
    text,
    number,
    metres: (key) => number(key) * (/<\s*M(?!I)/i.test(text(key)) ? 1 : 1000),
  };
}
