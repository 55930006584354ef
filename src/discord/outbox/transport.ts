/** The requests by which messages come into a channel, and what the ways they fail in mean. */
import {
  type APIMessage,
  type Client,
  DiscordAPIError,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
  SnowflakeUtil,
} from 'discord.js';
import { type Clock, systemClock } from '../../kit/clock.ts';
import { idOf, NOT_DISCORD } from './answers.ts';
import { spokenBy } from './message.ts';
import type { ShownBody } from './pictures.ts';
import type { Author } from './post.ts';
import { Webhooks } from './webhooks.ts';

/** Discord said no for good: repeating the request would change nothing. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}

/** Discord does not let the bot into the channel, which somebody may put right: nothing in it is lost by that. */
export class ChannelClosed extends Error {
  override readonly name = 'ChannelClosed';
  readonly code: number;

  constructor(reason: string, code: number) {
    super(`${reason} (${code})`);
    this.code = code;
  }
}

export interface Outgoing {
  readonly body: ShownBody;
  /** At most 25 characters. Discord answers a second message with the nonce of a recent one with that one. */
  readonly nonce: string;
  readonly author?: Author;
  /** Accounts that it pings. */
  readonly mentions?: readonly string[] | undefined;
}

/** A message that stands in a channel, as far as it takes to recognise it. */
export interface PostedMessage {
  readonly id: string;
  readonly nonce?: string;
  readonly authorName: string;
  readonly content: string;
  /** Of its first embed. */
  readonly title?: string;
  readonly description?: string;
}

/** A file that stands by a message. */
export interface PostedFile {
  readonly id: string;
  readonly name: string;
}

/** As its list of attachments says, in this order. */
export interface CardWithFiles {
  readonly body: ShownBody;
  readonly files: readonly { readonly name: string; readonly data: Buffer }[];
}

/** What the outbox needs of Discord. Calls reject with Undeliverable, ChannelClosed, or an error that may pass. */
export interface Transport {
  /** @returns the id of the message */
  send(channel: string, message: Outgoing): Promise<string>;
  /** False when the message is gone. Given up after `withinMs`, where that is said. */
  edit(channel: string, messageId: string, body: ShownBody, withinMs?: number): Promise<boolean>;
  /** False when the message is gone. Nothing happens to one that is pinned already. */
  pin(channel: string, messageId: string): Promise<boolean>;
  /** Puts these files, and no others, by a message. Undefined when it is gone. */
  attach(channel: string, messageId: string, card: CardWithFiles): Promise<readonly PostedFile[] | undefined>;
  /** All messages after a point in time (UTC, milliseconds), oldest first. */
  since(channel: string, at: number): Promise<readonly PostedMessage[]>;
}

/** 10008 unknown message, 50005 written by another bot: by this one under an earlier token's account. */
const GONE_CODES: readonly unknown[] = [10008, 50005];
/** 400s that are about the channel: no text channel, not for this type of channel, an archived thread. */
const CLOSED_CODES: readonly unknown[] = [50008, 50024, 50083];
/** 403s that are about the words: explicit content, AutoMod (its title too), harmful links. */
const WORDS_CODES: readonly unknown[] = [20009, 200000, 200001, 240000];

/** Discord gives at most so many messages at once. */
const PAGE = 100;
/** A busy channel is looked through up to here. */
const MOST_PAGES = 20;

