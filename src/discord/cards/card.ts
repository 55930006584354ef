/** A card: how one type of event is posted, and in which channels. */
import type { APIEmbed } from 'discord.js';
import type { Notice, OfficialNotice, PublicNotice } from '../../config/notices.ts';
import type { AppealTerm } from '../../events/appeal.ts';
import type { Driver, EventOf, EventType } from '../../events/events.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { RaceState } from '../../race/state.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import type { Contact } from '../../texts/contacts.ts';
import { type CarWords, fullName } from '../common/driverName.ts';
import type { Lane, Post } from '../outbox/post.ts';

export interface RoutedPost {
  /** The topic. The configuration maps it to a channel, and with that to who may read it. */
  readonly kind: Notice;
  readonly post: Post;
  /** The GUID of a driver whose account is to be pinged; posted only where one is linked. */
  readonly mention?: string | undefined;
  /** Posted while the session is running. Dropped once documents announce what becomes of the penalty. */
  readonly unlessOnPaper?: Pick<Penalty, 'run' | 'session' | 'source'> | undefined;
  /** Only edits a message that already exists; without one, nothing is posted. */
  readonly onlyIfThere?: true | undefined;
  /** Left out if this kind goes to the same channel: it has already been posted there. */
  readonly unlessBeside?: Notice | undefined;
}

/** The contact that a penalty was given for, if any. */
export type ContactOf = (penalty: Penalty) => Contact | undefined;

/** Until when the driver of a decision can appeal against it; undefined if nobody can. */
export type AppealTermOf = (decision: number) => AppealTerm | undefined;

/** The posts for an event. `state` is the state after the event. */
export type Card<T extends EventType> = (
  event: EventOf<T>,
  state: RaceState,
  words: Catalogue,
  contactOf: ContactOf,
  appealTermOf: AppealTermOf,
) => readonly RoutedPost[];

/** Every type of event. One that is not posted says `'silent'`; one that is missing does not compile. */
export type Cards = { readonly [T in EventType]: Card<T> | 'silent' };

/** A line that everybody may read. */
export const line = (kind: PublicNotice, content: string, lane: Lane = 'race'): RoutedPost => ({
  kind,
  post: { lane, body: { content } },
});

/** A line for officials only: it names who gave an order, or a driver's warnings. */
export const officialLine = (kind: OfficialNotice, content: string, lane: Lane = 'race'): RoutedPost => ({
  kind,
  post: { lane, body: { content } },
});

export const embed = (kind: PublicNotice, card: APIEmbed): RoutedPost => ({
  kind,
  post: { lane: 'race', body: { embeds: [card] } },
});

/** In bold, with the car if somebody else in `among` has the same name. */
export const boldName = (driver: Driver, words: CarWords, among: readonly Driver[] = []): string =>
  `**${fullName(driver, words, among)}**`;

/** Marks what was learnt late, from the log or by asking. */
export const lateNote = ({ late }: { readonly late?: true }, words: Catalogue): string =>
  late ? ` (${words.noticedLate()})` : '';
