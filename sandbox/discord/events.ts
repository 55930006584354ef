import type {
  APIApplicationCommand,
  APIInteraction,
  GatewayChannelPinsUpdateDispatchData,
  GatewayGuildMemberUpdateDispatchData,
  GatewayGuildRoleCreateDispatchData,
  GatewayGuildRoleDeleteDispatchData,
  GatewayGuildRoleUpdateDispatchData,
  GatewayMessageCreateDispatchData,
  GatewayMessageDeleteDispatchData,
  GatewayMessageReactionAddDispatchData,
  GatewayMessageReactionRemoveDispatchData,
  GatewayMessageUpdateDispatchData,
  GatewayThreadCreateDispatchData,
  GatewayThreadDeleteDispatchData,
  GatewayThreadUpdateDispatchData,
  GatewayWebhooksUpdateDispatchData,
} from 'discord-api-types/v10';
import type { Channel } from './place.ts';

/** What can happen in the local Discord: gateway event name -> its payload. */
interface Payloads {
  /** The bot is in the guild again; what it is told of the guild depends on its intents. */
  GUILD_CREATE: { readonly id: string };
  /** The bot was thrown out. */
  GUILD_DELETE: { readonly id: string };
  CHANNEL_CREATE: Channel;
  CHANNEL_DELETE: Channel;
  CHANNEL_UPDATE: Channel;
  CHANNEL_PINS_UPDATE: GatewayChannelPinsUpdateDispatchData;
  THREAD_CREATE: GatewayThreadCreateDispatchData;
  THREAD_UPDATE: GatewayThreadUpdateDispatchData;
  THREAD_DELETE: GatewayThreadDeleteDispatchData;
  GUILD_MEMBER_UPDATE: GatewayGuildMemberUpdateDispatchData;
  GUILD_ROLE_CREATE: GatewayGuildRoleCreateDispatchData;
  GUILD_ROLE_DELETE: GatewayGuildRoleDeleteDispatchData;
  GUILD_ROLE_UPDATE: GatewayGuildRoleUpdateDispatchData;
  INTERACTION_CREATE: APIInteraction;
  MESSAGE_CREATE: GatewayMessageCreateDispatchData;
  MESSAGE_UPDATE: GatewayMessageUpdateDispatchData;
  MESSAGE_DELETE: GatewayMessageDeleteDispatchData;
  MESSAGE_REACTION_ADD: GatewayMessageReactionAddDispatchData;
  MESSAGE_REACTION_REMOVE: GatewayMessageReactionRemoveDispatchData;
  WEBHOOKS_UPDATE: GatewayWebhooksUpdateDispatchData;
  /** Not a gateway event: the list of commands people can use has changed. Never sent to a bot. */
  COMMANDS_UPDATE: readonly APIApplicationCommand[];
}

/** One thing that happened. `only` is the id of the one user who learns of it: ephemeral messages, interactions. */
export type Dispatch = {
  [T in keyof Payloads]: { readonly t: T; readonly d: Payloads[T]; readonly only?: string };
}[keyof Payloads];

export type DispatchName = Dispatch['t'];
export type DispatchListener = (dispatch: Dispatch) => void;
