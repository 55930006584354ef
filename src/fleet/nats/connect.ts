/** The connection to NATS. It reconnects by itself for as long as Pitwall runs. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import type { Authenticator, ConnectionOptions, NatsConnection } from '@nats-io/transport-node';
import type { NatsConfig } from '../../config/fleet.ts';
import type { Clock } from '../../kit/clock.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { atMost } from '../../kit/wait.ts';

/** How long messages that have arrived may take to be handled when the connection is closed. */
const CLOSING_MS = 1000;

/**
 * The package is loaded only here, so an installation without a fleet never loads it.
 *
 * @throws UserError when a configured file cannot be used
 */
export async function connectToNats(settings: NatsConfig): Promise<NatsConnection> {
  const { connect } = await import('@nats-io/transport-node');
  return connect({
    ...(await natsOptions(settings)),
    // By default it gives up for good after ten tries, or after the same refusal twice.
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    waitOnFirstConnect: true,
    reconnectTimeWait: 500,
    // Only pings notice a connection that silently swallows everything.
    pingInterval: 5000,
    maxPingOut: 2,
  });
}

/**
 * Login and TLS options.
 *
 * @throws UserError when a configured file cannot be used
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
    // Keeps other users from reading its answers.
    inboxPrefix: `_INBOX_${user}`,
  };
}

/**
 * Undefined leaves TLS to the server. The package ignores the scheme: without this, a server without TLS would get the
 * password.
 */
function tlsOf({ url, caFile, certificate }: NatsConfig): ConnectionOptions['tls'] {
  if (!url.startsWith('tls:') && caFile === undefined && !certificate) return undefined;
  const [ca, cert, key] = [
    textOf('NATS_CA_FILE', caFile),
    textOf('NATS_CERT_FILE', certificate?.certFile),
    textOf('NATS_KEY_FILE', certificate?.keyFile),
  ];
  const [, address = ''] = /^\w+:\/\/\[?([^\]]+?)\]?(?::\d+)?$/.exec(url) ?? [];
  // For an IP address, the package passes "localhost" to the check of the certificate.
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

/** An nkey file is one line with the seed; a credentials file also has a token, each between lines of dashes. */
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

/** Never rejects: while disconnected, messages cannot be handled to the end. */
export async function closeConnection(connection: NatsConnection, clock: Pick<Clock, 'after'>): Promise<void> {
  const drained = connection.drain().catch(() => connection.close());
  await atMost(clock, CLOSING_MS, drained).catch(() => {});
}
