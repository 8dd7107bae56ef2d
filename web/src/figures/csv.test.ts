import { expect, it } from 'vitest';
import { toCsv } from './csv.ts';

it('writes a table that every spreadsheet reads', () =>
  expect(
    toCsv(
      ['name', 'sunDiscMean'],
      [
        ['Ridge, "A"', 0.881],
        ['two\nlines', null],
      ],
    ),
  ).toBe('name,sunDiscMean\r\n"Ridge, ""A""",0.881\r\n"two\nlines",\r\n'));
