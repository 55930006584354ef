/** Checkpoints the WAL at a quiet moment in the background, because a checkpoint waits for the disk three times. */
import { statfsSync } from 'node:fs';
import Database from 'libsql/promise';
import type { Clock } from '../kit/clock.ts';
import { StoreError } from './errors.ts';
import { sizeOf } from './files.ts';
import type { SqliteFile } from './sqlite.ts';

/** Pages of 4 kB. If no quiet moment comes, the commit that makes the log this long does the checkpoint. */
const LONGEST_LOG_PAGES = 4000;
const PAGE_BYTES = 4096;
/** If the free disk space is less than this many times the bytes to add, the log grows as needed instead. */
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
  /** Resolves when no checkpoint is running. */
  #work = Promise.resolve();
  #isWorking = false;

  constructor(file: Lengthened, path: string, clock: Pick<Clock, 'after'>, freeAt = freeBytesAt) {
    this.#file = file;
    this.#path = path;
    this.#clock = clock;
    this.#freeAt = freeAt;
    file.exec(`PRAGMA wal_autocheckpoint=${LONGEST_LOG_PAGES}`);
  }

  /** Extends the log to its maximum length, before other work starts that would have to wait for it. */
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

  /** A running checkpoint ends by itself: it blocks nobody and does no harm. */
  close(): void {
    this.#isOver = true;
    this.#stopWaiting();
  }

  /** Runs in a thread of the driver, on a connection of its own. Writers do not wait meanwhile. */
  async #checkpoint(): Promise<void> {
    try {
      const beside = new Database(this.#path, {});
      try {
        await beside.exec('PRAGMA wal_checkpoint(PASSIVE)');
      } finally {
        beside.close();
      }
    } catch {
      // The log grows until a commit hits the same error and reports it.
    }
  }
}

/**
 * A commit that extends the log also waits for the file system's journal, and so for what other programs write: of 200
 * commits the slowest took twice to five times as long. So the log is extended to its maximum length at startup, in 25
 * to 40 ms, with pages that are never committed. Nobody reads them, and commits overwrite them.
 */
function lengthen(file: Lengthened, path: string, free: number): void {
  const bytes = LONGEST_LOG_PAGES * PAGE_BYTES - (sizeOf(`${path}-wal`) ?? 0);
  const pages = Math.floor(bytes / PAGE_BYTES) - AROUND_PAGES;
  if (pages <= 0 || free < ROOM * bytes) return;
  const kept = file.get<{ cache_size: number }>('PRAGMA cache_size')?.cache_size ?? USUAL_CACHE;
  try {
    // With almost no cache, the pages go to the log at once.
    file.exec('PRAGMA cache_size=10');
    file.transaction(() => {
      file.exec(`CREATE TABLE filler (bytes BLOB); INSERT INTO filler VALUES (zeroblob(${pages * PAGE_BYTES}))`);
      throw new NeverCommitted();
    });
  } catch (error) {
    // If the disk is full or the file locked, the next real write meets that error and reports it.
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

/** Pages that SQLite writes around a large value, and by which a commit may exceed the limit. */
const AROUND_PAGES = 40;
/** 2 MB. */
const USUAL_CACHE = -2000;
