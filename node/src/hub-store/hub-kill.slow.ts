import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openHub } from './open-hub.ts';
import { verifyHub } from './verify-hub.ts';

const victim = fileURLToPath(new URL('./testing/deposit-forever.mjs', import.meta.url));

/** Starts the victim, kills it with SIGKILL `afterMs` after its first word, and returns what it had acknowledged by then. */
function killWhileDepositing(folder: string, from: number, afterMs: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [victim, folder, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (piece: Buffer) => {
      if (text === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
      text += piece.toString();
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL')
        reject(new Error(`the victim ended by itself with ${code}: build it first (npm run build)`));
      resolve(text.slice(0, text.lastIndexOf('\n')).split('\n').slice(1)); // without "ready" and a torn last line
    });
  });
}

it('loses nothing that was acknowledged, whenever the process is killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ilrs-kill-'));
  const acknowledged: string[] = [];
  try {
    for (const [round, afterMs] of [1, 3, 7, 20, 45, 110, 170, 260].entries()) {
      acknowledged.push(...(await killWhileDepositing(folder, round * 1_000_000, afterMs)));
      const hub = await openHub(folder, { create: { id: 'victim', title: 'Victim', country: 'CN' } });
      for (const line of acknowledged) {
        const [entryHash, product] = line.split(' ') as [string, string];
        expect((await hub.entry(entryHash))?.product).toBe(product);
      }
      expect((await verifyHub(hub)).problems).toEqual([]);
      await hub.close();
    }
    expect(acknowledged.length).toBeGreaterThan(50);
  } finally {
    await rm(folder, { recursive: true });
  }
});
