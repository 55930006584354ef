/** The log of the store, brought into its file at a quiet moment, beside everything else: that waits for the disk thrice. */
import { statfsSync } from 'node:fs';
import Database from 'libsql/promise';
import type { Clock } from '../kit/clock.ts';
import { StoreError } from './errors.ts';
import { sizeOf } from './files.ts';
import type { SqliteFile } from './sqlite.ts';

/** Of 4 kB. Where no quiet moment comes the commit that makes it as long does the work. */
const LONGEST_LOG_PAGES = 4000;
const PAGE_BYTES = 4096;
/** Where the disk has less than so often that much, the log grows as it is needed. */
const ROOM = 20;
/** A commit writes 4 to 8 pages. */
const WORTH_IT_COMMITS = 100;
const QUIET_MS = 500;

export class Checkpoints {
  readonly #file: Lengthened;
  readonly #path: string;
  readonly #freeAt: (path: string) => number;
  readonly #clock: Pick<Clock, 'after'>;
  #commits = 0;
  #stopWaiting = (): void => {};
  #isOver = false;
  /** Resolves when nothing is under way. */
  #work = Promise.resolve();
  #isWorking = false;

  constructor(file: Lengthened, path: string, clock: Pick<Clock, 'after'>, freeAt = freeBytesAt) {
    this.#file = file;
    this.#path = path;
    this.#clock = clock;
    this.#freeAt = freeAt;
    file.exec(`PRAGMA wal_autocheckpoint=${LONGEST_LOG_PAGES}`);
  }

  /** Makes the log as long as it may become: before anything else goes on, which would wait for that. */
  lengthen(): void {
    lengthen(this.#file, this.#path, this.#freeAt(this.#path));
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

/**
 * A commit that makes the log longer waits for the disk's own journal too, and with that for what other programs write: of
 * 200 commits the slowest took twice to five times as long. So it is made as long at the start as it may become, by 25 to
 * 40 ms of pages that are never committed. Nobody reads them, and whatever is committed is written over them.
 */
function lengthen(file: Lengthened, path: string, free: number): void {
  const bytes = LONGEST_LOG_PAGES * PAGE_BYTES - (sizeOf(`${path}-wal`) ?? 0);
  const pages = Math.floor(bytes / PAGE_BYTES) - AROUND_PAGES;
  if (pages <= 0 || free < ROOM * bytes) return;
  const kept = file.get<{ cache_size: number }>('PRAGMA cache_size')?.cache_size ?? USUAL_CACHE;
  try {
    // Without room in memory they go to the log at once.
    file.exec('PRAGMA cache_size=10');
    file.transaction(() => {
      file.exec(`CREATE TABLE filler (bytes BLOB); INSERT INTO filler VALUES (zeroblob(${pages * PAGE_BYTES}))`);
      throw new NeverCommitted();
    });
  } catch (error) {
    // Where the disk is full or the file locked, whoever has something to write meets that, and says so.
    if (!(error instanceof NeverCommitted || error instanceof StoreError)) throw error;
  } finally {
    file.exec(`PRAGMA cache_size=${kept}`);
  }
}

type Lengthened = Pick<SqliteFile, 'exec' | 'get' | 'transaction'>;

function freeBytesAt(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return 0;
  }
}

class NeverCommitted extends Error {}

/** What SQLite writes around a large value, and what a commit may go beyond. */
const AROUND_PAGES = 40;
/** 2 MB. */
const USUAL_CACHE = -2000;
