import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInputError } from '../../errors/index.ts';
import { readPsplib } from './psplib-reader.ts';
import { randomProject, smText } from './testing/projects.ts';

const project = randomProject(5, 7);
const text = smText(project);
const lines = text.split('\n');
const lineOf = (start: string) => lines.findIndex((line) => line.startsWith(start)) + 1;
/** The text with line `number` (from 1) replaced. */
const withLine = (number: number, change: (line: string) => string) =>
  lines.map((line, i) => (i === number - 1 ? change(line) : line)).join('\n');
const [precedence, requests, availabilities] = [lineOf('PRECEDENCE'), lineOf('REQUESTS'), lineOf('RESOURCEAVAIL')];

describe('the reader of PSPLIB files', () => {
  it('reads back what was written, with any line ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.nat(), fc.constantFrom('\n', '\r\n'), (size, seed, end) => {
        const one = randomProject(size, seed, 3);
        expect(readPsplib(smText(one).replaceAll('\n', end), one.name)).toEqual(one);
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  const cases: [string, string, string, RegExp][] = [
    ['an empty file', '', 'PSPLIB_SECTION', /^p\.sm: no line "jobs/],
    ['a file that ends in the precedence', lines.slice(0, precedence + 3).join('\n'), 'PSPLIB_TRUNCATED', /PRECEDENCE RELATIONS end after job 2.*each of 7 jobs/], // prettier-ignore
    [
      'a file that ends before the requests',
      lines.slice(0, requests - 1).join('\n'),
      'PSPLIB_SECTION',
      /no line "REQUESTS/,
    ],
    [
      'a file that ends in the requests',
      lines.slice(0, requests + 5).join('\n'),
      'PSPLIB_TRUNCATED',
      /end after job 3/,
    ],
    ['a file without availabilities', lines.slice(0, availabilities).join('\n'), 'PSPLIB_TRUNCATED', /RESOURCEAVAILABILITIES has 0 values/], // prettier-ignore
    ['availabilities before the requests', [...lines.slice(0, requests - 1), ...lines.slice(availabilities - 1), ...lines.slice(requests - 1, availabilities - 1)].join('\n'), 'PSPLIB_SECTION', new RegExp(`p.sm:${requests}: "RESOURCEAVAILABILITIES" stands in the wrong place`)], // prettier-ignore
    ['a negative duration', withLine(requests + 4, (line) => line.replace(/^(\s*\d+\s+1\s+)\d+/, '$1-4')), 'PSPLIB_FIELD', new RegExp(`p.sm:${requests + 4}: duration of job 2 is "-4" .legal: a whole number from 0`)], // prettier-ignore
    ['a duration that is no number', withLine(requests + 4, (line) => line.replace(/^(\s*\d+\s+1\s+)\d+/, '$1x')), 'PSPLIB_FIELD', /duration of job 2 is "x"/], // prettier-ignore
    ['a demand that is missing', withLine(requests + 4, (line) => line.replace(/\s+\d+$/, '')), 'PSPLIB_TRUNCATED', /job 2 has 1 demands .legal: 2/], // prettier-ignore
    ['a demand above what there is', withLine(requests + 4, (line) => line.replace(/\d+(\s+\d+)$/, '99$1').replace(/^(\s*\d+\s+1\s+)\d+/, '$11')), 'RCPSP_DEMAND', /job 2 needs 99 of R1, of which there are/], // prettier-ignore
    ['a successor that does not exist', withLine(precedence + 3, () => '   2        1          1           9'), 'PSPLIB_FIELD', /p\.sm:\d+: successor of job 2 is "9" .legal: a whole number from 1 to 7/], // prettier-ignore
    ['fewer successors than promised', withLine(precedence + 3, () => '   2        1          3           7'), 'PSPLIB_TRUNCATED', /job 2 has 1 successors .legal: 3/], // prettier-ignore
    ['jobs out of order', withLine(precedence + 3, (line) => line.replace('2', '5')), 'PSPLIB_FIELD', /jobnr. in PRECEDENCE RELATIONS is 5 .legal: 2/], // prettier-ignore
    ['several modes', withLine(precedence + 3, () => '   2        3          1           7'), 'PSPLIB_KIND', /job 2 has 3 modes/], // prettier-ignore
    ['nonrenewable resources', text.replace('nonrenewable              :  0', 'nonrenewable              :  2'), 'PSPLIB_KIND', /nonrenewable/], // prettier-ignore
    ['a cycle', lines.with(precedence + 3, '   3        1          1           4').with(precedence + 4, '   4        1          1           3').join('\n'), 'RCPSP_CYCLE', /p\.sm: jobs wait for each other: 3 -> 4 -> 3/], // prettier-ignore
    ['a job that follows itself', withLine(precedence + 3, () => '   2        1          1           2'), 'RCPSP_CYCLE', /2 -> 2/], // prettier-ignore
  ];
  it.each(cases)('refuses %s', (_, broken, code, message) => {
    const failure = (() => {
      try {
        return readPsplib(broken, 'p.sm');
      } catch (error) {
        return error;
      }
    })();
    expect(isInputError(failure)).toBe(true);
    expect((failure as { code: string }).code).toBe(code);
    expect((failure as Error).message).toMatch(message);
  });

  it('answers any damage with a problem or an InputError', () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string({ maxLength: 6 }), (at, cut, put) => {
        try {
          readPsplib(text.slice(0, at) + put + text.slice(at + cut), 'p.sm');
        } catch (error) {
          if (!isInputError(error)) throw error;
        }
      }),
      { numRuns: 400, seed: 2 },
    );
  });
});
