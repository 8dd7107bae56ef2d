import { XmlDocument, XmlLibError, type ErrorDetail, type XsdValidator } from 'libxml2-wasm';
import { parseXmlDocument, type Document, type Element, type Node } from 'slimdom';
import type { Dictionaries } from './dictionaries.ts';
import type { Finding } from './finding.ts';
import { compileSchematron, runSchematron, type Schematron } from './schematron.ts';
import { compileXsd, runXsd, type SchemaFile } from './xsd.ts';

export interface LabelOptions {
  /** Name that findings carry. */
  readonly file?: string;
  /** Check against the Schematron rules too; default true. XSD alone is about 20 times faster. */
  readonly schematron?: boolean;
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const fileNameOf = (location: string) => location.split('/').at(-1) ?? location;

/**
 * Validates PDS4 labels offline, against the dictionaries that each label names: XSD 1.0 with libxml2, Schematron with fontoxpath.
 * Compiled dictionaries are kept, so that the second label costs milliseconds.
 */
export class Pds4Validator {
  private readonly dictionaries: Dictionaries;
  private readonly xsds = new Map<string, XsdValidator | Error>();
  private readonly schematrons = new Map<string, Schematron>();

  constructor(dictionaries: Dictionaries) {
    this.dictionaries = dictionaries;
  }

  /** All findings, by line. An empty list means that the label is valid. */
  validate(bytes: Uint8Array, { file = 'label.xml', schematron = true }: LabelOptions = {}): Finding[] {
    let document: XmlDocument;
    try {
      document = XmlDocument.fromBuffer(bytes);
    } catch (error) {
      if (error instanceof XmlLibError) return error.details.map((detail) => xmlFinding(file, detail, 'xml'));
      throw error;
    }
    try {
      const label = parseXmlDocument(new TextDecoder(encodingOf(bytes)).decode(bytes));
      const findings = [
        ...this.checkXsd(file, document, label),
        ...(schematron ? this.checkRules(file, document, label) : []),
      ];
      return findings.sort((a, b) => a.line - b.line);
    } finally {
      document.dispose();
    }
  }

  private *checkXsd(file: string, document: XmlDocument, label: Document): Iterable<Finding> {
    const schemas = schemasOf(label);
    if (schemas.length === 0) {
      const message = 'the label does not say which dictionaries it follows (xsi:schemaLocation on its first element)';
      yield { file, line: document.root.line, severity: 'error', by: 'dictionary', rule: 'schemaLocation', message };
    }
    for (const { fileName } of schemas)
      if (this.dictionaries.find(fileName) === null) yield this.missing(file, document.root.line, fileName);
    const present = schemas.filter(({ fileName }) => this.dictionaries.find(fileName) !== null);
    if (present.length === 0) return;
    const validator = this.xsd(present);
    if (validator instanceof Error) {
      yield {
        file,
        line: document.root.line,
        severity: 'error',
        by: 'dictionary',
        rule: 'schema',
        message: validator.message,
      };
      return;
    }
    for (const detail of runXsd(validator, document)) yield xmlFinding(file, detail, 'xsd');
  }

  private *checkRules(file: string, document: XmlDocument, label: Document): Iterable<Finding> {
    for (const fileName of schematronsOf(label)) {
      const rules = this.schematron(fileName);
      if (rules === null) {
        yield this.missing(file, 1, fileName);
        continue;
      }
      for (const { node, severity, rule, message } of runSchematron(rules, label))
        yield { file, line: lineOf(document, node), severity, by: 'schematron', rule, message };
    }
  }

  private missing(file: string, line: number, fileName: string): Finding {
    const message = `${fileName} is not among the dictionaries at hand; put it there to check what it says`;
    return { file, line, severity: 'error', by: 'dictionary', rule: 'missing', message };
  }

  private xsd(schemas: readonly SchemaFile[]): XsdValidator | Error {
    const key = schemas.map(({ fileName }) => fileName).join(' ');
    let validator = this.xsds.get(key);
    if (validator === undefined) {
      try {
        validator = compileXsd(schemas, this.dictionaries);
      } catch (error) {
        validator = error instanceof Error ? error : new Error(String(error));
      }
      this.xsds.set(key, validator);
    }
    return validator;
  }

  private schematron(fileName: string): Schematron | null {
    const known = this.schematrons.get(fileName);
    if (known !== undefined) return known;
    const bytes = this.dictionaries.find(fileName);
    if (bytes === null) return null;
    const schematron = compileSchematron(new TextDecoder().decode(bytes));
    this.schematrons.set(fileName, schematron);
    return schematron;
  }
}

/** Pairs of `xsi:schemaLocation`, one per namespace. */
function schemasOf(label: Document): SchemaFile[] {
  const locations = label.documentElement?.getAttributeNS(XSI, 'schemaLocation') ?? '';
  const words = locations.split(/\s+/).filter(Boolean);
  const schemas = new Map<string, SchemaFile>();
  for (let i = 0; i + 1 < words.length; i += 2)
    if (!schemas.has(words[i]!)) schemas.set(words[i]!, { namespace: words[i]!, fileName: fileNameOf(words[i + 1]!) });
  return [...schemas.values()];
}

/** File names of the `xml-model` instructions; a label without any is checked by the twins of its XSDs. */
function schematronsOf(label: Document): string[] {
  const models = label.childNodes.filter((node) => node.nodeName === 'xml-model');
  const hrefs = models.map((node) => /\bhref\s*=\s*["']([^"']+\.sch)["']/.exec(node.nodeValue ?? '')?.[1]);
  const named = hrefs.filter((href) => href !== undefined).map(fileNameOf);
  if (named.length > 0) return [...new Set(named)];
  return schemasOf(label).map(({ fileName }) => fileName.replace(/\.xsd$/, '.sch'));
}

function encodingOf(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  return /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/.exec(head)?.[1] ?? 'utf-8';
}

function xmlFinding(file: string, detail: ErrorDetail, by: 'xml' | 'xsd'): Finding {
  const message = detail.message.trim().replaceAll(/\{http:\/\/pds\.nasa\.gov\/pds4\/(\w+)\/v\d+\}/g, '$1:');
  const rule = /^Element '([^']+)'/.exec(message)?.[1] ?? (by === 'xml' ? 'well-formed' : 'schema');
  return { file, line: detail.line, severity: detail.level === 1 ? 'warning' : 'error', by, rule, message };
}

/** slimdom keeps no positions: find the same element in libxml2's tree by its place among its siblings. */
function lineOf(document: XmlDocument, node: Node): number {
  let path = '';
  let element = (
    node.nodeType === 1 ? node : (node.parentNode ?? (node as unknown as { ownerElement: Node }).ownerElement)
  ) as Element | null;
  for (; element !== null && element.nodeType === 1; element = element.parentElement) {
    let place = 1;
    for (let before = element.previousElementSibling; before !== null; before = before.previousElementSibling)
      place += 1;
    path = `/*[${place}]${path}`;
  }
  const found = path === '' ? null : document.get(path);
  return found === null ? 1 : found.line;
}
