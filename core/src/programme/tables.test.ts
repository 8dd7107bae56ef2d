import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv, readInstruments, readMembers, readMissions } from './index.ts';

const data = (name: string) => readFileSync(new URL(`../../../data/programme/${name}`, import.meta.url), 'utf8');

describe('a table of comma-separated values', () => {
  it('reads back what was written, whatever the cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r\n', "'", 'Ж', '月') });
    const write = (rows: string[][]) =>
      rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\r\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), (rows) => {
        const records = readCsv(write([['a', 'b', 'c'], ...rows]), 't.csv');
        expect(records).toEqual(rows.map(([a, b, c]) => ({ a, b, c })));
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('says in which line a field is missing or a quote stays open', () => {
    expect(() => readCsv('a,b\n1,2\n3\n', 't.csv')).toThrow(/t\.csv:3: has 1 fields \(legal: 2/);
    expect(() => readCsv('a,b\n1,"2\n', 't.csv')).toThrow(expect.objectContaining({ code: 'CSV_QUOTE' }));
    expect(() => readCsv('', 't.csv')).toThrow(expect.objectContaining({ code: 'CSV_COLUMNS' }));
  });
});

describe('the bundled tables of the programme', () => {
  it('list the parties', () => {
    const members = readMembers(data('ilrs_members.csv'));
    expect(members).toHaveLength(21);
    expect(members.filter((one) => one.kind === 'founder').map((one) => one.party)).toEqual(['China', 'Russia']);
  });

  it('list the missions with the evidence for their state', () => {
    const missions = readMissions(data('ilrs_missions.csv'));
    expect(missions).toHaveLength(18);
    expect(missions.find((one) => one.mission === "Chang'e-7")).toMatchObject({
      latestStatus: 'POSTPONED to 2027',
      statusAsOf: '2026-09',
      confidence: 'medium',
    });
  });

  it('list the instruments, with null where nothing is published', () => {
    const instruments = readInstruments(data('instruments.csv'));
    expect(instruments).toHaveLength(49);
    expect(instruments.find((one) => one.instrument === 'Robotic arm (LRA)')).toMatchObject({
      massKg: 5.5,
      data: null,
    });
    expect(() => readInstruments('mission,element\nx,y\n')).toThrow(/column "instrument" is missing/);
  });
});
