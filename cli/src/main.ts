import { readFileSync } from 'node:fs';
import { projectPath } from '@openilrs/node/bundled';
import { Command, CommanderError } from 'commander';
import { registerConstruct } from './commands/construct.ts';
import { registerHorizon } from './commands/horizon.ts';
import { registerHub } from './commands/hub.ts';
import { registerLight } from './commands/light.ts';
import { registerOperate } from './commands/operate.ts';
import { registerRun } from './commands/run.ts';
import { registerServe } from './commands/serve.ts';
import { registerShare } from './commands/share.ts';
import { registerStart } from './commands/start.ts';
import { registerState } from './commands/state.ts';
import { registerSurvey } from './commands/survey.ts';
import { registerValidate } from './commands/validate.ts';
import { exitCodeOf, sayFailure } from './failure.ts';

const { version } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as { version: string };

const program = new Command('ilrs')
  .description('OpenILRS: survey, construct, operate and share an International Lunar Research Station')
  .version(version)
  .showHelpAfterError('(`ilrs help COMMAND` lists the options)')
  .exitOverride();

// In the order in which one reads them: single questions, the four verbs, the whole chain, the archive, the server.
for (const register of [
  registerState,
  registerHorizon,
  registerLight,
  registerSurvey,
  registerConstruct,
  registerOperate,
  registerShare,
  registerRun,
  registerHub,
  registerValidate,
  registerServe,
  registerStart,
]) {
  register(program);
}

// Commands that commander creates do not inherit exitOverride from a parent that got it first.
for (const command of program.commands) command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) sayFailure(error);
  process.exitCode = exitCodeOf(error);
}
