import type { APIApplicationCommand, APIMessage } from 'discord-api-types/v10';
import { InteractionKind, Permission } from './codes.ts';
import type { Handle } from './handle.ts';
import type { Interactions } from './interactions.ts';
import { type SlashUse, slashData } from './options.ts';
import { type Channel, isArchived, isCategory, isForum, isLocked, isThread, type Thread } from './place.ts';
import { clickData, modalData, selectData } from './press.ts';
import { emojiKey } from './reactions.ts';
import type { World } from './world.ts';

interface AutocompleteUse extends SlashUse {
  /** The option being typed; its value in `options` is the text so far. */
  readonly focused: string;
}

interface ComponentUse {
  /** Message id. */
  readonly message: string;
  readonly customId: string;
}

interface SelectUse extends ComponentUse {
  readonly values: readonly string[];
}

interface ReactionUse {
  /** Message id. */
  readonly message: string;
  /** `👍`, or `name:id`. */
  readonly emoji: string;
}

interface SubmitUse {
  /** The handle whose `modal` is submitted. */
  readonly modal: Handle;
  /** A field's custom id -> its text, or the chosen values. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * A member using the Discord client. Anything that client would refuse (an unknown command, a missing option, a value
 * that is not among the choices, a disabled button) throws an Error with one sentence; what is sent returns a handle.
 */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** The names of their roles. */
  readonly roles: readonly string[];
  /** The commands this person's client offers. */
  commands(): readonly APIApplicationCommand[];
  slash(use: SlashUse): Handle;
  autocomplete(use: AutocompleteUse): Handle;
  click(use: ComponentUse): Handle;
  select(use: SelectUse): Handle;
  submit(use: SubmitUse): Handle;
  say(use: { readonly channel: string; readonly text: string }): APIMessage;
  /** Adds or removes a reaction. */
  react(use: ReactionUse): void;
  sees(channelId: string): boolean;
  /** Follows a link to a message, as written in a text, and returns the message. */
  follow(address: string): APIMessage;
}

/** All guild members except bots. */
export function openPeople(world: World, interactions: Interactions): readonly Person[] {
  const humans = world.members().filter(({ user }) => !user.bot);
  return humans.map(
    ({ user }) => new Member({ id: user.id, name: user.global_name ?? user.username }, world, interactions),
  );
}

class Member implements Person {
  readonly id: string;
  readonly name: string;
  readonly #world: World;
  readonly #interactions: Interactions;

  constructor({ id, name }: { id: string; name: string }, world: World, interactions: Interactions) {
    this.id = id;
    this.name = name;
    this.#world = world;
    this.#interactions = interactions;
  }

  get roles(): readonly string[] {
    const ids = this.#world.member(this.id)?.roles ?? [];
    return this.#world
      .roles()
      .filter(({ id }) => ids.includes(id))
      .map(({ name }) => name);
  }

  commands(): readonly APIApplicationCommand[] {
    return this.#world.commands().filter((command) => this.#sees(command));
  }

  slash(use: SlashUse): Handle {
    return this.#use(InteractionKind.command, use);
  }

  autocomplete(use: AutocompleteUse): Handle {
    return this.#use(InteractionKind.autocomplete, use);
  }

  click({ message: id, customId }: ComponentUse): Handle {
    const message = this.#message(id);
    return this.#press(message, clickData(message, customId));
  }

  select({ message: id, customId, values }: SelectUse): Handle {
    const message = this.#message(id);
    return this.#press(message, selectData(this.#world, message, { customId, values }));
  }

