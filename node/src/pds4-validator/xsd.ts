import {
  xmlCleanupInputProvider,
  XmlDocument,
  XmlLibError,
  xmlRegisterInputProvider,
  XsdValidator,
  type ErrorDetail,
} from 'libxml2-wasm';
import type { Dictionaries } from './dictionaries.ts';

/** A namespace of a label and the file that defines it. */
export interface SchemaFile {
  readonly namespace: string;
  readonly fileName: string;
}

/** One validator for all namespaces of a label. Imports are resolved among the dictionaries by file name; nothing is fetched. */
export function compileXsd(schemas: readonly SchemaFile[], dictionaries: Dictionaries): XsdValidator {
  const imports = schemas.map(
    ({ namespace, fileName }) => `<xs:import namespace="${namespace}" schemaLocation="${fileName}"/>`,
  );
  const wrapper = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${imports.join('')}</xs:schema>`;
  return withDictionaries(dictionaries, () => {
    using document = XmlDocument.fromString(wrapper, { url: 'label.xsd' });
    return XsdValidator.fromDoc(document);
  });
}

/** Problems with their lines; empty when the document is valid. */
export function runXsd(validator: XsdValidator, document: XmlDocument): readonly ErrorDetail[] {
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (error instanceof XmlLibError) return error.details;
    throw error;
  }
}

/** libxml2 asks for files by URL through a global table: fill it for one synchronous call, and empty it again. */
function withDictionaries<T>(dictionaries: Dictionaries, run: () => T): T {
  const open = new Map<number, { bytes: Uint8Array; at: number }>();
  const find = (url: string) => dictionaries.find(url.split('/').at(-1) ?? '');
  xmlRegisterInputProvider({
    match: (url) => find(url) !== null,
    open(url) {
      const bytes = find(url);
      if (bytes === null) return undefined;
      open.set(open.size + 1, { bytes, at: 0 });
      return open.size;
    },
    read(handle, buffer) {
      const file = open.get(handle);
      if (file === undefined) return -1;
      const piece = file.bytes.subarray(file.at, file.at + buffer.length);
      buffer.set(piece);
      file.at += piece.length;
      return piece.length;
    },
    close: () => true,
  });
  try {
    return run();
  } finally {
    xmlCleanupInputProvider();
  }
}
