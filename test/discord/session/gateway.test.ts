import { type Client, Status } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { isConnected } from '../../../src/discord/session/gateway.ts';

const NOW = 1_000_000;
/** The status is that of the shard. The client itself keeps the status from when it was first ready. */
const client = (status: Status | undefined, lastPingTimestamp = -1) =>
  ({
    ws: { status: Status.Ready, shards: { first: () => status !== undefined && { status, lastPingTimestamp } } },
  }) as unknown as Client;

describe('the connection to Discord is', () => {
  test.each<[string, Client, boolean]>([
    ['open before its first heartbeat', client(Status.Ready), true],
    ['open while heartbeats are answered', client(Status.Ready, NOW - 42_000), true],
    ['not open when no heartbeat was answered for 90 s', client(Status.Ready, NOW - 90_000), false],
    ['not open while it reconnects', client(Status.Connecting, NOW - 1000), false],
    ['not open while it resumes', client(Status.Resuming, NOW - 1000), false],
    ['not open once Discord has closed it for good', client(Status.Disconnected, NOW - 1000), false],
    ['not open before the first one is made', client(undefined), false],
  ])('%s', (_, asked, expected) => expect(isConnected(asked, NOW)).toBe(expected));
});
