/** The connection to NATS: it comes back by itself for as long as Pitwall runs. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import type { Authenticator, ConnectionOptions, NatsConnection } from '@nats-io/transport-node';
import type { NatsConfig } from '../../config/fleet.ts';
import type { Clock } from '../../kit/clock.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { atMost } from '../../kit/wait.ts';

/** How long what has arrived may take to be handled when the connection is closed. */
const CLOSING_MS = 1000;

/**
 * The package is loaded here alone: without a fleet it never is.
 *
 * @throws UserError when a file that is named cannot be used
 */
export async function connectToNats(settings: NatsConfig): Promise<NatsConnection> {
  const { connect } = await import('@nats-io/transport-node');
  return connect({
    ...(await natsOptions(settings)),
    // By default it gives up for good after ten tries, and after the same refusal twice.
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    waitOnFirstConnect: true,
    reconnectTimeWait: 500,
    // A path that swallows everything is noticed by these alone.
    pingInterval: 5000,
    maxPingOut: 2,
  });
}

/**
 * Who connects, and how.
 *
 * @throws UserError when a file that is named cannot be used
 */
export async function natsOptions(settings: NatsConfig): Promise<ConnectionOptions> {
  const { url, user, password, credentialsFile } = settings;
  return {
    servers: url,
    name: `pitwall ${user}`,
    user: credentialsFile === undefined ? user : undefined,
    pass: password,
    authenticator: credentialsFile === undefined ? undefined : await authenticatorIn(credentialsFile),
    tls: tlsOf(settings),
    // Nobody else may hear the answers to it.
    inboxPrefix: `_INBOX_${user}`,
  };
}

/** Undefined: as the server wishes. The package looks past the scheme: a server without TLS would be told the password. */
function tlsOf({ url, caFile, certificate }: NatsConfig): ConnectionOptions['tls'] {
  if (!url.startsWith('tls:') && caFile === undefined && !certificate) return undefined;
  const [ca, cert, key] = [
    textOf('NATS_CA_FILE', caFile),
    textOf('NATS_CERT_FILE', certificate?.certFile),
    textOf('NATS_KEY_FILE', certificate?.keyFile),
  ];
  const [, address = ''] = /^\w+:\/\/\[?([^\]]+?)\]?(?::\d+)?$/.exec(url) ?? [];
  // Of an address without a name the package says "localhost" to whoever compares it with the certificate.
  const options = {
    ca,
    cert,
    key,
    checkServerIdentity: isIP(address) === 0 ? checkServerIdentity : ofAddress(address),
  };
  return options;
}

const ofAddress =
  (address: string): typeof checkServerIdentity =>
  (_name, certificate) =>
    checkServerIdentity(address, certificate);

/** The seed of an nkey is one line; a credentials file has a token beside it, each between lines of dashes. */
async function authenticatorIn(file: string): Promise<Authenticator> {
  const { credsAuthenticator, nkeyAuthenticator } = await import('@nats-io/transport-node');
  const text = textOf('NATS_CREDENTIALS_FILE', file) ?? '';
  const [seed] = /^\s*(SU[A-Z2-7]{56})\s*$/.exec(text)?.slice(1) ?? [];
  if (seed !== undefined) return nkeyAuthenticator(new TextEncoder().encode(seed));
  if (/BEGIN NATS USER JWT/.test(text)) return credsAuthenticator(new TextEncoder().encode(text));
  throw new UserError(
    `NATS_CREDENTIALS_FILE ${file} holds neither the seed of an nkey (SU and 56 letters) nor credentials of NATS.`,
  );
}

function textOf(setting: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`${setting} ${path} cannot be read: ${messageOf(error)}.`);
  }
}

/** Never rejects: while it is cut, nothing can be handled to the end. */
export async function closeConnection(connection: NatsConnection, clock: Pick<Clock, 'after'>): Promise<void> {
  const drained = connection.drain().catch(() => connection.close());
  await atMost(clock, CLOSING_MS, drained).catch(() => {});
}
