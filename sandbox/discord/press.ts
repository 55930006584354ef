import type { APIMessage, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import { OptionKind, Part, SELECTS } from './codes.ts';
import { type AnyPart, everyPart } from './components.ts';
import { Resolved } from './resolved.ts';
import type { World } from './world.ts';

/** The `data` of a button press; throws if the message has no such button, or it is disabled. */
export function clickData(message: APIMessage, customId: string) {
  const button = partOf(message, customId);
  if (button.type !== Part.button) throw new Error(`"${customId}" is no button.`);
  return { component_type: button.type, custom_id: customId };
}

/** The `data` of a choice in a select; the values are those of its options, or ids. */
export function selectData(world: World, message: APIMessage, choice: { customId: string; values: readonly string[] }) {
  const select = partOf(message, choice.customId);
  if (!SELECTS.includes(select.type)) throw new Error(`"${choice.customId}" is no select.`);
  return { component_type: select.type, custom_id: choice.customId, ...chosen(world, select, choice.values) };
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** The `data` of a submitted modal; throws on unknown and missing fields, and on texts of the wrong length. */
export function modalData(world: World, modal: APIModalInteractionResponseCallbackData, fields: Fields) {
  const inputs = modal.components.flatMap((part) => [...everyPart(part)]).filter(({ custom_id }) => custom_id);
  for (const name of Object.keys(fields)) {
    if (!inputs.some(({ custom_id }) => custom_id === name)) throw new Error(`The form has no field "${name}".`);
  }
  const components = modal.components.map((part: unknown) => filledPart(world, part as AnyPart, fields));
  return { custom_id: modal.custom_id, components };
}

function filledPart(world: World, part: AnyPart, fields: Fields): object {
  if (part.type === Part.label) {
    return { type: part.type, component: filledInput(world, part.component as AnyPart, fields) };
  }
  const inner = Array.isArray(part.components) ? part.components : [];
  if (inner.length === 0) return { type: part.type };
  return { type: part.type, components: inner.map((one: AnyPart) => filledInput(world, one, fields)) };
}

function filledInput(world: World, input: AnyPart, fields: Fields): object {
  const customId = String(input.custom_id);
  const given = fields[customId];
  if (SELECTS.includes(input.type)) {
    const values = given === undefined ? [] : [given].flat();
    const isOptional = input.required === false && values.length === 0;
    return { type: input.type, custom_id: customId, ...(isOptional ? { values } : chosen(world, input, values)) };
  }
  if (Array.isArray(given)) throw new Error(`The field "${customId}" takes one text.`);
  const value = given ?? (typeof input.value === 'string' ? input.value : '');
  const least = Number(input.min_length ?? 0);
  const most = Number(input.max_length ?? 4000);
  if (value === '' && input.required !== false) throw new Error(`The field "${customId}" must be filled in.`);
  if (value !== '' && (value.length < least || value.length > most)) {
    throw new Error(`The field "${customId}" takes ${least} to ${most} characters, not ${value.length}.`);
  }
  return { type: input.type, custom_id: customId, value };
}

function partOf(message: APIMessage, customId: string): AnyPart {
  const parts = (message.components ?? []).flatMap((part) => [...everyPart(part)]);
  const found = parts.find(({ custom_id }) => custom_id === customId);
  if (!found) throw new Error(`The message has nothing called "${customId}" to press.`);
  if (found.disabled) throw new Error(`"${customId}" is disabled.`);
  return found;
}

/** The kind of a select's ids, as an option type. */
const ID_KINDS: Partial<Record<number, number>> = {
  [Part.userSelect]: OptionKind.user,
  [Part.roleSelect]: OptionKind.role,
  [Part.mentionableSelect]: OptionKind.mentionable,
  [Part.channelSelect]: OptionKind.channel,
};

function chosen(world: World, select: AnyPart, values: readonly string[]) {
  const customId = String(select.custom_id);
  const least = Number(select.min_values ?? 1);
  const most = Number(select.max_values ?? 1);
  if (values.length < least || values.length > most) {
    throw new Error(`"${customId}" takes ${least} to ${most} values, not ${values.length}.`);
  }
  const offered: { value: string }[] = Array.isArray(select.options) ? select.options : [];
  const resolved = new Resolved(world);
  for (const value of values) {
    const kind = ID_KINDS[select.type];
    if (kind !== undefined) resolved.add(kind, value);
    else if (!offered.some((option) => option.value === value)) {
      throw new Error(`"${customId}" offers ${offered.map((option) => option.value).join(', ')}, not "${value}".`);
    }
  }
  return { values: [...values], ...resolved.field() };
}
