/** The connection to NATS: it comes back by itself for as long as Pitwall runs. */
import type { NatsConnection } from '@nats-io/transport-node';
import type { Clock } from '../../kit/clock.ts';
import { atMost } from '../../kit/wait.ts';

export interface NatsSettings {
  /** "tls://nats.example.org:4222" */
  readonly url: string;
  /** An edge's is its own name: by it NATS knows what it may say and hear. */
  readonly user: string;
  readonly password: string;
  /** Of the authority that has signed the server's certificate, where that is none that everybody knows. */
  readonly caFile?: string | undefined;
}

/** How long what has arrived may take to be handled when the connection is closed. */
const CLOSING_MS = 1000;

/** The package is loaded here alone: without a fleet it never is. */
export async function connectToNats({ url, user, password, caFile }: NatsSettings): Promise<NatsConnection> {
  const { connect } = await import('@nats-io/transport-node');
  return connect({
    servers: url,
    name: `pitwall ${user}`,
    user,
    pass: password,
    tls: caFile === undefined ? undefined : { caFile },
    // Nobody else may hear the answers to it.
    inboxPrefix: `_INBOX_${user}`,
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

/** Never rejects: while it is cut, nothing can be handled to the end. */
export async function closeConnection(connection: NatsConnection, clock: Pick<Clock, 'after'>): Promise<void> {
  const drained = connection.drain().catch(() => connection.close());
  await atMost(clock, CLOSING_MS, drained).catch(() => {});
}
