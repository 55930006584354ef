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

/** The events of the local Discord: gateway event name -> its payload. */
interface Payloads {
  /** The bot is back in the guild; its intents decide what it gets about the guild. */
  GUILD_CREATE: { readonly id: string };
  /** The bot was removed from the guild. */
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
  /** Not a gateway event: the list of available commands has changed. Never sent to a bot. */
  COMMANDS_UPDATE: readonly APIApplicationCommand[];
}

/** One event. `only` is the id of the only user who gets it: ephemeral messages, interactions. */
export type Dispatch = {
  [T in keyof Payloads]: { readonly t: T; readonly d: Payloads[T]; readonly only?: string };
}[keyof Payloads];

export type DispatchName = Dispatch['t'];
export type DispatchListener = (dispatch: Dispatch) => void;
