/**
 * Texts for the public and drivers are keys with parameters until a front end renders them in a language. A language is
 * a table of functions with the types of the English one, so a missing text does not compile.
 */
import type { english, translatedTexts } from './english/index.ts';

/** The same parameters as in English. */
type In<Texts extends Record<keyof Texts, (...params: never) => string>> = {
  readonly [K in keyof Texts]: (...params: Parameters<Texts[K]>) => string;
};

/** All texts: those of a language, and the English ones that only officials read. */
export type Catalogue = In<typeof english>;

/** The texts that a language must have. */
export type Translation = In<typeof translatedTexts>;

type TextKey = keyof Catalogue;

type ParamsOf<K extends TextKey> = Parameters<Catalogue[K]>;

/** A parameter with free text may itself be a text: a reason of ours within a sentence. */
type Nesting<Params> = {
  readonly [Name in keyof Params]: string extends Params[Name] ? Params[Name] | Text : Params[Name];
};

/** One text before it is rendered. Plain data, so rows, events and calls may carry it. */
export type Text = {
  readonly [K in TextKey]: ParamsOf<K> extends []
    ? { readonly key: K; readonly params?: undefined }
    : { readonly key: K; readonly params: Nesting<ParamsOf<K>[0]> };
}[TextKey];

export function inWords(catalogue: Catalogue, text: Text): string {
  // Key and parameters of a `Text` match; the compiler cannot follow that through the table.
  const write = catalogue[text.key] as (params: unknown) => string;
  return write(text.params && rendered(catalogue, text.params));
}

const rendered = (catalogue: Catalogue, params: object): object =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, isText(value) ? inWords(catalogue, value) : value]),
  );

const isText = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string';
