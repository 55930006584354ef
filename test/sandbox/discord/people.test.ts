import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../sandbox/discord/people.ts';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { COMMANDS, openLeague, request } from './bot.ts';

let discord: LocalDiscord;
let ada: Person;
let dora: Person;

beforeEach(async () => {
  discord = await openLeague({
    channels: [{ name: 'race-control' }, { name: 'chat' }, { name: 'incidents', tags: ['open'] }],
  });
  await request(discord, `PUT /applications/${discord.applicationId}/guilds/${discord.guildId}/commands`, COMMANDS);
  ada = discord.person('Ada');
  dora = discord.person('Dora');
});

afterEach(() => discord.close());

describe('what the Discord client refuses to send', () => {
  const use = (path: string[], options = {}) => ada.slash({ channel: 'chat', path, options });

  it.each([
    ['an unknown command', () => use(['fly']), 'There is no command "/fly".'],
    ['a command without its subcommand', () => use(['server']), '/server needs one of its subcommands: info, set.'],
    ['an unknown option', () => use(['server', 'info'], { x: 1 }), '/server info has no option "x"; it has none.'],
    ['a missing option', () => use(['server', 'set']), '/server set needs the option "session".'],
    [
      'a number out of range',
      () => use(['server', 'set'], { session: 'Q', laps: 100 }),
      'must be from 1 to 99, not 100.',
    ],
    [
      'a value of the wrong type',
      () => use(['server', 'set'], { session: 'Q', laps: 'ten' }),
      'must be a whole number',
    ],
    ['a value that is no choice', () => use(['verdict'], { type: 'x' }), 'must be one of time, not "x".'],
    [
      'an empty text',
      () => use(['server', 'set'], { session: '' }),
      'The option "session" of /server set must be text, not ""',
    ],
    [
      'a text of 6001 characters',
      () => use(['server', 'set'], { session: 'x'.repeat(6001) }),
      'must be from -∞ to 6000, not 6001.',
    ],
    ['an option given by position', () => use(['verdict'], ['time']), '/verdict has no option "0"; it has type, who.'],
    [
      'anything in a forum',
      () => ada.slash({ channel: 'incidents', path: ['server', 'info'] }),
      'Nothing can be typed in incidents.',
    ],
    ['an unknown user', () => use(['verdict'], { type: 'time', who: '1' }), 'Nothing in the guild has the id "1".'],
  ])('is %s', (_, send, sentence) => {
    expect(send).toThrow(sentence);
  });

  it('is a command hidden from the caller', () => {
    expect(dora.commands().map(({ name }) => name)).toEqual(['server', 'verdict']);
    expect(() => dora.slash({ channel: 'chat', path: ['ban'] })).toThrow('"/ban" is hidden from Dora');
    expect(ada.commands().map(({ name }) => name)).toEqual(['server', 'verdict', 'ban']);
  });
});

describe('a channel option of a command', () => {
  const command = {
    name: 'post',
    description: 'Post',
    options: [{ type: 7, name: 'where', description: 'Where', required: true, channel_types: [0] }],
  };

  it('accepts only channels of its types', async () => {
    await request(discord, `POST /applications/${discord.applicationId}/guilds/${discord.guildId}/commands`, command);
    const post = (where: string) => ada.slash({ channel: 'chat', path: ['post'], options: { where } });
    expect(() => post(discord.channel('incidents'))).toThrow('takes no channel like #incidents.');
    expect(() => ada.slash({ channel: 'chat', path: ['post'] })).toThrow('/post needs the option "where".');
    post(discord.channel('race-control'))
      .done()
      .catch(() => {});
  });
});

describe('a link to a message', () => {
  const addressOf = (guild: string, channel: string, message: string): string =>
    `https://discord.com/channels/${guild}/${channel}/${message}`;

  it('leads to the message for anybody who can see it', () => {
    const { id, channel_id } = dora.say({ channel: 'chat', text: 'hello' });
    expect(ada.follow(addressOf(discord.guildId, channel_id, id)).content).toBe('hello');
  });

  it.each([
    ['another guild', (channel: string, id: string) => addressOf('1', channel, id), 'in no guild 1'],
    [
      'another channel',
      (_: string, id: string) => addressOf(discord.guildId, discord.channel('race-control'), id),
      'sees no message',
    ],
    [
      'an unknown message',
      (channel: string) => addressOf(discord.guildId, channel, '123456789012345678'),
      'sees no message',
    ],
    ['somewhere else', () => 'https://example.com/channels/1/2/3', 'no link to a message'],
  ])('to %s fails', (_, address, problem) => {
    const { id, channel_id } = dora.say({ channel: 'chat', text: 'hello' });
    expect(() => ada.follow(address(channel_id, id))).toThrow(problem);
  });
});
