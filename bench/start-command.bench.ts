import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const title =
  'From the Enter key to the answer: commands that do little, so that it is their start that is seen';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
const REPEATS = 9;

/** What is typed, and what must be in the answer. */
const CASES: readonly { readonly words: readonly string[]; readonly expected: string }[] = [
  { words: ['--version'], expected: version },
  { words: ['--help'], expected: 'ilrs' },
  { words: ['help', 'survey'], expected: '--region' },
  {
    words: 'state --target MOON --observer EARTH --at 2026-11-21T00:00:00Z'.split(' '),
    expected: 'MOON',
  },
  { words: ['validate', '--no-files', 'test/reference/pds4/labels/label_1541_1.xml'], expected: ': valid' },
  { words: ['explain', 'nothing', '--run', 'no/such/folder'], expected: 'no/such/folder' },
];

/** Whole processes, the cases in turn so that a slow spell of the machine meets all; the least is what the program itself needs. */
export function run(print: (line: string) => void): void {
  const seconds = CASES.map((): number[] => []);
  for (let repeat = 0; repeat <= REPEATS; repeat += 1)
    CASES.forEach((one, i) => {
      const took = secondsOf(one);
      if (repeat > 0) seconds[i]!.push(took); // the first reads the files from disk
    });
  CASES.forEach(({ words }, i) => {
    const sorted = seconds[i]!.sort((a, b) => a - b);
    print(`ilrs ${words.join(' ')}: least ${sorted[0]!.toFixed(2)} s, median ${sorted[REPEATS >> 1]!.toFixed(2)} s`);
  });
}

function secondsOf({ words, expected }: (typeof CASES)[number]): number {
  const started = performance.now();
  const done = spawnSync(process.execPath, ['cli/bin/ilrs.mjs', ...words], { cwd: root, encoding: 'utf8' });
  const seconds = (performance.now() - started) / 1000;
  if (!`${done.stdout}${done.stderr}`.includes(expected))
    throw new Error(`ilrs ${words.join(' ')} answered ${done.status}:\n${done.stdout}${done.stderr}`);
  return seconds;
}
