import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../../src/kit/clock.ts';
import { sleep } from '../../../src/kit/wait.ts';
import type { Span } from './enforcement.ts';

const EVERY_MS = 50;
/** A working disk takes some milliseconds for a page. */
const STALLED_MS = 100;
const PAGE = Buffer.alloc(4096, 'a page');

/** Notes when the disk took nothing: writes one page after the other, waiting for each as for a commit. */
export class DiskWatch {
  readonly #stalls: Span[] = [];
  readonly #path: string;
  #isOver = false;

  /** @param directory on that disk, where the page is written */
  constructor(directory: string) {
    this.#path = join(directory, 'page');
    void this.#watch();
  }

  close(): void {
    this.#isOver = true;
  }

  stalledMs(from: number, to: number): number {
    const within = this.#stalls.map((stall) => Math.min(stall.to, to) - Math.max(stall.from, from));
    return within.reduce((sum, ms) => sum + Math.max(0, ms), 0);
  }

  async #watch(): Promise<void> {
    const file = await open(this.#path, 'w');
    try {
      while (!this.#isOver) await this.#writeOne(file);
    } finally {
      await file.close();
    }
  }

  async #writeOne(file: FileHandle): Promise<void> {
    const from = performance.now();
    await file.write(PAGE, 0, PAGE.length, 0);
    await file.sync();
    const to = performance.now();
    if (to - from > STALLED_MS) this.#stalls.push({ from, to });
    await sleep(systemClock, EVERY_MS);
  }
}
