import type { Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { type Clock, every } from '../../kit/clock.ts';
import { Pace } from '../../kit/pace.ts';
import { createTurns } from '../../kit/queue.ts';
import { sleep } from '../../kit/wait.ts';
import { createDecoder, type DecodedLine, type LineDecoder } from './decode.ts';
import { Hints, type WatchFile } from './hints.ts';

export interface FollowOptions {
  readonly path: string;
  /** Where reading resumes: the `end` of the last line that was handled, 0 for a new file. */
  readonly offset: number;
  /** Identifies the file of this offset; absent if unknown, or if there is none yet. */
  readonly mark?: string | undefined;
  readonly clock: Clock;
  readonly pollMs?: number;
  /** If this reports a change, the file is read before the next poll. The poll finds what it misses. */
  readonly watch?: WatchFile | undefined;
  /**
   * Gets whole lines, once per chunk; nothing more is read until it has returned. If it throws, the same lines come
   * again at the next poll. It may return how many it handled: the others come again as soon as everything else had its
   * turn.
   */
  onLines(lines: readonly DecodedLine[]): number | undefined;
  /** The file was emptied, by `cap` or by someone else, or a shorter one has its name: offsets start at 0 again. */
  onTruncated?(): void;
  /** Resolves when the receiver has finished earlier work; undefined if it has. */
  readonly free?: (() => Promise<void> | undefined) | undefined;
  /** Gets errors of reading or `onLines`; following goes on at the next poll. A missing file is no error. */
  onError?(error: unknown): void;
}

export interface Follower {
  offset(): number;
  /** Identifies the file of this offset; undefined while there is none. */
  mark(): string | undefined;
  /** Reads everything there is now, without waiting for the next poll. */
  drain(): Promise<void>;
  /**
   * Empties a file that was read to its end and is larger than `maxBytes`; returns whether it did. Safe under a writer
   * that appends (O_APPEND): its next line begins at 0.
   */
  cap(maxBytes?: number): Promise<boolean>;
  /** Reads what is left and stops. `final`: nobody writes any more, so an unterminated last line counts too. */
  close(options?: { readonly final?: boolean }): Promise<void>;
}

/**
 * Follows a growing file by polling: no watch is reliable for a file that a detached process appends to. Where a watch
 * works, it is only sooner.
 */
export const followFile = (options: FollowOptions): Follower => new PollingFollower(options);

class PollingFollower implements Follower {
  readonly #options: FollowOptions;
  readonly #stop: () => void;
  #offset: number;
  #mark: string | undefined;
  /** Where the next byte is read; the decoder holds back the bytes between offset and position. */
  #position: number;
  #decoder: LineDecoder;
  /** Reading, capping and closing never overlap. */
  readonly #inTurn = createTurns();
  readonly #hints: Hints | undefined;
  #isLooking = false;
  /** A change was reported while the file was being read. */
  #isWanted = false;
  /** After a failure only the poll tries again, however much is written. */
  #isFailing = false;
  /** Bytes. */
  readonly #pace = new Pace({ first: 2 * 1024, least: 1024, most: 256 * 1024 });

  constructor(options: FollowOptions) {
    this.#options = options;
    this.#offset = options.offset;
    this.#mark = options.mark;
    this.#position = options.offset;
    this.#decoder = createDecoder(options.offset);
    const { path, clock, watch } = options;
    this.#hints = watch && new Hints({ path, clock, watch, onHint: () => void this.#hinted() });
    this.#stop = every(clock, options.pollMs ?? 100, () => void this.#poll());
  }

  offset(): number {
    return this.#offset;
  }

  mark(): string | undefined {
    return this.#mark;
  }

  drain(): Promise<void> {
    return this.#inTurn(() => this.#readAll());
  }

  cap(maxBytes = DEFAULT_CAP_BYTES): Promise<boolean> {
    const { path } = this.#options;
    return this.#inTurn(async () => (await withFile(path, 'r+', (file) => this.#emptyIfRead(file, maxBytes))) ?? false);
  }

  close({ final = false } = {}): Promise<void> {
    this.#stop();
    this.#hints?.close();
    return this.#inTurn(() => this.#readAll({ final }));
  }

  /** A poll that takes longer than the interval must not cause a queue of others. */
  async #poll(): Promise<void> {
    if (this.#isLooking) return;
    const before = this.#position;
    await this.#look(true);
    this.#hints?.polled(this.#position !== before);
  }

  async #hinted(): Promise<void> {
    this.#isWanted = true;
    if (!this.#isLooking && !this.#isFailing) await this.#look();
  }

  async #look(isPoll = false): Promise<void> {
    this.#isLooking = true;
    do {
      this.#isWanted = false;
      await this.#inTurn(() => this.#readAll({ isPoll }));
    } while (this.#isWanted && !this.#isFailing);
    this.#isLooking = false;
  }

  /** @param isPoll no change was reported, and nearly always there is none */
  async #readAll({ final = false, isPoll = false } = {}): Promise<void> {
    try {
      if (!(isPoll && (await this.#isReadToItsEnd())))
        await withFile(this.#options.path, 'r', (file) => this.#readOn(file));
      if (final) this.#deliver(this.#decoder.flush());
      this.#isFailing = false;
    } catch (error) {
      this.#isFailing = true;
      this.#restartAt(this.#offset);
      this.#options.onError?.(error);
    }
  }

  /** One system call; opening the file would take three, each in another thread. */
  async #isReadToItsEnd(): Promise<boolean> {
    // Whether it can be read at all shows when it is opened.
    if (this.#position === 0) return false;
    const size = await stat(this.#options.path).then(
      (found) => found.size,
      () => undefined,
    );
    return size === this.#position;
  }

  async #readOn(file: FileHandle): Promise<void> {
    for (let found = await file.stat(); found.size !== this.#position; found = await file.stat()) {
      const { size } = found;
      if (size < this.#position) {
        this.#startOver(found);
        continue;
      }
      this.#mark ??= markOf(found);
      const chunk = Buffer.allocUnsafe(Math.min(this.#pace.size, size - this.#position));
      const { bytesRead } = await file.read(chunk, 0, chunk.length, this.#position);
      if (bytesRead === 0) return;
      if (this.#options.clock.isTurnSpent?.()) await sleep(this.#options.clock, 0);
      // The last step that takes time: after it nothing comes before the lines are delivered.
      await this.#options.free?.();
      const [from, begun] = [this.#position, this.#options.clock.monotonic()];
      this.#position += bytesRead;
      this.#deliver(this.#decoder.push(chunk.subarray(0, bytesRead)));
      this.#pace.took(this.#position - from, this.#options.clock.monotonic() - begun);
    }
  }

  #deliver(lines: readonly DecodedLine[]): void {
    if (lines.length === 0) return;
    const taken = this.#options.onLines(lines) ?? lines.length;
    const last = lines[taken - 1];
    if (!last) return;
    this.#offset = last.end;
    if (taken < lines.length) this.#restartAt(last.end);
  }

  #restartAt(place: number): void {
    this.#offset = place;
    this.#position = place;
    this.#decoder = createDecoder(place);
  }

  #startOver(found: Stats): void {
    this.#restartAt(0);
    this.#mark = markOf(found);
    this.#options.onTruncated?.();
  }

  async #emptyIfRead(file: FileHandle, maxBytes: number): Promise<boolean> {
    const found = await file.stat();
    if (found.size <= maxBytes || found.size !== this.#offset) return false;
    await file.truncate(0);
    this.#startOver(found);
    return true;
  }
}

const DEFAULT_CAP_BYTES = 16 * 1024 * 1024;

/** 0 for a missing file. */
export const sizeOfFile = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** Identifies the file at a path: another one of the same name has another mark. Undefined if there is none. */
export const markOfFile = (path: string): Promise<string | undefined> => stat(path).then(markOf, () => undefined);

const markOf = ({ dev, ino, birthtimeMs }: Stats): string => `${dev}/${ino}/${Math.round(birthtimeMs)}`;

/** When a file was created: UTC, milliseconds; undefined if there is none, or its system does not say. */
export const startOfFile = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ birthtimeMs }) => (birthtimeMs > 0 ? Math.round(birthtimeMs) : undefined),
    () => undefined,
  );

async function withFile<T>(path: string, flags: string, use: (file: FileHandle) => Promise<T>): Promise<T | undefined> {
  const file = await open(path, flags).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return undefined;
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}
