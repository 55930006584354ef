import { type Client, Status } from 'discord.js';

/** A heartbeat is sent every 41 s, and Discord answers each one. */
const SILENT_MS = 90_000;

/**
 * Whether Discord was heard lately. A connection that died silently still claims to be ready. The client's own status
 * stays "ready" for ever, but its shard's does not.
 */
export function isConnected({ ws }: Client, now: number): boolean {
  const shard = ws.shards.first();
  const heardAt = shard?.lastPingTimestamp ?? -1;
  return shard?.status === Status.Ready && (heardAt < 0 || now - heardAt < SILENT_MS);
}
