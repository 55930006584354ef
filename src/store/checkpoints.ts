/** The log of the store, brought into its file at a quiet moment, beside everything else: that waits for the disk thrice. */
import Database from 'libsql/promise';
import type { Clock } from '../kit/clock.ts';
import type { SqliteFile } from './sqlite.ts';

/** Of 4 kB. Where no quiet moment comes the commit that makes it as long does the work. */
const LONGEST_LOG_PAGES = 4000;
/** A commit writes 4 to 8 pages. */
const WORTH_IT_COMMITS = 100;
const QUIET_MS = 500;

export class Checkpoints {
  readonly #path: string;
  readonly #clock: Pick<Clock, 'after'>;
  #commits = 0;
  #stopWaiting = (): void => {};
  #isOver = false;
  /** Resolves when nothing is under way. */
  #work = Promise.resolve();
  #isWorking = false;

  constructor(file: Pick<SqliteFile, 'exec'>, path: string, clock: Pick<Clock, 'after'>) {
    this.#path = path;
    this.#clock = clock;
    file.exec(`PRAGMA wal_autocheckpoint=${LONGEST_LOG_PAGES}`);
  }

  committed(): void {
    this.#commits += 1;
    if (this.#commits < WORTH_IT_COMMITS || this.#isWorking || this.#isOver) return;
    this.#stopWaiting();
    this.#stopWaiting = this.#clock.after(QUIET_MS, () => {
      this.#commits = 0;
      this.#isWorking = true;
      this.#work = this.#checkpoint().finally(() => {
        this.#isWorking = false;
      });
    });
  }

  settled(): Promise<void> {
    return this.#work;
  }

  /** What is under way ends by itself: it holds nobody up, and harms nothing. */
  close(): void {
    this.#isOver = true;
    this.#stopWaiting();
  }

  /** In a thread of the driver's, by a connection of its own. Whoever writes meanwhile does not wait. */
  async #checkpoint(): Promise<void> {
    try {
      const beside = new Database(this.#path, {});
      try {
        await beside.exec('PRAGMA wal_checkpoint(PASSIVE)');
      } finally {
        beside.close();
      }
    } catch {
      // The log grows until a commit meets the same, and says so.
    }
  }
}
