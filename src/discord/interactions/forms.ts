/** What is asked back before a command is carried out: a question with two buttons, or a form. */
import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Command, Form } from '../../command/command.ts';
import type { Call } from '../../command/dispatch.ts';
import { encodeComponent, quoted } from '../common/componentId.ts';
import type { MessageContent } from '../common/message.ts';
import { plainText } from '../common/text.ts';

/** A question with its two answers. `text` is ready for a message. */
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

/** A form whose submission is the same call once more. */
export const formFor = (form: Form, command: Command, call: Call): APIModalInteractionResponseCallbackData => ({
  custom_id: encodeComponent(lineWithValues(form, command, call), call.server),
  title: plainText(form.title, TITLE_LENGTH),
  components: form.fields.map((field) => ({
    type: ComponentType.Label,
    label: plainText(field.label, TITLE_LENGTH),
    component: inputFor(field),
  })),
});

function inputFor({
  name,
  choices,
  long = false,
  value,
  required = true,
}: Form['fields'][number]): APIComponentInLabel {
  if (choices) {
    const options = choices.map((choice) => ({ label: choice, value: choice, default: choice === value }));
    return { type: ComponentType.StringSelect, custom_id: name, required, options };
  }
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    value: value?.slice(0, VALUE_LENGTH),
  };
}

const TITLE_LENGTH = 45;
const VALUE_LENGTH = 4000;

const button = (label: string, style: ButtonStyle.Danger | ButtonStyle.Secondary, line: string) => ({
  type: ComponentType.Button as const,
  style,
  label,
  custom_id: encodeComponent(line),
});

/** An id has no names, so what was given by name goes into the line in the order in which it will be read. */
function lineWithValues({ fields }: Form, { name, params }: Command, { line, named = {} }: Call): string {
  const positional = Object.keys(params).filter((param) => !fields.some((field) => field.name === param));
  const given = positional.filter((param) => named[param] !== undefined);
  if (given.some((param, index) => param !== positional[index])) {
    throw new Error(`the form of "${name}" leaves out a parameter before one that was given`);
  }
  return [line, ...given.map((param) => quoted(named[param] ?? ''))].join(' ');
}
