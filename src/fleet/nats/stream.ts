/** The stream that holds the edges' rows for the hub. */
import type { JetStreamManager } from '@nats-io/jetstream';
import { STREAM, subjects } from './wire.ts';

/** When it is full, new messages are refused and old ones kept: the edges still have the new ones. */
const LIMITS = { max_bytes: 1024 ** 3, max_age: 7 * 24 * 3600 * 1e9, duplicate_window: 120 * 1e9 } as const;

/** Creates the stream if there is none. */
export async function makeStream(manager: JetStreamManager): Promise<void> {
  const { StorageType, DiscardPolicy, RetentionPolicy } = await import('@nats-io/jetstream');
  const found = await manager.streams.info(STREAM).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'StreamNotFoundError') return undefined;
    throw error;
  });
  // Adding the same stream again, NATS 2.9.10 requires room for a second one.
  if (found) return;
  await manager.streams.add({
    name: STREAM,
    subjects: [subjects.events('*')],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.New,
    ...LIMITS,
  });
}

/** The package's error for publishing without a stream. */
export const isNoStream = (error: unknown): boolean => error instanceof Error && error.name === 'JetStreamNotEnabled';
