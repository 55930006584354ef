/** How people see the bot. */
export interface Online {
  readonly isOnline: boolean;
  /** How long the bot was away the last time. */
  readonly offlineMs?: number;
}

/** Whether a bot is logged in. It goes offline at once here; Discord waits for some seconds. */
export class Presence {
  readonly #now: () => number;
  readonly #listeners = new Set<(online: Online) => void>();
  #isOnline = false;
  /** By `now`; undefined until the bot has gone offline once. */
  #goneAt: number | undefined;

  /** @param now a monotonic clock, in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  get isOnline(): boolean {
    return this.#isOnline;
  }

  set(isOnline: boolean): void {
    if (isOnline === this.#isOnline) return;
    this.#isOnline = isOnline;
    const now = this.#now();
    const offlineMs = isOnline && this.#goneAt !== undefined ? now - this.#goneAt : undefined;
    if (!isOnline) this.#goneAt = now;
    const online = { isOnline, ...(offlineMs !== undefined && { offlineMs }) };
    for (const listener of [...this.#listeners]) listener(online);
  }

  /** The returned function ends it. */
  on(listener: (online: Online) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
