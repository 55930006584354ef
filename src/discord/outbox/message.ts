/** Forms the next message from the waiting posts: consecutive plain lines are sent together. */
import type { Catalogue } from '../../texts/catalogue.ts';
import { escapeText } from '../common/text.ts';
import { type Author, type Body, type Post, ROW_LANES, type RowLane } from './post.ts';

/** A waiting post as stored in the table. */
export interface Row {
  readonly id: number;
  readonly channel: string;
  readonly lane: number;
  readonly key: string | null;
  readonly author: string | null;
  readonly body: string;
  readonly state: 'queued' | 'sending';
  readonly confidential: Post['confidential'] | null;
  /** As JSON. */
  readonly mentions: string | null;
  /** How many lines of chat this line replaces; null for an ordinary line. */
  readonly stands_for: number | null;
  /** The id of the message that it is sent with. */
  readonly parcel: number | null;
  readonly created_at: number;
  readonly sending_at: number | null;
}

/** One message to send: one post, or several plain lines of one lane and author. */
export interface OutgoingMessage {
  /** The id of its first row. */
  readonly id: number;
  readonly channel: string;
  readonly lane: RowLane;
  readonly body: Body;
  readonly mentions?: readonly string[] | undefined;
  readonly key?: string;
  readonly author?: Author;
  /** How many posts it contains. */
  readonly posts: number;
  /** UTC, milliseconds: the first attempt without a response, or else this attempt. */
  readonly sendingAt: number;
  /** It was being sent when the connection or the process died, so it may already be in the channel. */
  readonly doubtful: boolean;
  /** Chat, which is dropped rather than posted twice. The line that reports lost chat does not count as chat. */
  readonly isChat: boolean;
}

/** Discord's limit for the text of a message. */
const MESSAGE_LENGTH = 2000;
/** Room for the name before a driver's words if there is no webhook: 80 characters, escaped, in bold. */
const NAME_LENGTH = 200;
/** Up to this many lines of several drivers are posted one by one. More become one message that names the speakers. */
const MOST_APART = 4;

/** More lines of chat than this become a number if the oldest has waited for longer than CHAT_IS_OLD_MS. */
export const MOST_CHAT_LINES = 50;
const CHAT_IS_OLD_MS = 5 * 60_000;

/** Whether there is so much old chat that it is replaced by its number. */
export const isFlood = (waiting: readonly Row[], now: number): boolean =>
  waiting.length > MOST_CHAT_LINES &&
  waiting.every(({ lane, key, state }) => lane === ROW_LANES.indexOf('chat') && key === null && state === 'queued') &&
  now - (waiting[0]?.created_at ?? now) > CHAT_IS_OLD_MS;

/** The rows to send next, from the waiting rows in order: the first one and the plain lines right behind it. */
export function rowsOfNextMessage(waiting: readonly Row[]): readonly Row[] {
  const [first, ...others] = waiting;
  if (!first) return [];
  if (first.state === 'sending') return waiting.filter(({ parcel }) => parcel === first.parcel);
  const spoken = spokenFirst(waiting);
  if (spoken.length > MOST_APART && isOfSeveral(spoken)) return asOneMessage(spoken);
  const room = MESSAGE_LENGTH - (first.author === null ? 0 : NAME_LENGTH);
  let used = lineOf(first)?.length ?? room;
  const end = others.findIndex((row) => {
    const line = lineOf(row);
    const isAlike = row.lane === first.lane && row.author === first.author && row.confidential === first.confidential;
    const fits = line !== undefined && isAlike;
    used += 1 + (line?.length ?? 0);
    return !fits || used > room;
  });
  return waiting.slice(0, end < 0 ? waiting.length : end + 1);
}

export function outgoingMessage([first, ...others]: readonly Row[], now: number): OutgoingMessage | undefined {
  if (!first) return undefined;
  const lane = ROW_LANES[first.lane] ?? 'chat';
  return {
    id: first.parcel ?? first.id,
    channel: first.channel,
    lane,
    body: isOfSeveral([first, ...others]) ? spokenByAll([first, ...others]) : bodyOf(first, others),
    mentions: first.mentions === null ? undefined : (JSON.parse(first.mentions) as readonly string[]),
    posts: 1 + others.length,
    sendingAt: first.sending_at ?? now,
    doubtful: first.state === 'sending',
    isChat: lane === 'chat' && first.key === null && first.stands_for === null,
    key: first.key ?? undefined,
    author: isOfSeveral([first, ...others]) ? undefined : authorOf(first),
  };
}

/** The post that replaces chat that was not relayed. */
export const digestOf = (lines: number, words: DigestWords): Body => ({ content: words.chatNotRelayed({ lines }) });

export type DigestWords = Pick<Catalogue, 'chatNotRelayed'>;

/** A post with a line above it. */
export const below = (word: string, { content, ...more }: Body): Body => ({
  ...more,
  content: content === undefined ? word : `${word}\n${content}`,
});

/** A driver's words if no webhook can post them under the driver's name. */
export const spokenBy = ({ name }: Author, { content, ...more }: Body): Body => ({
  ...more,
  content: `**${escapeText(name, 80)}**: ${content ?? ''}`,
});

/** The leading lines said by drivers, up to the first row of another kind. */
function spokenFirst(waiting: readonly Row[]): readonly Row[] {
  const lane = waiting[0]?.lane;
  const end = waiting.findIndex((row) => lineOf(row) === undefined || row.author === null || row.lane !== lane);
  return waiting.slice(0, end < 0 ? waiting.length : end);
}

/** As many of these as fit into one message, but at least one. */
function asOneMessage(spoken: readonly Row[]): readonly Row[] {
  let used = -1;
  const overflow = spoken.findIndex((row) => {
    used += 1 + spokenLine(row).length;
    return used > MESSAGE_LENGTH;
  });
  return spoken.slice(0, overflow < 0 ? spoken.length : Math.max(1, overflow));
}

const isOfSeveral = (rows: readonly Row[]): boolean => rows.some(({ author }) => author !== rows[0]?.author);

const spokenByAll = (rows: readonly Row[]): Body => ({ content: rows.map(spokenLine).join('\n') });

function spokenLine(row: Row): string {
  const body = JSON.parse(row.body) as Body;
  const author = authorOf(row);
  return contentOf(author ? spokenBy(author, body) : body);
}

const authorOf = ({ author }: Row): Author | undefined =>
  author === null ? undefined : (JSON.parse(author) as Author);

/** The text of a row that is only a line; undefined for embeds, messages that are edited later and digests. */
function lineOf({ key, stands_for, body, mentions }: Row): string | undefined {
  if (key !== null || stands_for !== null || mentions !== null) return undefined;
  const { content, ...more } = JSON.parse(body) as Body;
  return Object.keys(more).length === 0 ? content : undefined;
}

function bodyOf(first: Row, others: readonly Row[]): Body {
  const body = JSON.parse(first.body) as Body;
  if (others.length === 0) return body;
  return { content: [body, ...others.map((row) => JSON.parse(row.body) as Body)].map(contentOf).join('\n') };
}

const contentOf = ({ content = '' }: Body): string => content;
