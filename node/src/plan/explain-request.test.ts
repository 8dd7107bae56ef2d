import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainRequest, explainSources } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'explain-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: unknown) => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
};

describe('explaining a request', () => {
  it('puts together what plan and run know of it', () => {
    write('plan/plan.json', { activities: [{ requestId: 'a-001', value: 2 }], notPlaced: [{ requestId: 'b-001', reason: 'no light', changes: [] }] }); // prettier-ignore
    write('operate/summary.json', { notPlaced: [{ requestId: 'a-001', reason: 'broken off' }] });
    write('operate/activities.json', [{ id: 'a-001-try2', requestId: 'a-001', quality: 'partial' }]);
    const sources = explainSources(folder);
    expect(explainRequest('a-001', sources)).toMatchObject({
      planned: { value: 2 },
      leftOut: null,
      executed: [{ id: 'a-001-try2' }],
      notMet: { reason: 'broken off' },
    });
    expect(explainRequest('b-001', sources)).toMatchObject({ planned: null, leftOut: { reason: 'no light' }, executed: [], notMet: null }); // prettier-ignore
  });

  it('names what comes near when nobody knows it', () => {
    write('plan/plan.json', { activities: [{ requestId: 'drill-001' }, { requestId: 'drive-001' }], notPlaced: [] });
    const failure = (): unknown => explainRequest('drill-009', explainSources(folder));
    expect(failure).toThrow(expect.objectContaining({ code: 'EXPLAIN_REQUEST' }));
    expect(failure).toThrow(/did you mean "drill-001"\? \(legal: drill-001, drive-001\)/);
    const many = Array.from({ length: 20 }, (_, i) => ({ requestId: `drill-${100 + i}` }));
    write('plan/plan.json', { activities: many, notPlaced: [] });
    expect(failure).toThrow(/\(legal: drill-100, drill-101, drill-102, drill-103, drill-104, drill-105 and 14 more\)/);
  });

  it('refuses a folder without results, and one whose plan is damaged', () => {
    expect(() => explainSources(folder)).toThrow(expect.objectContaining({ code: 'EXPLAIN_RUN' }));
    write('plan/plan.json', '{');
    expect(() => explainSources(folder)).toThrow(/is not a result/);
  });
});
