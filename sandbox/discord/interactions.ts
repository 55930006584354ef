import { randomBytes } from 'node:crypto';
import type { APIInteraction, APIMessage, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import { z } from 'zod';
import { FILE_LIMIT_BYTES, type Upload } from './attachments.ts';
import { Callback, InteractionKind, MessageFlag } from './codes.ts';
import { choice } from './commandBody.ts';
import { modalBody } from './components.ts';
import { type Ask, Exchange } from './exchange.ts';
import { type MessageBody, messageBody } from './messageBody.ts';
import { isLoading } from './messages.ts';
import { invalidField, refusal } from './refusal.ts';
import { asReply } from './replies.ts';
import { check } from './validate.ts';
import type { World } from './world.ts';

const callbackBody = z.object({ type: z.int(), data: z.unknown().optional() });
const choicesBody = z.object({ choices: z.array(choice).max(25).default([]) });
const flagsBody = z.object({ flags: z.int().nullish() });

export interface Answered {
  readonly kind: Ask['kind'];
  readonly type: number;
  readonly message?: APIMessage;
}

/** All interactions since the start, and the only way to answer them. */
export class Interactions {
  readonly #world: World;
  readonly #byToken = new Map<string, Exchange>();

  constructor(world: World) {
    this.#world = world;
    world.on(({ t, d }) => {
      if (t !== 'MESSAGE_UPDATE' && t !== 'MESSAGE_DELETE') return;
      for (const exchange of this.#byToken.values()) if (exchange.owns(d.id)) exchange.changed();
    });
  }

  /** A person asks: the bot gets the interaction, and has three seconds. */
  open(ask: Ask): Exchange {
    const exchange = new Exchange(this.#world, randomBytes(84).toString('base64url'), ask);
    this.#byToken.set(exchange.token, exchange);
    this.#world.emit({ t: 'INTERACTION_CREATE', d: this.#payload(exchange), only: this.#world.applicationId });
    return exchange;
  }

  /** The first answer: the interaction, the callback type, and the message it shows, if any. */
  answer(call: { id: string; token: string; body: unknown; uploads: readonly Upload[] }): Answered {
    const exchange = this.#byToken.get(call.token);
    if (exchange?.id !== call.id || exchange.state === 'failed') throw refusal(10062);
    if (exchange.isAcknowledged) throw refusal(40060);
    const { type, data } = check(callbackBody, call.body);
    mustFit(type, exchange.ask);
    const original = this.#perform(exchange, { type, data, uploads: call.uploads });
    exchange.acknowledge(original);
    return { kind: exchange.ask.kind, type, ...(original && { message: original }) };
  }

  byId(id: string): Exchange {
    const found = [...this.#byToken.values()].find((exchange) => exchange.id === id);
    if (!found) throw refusal(10062);
    return found;
  }

  /** By the token in a webhook route; refuses unknown, unanswered and expired ones. */
  byToken(token: string): Exchange {
    const exchange = this.#byToken.get(token);
    if (!exchange?.isAcknowledged) throw refusal(10015);
    if (exchange.isExpired) throw refusal(50027);
    return exchange;
  }

  /** A message of the interaction: `@original` or the id of a follow-up. */
  message(token: string, id: string): APIMessage {
    const exchange = this.byToken(token);
    const message = id === '@original' ? exchange.reply() : this.#world.posts.find(id);
    if (!message || !exchange.owns(message.id)) throw refusal(10008);
    return message;
  }

  /** Sends another message. The first one after a deferral replaces "is thinking". */
  followUp(token: string, body: MessageBody, uploads: readonly Upload[]): APIMessage {
    const exchange = this.byToken(token);
    const original = exchange.reply();
    if (original && isLoading(original)) return this.#world.posts.edit(original, body, uploads);
    const message = this.#reply(exchange, { body, uploads, original });
    exchange.addFollowUp(message);
    return message;
  }

  #perform(exchange: Exchange, { type, data, uploads }: { type: number; data: unknown; uploads: readonly Upload[] }) {
    const { message } = exchange.ask;
    switch (type) {
      case Callback.reply:
        return this.#reply(exchange, { body: check(messageBody, data), uploads });
      case Callback.deferReply: {
        const { flags } = check(flagsBody, data);
        return this.#reply(exchange, { body: { flags }, flags: MessageFlag.loading });
      }
      case Callback.update:
        return message && this.#world.posts.edit(message, check(messageBody, data), uploads);
      case Callback.choices:
        exchange.choices = check(choicesBody, data).choices;
        return undefined;
      case Callback.modal:
        exchange.modal = asModal(check(modalBody, data));
        return undefined;
      default:
        return message;
    }
  }

  /**
   * An answer to a command names it; an answer to a component is a reply to its message; a later answer is a reply to
   * the first.
   */
  #reply(exchange: Exchange, { body, uploads = [], flags = 0, original }: Reply): APIMessage {
    const { kind, personId, channelId, commandName, message } = exchange.ask;
    const world = this.#world;
    const asker = world.user(personId);
    const isEphemeral = ((body.flags ?? 0) & MessageFlag.ephemeral) !== 0;
    const above = original ?? message;
    const command = commandName && asker && { id: exchange.id, type: kind, name: commandName, user: asker };
    return world.posts.post({
      channelId,
      author: world.bot,
      body,
      uploads,
      webhookId: world.applicationId,
      flags: flags | (isEphemeral ? MessageFlag.ephemeral : 0),
      ...(isEphemeral && { only: personId }),
      extra: {
        application_id: world.applicationId,
        interaction_metadata: {
          ...this.#metadata(exchange),
          ...(original && { original_response_message_id: original.id }),
        } as APIMessage['interaction_metadata'],
        ...(above ? asReply(world, above) : command && { interaction: command }),
      },
    });
  }

  /** How a message came about, back to the first command or button. */
  #metadata({ id, ask }: Pick<Exchange, 'id' | 'ask'>): object {
    const { kind, personId, message, opener } = ask;
    return {
      id,
      type: kind,
      user: this.#world.user(personId),
      authorizing_integration_owners: { 0: this.#world.guildId },
      ...(kind === InteractionKind.component && { interacted_message_id: message?.id }),
      ...(opener && { triggering_interaction_metadata: this.#metadata(opener) }),
    };
  }

  #payload({ id, token, ask }: Exchange): APIInteraction {
    const world = this.#world;
    const payload = {
      id,
      application_id: world.applicationId,
      type: ask.kind,
      token,
      version: 1,
      data: ask.data,
      guild_id: world.guildId,
      guild: { id: world.guildId, locale: 'en-US', features: [] },
      channel_id: ask.channelId,
      channel: world.channel(ask.channelId),
      member: { ...world.member(ask.personId), permissions: String(world.permissionsOf(ask.personId, ask.channelId)) },
      app_permissions: String(world.permissionsOf(world.bot.id, ask.channelId)),
      locale: world.localeOf(ask.personId),
      guild_locale: 'en-US',
      entitlements: [],
      authorizing_integration_owners: { 0: world.guildId },
      context: 0,
      attachment_size_limit: FILE_LIMIT_BYTES,
      ...(ask.message && { message: ask.message }),
    };
    // The kind determines the matching `data`; the published union cannot express that here.
    return payload as unknown as APIInteraction;
  }
}

interface Reply {
  readonly body: MessageBody;
  readonly uploads?: readonly Upload[];
  readonly flags?: number;
  /** The first answer, if this is a later one. */
  readonly original?: APIMessage | undefined;
}

/** The allowed first answers to each kind of interaction. */
const FITTING: Record<Ask['kind'], readonly number[]> = {
  [InteractionKind.command]: [Callback.reply, Callback.deferReply, Callback.modal],
  [InteractionKind.component]: [
    Callback.reply,
    Callback.deferReply,
    Callback.deferUpdate,
    Callback.update,
    Callback.modal,
  ],
  [InteractionKind.autocomplete]: [Callback.choices],
  [InteractionKind.modal]: [Callback.reply, Callback.deferReply, Callback.deferUpdate, Callback.update],
};

function mustFit(type: number, { kind, message }: Ask): void {
  const needsMessage = type === Callback.deferUpdate || type === Callback.update;
  if (FITTING[kind].includes(type) && !(needsMessage && !message)) return;
  throw invalidField(['type'], 'BASE_TYPE_CHOICES', `Value must be one of (${FITTING[kind].join(', ')}).`);
}

const asModal = (body: z.output<typeof modalBody>): APIModalInteractionResponseCallbackData =>
  body as unknown as APIModalInteractionResponseCallbackData;
