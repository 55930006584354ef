/** Places for messages: the guild's channels and their threads, and how to distinguish them. */
import type {
  APIGuildCategoryChannel,
  APIGuildForumChannel,
  APIPublicThreadChannel,
  APITextChannel,
} from 'discord-api-types/v10';
import { ChannelKind } from './codes.ts';

export type Channel = APITextChannel | APIGuildForumChannel | APIGuildCategoryChannel;
export type Thread = APIPublicThreadChannel;

/** Archives, unarchives, locks or unlocks, as of `at`. */
export const withMetadata = (
  { thread_metadata }: Thread,
  change: Partial<NonNullable<Thread['thread_metadata']>>,
  at: string,
): Pick<Thread, 'thread_metadata'> => ({
  thread_metadata: {
    archived: false,
    locked: false,
    auto_archive_duration: 1440,
    ...thread_metadata,
    ...change,
    archive_timestamp: change.archived === undefined ? (thread_metadata?.archive_timestamp ?? at) : at,
  },
});

export const isThread = (place: Channel | Thread): place is Thread => place.type === ChannelKind.thread;
export const isForum = (place: Channel | Thread): place is APIGuildForumChannel => place.type === ChannelKind.forum;
export const isArchived = ({ thread_metadata }: Thread): boolean => thread_metadata?.archived ?? false;
export const isLocked = ({ thread_metadata }: Thread): boolean => thread_metadata?.locked ?? false;
export const isCategory = (place: Channel | Thread): place is APIGuildCategoryChannel =>
  place.type === ChannelKind.category;
