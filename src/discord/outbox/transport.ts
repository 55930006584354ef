/** The requests that post messages to a channel, and the meaning of their failures. */
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

/** Discord refused for good: repeating the request would not help. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}

/** The bot has no access to the channel. Somebody may fix that, so nothing waiting for it is lost. */
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
  /** At most 25 characters. Discord answers a second message with a recent nonce with the first one. */
  readonly nonce: string;
  readonly author?: Author;
  /** Accounts to ping. */
  readonly mentions?: readonly string[] | undefined;
}

/** A message in a channel, with what is needed to recognise it. */
export interface PostedMessage {
  readonly id: string;
  readonly nonce?: string;
  readonly authorName: string;
  readonly content: string;
  /** The title of its first embed. */
  readonly title?: string;
  readonly description?: string;
}

/** A file attached to a message. */
export interface PostedFile {
  readonly id: string;
  readonly name: string;
}

/** In the order of the body's list of attachments. */
export interface CardWithFiles {
  readonly body: ShownBody;
  readonly files: readonly { readonly name: string; readonly data: Buffer }[];
}

/** What the outbox needs from Discord. Calls reject with Undeliverable, ChannelClosed, or a temporary error. */
export interface Transport {
  /** @returns the id of the message */
  send(channel: string, message: Outgoing): Promise<string>;
  /** False if the message is gone. Aborted after `withinMs`, if given. */
  edit(channel: string, messageId: string, body: ShownBody, withinMs?: number): Promise<boolean>;
  /** False if the message is gone. Pinning a pinned message has no effect. */
  pin(channel: string, messageId: string): Promise<boolean>;
  /** Attaches exactly these files to a message and removes any others. Undefined if the message is gone. */
  attach(channel: string, messageId: string, card: CardWithFiles): Promise<readonly PostedFile[] | undefined>;
  /** All messages after a point in time (UTC, milliseconds), oldest first. */
  since(channel: string, at: number): Promise<readonly PostedMessage[]>;
}

/** 10008: unknown message. 50005: written by another bot account, i.e. with an earlier token. */
const GONE_CODES: readonly unknown[] = [10008, 50005];
/** 400s about the channel: not a text channel, not for this type of channel, an archived thread. */
const CLOSED_CODES: readonly unknown[] = [50008, 50024, 50083];
/** 403s about the content: explicit content, AutoMod (also for titles), harmful links. */
const WORDS_CODES: readonly unknown[] = [20009, 200000, 200001, 240000];

/** The most messages that Discord returns at once. */
const PAGE = 100;
/** The limit when searching a busy channel. */
const MOST_PAGES = 20;

/** @param applicationId the bot's own, to recognise its webhooks */
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

  /** Discord's response is empty. */
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

/** Text from the game never pings anybody: only the accounts listed in `users` can be pinged. */
const muted = (body: ShownBody, users?: readonly string[]) =>
  ({
    ...body,
    allowed_mentions: users === undefined ? { parse: [] } : { parse: [], users },
  }) as RESTPostAPIChannelMessageJSONBody;

/** Discord keeps the fields that an edit leaves out, so every edit contains all of them. */
function whole({ content = '', embeds = [], components = [], attachments }: ShownBody): ShownBody {
  return attachments ? { content, embeds, components, attachments } : { content, embeds, components };
}

/** A file shown in an embed is not among the attachments of the response, but the embed's URL contains its id. */
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

/** @returns undefined if the message is gone */
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

/** A 4xx from Discord itself has a code. One without a code comes from a proxy in between, and is temporary. */
const isDiscordsNo = (error: unknown): error is DiscordAPIError & { readonly code: number } =>
  error instanceof DiscordAPIError &&
  typeof error.code === 'number' &&
  error.status >= 400 &&
  error.status < 500 &&
  ![401, 408, 429].includes(error.status);

const isAboutChannel = ({ status, code }: DiscordAPIError): boolean =>
  CLOSED_CODES.includes(code) || ([403, 404].includes(status) && !WORDS_CODES.includes(code));