  submit({ modal, fields }: SubmitUse): Handle {
    const opener = this.#interactions.byId(modal.id);
    const { personId, channelId, message } = opener.ask;
    if (!modal.modal || personId !== this.id) throw new Error('There is no form to submit.');
    const data = modalData(this.#world, modal.modal, fields);
    return this.#interactions.open({
      kind: InteractionKind.modal,
      personId: this.id,
      channelId,
      data,
      opener,
      ...(message && { message }),
    });
  }

  say({ channel, text }: { readonly channel: string; readonly text: string }): APIMessage {
    const place = this.#channel(channel);
    const channelId = place.id;
    const author = this.#world.user(this.id);
    if (!author) throw new Error(`${this.name} is not in the guild.`);
    if (isForum(place)) throw new Error(`${place.name} is a forum: messages go into its posts.`);
    if (!isText(place)) throw new Error(`Nothing can be typed in ${place.name}.`);
    const needed = isThread(place) ? 'SendMessagesInThreads' : 'SendMessages';
    if (!this.#world.may(this.id, channelId, needed)) throw new Error(`${this.name} may not write in #${place.name}.`);
    if (isThread(place) && isLocked(place) && isArchived(place))
      throw new Error(`The thread "${place.name}" is closed.`);
    if (text.trim() === '') throw new Error('An empty message cannot be sent.');
    if (text.length > 2000) throw new Error(`A message has at most 2000 characters, not ${text.length}.`);
    return this.#world.posts.post({ channelId, author, body: { content: text } });
  }

  react({ message: id, emoji }: ReactionUse): void {
    const message = this.#message(id);
    const isOn = !this.#world.posts.reactions.whoReacted(id)[emoji]?.includes(this.id);
    const isFirst = (message.reactions ?? []).every((one) => emojiKey(one.emoji) !== emoji);
    if (isFirst && !this.#world.may(this.id, message.channel_id, 'AddReactions')) {
      throw new Error(`${this.name} may not react with something new.`);
    }
    this.#world.posts.react(message, emoji, { userId: this.id, isOn });
  }

  /** Discord's own client does not open links to another guild, or to something this person cannot see. */
  follow(address: string): APIMessage {
    const [, guild, channel, message = ''] =
      /^https:\/\/(?:ptb\.|canary\.)?discord\.com\/channels\/(\d+)\/(\d+)\/(\d+)$/.exec(address) ?? [];
    if (guild === undefined) throw new Error(`${address} is no link to a message.`);
    if (guild !== this.#world.guildId) throw new Error(`${this.name} is in no guild ${guild}.`);
    const found = this.#message(message);
    if (found.channel_id !== channel) throw new Error(`${this.name} sees no message ${message} in channel ${channel}.`);
    return found;
  }

  sees(channelId: string): boolean {
    return this.#world.may(this.id, channelId);
  }

  #use(kind: 2 | 4, use: SlashUse): Handle {
    const [name] = use.path;
    const known = this.#world.vocabulary.named(name ?? '');
    if (!known) throw new Error(`There is no command "/${name}".`);
    if (!this.#sees(known)) throw new Error(`"/${name}" is hidden from ${this.name} by its default permissions.`);
    const place = this.#channel(use.channel);
    const channelId = place.id;
    if (!isText(place)) throw new Error(`Nothing can be typed in ${place.name}.`);
    if (isThread(place) && isLocked(place) && isArchived(place)) {
      throw new Error(`The thread "${place.name}" is closed.`);
    }
    if (!this.#world.may(this.id, channelId, 'UseApplicationCommands')) {
      throw new Error(`${this.name} may not use commands here.`);
    }
    const data = slashData(this.#world, known, use);
    const commandName = use.path.join(' ');
    return this.#interactions.open({ kind, personId: this.id, channelId, data, commandName });
  }

  #press(message: APIMessage, data: object): Handle {
    const kind = InteractionKind.component;
    return this.#interactions.open({ kind, personId: this.id, channelId: message.channel_id, data, message });
  }

  /** `default_member_permissions`: absent shows the command to all, "0" only to administrators. */
  #sees({ default_member_permissions: needed }: APIApplicationCommand): boolean {
    const has = this.#world.permissionsOf(this.id);
    if (needed === null || (has & Permission.Administrator) !== 0n) return true;
    return needed !== '0' && (has & BigInt(needed)) === BigInt(needed);
  }

  #channel(idOrName: string): Channel | Thread {
    const found = this.#world.channel(idOrName);
    if (!found || !this.sees(found.id)) throw new Error(`${this.name} sees no channel "${idOrName}".`);
    return found;
  }

  #message(id: string): APIMessage {
    const found = this.#world.posts.find(id);
    const isVisible = found && this.sees(found.channel_id) && this.#world.posts.isVisible(id, this.id);
    if (!isVisible) throw new Error(`${this.name} sees no message ${id}.`);
    return found;
  }
}

/** Whether one can type there. */
const isText = (place: Channel | Thread): boolean => !isForum(place) && !isCategory(place);
