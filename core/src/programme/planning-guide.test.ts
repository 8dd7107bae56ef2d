import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { proposalSchema } from './index.ts';

describe('the guide to planning', () => {
  it('shows a proposal with every kind of request that can be read', () => {
    const guide = readFileSync(new URL('../../../docs/guide/planning.md', import.meta.url), 'utf8');
    const [, shown] = /```yaml\n([\s\S]*?)```/.exec(guide)!;
    const q = (value: number, unit: string) => ({ value, unit, source: 'assumed' });
    const usual = { title: 't', partner: 'p', agreement: 'a', instrument: 'i', purpose: 'p', duration: q(4, 'h'), power: q(9, 'W'), data: q(1, 'Mbit'), recurrence: 'once', condition: 'any', priority: 1, value: 1, source: 'assumed' }; // prettier-ignore
    const [proposal] = parse(shown!) as [object];
    const read = proposalSchema.parse({ ...usual, ...proposal });
    expect(read.after?.[0]?.proposal).toEqual(['drill-core', 'scoop']);
    expect(read.valueCurve?.map(({ late, share }) => [late.si / 86400, share.si])).toEqual([[5, 1], [20, 0.3]]); // prettier-ignore
    expect(read.calibration?.validity.si).toBe(2 * 86400);
  });
});
