/** The languages that Pitwall speaks. English is not among them: it is what the others are translated from. */
import type { Catalogue } from './catalogue.ts';
import { english } from './english/index.ts';
import { french } from './french/index.ts';
import { italian } from './italian/index.ts';
import type { Language } from './language.ts';
import { spanish } from './spanish/index.ts';

export const languages: readonly Language[] = [spanish, french, italian];

/** As the setting LANGUAGE takes them. */
export const LANGUAGE_CODES: readonly string[] = ['en', ...languages.map(({ code }) => code)];

/** All texts in a language; in English for one that is not here. */
export function wordsIn(code: string): Catalogue {
  const language = languages.find((each) => each.code === code);
  return language ? { ...english, ...language.texts } : english;
}
