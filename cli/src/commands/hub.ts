import type { HubState } from '@openilrs/core/mission';
import type { Command } from 'commander';
import type { VerifiedHub } from '../archive/hub-answers.ts';
import type { RepairAnswer } from '../archive/hub-repair.ts';
import type { DamagedHub } from '@openilrs/node/share';

interface HubCommandOptions {
  readonly dir: string;
  readonly json?: boolean;
}

/** `ilrs hub list|verify|repair|rebuild --dir DIR`: the hubs of a run folder, or one hub. */
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
    const { hubs, damaged } = await listHubs(dir);
    const lines = [...hubs.map(stateInWords), ...damaged.map(damageInWords)];
    console.log(json ? JSON.stringify({ hubs, damaged }) : lines.join('\n'));
    if (damaged.length > 0) process.exitCode = 1;
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
  command('repair', 're-hash all objects, put back the bad ones from hubs that prove them by their digest')
    .option('--from <dir>', 'ask these hubs, too: another run folder, or the copy of a hub')
    .action(async ({ dir, json, from }: HubCommandOptions & { readonly from?: string }) => {
      const { repairHubsIn } = await import('../archive/hub-repair.ts');
      const answer = await repairHubsIn(dir, from, json ? undefined : showProgress);
      console.log(json ? JSON.stringify(answer) : repairInWords(answer));
      if (!answer.ok) process.exitCode = 1;
    });
  command('rebuild', 'drop the catalogue and build it again from the logs alone').action(
    async ({ dir, json }: HubCommandOptions) => {
      const { rebuildCatalogue } = await import('../archive/hub-answers.ts');
      const answer = await rebuildCatalogue(dir);
      console.log(
        json
          ? JSON.stringify(answer)
          : [
              `${answer.products} products in ${answer.catalogue} (${answer.tookMs.toFixed(0)} ms)`,
              ...answer.damaged.map(damageInWords),
            ].join('\n'),
      );
      if (answer.damaged.length > 0) process.exitCode = 1;
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

const damageInWords = ({ id, code, message }: DamagedHub) => `${id.padEnd(12)} DAMAGED\n  ${code}: ${message}`;

function repairInWords({ hubs, damaged }: RepairAnswer): string {
  const lines = hubs.flatMap(({ id, objects, healed, lost }) => [
    `${id.padEnd(12)} ${objects} objects checked, ${healed.length} healed, ${lost.length} could not be healed`,
    ...healed.map(({ code, sha256, product, name, from }) => `  healed ${code} ${sha256} (${name} of ${product}) from ${from}`),
    ...lost.map(({ code, sha256, product, name, message }) => `  LOST   ${code} ${sha256} (${name} of ${product}): ${message}`),
  ]); // prettier-ignore
  return [...lines, ...damaged.map(damageInWords)].join('\n');
}

function showProgress(done: number, total: number, what: string): void {
  if (!process.stderr.isTTY || (done % 100 !== 0 && done !== total)) return;
  process.stderr.write(`\r${what} ${done}/${total}${done === total ? '\n' : ''}`);
}
