import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseXmlDocument } from 'slimdom';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundledPath, projectPath } from '../bundled/index.ts';
import { folderDictionaries } from './dictionaries.ts';
import { formatFinding, isValid } from './finding.ts';
import { checkLabelFiles } from './label-files.ts';
import { Pds4Validator } from './pds4-validator.ts';
import { compileSchematron, runSchematron } from './schematron.ts';
import { validateLabel } from './validate-label.ts';

const reference = (name: string) => projectPath(`test/reference/pds4/${name}`);
const validator = new Pds4Validator(folderDictionaries(bundledPath('pds4/core'), reference('dictionaries')));
const label = (name: string) => readFileSync(reference(`labels/${name}`), 'utf8');
const check = (text: string) => validator.validate(new TextEncoder().encode(text));
const lineOf = (text: string, needle: string) => text.slice(0, text.indexOf(needle)).split('\n').length;

describe('labels of the PDS', () => {
  it.each([
    ['collection-data-bst-1.0.xml', 'Product_Collection, IM 1.11'],
    ['collection_data_table.xml', 'Product_Collection, IM 1.11'],
    ['kgrs_calibrated_spectra_per1.xml', 'Product_Observational, IM 1.11'],
    ['PITMS_RAW_AUX.xml', 'Product_Observational of a lunar lander, IM 1.19'],
    ['label_1541_1.xml', 'Product_Native, IM 1.26'],
    ['label_1541_2.xml', 'Product_Native, IM 1.26'],
  ])('accepts %s (%s)', (name) => expect(check(label(name)).map(formatFinding)).toEqual([]));

  it('refuses the empty document', () => {
    expect(check(label('empty-document.xml'))).toMatchObject([{ severity: 'error', by: 'xml' }]);
  });
});

describe('deliberate mistakes', () => {
  const observational = 'PITMS_RAW_AUX.xml';
  const collection = 'collection-data-bst-1.0.xml';
  it.each([
    // label, what is replaced, by what, who finds it, message, where its line begins (default: where it was replaced)
    [
      observational,
      '<product_class>Product_Observational',
      '<product_class>Product_Bundle',
      'schematron',
      /product_class must match/,
      '<Identification_Area',
    ],
    [observational, 'urn:nasa:pds:', 'urn:acme:pds:', 'schematron', /must start with either/, '<Identification_Area'],
    [observational, '<type>Host</type>', '<type>Toaster</type>', 'schematron', /'Airborne'/],
    [
      observational,
      'data_to_investigation',
      'data_to_nowhere',
      'schematron',
      /data_to_investigation/,
      '<Internal_Reference',
    ],
    [observational, '<information_model_version>1.19', '<information_model_version>1.18', 'schematron', /1\.19\.0\.0/],
    [observational, '<file_name>', '<filename>', 'xml', /mismatch/],
    [observational, '<fields>', '<fields>many', 'xsd', /many/],
    [observational, '<fields>', '<fields>many', 'schematron', /cannot be evaluated: FORG0001/, '<Record_Delimited'],
    [observational, '<title>', '<subtitle>x</subtitle><title>', 'xsd', /not expected/],
    [observational, 'PDS DSV 1', 'CSV', 'schematron', /PDS DSV 1/],
    [collection, '<fields>2</fields>', '<fields>3</fields>', 'schematron', /equal to '2'/, '<Record_Delimited'],
    // decided by a variable of the pattern, which sees the document
    [
      collection,
      '<type>Instrument</type>',
      '<type>Host</type>',
      'schematron',
      /must have a value of 'Instrument'/,
      '<Context_Area',
    ],
    [collection, '<file_size unit="byte">118', '<file_size unit="m">118', 'xsd', /'m'/],
  ] as const)('finds in %s: %s as %s (%s)', (name, from, to, by, message, at: string = from) => {
    const good = label(name);
    expect(good).toContain(from);
    const findings = check(good.replace(from, to));
    expect(isValid(findings)).toBe(false);
    const found = findings.find((finding) => finding.by === by && message.test(finding.message));
    expect(found, findings.map(formatFinding).join('\n')).toMatchObject({ line: lineOf(good, at) });
  });

  it('says which dictionary is not at hand, and checks the rest', () => {
    const findings = check(label(observational).replaceAll('1J00', '1H00'));
    expect(findings.every((finding) => finding.by === 'dictionary' && finding.severity === 'error')).toBe(true);
    expect(findings.map((finding) => finding.message).join()).toMatch(
      /PDS4_PDS_1H00.sch is not.*PDS4_PDS_1H00.xsd is not/,
    );
  });

  it('asks for xsi:schemaLocation', () => {
    const findings = check('<Product_Native xmlns="http://pds.nasa.gov/pds4/pds/v1"/>');
    expect(findings).toMatchObject([{ rule: 'schemaLocation', line: 1 }]);
  });

  it('is also there for one label', async () => {
    const bytes = new TextEncoder().encode(label('label_1541_1.xml'));
    const dictionaries = folderDictionaries(bundledPath('pds4/core'));
    expect(await validateLabel(bytes, { dictionaries })).toEqual([]);
  });
});

