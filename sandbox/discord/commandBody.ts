import { z } from 'zod';
import { OptionKind } from './codes.ts';
import { flaw } from './validate.ts';

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const description = z.string().min(1).max(100);

/** The locales of Discord's clients; others are refused. */
const LOCALES = [
  ...['id', 'da', 'de', 'en-GB', 'en-US', 'es-ES', 'es-419', 'fr', 'hr', 'it', 'lt', 'hu', 'nl', 'no', 'pl', 'pt-BR'],
  ...['ro', 'fi', 'sv-SE', 'vi', 'tr', 'cs', 'el', 'bg', 'ru', 'uk', 'hi', 'th', 'zh-CN', 'ja', 'zh-TW', 'ko'],
];

/** Translations of a text: each may be as long as the text itself. */
const translations = (text: z.ZodType<string>) =>
  z
    .record(z.string(), text)
    .superRefine((given, context) => {
      for (const locale of Object.keys(given).filter((each) => !LOCALES.includes(each))) {
        const message = `Value "${locale}" is not a valid enum value.`;
        context.addIssue(flaw('ENUM_TYPE_COERCE', message, [locale]));
      }
    })
    .nullish();

const name = z.string().superRefine((value, context) => {
  if (!NAME.test(value) || value !== value.toLowerCase()) {
    context.addIssue(flaw('APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid'));
  }
});

const choiceName = z.string().min(1).max(100);

export const choice = z.object({
  name: choiceName,
  name_localizations: translations(choiceName),
  value: z.union([z.string().max(100), z.number()]),
});

const common = {
  name,
  name_localizations: translations(name),
  description,
  description_localizations: translations(description),
};

const LEAF_KINDS = [3, 4, 5, 6, 7, 8, 9, 10, 11] as const;

const leaf = z
  .object({
    ...common,
    type: z.literal(LEAF_KINDS),
    required: z.boolean().optional(),
    autocomplete: z.boolean().optional(),
    choices: z.array(choice).max(25).optional(),
    min_value: z.number().optional(),
    max_value: z.number().optional(),
    min_length: z.int().min(0).max(6000).optional(),
    max_length: z.int().min(1).max(6000).optional(),
    channel_types: z.array(z.int()).optional(),
  })
  .superRefine((option, context) => {
    if (option.autocomplete && option.choices?.length) {
      const message = 'Autocomplete cannot be used together with choices';
      context.addIssue(flaw('APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES', message, ['choices']));
    }
    if (option.choices?.some(({ value }) => (typeof value === 'string') !== (option.type === OptionKind.string))) {
      context.addIssue(flaw('APPLICATION_COMMAND_OPTIONS_CHOICE_TYPE', 'A choice has the wrong type', ['choices']));
    }
  });

const subcommand = z.object({
  ...common,
  type: z.literal(OptionKind.subcommand),
  options: z.array(leaf).max(25).superRefine(orderly).optional(),
});

const group = z.object({
  ...common,
  type: z.literal(OptionKind.group),
  options: z.array(subcommand).min(1).max(25).superRefine(orderly),
});

const options = z
  .array(z.discriminatedUnion('type', [leaf, subcommand, group]))
  .max(25)
  .superRefine((list, context) => {
    orderly(list, context);
    const nested = list.filter(({ type }) => type <= OptionKind.group).length;
    if (nested > 0 && nested < list.length) {
      const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types';
      context.addIssue(flaw('APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message));
    }
  });

/** A slash command as a bot registers it. */
const fields = z.object({
  ...common,
  type: z.literal(1).default(1),
  options: options.optional(),
  // A string, although the specification file says integer; the documentation says string.
  default_member_permissions: z.string().regex(/^\d+$/).nullish(),
  nsfw: z.boolean().optional(),
  contexts: z.array(z.int()).nullish(),
  integration_types: z.array(z.int()).nullish(),
  dm_permission: z.boolean().nullish(),
});

export const commandBody = fields.superRefine((command, context) => {
  if (lengthOf(command) > MOST_CHARACTERS) {
    const message = `Command exceeds maximum size (${MOST_CHARACTERS})`;
    context.addIssue(flaw('APPLICATION_COMMAND_TOO_LARGE', message));
  }
});

/** A change to a command. */
export const commandChange = fields.omit({ type: true }).partial();

export type CommandBody = z.output<typeof commandBody>;
export type LeafOption = z.output<typeof leaf>;
export type AnyOption = z.output<typeof options>[number];

/** All commands of one scope. */
export const commandList = z
  .array(commandBody)
  .max(100)
  .superRefine((list, context) => {
    for (const [index, { name: own }] of list.entries()) {
      if (list.findIndex((other) => other.name === own) < index) {
        const message = 'Application command names must be unique';
        context.addIssue(flaw('APPLICATION_COMMANDS_DUPLICATE_NAME', message, [index]));
      }
    }
  });

const MOST_CHARACTERS = 8000;

type Translations = Readonly<Record<string, string>> | null;

interface Worded {
  readonly name: string;
  readonly name_localizations?: Translations | undefined;
  readonly description?: string;
  readonly description_localizations?: Translations | undefined;
  readonly value?: string | number;
  readonly options?: readonly Worded[];
  readonly choices?: readonly Worded[];
}

/**
 * The length of a command's names, descriptions and values, including everything in it; for translated texts the
 * longest counts.
 */
function lengthOf(worded: Worded): number {
  const { name: word, description: words = '', value = '', options: inner = [], choices = [] } = worded;
  const own =
    longest(word, worded.name_localizations) +
    longest(words, worded.description_localizations) +
    (typeof value === 'string' ? value.length : 0);
  return [...inner, ...choices].reduce((sum, one) => sum + lengthOf(one), own);
}

const longest = (text: string, translated: Translations | undefined): number =>
  Math.max(text.length, ...Object.values(translated ?? {}).map(({ length }) => length));

/** Names must be unique, and required options come first. */
function orderly(list: readonly { name: string; required?: boolean }[], context: z.RefinementCtx): void {
  for (const [index, option] of list.entries()) {
    const before = list.slice(0, index);
    if (before.some((other) => other.name === option.name)) {
      const message = 'Option names must be unique';
      context.addIssue(flaw('APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', message, [index, 'name']));
    }
    if (option.required && before.some((other) => other.required === false || other.required === undefined)) {
      const message = 'Required options must be placed before non-required options';
      context.addIssue(flaw('APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message, [index]));
    }
  }
}
