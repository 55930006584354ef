import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openLeague, request } from './bot.ts';

let discord: LocalDiscord;

beforeEach(async () => {
  discord = await openLeague({ clock: new FakeClock() });
});

afterEach(() => discord.close());

const V2 = 1 << 15;
const post = (body: unknown) => request(discord, `POST /channels/${discord.channel('chat')}/messages`, body);
const row = (...components: object[]) => ({ components: [{ type: 1, components }] });
const button = { type: 2, style: 1, label: 'x', custom_id: 'a' };
const texts = (count: number, length: number) => ({
  flags: V2,
  components: Array.from({ length: count }, () => ({ type: 10, content: 'x'.repeat(length) })),
});
const option = (index: number) => ({ label: 'l'.repeat(100), value: `${index}`.padEnd(100, 'v') });
const select = (count: number) => ({
  type: 3,
  custom_id: 's',
  options: Array.from({ length: count }, (_, n) => option(n)),
});

// https://discord.com/developers/docs/resources/message#embed-object-embed-limits and .../components/reference
describe('the maximum that Discord accepts, and one more:', () => {
  const c = 'x';
  const six = (rest: number) => ({ embeds: [{ description: c.repeat(4096) }, { description: c.repeat(1904 + rest) }] });
  const field = { name: c, value: c };

  it.each<[string, unknown, unknown, string]>([
    ['characters of content: 2000', { content: c.repeat(2000) }, { content: c.repeat(2001) }, 'BASE_TYPE_MAX_LENGTH'],
    [
      'embeds: 10',
      { embeds: Array(10).fill({ title: c }) },
      { embeds: Array(11).fill({ title: c }) },
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'characters of a title: 256',
      { embeds: [{ title: c.repeat(256) }] },
      { embeds: [{ title: c.repeat(257) }] },
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'characters of a description: 4096',
      { embeds: [{ description: c.repeat(4096) }] },
      { embeds: [{ description: c.repeat(4097) }] },
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['characters of all embeds: 6000', six(0), six(1), 'MAX_EMBED_SIZE_EXCEEDED'],
    [
      'fields: 25',
      { embeds: [{ fields: Array(25).fill(field) }] },
      { embeds: [{ fields: Array(26).fill(field) }] },
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'characters of a field’s name: 256',
      { embeds: [{ fields: [{ name: c.repeat(256), value: c }] }] },
      { embeds: [{ fields: [{ name: c.repeat(257), value: c }] }] },
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'characters of a field: 1024',
      { embeds: [{ fields: [{ name: c, value: c.repeat(1024) }] }] },
      { embeds: [{ fields: [{ name: c, value: c.repeat(1025) }] }] },
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'characters of a footer: 2048',
      { embeds: [{ footer: { text: c.repeat(2048) } }] },
      { embeds: [{ footer: { text: c.repeat(2049) } }] },
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'characters of an author: 256',
      { embeds: [{ author: { name: c.repeat(256) } }] },
      { embeds: [{ author: { name: c.repeat(257) } }] },
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'characters of a nonce: 25',
      { content: c, nonce: c.repeat(25) },
      { content: c, nonce: c.repeat(26) },
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'characters of a label: 80',
      row({ ...button, label: c.repeat(80) }),
      row({ ...button, label: c.repeat(81) }),
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'characters of a custom id: 100',
      row({ ...button, custom_id: c.repeat(100) }),
      row({ ...button, custom_id: c.repeat(101) }),
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['options of a menu: 25', row(select(25)), row(select(26)), 'BASE_TYPE_MAX_LENGTH'],
    [
      'characters of a placeholder: 150',
      row({ ...select(1), placeholder: c.repeat(150) }),
      row({ ...select(1), placeholder: c.repeat(151) }),
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['newer components: 40', texts(40, 1), texts(41, 1), 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED'],
    ['characters in them: 4000', texts(2, 2000), texts(2, 2001), 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED'],
  ])('%s', async (_, most, over, code) => {
    expect((await post(most)).status).toBe(200);
    const refused = await post(over);
    expect(refused).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(JSON.stringify(refused.body)).toContain(code);
  });
});

describe('what Discord accepts, and what it refuses:', () => {
  it.each<[string, unknown, unknown, string]>([
    [
      'a field with text',
      { embeds: [{ fields: [{ name: 'a', value: 'b' }] }] },
      { embeds: [{ fields: [{ name: 'a', value: ' ' }] }] },
      'BASE_TYPE_REQUIRED',
    ],
    [
      'an embed that is not empty',
      { embeds: [{ image: { url: 'https://a.example/b.png' } }] },
      { embeds: [{ color: 5 }] },
      'BASE_TYPE_REQUIRED',
    ],
    [
      'a URL',
      { embeds: [{ title: 'x', url: 'https://a.example/' }] },
      { embeds: [{ title: 'x', url: 'a.example' }] },
      'URL_TYPE_INVALID_URL',
    ],
    [
      'a URL with the http scheme',
      { embeds: [{ title: 'x', url: 'http://a.example/' }] },
      { embeds: [{ title: 'x', url: 'acmanager://race' }] },
      'URL_TYPE_INVALID_SCHEME',
    ],
    [
      'a timestamp',
      { embeds: [{ title: 'x', timestamp: '2026-01-01T12:00:00Z' }] },
      { embeds: [{ title: 'x', timestamp: 'noon' }] },
      'DATE_TIME_TYPE_PARSE',
    ],
    [
      'a link button with the https scheme',
      row({ type: 2, style: 5, label: 'x', url: 'https://a.example/' }),
      row({ type: 2, style: 5, label: 'x', url: 'acmanager://race' }),
      'URL_TYPE_INVALID_SCHEME',
    ],
    [
      'a link button without a custom id',
      row({ type: 2, style: 5, label: 'x', url: 'https://a.example/' }),
      row({ type: 2, style: 5, label: 'x', url: 'https://a.example/', custom_id: 'b' }),
      'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
    ],
    [
      'an emoji',
      row({ ...button, emoji: { name: '🏁' } }),
      row({ ...button, emoji: { name: 'flag' } }),
      'COMPONENT_INVALID_EMOJI',
    ],
    [
      'allowed mentions of certain users',
      { content: 'x', allowed_mentions: { users: ['1'] } },
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
      'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
    [
      'the newer components without content',
      texts(1, 1),
      { ...texts(1, 1), content: 'x' },
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
  ])('%s', async (_, good, bad, code) => {
    expect((await post(good)).status).toBe(200);
    const refused = await post(bad);
    expect(refused).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(JSON.stringify(refused.body)).toContain(code);
  });

  it('no content in a message with the newer components, not even by an edit', async () => {
    const { body } = await post(texts(1, 1));
    const edit = (change: unknown) =>
      request(discord, `PATCH /channels/${discord.channel('chat')}/messages/${body?.id}`, change);
    expect(await edit({ content: 'x' })).toMatchObject({ status: 400, body: { code: 50035 } });
    expect((await edit(texts(1, 2))).status).toBe(200);
  });

  it('content without the white space around it, unless nothing is left', async () => {
    expect((await post({ content: '  lap 3 \n' })).body).toMatchObject({ content: 'lap 3' });
    expect(await post({ content: ' \n ' })).toMatchObject({ status: 400, body: { code: 50006 } });
  });

  async function upload(...bytes: readonly number[]) {
    const form = new FormData();
    form.append('payload_json', JSON.stringify({ content: 'x' }));
    for (const [index, length] of bytes.entries())
      form.append(`files[${index}]`, new Blob([new Uint8Array(length)]), 'x.bin');
    const answer = await fetch(`${discord.api}/v10/channels/${discord.channel('chat')}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}` },
      body: form,
    });
    return { status: answer.status, body: await answer.json() };
  }

  it('files of up to 10 MiB, and at most ten', async () => {
    const MOST = 10 * 1024 * 1024;
    expect((await upload(MOST)).status).toBe(200);
    expect(await upload(MOST + 1)).toMatchObject({ status: 413, body: { code: 40005 } });
    expect((await upload(...Array(10).fill(1))).status).toBe(200);
    expect(await upload(...Array(11).fill(1))).toMatchObject({ status: 400, body: { code: 30015 } });
  });
});
