import { type Client, Events, type TextChannel } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { INTENTS, login, openLeague, request } from './bot.ts';

let discord: LocalDiscord;
let client: Client<true>;
let chat: TextChannel;

/** GUILD_MESSAGE_REACTIONS */
const REACTIONS = 1 << 10;

beforeEach(async () => {
  discord = await openLeague();
  client = await login(discord, { intents: [...INTENTS, REACTIONS] });
  chat = (await client.channels.fetch(discord.channel('chat'))) as TextChannel;
});

afterEach(async () => {
  await client.destroy();
  await discord.close();
});

describe('reactions', () => {
  it('are counted, removed and sent to the bot', async () => {
    const message = await chat.send('who is in?');
    await message.react('👍');
    const heard = new Promise((resolve) =>
      client.once(Events.MessageReactionAdd, ({ emoji }, { id }) => resolve([emoji.name, id])),
    );
    const dora = discord.person('Dora');
    dora.react({ message: message.id, emoji: '👍' });
    expect(await heard).toEqual(['👍', dora.id]);
    expect((await chat.messages.fetch({ message: message.id, force: true })).reactions.cache.get('👍')?.count).toBe(2);
    dora.react({ message: message.id, emoji: '👍' });
    await message.reactions.cache.get('👍')?.users.remove(client.user);
    expect(discord.world.messages(chat.id)[0]?.reactions).toEqual([]);
  });

  it('are limited to one at a time and twenty kinds per message', async () => {
    const clock = new FakeClock();
    const own = await openLeague({ clock });
    const dora = own.person('Dora');
    const { id } = dora.say({ channel: 'chat', text: 'x' });
    const react = (emoji: string) =>
      request(own, `PUT /channels/${own.channel('chat')}/messages/${id}/reactions/${encodeURIComponent(emoji)}/@me`);
    expect((await react('👍')).status).toBe(204);
    expect((await react('👎')).status).toBe(429);
    clock.advance(250);
    const letters = Array.from({ length: 19 }, (_, index) => String.fromCodePoint(0x1f1e6 + index));
    for (const emoji of letters) dora.react({ message: id, emoji });
    expect(await react('👎')).toMatchObject({ status: 400, body: { code: 30010 } });
    await own.close();
  });

  it('are refused for text that is not an emoji', async () => {
    const { id } = await chat.send('x');
    expect(await request(discord, `PUT /channels/${chat.id}/messages/${id}/reactions/abc/@me`)).toMatchObject({
      status: 400,
      body: { code: 10014 },
    });
    expect(() => discord.person('Dora').react({ message: id, emoji: 'abc' })).toThrow('Unknown Emoji');
  });
});

describe('pins', () => {
  it('mark a message, post a notice in the channel and can be removed', async () => {
    const board = await chat.send('board');
    await board.pin();
    expect(discord.world.messages(chat.id)).toMatchObject([
      { content: 'board', pinned: true },
      { type: 6, message_reference: { message_id: board.id } },
    ]);
    await board.unpin();
    expect(discord.world.messages(chat.id)[0]?.pinned).toBe(false);
  });

  it('can be set, listed and removed by the current path and the old one', async () => {
    const { id } = await chat.send('board');
    for (const pins of [`/channels/${chat.id}/messages/pins`, `/channels/${chat.id}/pins`]) {
      expect((await request(discord, `PUT ${pins}/${id}`)).status).toBe(204);
      const { body } = await request(discord, `GET ${pins}`);
      expect(body).toMatchObject(
        pins.includes('messages') ? { items: [{ message: { id } }], has_more: false } : [{ id, pinned: true }],
      );
      expect((await request(discord, `DELETE ${pins}/${id}`)).status).toBe(204);
    }
    expect((await request(discord, `GET /channels/${chat.id}/pins`)).body).toEqual([]);
  });

  // Since 2026-02-23: https://discord.com/developers/docs/change-log
  it('need their own permission, apart from Manage Messages', async () => {
    const { id } = await chat.send('board');
    discord.faults.allow('ManageMessages');
    discord.faults.deny('PinMessages');
    for (const pins of [`/channels/${chat.id}/messages/pins`, `/channels/${chat.id}/pins`]) {
      for (const method of ['PUT', 'DELETE']) {
        expect(await request(discord, `${method} ${pins}/${id}`)).toMatchObject({ status: 403, body: { code: 50013 } });
      }
    }
  });

  it('are refused on system messages, and the list is empty without the right to read', async () => {
    const board = await chat.send('board');
    await board.pin();
    const notice = discord.world.messages(chat.id).at(-1)?.id;
    expect(await request(discord, `PUT /channels/${chat.id}/pins/${notice}`)).toMatchObject({
      status: 403,
      body: { code: 50021 },
    });
    discord.faults.deny('ReadMessageHistory');
    expect((await request(discord, `GET /channels/${chat.id}/pins`)).body).toEqual([]);
  });
});

