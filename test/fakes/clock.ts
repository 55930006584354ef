import type { Clock } from '../../src/kit/clock.ts';

/** A clock that stands still until it is moved; timers fire in order of their due time. */
export class FakeClock implements Clock {
  #now: number;
  #elapsed = 0;
  #timers = new Set<{ due: number; task: () => void }>();

  constructor(now = Date.UTC(2026, 0, 1, 12)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  after(ms: number, task: () => void): () => void {
    const timer = { due: this.#elapsed + ms, task };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves on by `ms`, and runs every timer that falls due on the way. */
  advance(ms: number): void {
    const end = this.#elapsed + ms;
    for (let next = this.#nextDue(end); next; next = this.#nextDue(end)) {
      this.#moveTo(next.due);
      this.#timers.delete(next);
      next.task();
    }
    this.#moveTo(end);
  }

  /** Time that passes while code is running: no timer fires. */
  spend(ms: number): void {
    this.#moveTo(this.#elapsed + ms);
  }

  #nextDue(end: number) {
    let next: { due: number; task: () => void } | undefined;
    for (const timer of this.#timers) if (timer.due <= end && (!next || timer.due < next.due)) next = timer;
    return next;
  }

  #moveTo(elapsed: number): void {
    if (elapsed < this.#elapsed) return;
    this.#now += elapsed - this.#elapsed;
    this.#elapsed = elapsed;
  }
}
