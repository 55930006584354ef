import type { APIEmbed, APIMessageTopLevelComponent } from 'discord.js';

/** In order of urgency: a penalty never waits behind chat. Within a channel and lane, order is kept. */
export const LANES = ['penalty', 'incident', 'race', 'chat'] as const;
export type Lane = (typeof LANES)[number];

/** A message as Discord's API takes it. Text from the game has been through the sanitizer. */
export interface Body {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components?: readonly APIMessageTopLevelComponent[];
}

/** Somebody who speaks through a webhook: a driver in the car. */
export interface Author {
  readonly name: string;
}

export interface Post {
  readonly body: Body;
  readonly lane: Lane;
  /** Posts with one key in one channel are states of one message: the first creates it, later ones edit it. */
  readonly key?: string;
  readonly author?: Author;
}

/** What is sent as one message: one post, or several plain lines of one lane and author. */
export interface Parcel extends Post {
  readonly id: number;
  readonly channel: string;
  /** UTC, milliseconds: when it was first tried. */
  readonly sendingAt: number;
}
