import { Intent } from './codes.ts';
import { isArchived } from './place.ts';
import type { Session } from './session.ts';
import type { World } from './world.ts';

interface Login {
  readonly session: Session;
  readonly shard: readonly [number, number] | undefined;
  readonly resumeUrl: string;
}

/**
 * READY, with lists that bots do not use and ordinary clients still read: eris iterates over private_channels without
 * checking that it exists.
 */
export const readyFrame = (world: World, { session, shard, resumeUrl }: Login) => ({
  v: 10,
  user: { ...world.bot, verified: true, mfa_enabled: false, email: null },
  user_settings: {},
  guilds: world.isBotHere ? [{ id: world.guildId, unavailable: true }] : [],
  guild_join_requests: [],
  geo_ordered_rtc_regions: [],
  private_channels: [],
  relationships: [],
  game_relationships: [],
  presences: [],
  session_id: session.id,
  session_type: 'normal',
  resume_gateway_url: resumeUrl,
  auth: {},
  application: { id: world.applicationId, flags: 0 },
  shard,
});

/** GUILD_CREATE: the whole guild, limited by the bot's intents. */
export function guildFrame(world: World, session: Session) {
  const members = world.members();
  return {
    ...world.guild(),
    joined_at: world.member(world.bot.id)?.joined_at,
    large: false,
    unavailable: false,
    member_count: members.length,
    // Discord lists the other members only for bots with the presence intent.
    members: session.has(Intent.presences) ? members : members.filter(({ user }) => user.id === world.bot.id),
    channels: world.channels(),
    threads: world.places.threads().filter((thread) => !isArchived(thread)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
