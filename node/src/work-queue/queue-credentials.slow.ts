import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nkeys } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openQueue, type QueueAddress } from './index.ts';
import { startNats, withoutNats, type NatsServer } from './testing/nats-server.ts';

const { createAccount, createOperator, createUser } = nkeys;
const text = new TextEncoder();
const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');

/** A claim signed as NATS wants it (JWT with `ed25519-nkey`; github.com/nats-io/jwt, version 2), so that no `nsc` is needed. */
function signed(by: ReturnType<typeof createUser>, sub: string, name: string, nats: Record<string, unknown>): string {
  const claims = { jti: `${name}-1`, iat: 1_700_000_000, iss: by.getPublicKey(), name, sub, nats: { ...nats, version: 2 } }; // prettier-ignore
  const body = `${base64url(JSON.stringify({ typ: 'JWT', alg: 'ed25519-nkey' }))}.${base64url(JSON.stringify(claims))}`;
  return `${body}.${base64url(by.sign(text.encode(body)))}`;
}

const UNLIMITED = { subs: -1, data: -1, payload: -1 };

/** A server of an operator with one account that may use JetStream, and the file of credentials of one user of it. */
function operatorMode(): { config: string; creds: string } {
  const [operator, account, system, user] = [createOperator(), createAccount(), createAccount(), createUser()];
  const accountJwt = (keys: typeof account, name: string, storage: number) =>
    signed(operator, keys.getPublicKey(), name, {
      type: 'account',
      limits: { ...UNLIMITED, imports: -1, exports: -1, wildcards: true, conn: -1, leaf: -1, mem_storage: storage, disk_storage: storage, streams: storage, consumer: storage }, // prettier-ignore
    });
  const userJwt = signed(account, user.getPublicKey(), 'worker', { type: 'user', ...UNLIMITED, pub: {}, sub: {} });
  const seed = new TextDecoder().decode(user.getSeed());
  return {
    config: [
      `operator: ${signed(operator, operator.getPublicKey(), 'ilrs', { type: 'operator' })}`,
      `system_account: ${system.getPublicKey()}`,
      'resolver: MEMORY',
      `resolver_preload: { ${account.getPublicKey()}: ${accountJwt(account, 'tiles', -1)}, ${system.getPublicKey()}: ${accountJwt(system, 'SYS', 0)} }`,
    ].join('\n'),
    creds: `-----BEGIN NATS USER JWT-----\n${userJwt}\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\n${seed}\n------END USER NKEY SEED------\n`,
  };
}

const PASSWORDS = 'accounts { TILES { jetstream: enabled, users: [{ user: worker, password: "s3cret" }] } }';
const codeOf = (error: unknown) => (error as { code?: string }).code ?? String(error);

describe.skipIf(withoutNats())('a server that asks who comes', () => {
  const { config, creds } = operatorMode();
  const folder = mkdtempSync(join(tmpdir(), 'ilrs-creds-'));
  const [file, stranger] = [join(folder, 'worker.creds'), join(folder, 'stranger.creds')];
  const servers: Record<string, NatsServer> = {};
  beforeAll(async () => {
    writeFileSync(file, creds);
    writeFileSync(stranger, operatorMode().creds);
    servers['credentials'] = await startNats('', config);
    servers['password'] = await startNats('', PASSWORDS);
    servers['token'] = await startNats('', 'authorization { token: "t0ken" }');
  });
  afterAll(async () => {
    for (const server of Object.values(servers)) await server.remove();
    rmSync(folder, { recursive: true });
  });
  const at = (kind: string, who: Partial<QueueAddress>) => openQueue({ url: servers[kind]!.url, stream: 'tiles', ...who }); // prettier-ignore

  it.each([
    ['credentials', { credsFile: file }],
    ['password', { user: 'worker', password: 's3cret' }],
    ['token', { token: 't0ken' }],
  ])('lets us in by %s, to streams and objects', async (kind, who) => {
    const queue = await at(kind, who);
    try {
      const objects = await queue.objects.create('tiles');
      await objects.putBlob({ name: 'tile' }, text.encode('heights'));
      expect(new TextDecoder().decode((await objects.getBlob('tile'))!)).toBe('heights');
      expect((await queue.jsm.getAccountInfo()).streams).toBe(1);
    } finally {
      await queue.close();
    }
  });

  it.each([
    ['credentials', {}],
    ['credentials', { credsFile: stranger }],
    ['password', { user: 'worker', password: 'guess' }],
    ['token', { token: 'guess' }],
  ])('says that it does not let us in by %s %j', async (kind, who) => {
    expect(await at(kind, who).then(() => 'in', codeOf)).toBe('QUEUE_DENIED');
  });

  it('says that a file of credentials is not there, or is none', async () => {
    expect(await at('credentials', { credsFile: join(folder, 'none') }).then(() => 'in', codeOf)).toBe('QUEUE_ADDRESS');
    const other = join(folder, 'other.creds');
    writeFileSync(other, 'no credentials');
    expect(await at('credentials', { credsFile: other }).then(() => 'in', codeOf)).toBe('QUEUE_ADDRESS');
  });
});
