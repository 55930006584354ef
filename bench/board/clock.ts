import type { MovableClock } from './race.ts';

/** A clock that is moved by hand. */
export class ManualClock implements MovableClock {
  #elapsed = 0;
  #timers: { readonly due: number; readonly task: () => void }[] = [];

  now(): number {
    return Date.UTC(2026, 0, 1) + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  after(ms: number, task: () => void): () => void {
    const timer = { due: this.#elapsed + ms, task };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  advance(ms: number): void {
    const end = this.#elapsed + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const due = next;
      this.#elapsed = Math.max(this.#elapsed, due.due);
      this.#timers = this.#timers.filter((each) => each !== due);
      due.task();
    }
    this.#elapsed = end;
  }

  #next(end: number) {
    return this.#timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
  }
}
