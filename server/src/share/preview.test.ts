import { describe, expect, it } from 'vitest';
import { previewOf } from './preview.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const field = (name: string, unit = '') =>
  `<Field_Delimited>\n<name>${name}</name>${unit && `<unit>${unit}</unit>`}</Field_Delimited>`;
const label = bytes(
  `<Product_Observational>${field('time')}${field('count')}${field('field', 'nT')}${field('state')}</Product_Observational>`,
);

describe('a preview', () => {
  it('has the numbers of a table with units from its label, and time from the start', () => {
    const data = bytes(
      'time,count,field,state\r\n2035-01-01T00:00:00.000Z,1,2.5,on\r\n2035-01-01T00:01:00.000Z,,-1e3,off\r\n',
    );
    expect(previewOf(data, label)).toEqual({
      rowsTotal: 2,
      columns: [
        { name: 'time since start', unit: 's', values: [0, 60] },
        { name: 'count', unit: '', values: [1, null] },
        { name: 'field', unit: 'nT', values: [2.5, -1000] },
      ],
    });
  });

  it('thins long tables evenly and says how long they are', () => {
    const rows = Array.from({ length: 10_007 }, (_, i) => `${i}`).join('\n');
    const preview = previewOf(bytes(`n\n${rows}\n`), label);
    expect(preview.rowsTotal).toBe(10_007);
    const { values } = preview.columns[0]!;
    expect(values.length).toBeLessThanOrEqual(500);
    expect(new Set(values.slice(1).map((value, i) => value! - values[i]!)).size).toBe(1);
  });

  it('of an empty table is empty', () =>
    expect(previewOf(bytes('a,b\r\n'), label)).toEqual({ rowsTotal: 0, columns: [] }));
});
