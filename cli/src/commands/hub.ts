import type { HubState } from '@openilrs/core/mission';
import type { Command } from 'commander';
import type { VerifiedHub } from '../archive/hub-answers.ts';

interface HubCommandOptions {
  readonly dir: string;
  readonly json?: boolean;
}

/** `ilrs hub list|verify|rebuild --dir DIR`: the hubs of a run folder, or one hub. */
export function registerHub(program: Command): void {
  const hub = program
    .command('hub')
    .description('the hubs of the archive: what they hold, whether it is intact, their catalogue')
    .exitOverride();
  const command = (name: string, description: string) =>
    hub
      .command(name)
      .description(description)
      .requiredOption('--dir <dir>', 'folder of a run, of its hubs, or of one hub')
      .option('--json', 'print JSON')
      .exitOverride();

  command('list', 'what each hub holds').action(async ({ dir, json }: HubCommandOptions) => {
    const { listHubs } = await import('../archive/hub-answers.ts'); // the archive takes long to load: only when asked for
    const hubs = await listHubs(dir);
    console.log(json ? JSON.stringify({ hubs }) : hubs.map(stateInWords).join('\n'));
  });
  command('verify', 're-hash all objects, rebuild the Merkle trees, check every signature').action(
    async ({ dir, json }: HubCommandOptions) => {
      const { verifyHubsIn } = await import('../archive/hub-answers.ts');
      const hubs = await verifyHubsIn(dir, json ? undefined : showProgress);
      const ok = hubs.every((one) => one.ok);
      console.log(json ? JSON.stringify({ ok, hubs }) : hubs.map(reportInWords).join('\n'));
      if (!ok) process.exitCode = 1;
    },
  );
  command('rebuild', 'drop the catalogue and build it again from the logs alone').action(
    async ({ dir, json }: HubCommandOptions) => {
      const { rebuildCatalogue } = await import('../archive/hub-answers.ts');
      const answer = await rebuildCatalogue(dir);
      console.log(
        json
          ? JSON.stringify(answer)
          : `${answer.products} products in ${answer.catalogue} (${answer.tookMs.toFixed(0)} ms)`,
      );
    },
  );
}

function stateInWords({ id, title, country, logSize, objects, bytes, rootHashHex, publicKeyHex }: HubState): string {
  const size = `${logSize} deposits, ${objects} objects, ${(bytes / 1e6).toFixed(2)} MB`;
  return `${id.padEnd(12)} ${country}  ${size}\n  ${title}\n  root ${rootHashHex}\n  key  ${publicKeyHex}`;
}

function reportInWords({ id, ok, entries, checkpoints, objects, bytes, orphans, problems }: VerifiedHub): string {
  const counts = `${entries} deposits under ${checkpoints} checkpoints, ${objects} objects, ${(bytes / 1e6).toFixed(2)} MB, ${orphans} orphans`;
  const lines = problems.map(({ code, subject, message }) => `  ${code} ${subject}: ${message}`);
  return [`${id.padEnd(12)} ${ok ? 'intact' : 'DAMAGED'}: ${counts}`, ...lines].join('\n');
}

function showProgress(done: number, total: number, what: string): void {
  if (!process.stderr.isTTY || (done % 100 !== 0 && done !== total)) return;
  process.stderr.write(`\r${what} ${done}/${total}${done === total ? '\n' : ''}`);
}