/** @param applicationId the bot's own, to find its webhooks again */
export function discordTransport(
  rest: Client['rest'],
  applicationId: string,
  clock: Pick<Clock, 'monotonic'> = systemClock,
): Transport {
  const webhooks = new Webhooks({ rest, applicationId, clock });

  async function send(channel: string, { body, nonce, author, mentions }: Outgoing): Promise<string> {
    const spoken = author && (await webhooks.say(channel, author, muted(body)));
    if (spoken !== undefined) return spoken;
    const message = { ...muted(author ? spokenBy(author, body) : body, mentions), nonce, enforce_nonce: true };
    return idOf(await rest.post(Routes.channelMessages(channel), { body: message }));
  }

  async function change(
    channel: string,
    messageId: string,
    { body, files }: CardWithFiles,
    withinMs?: number,
  ): Promise<unknown> {
    return unlessGone(async () => {
      const answer = await rest.patch(Routes.channelMessage(channel, messageId), {
        body: muted(whole(body)),
        files: files.map(({ name, data }) => ({ name, data })),
        signal: withinMs === undefined ? undefined : AbortSignal.timeout(withinMs),
      });
      idOf(answer);
      return answer;
    });
  }

  async function attach(channel: string, messageId: string, card: CardWithFiles) {
    const answer = await change(channel, messageId, card);
    if (answer === undefined) return undefined;
    return card.files.flatMap(({ name }) => postedFile(answer as APIMessage, name) ?? []);
  }

  /** It answers with nothing. */
  const pin = async (channel: string, id: string): Promise<boolean> =>
    (await unlessGone(async () => ({ answer: await rest.put(Routes.channelMessagesPin(channel, id)) }))) !== undefined;

  async function since(channel: string, at: number): Promise<readonly PostedMessage[]> {
    const found: PostedMessage[] = [];
    let after = firstIdAt(at);
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const query = new URLSearchParams({ limit: String(PAGE), after });
      const newestFirst = await rest.get(Routes.channelMessages(channel), { query });
      if (!Array.isArray(newestFirst)) throw new Error(NOT_DISCORD);
      found.push(...(newestFirst as APIMessage[]).map(sentFrom).reverse());
      if (newestFirst.length < PAGE) return found;
      after = found.at(-1)?.id ?? after;
    }
    throw new Undeliverable(`more than ${MOST_PAGES * PAGE} messages stand after it`);
  }

  return {
    send: (...message) => judged(() => send(...message)),
    edit: (channel, id, body, withinMs) =>
      judged(async () => (await change(channel, id, { body, files: [] }, withinMs)) !== undefined),
    pin: (channel, id) => judged(() => pin(channel, id)),
    attach: (...message) => judged(() => attach(...message)),
    since: (...question) => judged(() => since(...question)),
  };
}

/** Nobody is ever pinged by what the game says: only who is named beside the text can be. */
const muted = (body: ShownBody, users?: readonly string[]) =>
  ({
    ...body,
    allowed_mentions: users === undefined ? { parse: [] } : { parse: [], users },
  }) as RESTPostAPIChannelMessageJSONBody;

/** An edit leaves alone what it does not name, so it names everything. */
function whole({ content = '', embeds = [], components = [], attachments }: ShownBody): ShownBody {
  return attachments ? { content, embeds, components, attachments } : { content, embeds, components };
}

/** A file that an embed shows is not among the attachments of the answer: its address has its id. */
function postedFile({ attachments = [], embeds = [] }: APIMessage, name: string): PostedFile | undefined {
  const beside = attachments.find(({ filename }) => filename === name)?.id;
  const inside = embeds
    .map(({ image }) => /\/attachments\/\d+\/(\d+)\/([^/?]+)/.exec(image?.url ?? ''))
    .find((found) => found?.[2] === encodeURIComponent(name))?.[1];
  const id = beside ?? inside;
  return id === undefined ? undefined : { id, name };
}

const firstIdAt = (at: number): string =>
  String(SnowflakeUtil.generate({ timestamp: at, workerId: 0n, processId: 0n, increment: 0n }));

const sentFrom = ({ id, nonce, author, content, embeds: [embed] }: APIMessage): PostedMessage => ({
  id,
  nonce: nonce === undefined ? undefined : String(nonce),
  authorName: author.username,
  content,
  title: embed?.title,
  description: embed?.description,
});

/** @returns undefined where the message is gone that the request is about */
async function unlessGone<T>(request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof DiscordAPIError && GONE_CODES.includes(error.code)) return undefined;
    throw error;
  }
}

async function judged<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!isDiscordsNo(error)) throw error;
    if (isAboutChannel(error)) throw new ChannelClosed(error.message, error.code);
    throw new Undeliverable(`${error.message} (${error.code})`);
  }
}

/** A 4xx of Discord's own, which has a code in it. One without comes from something before Discord, and passes. */
const isDiscordsNo = (error: unknown): error is DiscordAPIError & { readonly code: number } =>
  error instanceof DiscordAPIError &&
  typeof error.code === 'number' &&
  error.status >= 400 &&
  error.status < 500 &&
  ![401, 408, 429].includes(error.status);

const isAboutChannel = ({ status, code }: DiscordAPIError): boolean =>
  CLOSED_CODES.includes(code) || ([403, 404].includes(status) && !WORDS_CODES.includes(code));
