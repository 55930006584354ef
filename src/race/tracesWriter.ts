import { constants } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createTurns } from '../kit/queue.ts';
import { HEADER_BYTES, readTraces, type TraceRecord, traceBlock, traceHeader } from './tracesFile.ts';

/** Blocks that wait for the disk; more than a minute of them is not kept. */
const MOST_WAITING = 60;

interface WriterOptions {
  readonly path: string;
  /** UTC, milliseconds: where a new file begins. */
  readonly startAt: number;
  /** Told once for a file. */
  readonly onFailure: (error: unknown) => void;
}

/** Appends to one file of traces. What the disk does not take is lost; the race goes on. */
export class TraceWriter {
  readonly #options: WriterOptions;
  readonly #inTurn = createTurns();
  #file: { readonly handle: FileHandle; readonly startAt: number } | undefined;
  #wholeBytes = HEADER_BYTES;
  #records: TraceRecord[] = [];
  #waiting = 0;
  #hasFailed = false;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  add(record: TraceRecord): void {
    this.#records.push(record);
  }

  /** Hands over what has come since the last time; returns at once. */
  flush(): void {
    const records = this.#records;
    this.#records = [];
    if (records.length === 0 || this.#waiting >= MOST_WAITING) return;
    this.#waiting += 1;
    void this.#inTurn(() => this.#write(records)).finally(() => {
      this.#waiting -= 1;
    });
  }

  async close(): Promise<void> {
    this.flush();
    await this.#inTurn(async () => {
      await this.#file?.handle.close().catch(() => {});
      this.#file = undefined;
    });
  }

  async #write(records: readonly TraceRecord[]): Promise<void> {
    try {
      const file = this.#file ?? (await this.#open());
      this.#file = file;
      const { handle, startAt } = file;
      const block = traceBlock(records, startAt);
      // At a place, not at the end: half a block that a full disk left there is written over.
      const { bytesWritten } = await handle.write(block, 0, block.length, this.#wholeBytes);
      if (bytesWritten < block.length) throw new Error(`${bytesWritten} of ${block.length} bytes were written`);
      this.#wholeBytes += block.length;
    } catch (error) {
      if (!this.#hasFailed) this.#options.onFailure(error);
      this.#hasFailed = true;
    }
  }

  /** A file of the Pitwall before this one is gone on with, behind its last whole block. */
  async #open() {
    const { path, startAt } = this.#options;
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      const known = readTraces(await handle.readFile(), () => false);
      this.#wholeBytes = known?.wholeBytes ?? HEADER_BYTES;
      await handle.truncate(known?.wholeBytes ?? 0);
      if (!known) await handle.write(traceHeader(startAt), 0, HEADER_BYTES, 0);
      return { handle, startAt: known?.startAt ?? startAt };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }
}
