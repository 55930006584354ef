import pino from 'pino';
import { decodeFromPlugin, encode } from '../../src/acserver/udp/codec.ts';
import type { FromPlugin, FromServer } from '../../src/acserver/udp/packets.ts';
import type { Clock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { openInstallation } from '../../src/installation.ts';
import { readPenaltiesFile } from '../../src/penaltiesFile.ts';

// The one file of these tests that knows where things lie in src/ and how an installation is opened.

export type { Clock, FromPlugin, FromServer };
export { decodeFromPlugin, encode };

export interface PitwallOptions {
  /** As in .env. */
  readonly settings: Readonly<Record<string, string>>;
  /** The text of penalties.ini; nothing is watched when absent. */
  readonly penalties?: string | undefined;
  readonly clock: Clock;
}

export interface Pitwall {
  /** What it logged as an error. */
  readonly troubles: unknown[];
  /** What it could not go on with. */
  readonly failure: Promise<unknown>;
  /** Closes in the order in which main does. */
  close(): Promise<void>;
}

/** All of Pitwall as main opens it, beside a process and its signals. */
export async function openPitwall({ settings, penalties, clock }: PitwallOptions): Promise<Pitwall> {
  const config = readConfig(settings);
  const closers: (() => Promise<void> | void)[] = [];
  const troubles: unknown[] = [];
  const log = pino({ level: 'error' }, { write: (text: string) => void troubles.push(JSON.parse(text)) });
  const close = async (): Promise<void> => {
    for (const each of closers.splice(0).reverse()) await each();
  };
  let fail = (_: unknown): void => {};
  const failure = new Promise<unknown>((resolve) => {
    fail = resolve;
  });
  const ids = config.servers.map(({ id }) => id);
  try {
    await openInstallation({
      config,
      clock,
      log,
      penalties:
        penalties === undefined ? undefined : readPenaltiesFile({ name: 'penalties.ini', text: penalties }, ids),
      opened: (closer) => closers.push(closer),
      fail: (error) => fail(error),
      end: () => {},
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { troubles, failure, close };
}
