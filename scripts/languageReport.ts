/** What a language still lacks, and translations that are no longer used. */
import type { Command } from '../src/command/command.ts';
import { SERVER_OPTION_ABOUT } from '../src/discord/interactions/schema.ts';
import { translatedTexts } from '../src/texts/english/index.ts';
import type { Language } from '../src/texts/language.ts';

/** Discord's limit on the length of a description. */
const DESCRIPTION_LENGTH = 100;

export interface LanguageReport {
  readonly missingTexts: readonly string[];
  readonly missingDescriptions: readonly string[];
  /** For sentences that no command has any more. */
  readonly unusedDescriptions: readonly string[];
  readonly unfitDescriptions: readonly string[];
}

export function reportOn({ texts, descriptions }: Language, commands: readonly Command[]): LanguageReport {
  const wanted = sentencesOf(commands);
  return {
    missingTexts: Object.keys(translatedTexts).filter((key) => !Object.hasOwn(texts, key)),
    missingDescriptions: wanted.filter((sentence) => !Object.hasOwn(descriptions, sentence)),
    unusedDescriptions: Object.keys(descriptions).filter((sentence) => !wanted.includes(sentence)),
    unfitDescriptions: Object.values(descriptions).filter(
      (said) => said.trim() === '' || said.length > DESCRIPTION_LENGTH,
    ),
  };
}

/** The descriptions of commands and their options on Discord and in help, without duplicates. */
export const sentencesOf = (commands: readonly Command[]): readonly string[] => [
  ...new Set([
    ...commands.flatMap(({ about, params }) => [
      about,
      ...Object.values(params).flatMap((param) => (param.forButtons ? [] : [param.about])),
    ]),
    SERVER_OPTION_ABOUT,
  ]),
];
