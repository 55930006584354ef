import { expect } from 'vitest';
import type { RoutedPost } from '../../src/discord/cards/card.ts';
import { postsOfEach, type Told } from './race.ts';

/** What is posted for the last of these events. */
export const postsOfLast = (...bodies: Told[]): readonly RoutedPost[] => postsOfEach(bodies).at(-1) ?? [];

/** Kind and text of the only post for the last of these events. */
export function toldOfLast(...bodies: Told[]): string {
  const [first, ...others] = postsOfLast(...bodies);
  expect(others).toEqual([]);
  return first ? `${first.kind}: ${first.post.body.content}` : 'nothing';
}

/** The embed of the first post for the last of these events. */
export const cardOfLast = (...bodies: Told[]) => postsOfLast(...bodies)[0]?.post.body.embeds?.[0];
