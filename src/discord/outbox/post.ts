/** What may be posted to a channel. */
import type { APIEmbed, APIMessageTopLevelComponent } from 'discord.js';

/** In order of urgency: a penalty never waits behind chat. Within a channel and lane, order is kept. */
export const LANES = ['penalty', 'incident', 'race', 'chat'] as const;
export type Lane = (typeof LANES)[number];

/** Nothing waits behind a picture, and boards have a way of their own. Rows have the index: the order stays. */
export const ROW_LANES = [...LANES, 'picture', 'board'] as const;
export type RowLane = (typeof ROW_LANES)[number];

/** A message as Discord's API takes it. Text from the game has been through the sanitizer. */
export interface Body {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components?: readonly APIMessageTopLevelComponent[];
  /** Drawn once the message stands, which is edited then. Only what has a key is. */
  readonly pictures?: readonly PictureReference[];
}

/** A picture that is not drawn yet. */
export interface PictureReference {
  /**
   * What is drawn, in the words of whoever draws. Another text is another picture; what differs behind an "@" alone is
   * the same one by what was known then, and stands until the newer one is drawn.
   */
  readonly source: string;
  /** The name of its file: no two of a message have the same. */
  readonly name: string;
  /** In the first embed, or beside the text. */
  readonly place: 'embed' | 'beside';
}

/** Somebody who speaks through a webhook: a driver in the car. */
export interface Author {
  readonly name: string;
}

interface Message {
  readonly body: Body;
  readonly lane: Lane;
  /** Accounts that it pings; nobody when absent. */
  readonly mentions?: readonly string[] | undefined;
  /**
   * Not for everybody's eyes. In a channel that everybody can read it waits until that is over; in one that was never
   * meant for it, it is dropped. Where it is not known who reads it, it waits.
   */
  readonly confidential?: 'waits' | 'dropped' | undefined;
}

/**
 * Posts with one `key` in one channel are states of one message: the first creates it, later ones edit it, and a
 * state that a newer one overtakes is never seen. What an `author` says stands as it was said.
 */
export type Post = Message &
  ({ readonly key?: string; readonly author?: undefined } | { readonly key?: undefined; readonly author?: Author });
