/** Closes one thing that has been opened. */
export type Close = () => Promise<void> | void;

/** What has been opened, to be closed in reverse order. */
export class Closers {
  readonly #opened: Close[] = [];
  readonly #onFault: (error: unknown) => void;

  /** @param onFault receives what one of them threw; the others are still closed */
  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault;
  }

  readonly add = (close: Close): void => void this.#opened.push(close);

  /** Adds a part to the list and returns it. */
  keep<Part extends { readonly close: Close }>(part: Part): Part {
    this.add(() => part.close());
    return part;
  }

  readonly close = async (): Promise<void> => {
    for (const close of this.#opened.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        this.#onFault(error);
      }
    }
  };
}
