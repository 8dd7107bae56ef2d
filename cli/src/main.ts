import { readFileSync } from 'node:fs';
import { projectPath } from '@openilrs/node/bundled';
import { Command } from 'commander';
import { registerCompare } from './commands/compare.ts';
import { registerCapWorker } from './commands/cap-worker.ts';
import { registerCampaignWorker } from './commands/campaign-worker.ts';
import { registerCampaign } from './commands/campaign.ts';
import { registerChallenge } from './commands/challenge.ts';
import { registerCap } from './commands/cap.ts';
import { registerConstruct } from './commands/construct.ts';
import { registerExplain } from './commands/explain.ts';
import { registerHorizon } from './commands/horizon.ts';
import { registerHub } from './commands/hub.ts';
import { registerLight } from './commands/light.ts';
import { registerNetwork } from './commands/network.ts';
import { registerOperate } from './commands/operate.ts';
import { registerPlan } from './commands/plan.ts';
import { registerRcpsp } from './commands/rcpsp.ts';
import { registerReplay } from './commands/replay.ts';
import { registerReport } from './commands/report.ts';
import { registerRun } from './commands/run.ts';
import { registerServe } from './commands/serve.ts';
import { registerShare } from './commands/share.ts';
import { registerStart } from './commands/start.ts';
import { registerState } from './commands/state.ts';
import { registerSurvey } from './commands/survey.ts';
import { registerThermal } from './commands/thermal.ts';
import { registerTraverse } from './commands/traverse.ts';
import { registerUncertainty } from './commands/uncertainty.ts';
import { registerValidate } from './commands/validate.ts';
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

// In the order in which one reads them: single questions, the four verbs, the whole chain, the archive, the server.
for (const register of [
  registerState,
  registerHorizon,
  registerLight,
  registerThermal,
  registerTraverse,
  registerRcpsp,
  registerReport,
  registerSurvey,
  registerCap,
  registerCapWorker,
  registerNetwork,
  registerUncertainty,
  registerCompare,
  registerConstruct,
  registerPlan,
  registerExplain,
  registerOperate,
  registerCampaign,
  registerCampaignWorker,
  registerChallenge,
  registerReplay,
  registerShare,
  registerRun,
  registerHub,
  registerValidate,
  registerServe,
  registerStart,
]) {
  register(program);
}

try {
  await program.parseAsync(args, { from: 'user' });
} catch (error) {
  sayFailure(withSuggestion(error, program, args), json);
  process.exitCode = exitCodeOf(error);
}
