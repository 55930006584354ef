/** What a card is: how one type of event is told, and in which channels. */
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
  /** What it is about: the configuration says which channel that goes to, and who may read it follows. */
  readonly kind: Notice;
  readonly post: Post;
  /** The GUID of a driver whose account is to be pinged; posted only where one is linked. */
  readonly mention?: string | undefined;
  /** Said while the session is driven: once a document says what becomes of that, this does not. */
  readonly unlessOnPaper?: Pick<Penalty, 'run' | 'session' | 'source'> | undefined;
  /** A change of a message that stands there already: where none does, nothing is posted. */
  readonly onlyIfThere?: true | undefined;
  /** Left out where this kind goes to the same channel: it has been told there already. */
  readonly unlessBeside?: Notice | undefined;
}

/** The contact that a penalty was given for, if it was for one. */
export type ContactOf = (penalty: Penalty) => Contact | undefined;

/** Until when the driver of a decision can appeal against it; undefined where nobody can. */
export type AppealTermOf = (decision: number) => AppealTerm | undefined;

/** What is posted of an event. `state` is what is known once it has happened. */
export type Card<T extends EventType> = (
  event: EventOf<T>,
  state: RaceState,
  words: Catalogue,
  contactOf: ContactOf,
  appealTermOf: AppealTermOf,
) => readonly RoutedPost[];

/** Every type of event. One that nobody is told of says so; one that is left out does not compile. */
export type Cards = { readonly [T in EventType]: Card<T> | 'silent' };

/** A line that anybody may read. */
export const line = (kind: PublicNotice, content: string, lane: Lane = 'race'): RoutedPost => ({
  kind,
  post: { lane, body: { content } },
});

/** A line that names who gave an order, or what somebody is counted. */
export const officialLine = (kind: OfficialNotice, content: string, lane: Lane = 'race'): RoutedPost => ({
  kind,
  post: { lane, body: { content } },
});

export const embed = (kind: PublicNotice, card: APIEmbed): RoutedPost => ({
  kind,
  post: { lane: 'race', body: { embeds: [card] } },
});

/** In bold, with the car where somebody else among these is called the same. */
export const boldName = (driver: Driver, words: CarWords, among: readonly Driver[] = []): string =>
  `**${fullName(driver, words, among)}**`;

/** Said of what was learnt from the log or by asking, after it had happened. */
export const lateNote = ({ late }: { readonly late?: true }, words: Catalogue): string =>
  late ? ` (${words.noticedLate()})` : '';
