/** Opens the store of an installation and prunes old data from it. */
import type { Logger } from 'pino';
import type { Config } from '../config/environment.ts';
import type { Clock } from '../kit/clock.ts';
import type { Close } from '../kit/closers.ts';
import { UserError } from '../kit/errors.ts';
import { Pruning } from '../race/pruning.ts';
import { backupsIn } from '../store/backup.ts';
import { StoreDamaged } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { openOwnStore } from './tables.ts';

interface DataOptions {
  readonly config: Pick<Config, 'dataDirectory' | 'keepDays'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly opened: (close: Close) => void;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * For a damaged file, the owner gets one sentence on how to fix it. A full disk or a lock may be gone at the next
 * start.
 */
export function openData({ config, clock, log, opened }: DataOptions): Store {
  const store = openOrSay(config.dataDirectory, { clock, log });
  opened(() => store.close());
  const pruning = new Pruning({ store, clock, log, keepMs: config.keepDays * DAY_MS });
  opened(() => pruning.close());
  return store;
}

function openOrSay(directory: string, { clock, log }: Pick<DataOptions, 'clock' | 'log'>): Store {
  try {
    return openOwnStore(directory, {
      warn: (sentence) => log.warn(sentence),
      now: () => clock.now(),
      clock,
    });
  } catch (error) {
    throw error instanceof StoreDamaged ? new UserError(`${error.message} ${whatIsLeft(directory)}`) : error;
  }
}

function whatIsLeft(directory: string): string {
  const [newest] = backupsIn(directory);
  if (!newest) return `There is no backup in ${directory}.`;
  return `The newest backup in it is ${newest.path}, of ${new Date(newest.at).toISOString()}.`;
}