describe('files', () => {
  const png = (text: string, name: string) => ({ attachment: Buffer.from(text), name });

  it('named by an embed are shown inside it and not separately', async () => {
    const sent = await chat.send({
      embeds: [{ title: 'Map', image: { url: 'attachment://map.png' } }],
      files: [png('one', 'map.png')],
    });
    const url = sent.embeds[0]?.image?.url ?? '';
    expect(await (await fetch(url)).text()).toBe('one');
    expect(sent.attachments.size).toBe(0);
  });

  it('are kept by an edit unless it lists new ones', async () => {
    const sent = await chat.send({ content: 'map', files: [png('one', 'map.png')] });
    const url = sent.attachments.first()?.url ?? '';
    const kept = await sent.edit({ content: 'still the map' });
    expect(kept.attachments.first()?.url).toBe(url);
    const replaced = await sent.edit({ attachments: [], files: [png('two', 'map.png')] });
    expect(replaced.attachments.size).toBe(1);
    expect(await (await fetch(replaced.attachments.first()?.url ?? '')).text()).toBe('two');
    expect((await fetch(url)).status).toBe(404);
  });

  it('keep their alt text, even inside an embed', async () => {
    const sent = await chat.send({
      embeds: [{ title: 'Map', image: { url: 'attachment://map.png' } }],
      files: [{ attachment: Buffer.from('one'), name: 'map.png', description: 'Map of T4.' }],
    });
    expect(discord.world.messages(chat.id).at(-1)?.embeds[0]?.image).toMatchObject({ description: 'Map of T4.' });
    expect(sent.attachments.size).toBe(0);
  });

  it('listed in an edit are kept, even inside a new embed', async () => {
    const sent = await chat.send({ files: [png('one', 'map.png'), png('two', 'other.png')] });
    const [map, other] = [...sent.attachments.values()];
    const path = `PATCH /channels/${chat.id}/messages/${sent.id}`;
    const embeds = [{ title: 'Map', image: { url: 'attachment://map.png' } }];
    const edited = await request(discord, path, { embeds, attachments: [{ id: map?.id }] });
    expect(edited).toMatchObject({ status: 200, body: { attachments: [], embeds: [{ image: { url: map?.url } }] } });
    expect((await fetch(other?.url ?? '')).status).toBe(404);
    // A file that nobody has sent cannot be kept.
    const unknown = await request(discord, path, { attachments: [{ id: '123456789012345678' }] });
    expect(unknown).toMatchObject({ status: 400, body: { code: 50035, errors: { attachments: { 0: {} } } } });
  });

  it('that do not exist are no image in an embed', async () => {
    const sent = await chat.send({ embeds: [{ title: 'Map', image: { url: 'attachment://map.png' } }] });
    expect(sent.embeds[0]?.image).toBeNull();
  });

  it('are refused in an edit without permission, and if the form is malformed', async () => {
    const sent = await chat.send('map');
    discord.faults.deny('AttachFiles');
    await expect(sent.edit({ files: [png('one', 'map.png')] })).rejects.toMatchObject({ code: 50013 });
    const broken = await fetch(`${discord.api}/v10/channels/${chat.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'multipart/form-data; boundary=x' },
      body: 'no parts',
    });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ code: 50035 });
  });

  it('are shown in the newer components', async () => {
    const sent = await chat.send({
      flags: 'IsComponentsV2',
      components: [{ type: 12, items: [{ media: { url: 'attachment://map.png' } }] }],
      files: [png('one', 'map.png')],
    });
    const [gallery] = sent.components as { items?: { media: { url: string } }[] }[];
    expect(await (await fetch(gallery?.items?.[0]?.media.url ?? '')).text()).toBe('one');
  });

  it('and embeds are refused if the bot may not send them', async () => {
    discord.faults.deny('AttachFiles');
    await expect(chat.send({ files: [png('x', 'x.png')] })).rejects.toMatchObject({ code: 50013 });
    discord.faults.deny('EmbedLinks');
    await expect(chat.send({ embeds: [{ title: 'x' }] })).rejects.toMatchObject({ code: 50013 });
  });
});
