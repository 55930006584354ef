/** A language: its texts, and its descriptions of the slash commands. */
import type { Translation } from './catalogue.ts';

export interface Language {
  /** As in the setting LANGUAGE and in Unicode: "de", "pt-BR". */
  readonly code: string;
  /** The English name, for sentences that list languages: "German". */
  readonly name: string;
  /** The Discord locales that are answered in this language. */
  readonly discordLocales: readonly string[];
  readonly texts: Translation;
  /**
   * Descriptions of commands and their options, by their English text: at most 100 characters each. If the English text
   * changes, a test reports it as missing here.
   */
  readonly descriptions: Readonly<Record<string, string>>;
  /**
   * How letters are spelt in the game's chat, which shows only ASCII; lower-case letters are enough. A letter without
   * an entry loses its accent ("é" is "e").
   */
  readonly spelling?: Readonly<Record<string, string>> | undefined;
}
