import type { APIGuildMember, APIUser } from 'discord-api-types/v10';
import type { Clock } from '../../src/kit/clock.ts';
import type { Dispatch } from './events.ts';
import type { Known } from './mentions.ts';

/** What messages and commands need from their local Discord. */
export interface Surroundings extends Known {
  readonly clock: Clock;
  readonly guildId: string;
  readonly applicationId: string;
  readonly bot: APIUser;
  readonly origin: () => string;
  readonly newId: () => string;
  readonly places: { touch(channelId: string, messageId: string): void };
  member(userId: string): APIGuildMember | undefined;
  emit(dispatch: Dispatch): void;
}
