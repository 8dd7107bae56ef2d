// `npm test`: the fast suite, then the whole one, then one closing line with the sum. `npm test -- fast` runs the first only.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'openilrs-test-'));
const only = process.argv[2];
let passed = 0;
let failed = 0;
const skipped = [];

for (const project of only === undefined ? ['fast', 'whole'] : [only]) {
  const report = join(scratch, `${project}.json`);
  console.log(`\n== ${project} suite`);
  const done = spawnSync(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      project,
      '--maxWorkers', // two cores are what everybody has; left to itself the runner keeps one of them idle
      '2',
      '--reporter',
      'default',
      '--reporter',
      'json',
      '--outputFile.json',
      report,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  const result = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0 };
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  skipped.push(...skippedTests(result));
  // A suite that could not run at all (or that ran nothing) is a failure too.
  if (done.status !== 0 && result.numFailedTests === 0) failed += 1;
  if (result.numPassedTests === 0) failed += 1;
}

rmSync(scratch, { recursive: true, force: true });
// What was left out is said, so that a missing program does not make its tests vanish without trace.
for (const name of skipped) console.log(`skipped: ${name}`);
console.log(`\n${skipped.length} skipped\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** `file: test` of the tests that did not run; a `describe` that is skipped counts each of its tests. */
function skippedTests({ testResults = [] }) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'skipped' || status === 'pending' || status === 'todo')
      .map(({ fullName }) => `${relative(root, name)}: ${fullName}`),
  );
}
