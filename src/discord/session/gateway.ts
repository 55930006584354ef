import { type Client, Status } from 'discord.js';

/** A heartbeat goes out every 41 s, and Discord answers each. */
const SILENT_MS = 90_000;

/**
 * Whether Discord was heard lately: a connection that has died silently says of itself that it is ready. The client's own
 * status stays "ready" for ever, the one of its shard does not.
 */
export function isConnected({ ws }: Client, now: number): boolean {
  const shard = ws.shards.first();
  const heardAt = shard?.lastPingTimestamp ?? -1;
  return shard?.status === Status.Ready && (heardAt < 0 || now - heardAt < SILENT_MS);
}
