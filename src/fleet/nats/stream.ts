/** The stream in which what edges tell waits for the hub. */
import type { JetStreamManager } from '@nats-io/jetstream';
import { STREAM, subjects } from './wire.ts';

/** What is not read is refused when it becomes too much, not dropped: the edges keep it. */
const LIMITS = { max_bytes: 1024 ** 3, max_age: 7 * 24 * 3600 * 1e9, duplicate_window: 120 * 1e9 } as const;

/** Where there is none. */
export async function makeStream(manager: JetStreamManager): Promise<void> {
  const { StorageType, DiscardPolicy, RetentionPolicy } = await import('@nats-io/jetstream');
  const found = await manager.streams.info(STREAM).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'StreamNotFoundError') return undefined;
    throw error;
  });
  // Asked for the same once more, 2.9.10 wants room for a second one.
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

/** The package says so to whoever publishes where no stream is. */
export const isNoStream = (error: unknown): boolean => error instanceof Error && error.name === 'JetStreamNotEnabled';
