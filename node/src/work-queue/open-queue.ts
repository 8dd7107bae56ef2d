import { readFile } from 'node:fs/promises';
import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { Objm } from '@nats-io/obj';
import { connect, credsAuthenticator, type NatsConnection, type NodeConnectionOptions } from '@nats-io/transport-node';
import { InputError } from '@openilrs/core/errors';

/** Where the queue is and how one gets in. */
export interface QueueAddress {
  /** `nats://host:port` or `tls://host:port`; several with commas. */
  readonly url: string;
  /** Name of stream, bucket and subjects on the server: one for each run. */
  readonly stream: string;
  /** File of NATS credentials (JWT and seed). */
  readonly credsFile?: string;
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
  readonly tlsCaFile?: string;
  readonly tlsCertFile?: string;
  readonly tlsKeyFile?: string;
}

/** An open connection to a JetStream server. */
export interface Queue {
  readonly stream: string;
  readonly connection: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
  readonly objects: Objm;
  close(): Promise<void>;
}

/**
 * Connects; once connected, a server that goes away is waited for.
 * @throws InputError `QUEUE_ADDRESS`, `QUEUE_UNREACHABLE`, `QUEUE_DENIED`, `QUEUE_NO_JETSTREAM`
 */
export async function openQueue(address: QueueAddress): Promise<Queue> {
  const { url, stream } = address;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(stream))
    throw new InputError('QUEUE_ADDRESS', `"${stream}" is no name of a stream`, {
      where: '--stream',
      legal: '1 to 64 letters, digits, - and _',
    });
  const connection = await connect(await optionsOf(address)).catch((cause: unknown) => {
    throw refused(url, cause);
  });
  try {
    const jsm = await jetstreamManager(connection);
    const js = jetstream(connection);
    return { stream, connection, js, jsm, objects: new Objm(connection), close: () => connection.close() };
  } catch (cause) {
    await connection.close();
    throw new InputError('QUEUE_NO_JETSTREAM', `JetStream does not answer (${textOf(cause)})`, {
      where: url,
      legal: 'a nats-server with JetStream',
      remedy: 'Start it with: nats-server -js -sd FOLDER',
      cause,
    });
  }
}

async function optionsOf(address: QueueAddress): Promise<NodeConnectionOptions> {
  const { url, credsFile, user, password, token, tlsCaFile, tlsCertFile, tlsKeyFile } = address;
  const tls = { ...(tlsCaFile && { caFile: tlsCaFile }), ...(tlsCertFile && { certFile: tlsCertFile }), ...(tlsKeyFile && { keyFile: tlsKeyFile }) }; // prettier-ignore
  const creds =
    credsFile === undefined
      ? null
      : await readFile(credsFile).catch((cause: unknown) => {
          throw new InputError('QUEUE_ADDRESS', 'the file of credentials cannot be read', { where: credsFile, cause });
        });
  if (creds !== null && !/BEGIN NATS USER JWT[^]*BEGIN USER NKEY SEED/.test(creds.toString()))
    throw new InputError('QUEUE_ADDRESS', 'the file holds no credentials of a NATS user', {
      where: credsFile!,
      legal: 'a user JWT and its nkey seed, as `nsc generate creds` writes them',
    });
  return {
    servers: url.split(','),
    name: 'openilrs tiles',
    timeout: 5000,
    maxReconnectAttempts: -1,
    ...(creds && { authenticator: credsAuthenticator(creds) }),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { pass: password }),
    ...(token !== undefined && { token }),
    ...((Object.keys(tls).length > 0 || url.startsWith('tls://')) && { tls }),
  };
}

function refused(url: string, cause: unknown): InputError {
  const what = textOf(cause);
  if (/authoriz|authentic|permission/i.test(what))
    return new InputError('QUEUE_DENIED', `the server refuses to let us in (${what})`, {
      where: url,
      remedy: 'Give --creds FILE, or NATS_USER and NATS_PASSWORD, or NATS_TOKEN in the environment',
      cause,
    });
  return new InputError('QUEUE_UNREACHABLE', `no NATS server answers (${what})`, {
    where: url,
    legal: 'nats://host:port of a running nats-server with JetStream',
    remedy: 'Start one with: nats-server -js -sd FOLDER',
    cause,
  });
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
