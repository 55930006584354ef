/** The languages that Pitwall speaks beside English, from which they are translated. */
import type { Catalogue } from './catalogue.ts';
import { english } from './english/index.ts';
import { french } from './french/index.ts';
import { german } from './german/index.ts';
import { italian } from './italian/index.ts';
import type { Language } from './language.ts';
import { portuguese } from './portuguese/index.ts';
import { spanish } from './spanish/index.ts';

export const languages: readonly Language[] = [german, spanish, french, italian, portuguese];

/** As the setting LANGUAGE takes them. */
export const LANGUAGE_CODES: readonly string[] = ['en', ...languages.map(({ code }) => code)];

const whole = (language: Language): Catalogue => ({
  ...english,
  ...language.texts,
  describedAs: ({ about }) => language.descriptions[about] ?? about,
  languageCode: () => language.code,
});

/** Of all texts, put together once: somebody reads them with each answer. */
const catalogues = languages.map((language) => ({ language, words: whole(language) }));

/** All texts in a language, by its code; in English for one that is not here. */
export const wordsIn = (code: string): Catalogue =>
  catalogues.find(({ language }) => language.code === code)?.words ?? english;

/** All texts for somebody whose Discord is in this language, in English where nobody has translated it. */
export const wordsForLocale = (locale: string | undefined): Catalogue =>
  (locale === undefined ? undefined : catalogues.find(({ language }) => language.discordLocales.includes(locale)))
    ?.words ?? english;

/** How letters are spelt in the game's chat where the league speaks this language. */
export const spellingIn = (code: string): Language['spelling'] =>
  languages.find((each) => each.code === code)?.spelling;

/** What a sentence of a command is in the languages of Discord's users; undefined where nobody has translated it. */
export function translationsOf(sentence: string): Readonly<Record<string, string>> | undefined {
  const translated = languages.flatMap(({ discordLocales, descriptions }) =>
    discordLocales.flatMap((locale) => {
      const said = descriptions[sentence];
      return said === undefined ? [] : [[locale, said] as const];
    }),
  );
  return translated.length === 0 ? undefined : Object.fromEntries(translated);
}
