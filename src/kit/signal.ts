/** Tells whoever listens, in the order in which they came; nothing is kept for those who come later. */
export class Signal<Value> {
  readonly #listeners = new Set<(value: Value) => void>();

  /** @returns what stops the listening; it says whether there was something to stop */
  readonly listen = (listener: (value: Value) => void): (() => boolean) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly tell = (value: Value): void => {
    for (const listener of this.#listeners) listener(value);
  };
}
