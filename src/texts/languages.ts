/** The languages that Pitwall speaks besides English, from which they are translated. */
import type { Catalogue } from './catalogue.ts';
import { english } from './english/index.ts';
import { french } from './french/index.ts';
import { german } from './german/index.ts';
import { italian } from './italian/index.ts';
import type { Language } from './language.ts';
import { portuguese } from './portuguese/index.ts';
import { spanish } from './spanish/index.ts';

export const languages: readonly Language[] = [german, spanish, french, italian, portuguese];

/** The values of the setting LANGUAGE. */
export const LANGUAGE_CODES: readonly string[] = ['en', ...languages.map(({ code }) => code)];

const whole = (language: Language): Catalogue => ({
  ...english,
  ...language.texts,
  describedAs: ({ about }) => language.descriptions[about] ?? about,
  languageCode: () => language.code,
});

/** Built once, because every answer reads them. */
const catalogues = languages.map((language) => ({ language, words: whole(language) }));

/** All texts in a language, by its code; in English for an unknown code. */
export const wordsIn = (code: string): Catalogue =>
  catalogues.find(({ language }) => language.code === code)?.words ?? english;

/** All texts for a user with this Discord locale; in English if there is no translation. */
export const wordsForLocale = (locale: string | undefined): Catalogue =>
  (locale === undefined ? undefined : catalogues.find(({ language }) => language.discordLocales.includes(locale)))
    ?.words ?? english;

/** How letters are spelt in the game's chat if the league uses this language. */
export const spellingIn = (code: string): Language['spelling'] =>
  languages.find((each) => each.code === code)?.spelling;

/** A command's sentence in the locales of Discord's users; undefined if there is no translation. */
export function translationsOf(sentence: string): Readonly<Record<string, string>> | undefined {
  const translated = languages.flatMap(({ discordLocales, descriptions }) =>
    discordLocales.flatMap((locale) => {
      const said = descriptions[sentence];
      return said === undefined ? [] : [[locale, said] as const];
    }),
  );
  return translated.length === 0 ? undefined : Object.fromEntries(translated);
}
