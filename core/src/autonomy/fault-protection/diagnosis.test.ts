import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../monitor.ts';
import { candidatesFor, symptomOf } from './candidates.ts';
import { minimalDiagnoses, type Candidate } from './diagnosis.ts';

const finding = (kind: Finding['kind'], id: string, value = 0): Finding => ({ kind, id, value, text: '' });

function explain(findings: readonly Finding[], judged = 2): string[] {
  return minimalDiagnoses(findings.map(symptomOf), candidatesFor(findings, judged)).map(({ faults }) => faults.map(({ id }) => id).join(' + ')); // prettier-ignore
}

describe('a diagnosis', () => {
  it.each([
    ['one symptom, one fault', [finding('linkLost', 'relay')], ['linkOutage:relay']],
    ['a string lost explains the battery too', [finding('arrayChanged', 'a', 0.7), finding('batteryLow', 'battery')], ['arrayString:a']],
    ['a heater that sticks on explains the battery', [finding('heaterStuck', 'core'), finding('batteryLow', 'battery')], ['heaterStuckOn:core']],
    ['a cold node does not', [finding('heaterDead', 'core'), finding('batteryLow', 'battery')], ['forecastOff:battery + heaterStuckOff:core']],
    ['arrays that fall short alike: the light before two strings', [finding('arrayChanged', 'a', 0.8), finding('arrayChanged', 'b', 0.81)], ['weakLight:arrays', 'arrayString:a + arrayString:b']],
    ['many instruments at once: something that they all need before so many faults', ['a', 'b', 'c', 'd', 'e'].map((id) => finding('instrumentLost', id)), ['sharedNeed:instruments']],
    ['arrays that fall short each by its own: two strings', [finding('arrayChanged', 'a', 0.8), finding('arrayChanged', 'b', 0.5)], ['arrayString:a + arrayString:b']],
  ])('%s', (_, findings, expected) => expect(explain(findings)).toEqual(expected)); // prettier-ignore

  it('does not blame the light when another array gives what it should', () => {
    const findings = [finding('arrayChanged', 'a', 0.8), finding('arrayChanged', 'b', 0.81)];
    expect(explain(findings, 3)).toEqual(['arrayString:a + arrayString:b']);
  });

  it('is every set that explains all and lacks nothing, against trying out all sets', () => {
    const symptom = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const lists = fc.array(fc.uniqueArray(symptom, { minLength: 1 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(lists, fc.uniqueArray(symptom, { maxLength: 4 }), (explains, symptoms) => {
        const candidates = explains.map((list, i): Candidate => ({ id: `f${i}`, explains: list, rate: 1 + i }));
        const found = minimalDiagnoses(symptoms, candidates).map(({ faults }) => faults.map(({ id }) => id).join(' '));
        expect(new Set(found).size).toBe(found.length);
        expect([...found].sort()).toEqual(bruteForce(symptoms, candidates).sort());
      }),
    );
  });
});

function bruteForce(symptoms: readonly string[], candidates: readonly Candidate[]): string[] {
  const open = symptoms.filter((one) => candidates.some(({ explains }) => explains.includes(one)));
  if (open.length === 0) return [];
  const covers = (set: readonly Candidate[]) => open.every((one) => set.some(({ explains }) => explains.includes(one)));
  const sets = Array.from({ length: 2 ** candidates.length }, (_, bits) =>
    candidates.filter((__, i) => (bits >> i) & 1),
  );
  return sets
    .filter((set) => covers(set) && set.every((one) => !covers(set.filter((other) => other !== one))))
    .map((set) => set.map(({ id }) => id).join(' '));
}
