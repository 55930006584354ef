import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openLeague, request } from './bot.ts';

let discord: LocalDiscord;
let clock: FakeClock;

beforeEach(async () => {
  clock = new FakeClock();
  discord = await openLeague({ clock });
});

afterEach(() => discord.close());

interface Shown {
  readonly id: string;
  readonly version: string;
  readonly description: string;
  readonly options?: readonly object[];
}

const GREET = { name: 'greet', description: 'Greet' };

async function ask(method: string, path = '', body?: unknown) {
  // These tests are not about the global rate limit.
  clock.advance(1_000);
  const line = `${method} /applications/${discord.applicationId}/guilds/${discord.guildId}/commands${path}`;
  const answer = await request(discord, line, body);
  return { ...answer, body: answer.body as (Shown & { readonly code?: number }) | undefined };
}

const list = async () => (await ask('GET')).body as unknown as readonly Shown[];

describe('a slash command', () => {
  it('is created, read, changed and deleted', async () => {
    const created = await ask('POST', '', GREET);
    expect(created.status).toBe(201);
    const path = `/${created.body?.id}`;
    expect(await ask('GET', path)).toMatchObject({ status: 200, body: { ...GREET, id: created.body?.id } });
    expect(await ask('PATCH', path, { description: 'Say hello' })).toMatchObject({
      status: 200,
      body: { name: 'greet', description: 'Say hello' },
    });
    expect((await list()).map(({ description }) => description)).toEqual(['Say hello']);
    expect((await ask('DELETE', path)).status).toBe(204);
    expect(await list()).toEqual([]);
    expect(await ask('GET', path)).toMatchObject({ status: 404, body: { code: 10063 } });
  });

  it('replaces the command of the same name', async () => {
    const first = await ask('POST', '', GREET);
    const second = await ask('POST', '', { ...GREET, description: 'Again' });
    expect([second.status, second.body?.id]).toEqual([200, first.body?.id]);
    expect(await list()).toHaveLength(1);
  });

  it('gets a new version only when something changes', async () => {
    await ask('PUT', '', [GREET]);
    const [first] = await list();
    await ask('PUT', '', [GREET]);
    const [same] = await list();
    await ask('PUT', '', [{ ...GREET, description: 'Other' }]);
    const [other] = await list();
    expect([same?.version, same?.id, other?.id]).toEqual([first?.version, first?.id, first?.id]);
    expect(other?.version).not.toBe(first?.version);
  });

  it('is listed without empty fields, and with translations only on request', async () => {
    const option = { type: 3, name: 'who', description: 'Whom', required: false, autocomplete: false, choices: [] };
    await ask('PUT', '', [{ ...GREET, name_localizations: { de: 'gruss' }, options: [option] }]);
    const [shown] = await list();
    expect(shown?.options).toEqual([{ type: 3, name: 'who', description: 'Whom' }]);
    expect(shown).not.toHaveProperty('name_localizations');
    const { body } = await ask('GET', '?with_localizations=true');
    expect(body).toMatchObject([{ name_localizations: { de: 'gruss' } }]);
  });

  it.each([
    ['an unknown language', { xx: 'Salutar' }, 'xx', 'ENUM_TYPE_COERCE'],
    ['a country code for a language', { DE: 'Grüßen' }, 'DE', 'ENUM_TYPE_COERCE'],
    ['more than 100 characters', { de: 'ü'.repeat(101) }, 'de', 'BASE_TYPE_MAX_LENGTH'],
    ['no text', { de: '' }, 'de', 'BASE_TYPE_REQUIRED'],
  ])('is refused with a translation that has %s', async (_, translated, locale, code) => {
    expect((await ask('PUT', '', [{ ...GREET, description_localizations: { de: 'ü'.repeat(100) } }])).status).toBe(200);
    const refused = await ask('PUT', '', [{ ...GREET, description_localizations: translated }]);
    expect(refused).toMatchObject({ status: 400, body: { code: 50035 } });
    const path = ['errors', '0', 'description_localizations', locale, '_errors', '0', 'code'];
    expect(refused.body).toHaveProperty(path, code);
  });

  it('counts the length of its longest language', async () => {
    const options = Array.from({ length: 25 }, (_, index) => ({
      type: 1,
      name: `sub${index}`,
      description: 'd',
      description_localizations: { fr: 'e', de: 'd'.repeat(100) },
      options: Array.from({ length: 3 }, (_each, at) => ({
        type: 3,
        name: `o${at}`,
        description: 'd',
        description_localizations: { de: 'd'.repeat(at < 2 || index > 0 ? 70 : 80) },
      })),
    }));
    const refused = await ask('PUT', '', [{ ...GREET, options }]);
    expect(refused.body).toHaveProperty(['errors', '0', '_errors', '0', 'code'], 'APPLICATION_COMMAND_TOO_LARGE');
    expect((await ask('PUT', '', [{ ...GREET, options: options.slice(1) }])).status).toBe(200);
  });

  it('is refused if it has more than 8000 characters', async () => {
    const choices = Array.from({ length: 25 }, (_, index) => ({
      name: 'n'.repeat(98) + String(index).padStart(2, '0'),
      value: 'v'.repeat(100),
    }));
    const options = ['a', 'b'].map((name) => ({ type: 3, name, description: 'd', choices }));
    expect((await ask('PUT', '', [{ ...GREET, options: options.slice(1) }])).status).toBe(200);
    const refused = await ask('PUT', '', [{ ...GREET, options }]);
    expect(refused).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(refused.body).toHaveProperty(['errors', '0', '_errors', '0', 'code'], 'APPLICATION_COMMAND_TOO_LARGE');
  });

  it('is refused if the guild already has a hundred', async () => {
    await ask(
      'PUT',
      '',
      Array.from({ length: 100 }, (_, index) => ({ ...GREET, name: `c${index}` })),
    );
    expect(await ask('POST', '', GREET)).toMatchObject({ status: 400, body: { code: 30032 } });
    expect((await ask('POST', '', { ...GREET, name: 'c7' })).status).toBe(200);
  });

  it('is refused after two hundred new ones in a day', async () => {
    const batch = (start: string) =>
      Array.from({ length: 100 }, (_, index) => ({ ...GREET, name: `${start}${index}` }));
    expect((await ask('PUT', '', batch('a'))).status).toBe(200);
    expect((await ask('PUT', '', batch('b'))).status).toBe(200);
    expect((await ask('PUT', '', batch('b'))).status).toBe(200);
    expect(await ask('PUT', '', [...batch('b').slice(1), GREET])).toMatchObject({ status: 429, body: { code: 30034 } });
    expect(await list()).toHaveLength(100);
    clock.advance(24 * 3_600_000);
    expect((await ask('POST', '', { ...GREET, name: 'b7' })).status).toBe(200);
    expect((await ask('PUT', '', [GREET])).status).toBe(200);
  });

  it('cannot be read for another application', async () => {
    const line = `GET /applications/123456789012345678/guilds/${discord.guildId}/commands`;
    expect(await request(discord, line)).toMatchObject({ status: 403, body: { code: 20012 } });
  });
});
