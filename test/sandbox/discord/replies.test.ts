import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { openLeague, request } from './bot.ts';

let discord: LocalDiscord;

beforeEach(async () => {
  discord = await openLeague();
});

afterEach(() => discord.close());

const post = (body: unknown) => request(discord, `POST /channels/${discord.channel('chat')}/messages`, body);

describe('a reply', () => {
  it('names the message it answers and pings its author', async () => {
    const said = discord.person('Dora').say({ channel: 'chat', text: 'who won?' });
    const { body } = await post({ content: 'you', message_reference: { message_id: said.id } });
    expect(body).toMatchObject({
      type: 19,
      message_reference: { message_id: said.id, channel_id: said.channel_id, guild_id: discord.guildId },
      referenced_message: { id: said.id, content: 'who won?' },
      mentions: [{ id: discord.person('Dora').id }],
    });
    const quiet = { message_reference: { message_id: said.id }, allowed_mentions: { parse: [] } };
    expect((await post({ content: 'you', ...quiet })).body).toMatchObject({ type: 19, mentions: [] });
  });

  it('to an unknown message is refused, unless fail_if_not_exists is false', async () => {
    const reference = { message_id: '123456789012345678' };
    const refused = await post({ content: 'x', message_reference: reference });
    expect(refused.body).toHaveProperty(
      ['errors', 'message_reference', '_errors', '0', 'code'],
      'MESSAGE_REFERENCE_UNKNOWN_MESSAGE',
    );
    const loose = await post({ content: 'x', message_reference: { ...reference, fail_if_not_exists: false } });
    expect(loose.body).toMatchObject({ type: 0 });
  });

  it('needs the permission to read the message history', async () => {
    const said = discord.person('Dora').say({ channel: 'chat', text: 'who won?' });
    discord.faults.deny('ReadMessageHistory');
    const refused = await post({ content: 'x', message_reference: { message_id: said.id } });
    expect(refused).toMatchObject({ status: 403, body: { code: 50013 } });
  });
});