describe('Schematron', () => {
  const schema = (body: string) =>
    compileSchematron(
      `<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><sch:ns uri="urn:x" prefix="x"/>${body}</sch:schema>`,
    );
  const run = (body: string, xml: string) =>
    runSchematron(schema(body), parseXmlDocument(xml)).map(({ severity, rule, message, node }) => [
      severity,
      rule,
      message,
      node.nodeName,
    ]);
  const xml = '<a xmlns="urn:x"><b n="1">one</b><b n="2">two</b><c><b n="3"/></c></a>';

  it('fires asserts, reports, roles, variables and value-of', () => {
    const body = `<sch:pattern><sch:let name="all" value="count(//x:b)"/><sch:rule context="x:c/x:b | x:c" role="warning">
      <sch:let name="mine" value="@n"/><sch:assert test="false()"><title>T</title>b <sch:value-of select="$mine"/> of <sch:value-of select="$all"/></sch:assert>
      <sch:report test="$mine = '3'">third</sch:report></sch:rule></sch:pattern>`;
    expect(run(body, xml)).toEqual([
      ['warning', 'T', 'b 3 of 3', 'b'],
      ['warning', "$mine = '3'", 'third', 'b'],
      ['warning', 'T', 'b of 3', 'c'],
    ]);
  });

  it('lets only the first rule of a pattern that matches a node fire', () => {
    const rule = (context: string, title: string) =>
      `<sch:rule context="${context}"><sch:assert test="false()"><title>${title}</title></sch:assert></sch:rule>`;
    const body = `<sch:pattern>${rule("x:b[@n='1']", 'first')}${rule('x:b', 'rest')}</sch:pattern><sch:pattern>${rule('/x:a', 'root')}${rule('x:b/@n', 'attribute')}</sch:pattern>`;
    expect(run(body, xml).map(([, rule]) => rule)).toEqual([
      'first',
      'rest',
      'rest',
      'root',
      'attribute',
      'attribute',
      'attribute',
    ]);
  });
});

describe('files beside a label', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ilrs-label-'));
    for (const name of ['collection-data-bst-1.0.xml', 'collection-data-bst-1.0.csv'])
      await copyFile(reference(`labels/${name}`), join(folder, name));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const path = () => join(folder, 'collection-data-bst-1.0.xml');
  const rules = async (file = path()) => (await checkLabelFiles(file)).map((finding) => finding.rule);

  it('agree with it', async () => expect(await checkLabelFiles(path())).toEqual([]));

  it('are found wrong in size, digest, records and fields', async () => {
    const data = join(folder, 'collection-data-bst-1.0.csv');
    const text = await readFile(data, 'utf8');
    await writeFile(data, text.replace('P,', 'S,'));
    expect(await rules()).toEqual(['md5_checksum']);
    await writeFile(data, text.replace('P,', 'P;'));
    expect(await rules()).toEqual(['md5_checksum', 'fields']);
    await writeFile(data, text.split('\r\n')[0]! + '\r\n');
    expect((await rules()).sort()).toEqual(['file_size', 'md5_checksum', 'records']);
    await rm(data);
    expect(await rules()).toEqual(['file_missing']);
  });

  it.each(['with space.xml', 'bad#char.xml', '_begins.xml', 'aux.xml'])('may not be called %s', async (name) => {
    await copyFile(path(), join(folder, name));
    expect(await rules(join(folder, name))).toContain('file_name');
  });
});
