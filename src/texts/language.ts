/** What a language is: its texts, and what slash commands say of themselves in it. */
import type { Translation } from './catalogue.ts';

export interface Language {
  /** As the setting LANGUAGE calls it, and as Unicode does: "de", "pt-BR". */
  readonly code: string;
  /** In English, for sentences that list them: "German". */
  readonly name: string;
  /** As Discord calls the languages of its users that are answered in this one. */
  readonly discordLocales: readonly string[];
  readonly texts: Translation;
  /**
   * What commands and their options say of themselves, by what they say in English: at most 100 characters each. Where
   * the English sentence changes, the test finds this one missing.
   */
  readonly descriptions: Readonly<Record<string, string>>;
  /**
   * How letters are spelt in the game's chat, which shows ASCII alone: small letters suffice. What is not here loses its
   * accent ("é" is "e").
   */
  readonly spelling?: Readonly<Record<string, string>> | undefined;
}
