/** Calls `make` when first asked, and returns the same from then on. If `make` throws, the next call tries again. */
export function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
