/** What can be posted to a channel. */
import type { APIEmbed, APIMessageTopLevelComponent } from 'discord.js';

/** In order of urgency: a penalty never waits behind chat. Order is kept within a channel and lane. */
export const LANES = ['penalty', 'incident', 'race', 'chat'] as const;
export type Lane = (typeof LANES)[number];

/** Nothing waits behind a picture, and boards bypass the queue. Rows store the index, so the order must not change. */
export const ROW_LANES = [...LANES, 'picture', 'board'] as const;
export type RowLane = (typeof ROW_LANES)[number];

/** A message in the format of Discord's API. Text from the game is already sanitized. */
export interface Body {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components?: readonly APIMessageTopLevelComponent[];
  /** Drawn once the message is posted, which is then edited. Only for posts with a key. */
  readonly pictures?: readonly PictureReference[];
}

/** A picture that is yet to be drawn. */
export interface PictureReference {
  /**
   * What to draw, in the format of the drawing code. A different text is a different picture. If only the part after an
   * "@" differs, it is the same picture with other data, and the old one stays until the new one is drawn.
   */
  readonly source: string;
  /** The file name, unique within a message. */
  readonly name: string;
  /** In the first embed, or next to the text. */
  readonly place: 'embed' | 'beside';
}

/** The name that a webhook posts under: a driver in the car. */
export interface Author {
  readonly name: string;
}

interface Message {
  readonly body: Body;
  readonly lane: Lane;
  /** Accounts to ping. If absent, nobody. */
  readonly mentions?: readonly string[] | undefined;
  /**
   * Not for everybody. If everybody can read the channel, `waits` is held until that changes, and `dropped` (for a
   * channel that was never meant for it) is discarded. If it is unknown who can read the channel, the post waits.
   */
  readonly confidential?: 'waits' | 'dropped' | undefined;
}

/**
 * Posts with the same `key` in a channel are states of one message: the first creates it, later ones edit it, and a
 * state overtaken by a newer one is never sent. Posts with an `author` are never edited.
 */
export type Post = Message &
  ({ readonly key?: string; readonly author?: undefined } | { readonly key?: undefined; readonly author?: Author });
