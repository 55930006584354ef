/** When to look at a growing file before its next poll: what the system tells of it, which may be late, wrong or nothing. */
import { watch } from 'node:fs';
import type { Clock } from '../../kit/clock.ts';

export interface WatchListener {
  readonly onChange: () => void;
  /** Nothing more will be told: another file stands there, or none. */
  readonly onEnd: () => void;
}

/**
 * Watches one file until the returned function is called.
 *
 * @throws where there is no such file, and where the system cannot watch it
 */
export type WatchFile = (path: string, listener: WatchListener) => () => void;

export const watchFile: WatchFile = (path, { onChange, onEnd }) => {
  const watcher = watch(path, { persistent: false });
  const end = (): void => {
    watcher.close();
    onEnd();
  };
  watcher.on('error', end);
  watcher.on('change', (kind) => {
    if (kind === 'rename') end();
    onChange();
  });
  return () => watcher.close();
};

/** Whoever writes a line a millisecond is not read a thousand times a second. */
const GAP_MS = 5;
/** How soon after one attempt to watch the next one is made. */
const AGAIN_MS = 1000;

interface HintsOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly watch: WatchFile;
  /** The file may have changed. */
  readonly onHint: () => void;
}

export class Hints {
  readonly #options: HintsOptions;
  #stop: (() => void) | undefined;
  #cancel: (() => void) | undefined;
  #triedAt = Number.NEGATIVE_INFINITY;
  #toldAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;
  #wasHinted = false;

  constructor(options: HintsOptions) {
    this.#options = options;
    this.#watch();
  }

  /** Of each poll. What it found and nobody had told shows a watch that is deaf: it is made anew. */
  polled(hasFound: boolean): void {
    const isDeaf = hasFound && !this.#wasHinted;
    this.#wasHinted = false;
    if (isDeaf || !this.#stop) this.#watch();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
    this.#end();
  }

  #watch(): void {
    const { clock, path, watch: watchIt } = this.#options;
    if (this.#isClosed || clock.monotonic() - this.#triedAt < AGAIN_MS) return;
    this.#triedAt = clock.monotonic();
    this.#end();
    try {
      this.#stop = watchIt(path, {
        onChange: () => this.#changed(),
        onEnd: () => {
          this.#stop = undefined;
        },
      });
    } catch {
      // A file that is still to come, a share that cannot be watched: the poll finds what is written all the same.
    }
  }

  #end(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #changed(): void {
    this.#wasHinted = true;
    if (this.#isClosed || this.#cancel) return;
    const { clock } = this.#options;
    const waitMs = this.#toldAt + GAP_MS - clock.monotonic();
    if (waitMs <= 0) this.#tell();
    else this.#cancel = clock.after(waitMs, () => this.#tell());
  }

  #tell(): void {
    this.#cancel = undefined;
    this.#toldAt = this.#options.clock.monotonic();
    this.#options.onHint();
  }
}
