import { league } from '../../sandbox/demo/league.ts';
import type { Handle } from '../../sandbox/discord/handle.ts';
import type { Observed } from '../../sandbox/discord/route.ts';
import { type LocalDiscord, openLocalDiscord } from '../../sandbox/discord/server.ts';
import { FakeClock } from '../fakes/clock.ts';
import { type Clock, realClock } from './rig.ts';

/** A local Discord with the people of the demo and the channels of version 0.1.0, and every request made to it. */
export interface League {
  readonly discord: LocalDiscord;
  readonly observed: readonly Observed[];
  readonly settings: Readonly<Record<string, string>>;
  /** All text of a command's answer, refusals included. */
  ask(person: string, path: string, options?: Readonly<Record<string, string | number>>): Promise<unknown>;
  begin(person: string, path: string, options?: Readonly<Record<string, string | number>>): Handle;
  /** What is offered to somebody who has typed nothing yet. */
  choices(person: string, path: string, focused: string): Promise<unknown>;
  /** Puts an earlier message of the bot into a channel. */
  stands(message: { readonly id: string; readonly channelId: string; readonly content: string }): void;
}

/**
 * Its ids come from the clock, so a league that is opened again at the same time is the same. Rate limits are counted
 * in real time, because discord.js waits in real time.
 */
export async function openLeague(clock: FakeClock = new FakeClock()): Promise<League> {
  const observed: Observed[] = [];
  const mixed: Clock = { now: () => clock.now(), monotonic: realClock.monotonic, after: realClock.after };
  const discord = await openLocalDiscord({
    port: 0,
    ...league,
    channels: CHANNELS,
    clock: mixed,
    observe: (each) => observed.push(each),
  });
  const begin: League['begin'] = (person, path, options = {}) =>
    discord.person(person).slash({ channel: 'race-control', path: path.split(' '), options });
  return {
    discord,
    observed,
    settings: settingsOf(discord),
    begin,
    async ask(person, path, options) {
      const asked = begin(person, path, options);
      await asked.done();
      const { content, embeds } = asked.followUps.at(-1) ?? asked.reply() ?? {};
      return { content, embeds };
    },
    async choices(person, path, focused) {
      const use = { channel: 'race-control', path: path.split(' '), options: { [focused]: '' }, focused };
      const typing = discord.person(person).autocomplete(use);
      await typing.done();
      return typing.choices;
    },
    stands({ id, channelId, content }) {
      discord.world.posts.post({ id, channelId, author: discord.world.bot, body: { content } });
    },
  };
}

/** The frozen store knows channels and people by the ids that they had when it was made. */
const CHANNELS = [
  { name: 'race-control' },
  { name: 'race-chat' },
  { name: 'stewards', readers: ['Steward', 'Race Director'] },
  { name: 'race-log', readers: ['Steward', 'Race Director'] },
] as const;

const settingsOf = (discord: LocalDiscord): Record<string, string> => ({
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.api,
  DISCORD_GUILD_ID: discord.guildId,
  DISCORD_CHANNEL_ID: discord.channel('race-control'),
  DISCORD_CHAT_CHANNEL_ID: discord.channel('race-chat'),
  DISCORD_STEWARD_CHANNEL_ID: discord.channel('stewards'),
  DISCORD_LOG_CHANNEL_ID: discord.channel('race-log'),
  DISCORD_ADMIN_ROLES: discord.role('Race Director'),
  DISCORD_STEWARD_ROLES: discord.role('Steward'),
  DISCORD_DRIVER_ROLES: discord.role('Driver'),
});
