import type { Finding } from '@openilrs/node/pds4-validator';
import { expect, it } from 'vitest';
import { inWords } from './validate-files.ts';

const label = (file: string, findings: readonly Finding[] = []) => ({ file, valid: findings.length === 0, findings });

it('names few labels one by one, and counts many, naming those that are not valid', () => {
  expect(inWords({ valid: true, labels: [label('a.xml')] })).toBe('a.xml: valid');
  const many = Array.from({ length: 7 }, (_, i) => label(`${i}.xml`));
  expect(inWords({ valid: true, labels: many })).toBe('7 labels: 7 valid, 0 not (--verbose names the valid ones)');
  expect(inWords({ valid: true, labels: many }, true).split('\n')).toHaveLength(8);
  const wrong = { ...label('bad.xml'), valid: false };
  expect(inWords({ valid: false, labels: [...many, wrong] })).toBe(
    'bad.xml: INVALID\n8 labels: 7 valid, 1 not (--verbose names the valid ones)',
  );
});
