import { readFileSync } from 'node:fs';
import { projectPath } from '@openilrs/node/bundled';
import { Command } from 'commander';
import { addCommands } from './command-table.ts';
import { exitCodeOf, sayFailure } from './failure.ts';
import { withSuggestion } from './suggestion.ts';

const { version } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as { version: string };

const typed = process.argv.slice(2);
// `ilrs --json light ...` is meant as `ilrs light ... --json`: options belong to the command that follows.
const args = typed[0] === '--json' && typed.length > 1 ? [...typed.slice(1), '--json'] : typed;
const json = args.includes('--json');

// A reader that has seen enough (`| head`) is no failure: what is left to say goes nowhere, files are still written.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const program = new Command('ilrs')
  .description('OpenILRS: survey, construct, operate and share an International Lunar Research Station')
  .version(version)
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed, 2 the input cannot be used, 130 interrupted.\nWith --json an error is one line of JSON on standard error.',
  )
  .configureOutput({
    outputError: () => {}, // said below, in the one form that all failures have
    writeErr: (text) => void (json || process.stderr.write(text)),
  })
  .exitOverride();

try {
  await addCommands(program, args);
  await program.parseAsync(args, { from: 'user' });
} catch (error) {
  sayFailure(withSuggestion(error, program, args), json);
  process.exitCode = exitCodeOf(error);
}
