import { expect, it } from 'vitest';
import { xmlLines } from './xml-lines.ts';

const text = (xml: string) =>
  xmlLines(xml).map(({ depth, parts }) => '  '.repeat(depth) + parts.map((part) => part.text).join(''));

it('indents elements and keeps short texts beside their tags', () =>
  expect(text('<?xml version="1.0"?><a x="1"><b>two  words</b><c/><!-- why --><d><e>1</e></d></a>')).toEqual([
    '<?xml version="1.0"?>',
    '<a x="1">',
    '  <b>two words</b>',
    '  <c/>',
    '  <!-- why -->',
    '  <d>',
    '    <e>1</e>',
    '  </d>',
    '</a>',
  ]));

it('tells names, attribute values and texts apart', () =>
  expect(xmlLines('<b unit="m">3</b>')[0]!.parts.map(({ kind, text: part }) => `${kind}:${part}`)).toEqual([
    'mark:<', 'name:b', 'mark: unit=', 'value:"m"', 'mark:>', 'text:3', 'mark:</', 'name:b', 'mark:>',
  ])); // prettier-ignore
