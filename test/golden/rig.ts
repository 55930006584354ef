import pino from 'pino';
import { decodeFromPlugin, decodeFromServer, encode } from '../../src/acserver/udp/codec.ts';
import type { FromPlugin, FromServer } from '../../src/acserver/udp/packets.ts';
import { openInstallation } from '../../src/app/installation.ts';
import { readConfig } from '../../src/config/environment.ts';
import { readPenaltiesFile } from '../../src/features/penalties/file.ts';
import { type Clock, systemClock } from '../../src/kit/clock.ts';

// The only file of these tests that knows where things are in src/ and how an installation is opened.

export type { Clock, FromPlugin, FromServer };
export { decodeFromPlugin, decodeFromServer, encode, systemClock as realClock };

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
  /** Resolves once Discord has let it in, or has rejected it for good. */
  readonly isDone: Promise<'ready' | 'failed'>;
  /** Closes everything in the same order as main. */
  close(): Promise<void>;
}

/** pino's level for errors. */
const ERROR = 50;

/** All of Pitwall as main opens it, except for the process and its signals. */
export async function openPitwall({ settings, penalties, clock }: PitwallOptions): Promise<Pitwall> {
  const config = readConfig(settings);
  const closers: (() => Promise<void> | void)[] = [];
  const troubles: unknown[] = [];
  let done = (_: 'ready' | 'failed'): void => {};
  const isDone = new Promise<'ready' | 'failed'>((resolve) => {
    done = resolve;
  });
  const write = (text: string): void => {
    const entry = JSON.parse(text);
    if (entry.msg === 'Pitwall is ready') done('ready');
    if (entry.level >= ERROR) troubles.push(entry);
  };
  const log = pino({}, { write });
  const close = async (): Promise<void> => {
    for (const each of closers.splice(0).reverse()) await each();
  };
  const ids = config.servers.map(({ id }) => id);
  try {
    await openInstallation({
      config,
      clock,
      log,
      penalties:
        penalties === undefined ? undefined : readPenaltiesFile({ name: 'penalties.ini', text: penalties }, ids),
      opened: (closer) => closers.push(closer),
      fail: () => done('failed'),
      end: () => {},
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { troubles, isDone, close };
}
