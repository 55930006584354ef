/**
 * What the public and drivers read is a key with parameters until a front end renders it in a language. A language is a
 * table of functions, typed by the English one: what is missing in it does not compile.
 */
import type { english } from './english/index.ts';

export type Catalogue = typeof english;
export type TextKey = keyof Catalogue;

type ParamsOf<K extends TextKey> = Parameters<Catalogue[K]>;

/** One text before it is rendered. Plain data: rows, events and calls may carry it. */
export type Text = {
  readonly [K in TextKey]: ParamsOf<K> extends []
    ? { readonly key: K; readonly params?: undefined }
    : { readonly key: K; readonly params: ParamsOf<K>[0] };
}[TextKey];

export function inWords(catalogue: Catalogue, text: Text): string {
  // Key and parameters of a `Text` belong together; the compiler does not follow that through the table.
  const write = catalogue[text.key] as (params: unknown) => string;
  return write(text.params);
}
