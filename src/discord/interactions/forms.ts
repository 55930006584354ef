/** Asked before a command is carried out: a question with two buttons, or a form. */
import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Choice, Command, Form } from '../../command/command.ts';
import type { Call } from '../../command/dispatch.ts';
import type { NamedValues } from '../../command/vocabulary.ts';
import { cursorOver } from '../../command/words.ts';
import type { Offer } from '../../kit/errors.ts';
import { type Catalogue, inWords, type Text } from '../../texts/catalogue.ts';
import { encodeComponent, fitsComponent, quoted } from '../common/componentId.ts';
import type { MessageContent } from '../common/message.ts';
import { plainText } from '../common/text.ts';

/** A question with its two buttons. `text` must be ready for a message. */
export const questionMessage = (text: string, key: string): MessageContent => ({
  content: text,
  components: [
    {
      type: ComponentType.ActionRow,
      components: [
        button('Yes', ButtonStyle.Danger, `confirm ${key}`),
        button('No', ButtonStyle.Secondary, `cancel ${key}`),
      ],
    },
  ],
});

/** Buttons for alternatives to a refused command. An offer too long for an id gets no button and has to be typed. */
export function offerButtons(offers: readonly Offer[] = []): MessageContent['components'] {
  const components = offers.flatMap(({ label, line, server }) =>
    fitsComponent(line, server)
      ? [
          {
            ...button(plainText(label, LABEL_LENGTH), ButtonStyle.Secondary, line),
            custom_id: encodeComponent(line, server),
          },
        ]
      : [],
  );
  return components.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: components.slice(0, IN_A_ROW) }];
}

const LABEL_LENGTH = 80;
const IN_A_ROW = 5;

/**
 * A form whose submission repeats the same call with the values filled in.
 *
 * @param draft what was filled in before, by field
 */
export const formFor = (
  form: Form,
  command: Command,
  call: Call,
  { words, draft = {} }: { readonly words: Catalogue; readonly draft?: NamedValues },
): APIModalInteractionResponseCallbackData => ({
  custom_id: encodeComponent(lineWithValues(form, command, call), call.server),
  title: plainText(said(form.title, words), TITLE_LENGTH),
  components: form.fields.map((field) => ({
    type: ComponentType.Label,
    label: plainText(said(field.label, words), TITLE_LENGTH),
    component: inputFor({ ...field, value: draft[field.name] ?? field.value }),
  })),
});

export const said = (text: string | Text, words: Catalogue): string =>
  typeof text === 'string' ? text : inWords(words, text);

function inputFor({
  name,
  choices,
  many = false,
  long = false,
  value,
  required = true,
}: Form['fields'][number]): APIComponentInLabel {
  if (choices) {
    // Several chosen values are separate words.
    const chosen = value === undefined ? [] : [value, ...cursorOver(value).words()];
    const options = choices.map((choice) => optionFor(choice, chosen)).filter(isFirst);
    const most = many ? options.length : undefined;
    return { type: ComponentType.StringSelect, custom_id: name, required, options, max_values: most };
  }
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    value: value?.slice(0, VALUE_LENGTH),
  };
}

function optionFor(choice: string | Choice, chosen: readonly string[]): Option {
  const { label, value, about } = typeof choice === 'string' ? { label: choice, value: choice, about: '' } : choice;
  return {
    label: plainText(label, OPTION_LENGTH) || value,
    value,
    description: about ? plainText(about, OPTION_LENGTH) : undefined,
    default: chosen.includes(value),
  };
}

type Option = NonNullable<APIStringSelectComponent['options']>[number];

/** Discord allows each value only once. */
const isFirst = ({ value }: Option, index: number, options: readonly Option[]): boolean =>
  options.findIndex((option) => option.value === value) === index;

const OPTION_LENGTH = 100;
const TITLE_LENGTH = 45;
const VALUE_LENGTH = 4000;

const button = (label: string, style: ButtonStyle.Danger | ButtonStyle.Secondary, line: string) => ({
  type: ComponentType.Button as const,
  style,
  label,
  custom_id: encodeComponent(line),
});

/** An id has no parameter names, so named values go into the line in the order in which they will be read. */
export function lineWithValues({ fields, says }: Form, { name, params }: Command, { line, named }: Call): string {
  const values = { ...says, ...named };
  const positional = Object.keys(params).filter((param) => !fields.some((field) => field.name === param));
  const given = positional.filter((param) => values[param] !== undefined);
  const last = given.at(-1);
  const skipped = positional
    .slice(0, last === undefined ? 0 : positional.indexOf(last))
    .filter((param) => !given.includes(param));
  if (skipped.some((param) => !params[param]?.optional)) {
    throw new Error(`the form of "${name}" leaves out a parameter before one that was given`);
  }
  return [line, ...given.map((param) => quoted(values[param] ?? ''))].join(' ');
}
