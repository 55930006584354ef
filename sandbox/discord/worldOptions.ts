import type { APIWebhook } from 'discord-api-types/v10';
import type { Clock } from '../../src/kit/clock.ts';
import type { ChannelOptions } from './channels.ts';
import type { PermissionName } from './codes.ts';
import type { RoleOptions } from './roles.ts';

/** A webhook created by the bot: it always has a token. */
export type Webhook = APIWebhook & { readonly token: string; readonly channel_id: string; readonly name: string };

export interface WorldOptions {
  readonly clock: Clock;
  readonly guildName: string;
  readonly channels: readonly ChannelOptions[];
  readonly roles: readonly RoleOptions[];
  readonly people: readonly {
    readonly name: string;
    readonly roles: readonly string[];
    /** Their client's locale: "de"; en-US when absent. */
    readonly locale?: string;
  }[];
  readonly botName: string;
  /** The bot's, with which it came onto the guild. */
  readonly invitation?: Pick<Invitation, 'permissions'> | undefined;
  /** The base URL of files: `http://127.0.0.1:4000`; known only once the port is open. */
  readonly origin: () => string;
}

/** Without `role` and `member`, for everyone. */
export interface ChannelRule {
  readonly role?: string;
  readonly member?: string;
  readonly deny?: readonly PermissionName[];
  readonly allow?: readonly PermissionName[];
}

/** An invitation of the bot: its role's permissions, and whether it may have slash commands. */
export interface Invitation {
  readonly permissions?: readonly PermissionName[];
  /** Without the scope applications.commands nobody sees its commands, and registering them is refused. */
  readonly withCommands?: boolean;
}
