/** When to read a growing file before its next poll, as reported by the system: possibly late, wrong or not at all. */
import { watch } from 'node:fs';
import type { Clock } from '../../kit/clock.ts';

export interface WatchListener {
  readonly onChange: () => void;
  /** No more reports: another file is there now, or none. */
  readonly onEnd: () => void;
}

/**
 * Watches one file until the returned function is called.
 *
 * @throws if there is no such file, or if the system cannot watch it
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

/** A writer of one line per millisecond must not cause a thousand reads per second. */
const GAP_MS = 5;
/** Minimum time between two attempts to watch. */
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

  /** Called for each poll. If it found something that was not reported, the watch does not work and is renewed. */
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
      // A file still to come, a share that cannot be watched: the poll finds what is written all the same.
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
