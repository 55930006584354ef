import { describe, expect, test } from 'vitest';
import type { DiscordConfig } from '../../../src/discord/session/config.ts';
import { type GuildFacts, problemsWith } from '../../../src/discord/session/guild.ts';

const config: DiscordConfig = {
  token: 'secret',
  guildId: '1',
  channelId: '10',
  chatChannelId: '11',
  roleIds: { admin: ['20'], steward: ['21'], driver: [] },
  administratorsAreAdmins: true,
  chatToGame: false,
};
const SEND_MESSAGES = 1n << 11n;
const channel = { name: 'race-control', takesText: true, isThread: false, can: (_: bigint) => true };
const guild = (changes: Partial<GuildFacts> = {}): GuildFacts => ({
  name: 'League',
  hasRole: () => true,
  channel: () => channel,
  ...changes,
});

describe('a configuration', () => {
  test('that fits its guild has no problem', () => expect(problemsWith(config, guild())).toEqual([]));

  test('tells every unknown id at once, each with its variable', () => {
    expect(problemsWith(config, guild({ hasRole: (id) => id === '20', channel: () => undefined }))).toEqual([
      'DISCORD_STEWARD_ROLES holds 21, but "League" has no role with that id.',
      'DISCORD_CHANNEL_ID is 10, but "League" has no channel with that id that the bot can see.',
      'DISCORD_CHAT_CHANNEL_ID is 11, but "League" has no channel with that id that the bot can see.',
    ]);
  });

  test('cannot name a voice channel or a category', () => {
    expect(problemsWith(config, guild({ channel: () => ({ ...channel, takesText: false }) }))[0]).toBe(
      'DISCORD_CHANNEL_ID is 10, but "race-control" is not a text channel.',
    );
  });

  test('needs its permissions in the channel', () => {
    const mute = { ...channel, can: (permission: bigint) => permission !== SEND_MESSAGES };
    expect(problemsWith(config, guild({ channel: () => mute }))[0]).toBe(
      'In #race-control (DISCORD_CHANNEL_ID) the bot needs "Send Messages".',
    );
  });

  test('asks in a thread, or a post of a forum, for the permission that counts there', () => {
    const thread = { ...channel, isThread: true, can: (permission: bigint) => permission === SEND_MESSAGES };
    expect(problemsWith(config, guild({ channel: () => thread }))[0]).toBe(
      'In #race-control (DISCORD_CHANNEL_ID) the bot needs "View Channel", "Embed Links", "Read Message History", "Send Messages in Threads".',
    );
    const open = { ...thread, can: (permission: bigint) => permission !== SEND_MESSAGES };
    expect(problemsWith(config, guild({ channel: () => open }))).toEqual([]);
  });
});
