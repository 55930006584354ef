/** Calls its listeners in the order in which they were added; nothing is kept for later ones. */
export class Signal<Value> {
  readonly #listeners = new Set<(value: Value) => void>();

  /** @returns a function that stops listening and returns whether there was something to stop */
  readonly listen = (listener: (value: Value) => void): (() => boolean) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly isHeard = (): boolean => this.#listeners.size > 0;

  readonly tell = (value: Value): void => {
    for (const listener of this.#listeners) listener(value);
  };
}
