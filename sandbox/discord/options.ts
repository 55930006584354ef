import type { APIApplicationCommand } from 'discord-api-types/v10';
import { OptionKind } from './codes.ts';
import type { AnyOption, LeafOption } from './commandBody.ts';
import { Resolved } from './resolved.ts';
import type { World } from './world.ts';

/** The value of a slash command's option: users, roles and channels by id. */
type OptionValue = string | number | boolean;

export interface SlashUse {
  /** Channel id or name. */
  readonly channel: string;
  /** Command, then group and subcommand: ['server', 'info']. */
  readonly path: readonly string[];
  readonly options?: Readonly<Record<string, OptionValue>>;
}

interface Filled {
  readonly type: number;
  readonly name: string;
  readonly value?: OptionValue;
  readonly focused?: true;
  readonly options?: readonly Filled[];
}

/** A slash command's `data`, as Discord sends it; throws for anything the Discord client would not send. */
export function slashData(world: World, command: APIApplicationCommand, use: SlashUse & { readonly focused?: string }) {
  const [, ...inner] = use.path;
  const resolved = new Resolved(world);
  const options = fill({ options: optionsOf(command), path: inner, said: `/${command.name}`, use, resolved, world });
  return { id: command.id, name: command.name, type: 1, guild_id: world.guildId, options, ...resolved.field() };
}

interface Step {
  readonly options: readonly AnyOption[];
  /** The rest of the path to the subcommand. */
  readonly path: readonly string[];
  /** The command up to this point: "/server start". */
  readonly said: string;
  readonly use: SlashUse & { readonly focused?: string };
  readonly resolved: Resolved;
  readonly world: World;
}

function fill({ options, path, said, use, resolved, world }: Step): Filled[] {
  const nested = options.filter((option) => option.type <= OptionKind.group);
  const [next, ...rest] = path;
  if (nested.length === 0) {
    if (next !== undefined) throw new Error(`${said} has no subcommand "${next}".`);
    return fillLeaves({ options: options as readonly LeafOption[], said, use, resolved, world });
  }
  const chosen = nested.find(({ name }) => name === next);
  if (!chosen) throw new Error(`${said} needs one of its subcommands: ${nested.map(({ name }) => name).join(', ')}.`);
  const inner = ('options' in chosen ? chosen.options : undefined) ?? [];
  const step = { options: inner, path: rest, said: `${said} ${chosen.name}`, use, resolved, world };
  return [{ type: chosen.type, name: chosen.name, options: fill(step) }];
}

function fillLeaves({
  options,
  said,
  use,
  resolved,
  world,
}: Omit<Step, 'path' | 'options'> & { options: readonly LeafOption[] }): Filled[] {
  const given = use.options ?? {};
  const names = options.map(({ name }) => name);
  for (const name of [...Object.keys(given), ...(use.focused === undefined ? [] : [use.focused])]) {
    if (!names.includes(name))
      throw new Error(`${said} has no option "${name}"; it has ${names.join(', ') || 'none'}.`);
  }
  return options.flatMap((option) => {
    if (option.name === use.focused) return [focusedOption(option, given[option.name], said)];
    const value = given[option.name];
    if (value !== undefined) {
      mustFit(option, value, `The option "${option.name}" of ${said}`);
      mustBeOfKind(world, option, value, `The option "${option.name}" of ${said}`);
      resolved.add(option.type, value);
      return [{ type: option.type, name: option.name, value }];
    }
    if (option.required && use.focused === undefined) throw new Error(`${said} needs the option "${option.name}".`);
    return [];
  });
}

/** Text being typed is sent unchanged, whether it is valid or not. */
function focusedOption(option: LeafOption, typed: OptionValue | undefined, said: string): Filled {
  if (!option.autocomplete) throw new Error(`The option "${option.name}" of ${said} has no autocomplete.`);
  return { type: option.type, name: option.name, value: String(typed ?? ''), focused: true };
}

function mustFit(option: LeafOption, value: OptionValue, what: string): void {
  const { choices, min_value, max_value, min_length, max_length } = option;
  if (!hasKind(option.type, value))
    throw new Error(`${what} must be ${KINDS[option.type] ?? 'an id'}, not "${value}".`);
  if (choices?.length && !choices.some((choice) => choice.value === value)) {
    throw new Error(`${what} must be one of ${choices.map((choice) => choice.value).join(', ')}, not "${value}".`);
  }
  const length = typeof value === 'string' ? value.length : undefined;
  mustBeWithin(what, typeof value === 'number' ? value : undefined, { least: min_value, most: max_value });
  mustBeWithin(`The length of ${what.replace('The', 'the')}`, length, {
    least: min_length,
    most: max_length ?? LONGEST_TEXT,
  });
}

/** The client offers only channels of the kinds that the option allows. */
function mustBeOfKind(
  world: World,
  { type, channel_types: kinds }: LeafOption,
  value: OptionValue,
  what: string,
): void {
  const channel = type === OptionKind.channel ? world.channel(String(value)) : undefined;
  if (channel && kinds?.length && !kinds.includes(channel.type)) {
    throw new Error(`${what} takes no channel like #${channel.name}.`);
  }
}

function mustBeWithin(what: string, value: number | undefined, range: { least?: number; most?: number }): void {
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = range;
  if (value !== undefined && (value < least || value > most)) {
    throw new Error(`${what} must be from ${range.least ?? '-∞'} to ${range.most ?? '∞'}, not ${value}.`);
  }
}

/** The limit for text in an option without a limit of its own. */
const LONGEST_TEXT = 6000;

const KINDS: Partial<Record<number, string>> = {
  [OptionKind.string]: 'text',
  [OptionKind.integer]: 'a whole number',
  [OptionKind.number]: 'a number',
  [OptionKind.boolean]: 'true or false',
  [OptionKind.attachment]: 'a file, which nobody here can send',
};

function hasKind(type: number, value: OptionValue): boolean {
  if (type === OptionKind.attachment) return false;
  if (type === OptionKind.integer) return Number.isSafeInteger(value);
  if (type === OptionKind.number) return typeof value === 'number';
  if (type === OptionKind.boolean) return typeof value === 'boolean';
  return typeof value === 'string' && (type !== OptionKind.string || value !== '');
}

/** They were validated when the bot registered them; the published type is a union that is no help here. */
const optionsOf = (command: APIApplicationCommand): readonly AnyOption[] =>
  (command.options ?? []) as unknown as readonly AnyOption[];
