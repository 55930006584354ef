import { constants } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PacketOf } from '../acserver/udp/packets.ts';
import { createTurns } from '../kit/queue.ts';
import { TraceBlock } from './tracesBlock.ts';
import { HEADER_BYTES, readTraces, traceHeader } from './tracesFile.ts';

const ORIGIN = [0, 0, 0] as const;

/** Most blocks that may wait for the disk: more than a minute of them is not kept. */
const MOST_WAITING = 60;

interface WriterOptions {
  readonly path: string;
  /** UTC, milliseconds: when a new file begins. */
  readonly startAt: number;
  /** Called once per file. */
  readonly onFailure: (error: unknown) => void;
}

/** Appends to one trace file. What the disk does not take is lost; the race goes on. */
export class TraceWriter {
  readonly #options: WriterOptions;
  readonly #inTurn = createTurns();
  #file: { readonly handle: FileHandle; readonly startAt: number } | undefined;
  #wholeBytes = HEADER_BYTES;
  #block = new TraceBlock();
  /** A written block, to be filled again. */
  #spare: TraceBlock | undefined;
  #waiting = 0;
  #hasFailed = false;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  add({ carId, pos, velocity, normalizedSplinePos }: PacketOf<'carUpdate'>, at: number): void {
    this.#block.add(carId, at, pos, velocity, normalizedSplinePos);
  }

  /** Another driver is in the car from now on. */
  seatTaken(carId: number, at: number): void {
    this.#block.add(carId, at, ORIGIN, null, 0);
  }

  /** Hands everything since the last call to the writer; returns at once. */
  flush(): void {
    const block = this.#block;
    if (block.length === 0) return;
    if (this.#waiting >= MOST_WAITING) {
      block.clear();
      return;
    }
    this.#block = this.#spare ?? new TraceBlock();
    this.#spare = undefined;
    this.#waiting += 1;
    void this.#inTurn(() => this.#write(block)).finally(() => {
      this.#waiting -= 1;
      block.clear();
      this.#spare = block;
    });
  }

  async close(): Promise<void> {
    this.flush();
    await this.#inTurn(async () => {
      await this.#file?.handle.close().catch(() => {});
      this.#file = undefined;
    });
  }

  async #write(filled: TraceBlock): Promise<void> {
    try {
      const file = this.#file ?? (await this.#open());
      this.#file = file;
      const { handle, startAt } = file;
      const block = filled.bytes(startAt);
      // At an offset rather than the end: half a block that a full disk left there is overwritten.
      const { bytesWritten } = await handle.write(block, 0, block.length, this.#wholeBytes);
      if (bytesWritten < block.length) throw new Error(`${bytesWritten} of ${block.length} bytes were written`);
      this.#wholeBytes += block.length;
    } catch (error) {
      if (!this.#hasFailed) this.#options.onFailure(error);
      this.#hasFailed = true;
    }
  }

  /** Continues a file of an earlier Pitwall, after its last whole block. */
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
