import type { APIWebhook } from 'discord-api-types/v10';
import type { Clock } from '../../src/kit/clock.ts';
import type { ChannelOptions } from './channels.ts';
import type { PermissionName } from './codes.ts';
import type { RoleOptions } from './roles.ts';

/** A webhook that the bot made: its token is never missing. */
export type Webhook = APIWebhook & { readonly token: string; readonly channel_id: string; readonly name: string };

export interface WorldOptions {
  readonly clock: Clock;
  readonly guildName: string;
  readonly channels: readonly ChannelOptions[];
  readonly roles: readonly RoleOptions[];
  readonly people: readonly {
    readonly name: string;
    readonly roles: readonly string[];
    /** The language of their client: "de"; en-US when absent. */
    readonly locale?: string;
  }[];
  readonly botName: string;
  /** Where files can be fetched: `http://127.0.0.1:4000`; known only once the port is open. */
  readonly origin: () => string;
}

/** Without `role` and `member`, for everyone. */
export interface ChannelRule {
  readonly role?: string;
  readonly member?: string;
  readonly deny?: readonly PermissionName[];
  readonly allow?: readonly PermissionName[];
}

/** How somebody invites the bot: what its role may do, and whether it may have slash commands. */
export interface Invitation {
  readonly permissions?: readonly PermissionName[];
  /** Without the scope applications.commands nobody sees its commands, and registering them is refused. */
  readonly withCommands?: boolean;
}
