import { beforeAll, describe, expect, it } from 'vitest';
import type { Observed } from '../../sandbox/discord/route.ts';
import type { LocalDiscord } from '../../sandbox/discord/server.ts';
import { installation, run } from '../program.ts';
import { uncalled } from './callers.ts';
import { openapiJudge, openapiPath, type Verdict } from './openapi.ts';

const title = openapiPath
  ? 'Discord’s OpenAPI document'
  : 'Discord’s OpenAPI document (left out: DISCORD_OPENAPI names no file)';

describe.skipIf(!openapiPath)(title, () => {
  let judge: ReturnType<typeof openapiJudge>;

  beforeAll(() => {
    judge = openapiJudge(openapiPath ?? '');
  });

  it('accepts all requests and answers of the bot, from login to a race', async () => {
    const refused: Observed[] = [];
    const verdicts: Verdict[] = [];
    const calls = new Set<string | undefined>();
    const observe = (observed: Observed) => {
      calls.add(observed.route);
      verdicts.push(judge(observed));
      if (observed.status >= 400) refused.push(observed);
    };
    const made = await installation({ ...LEAGUE, observe });
    const program = run('main', made.environment);
    try {
      await program.says('Pitwall is ready');
      await useEverything(made.discord);
    } finally {
      program.child.kill('SIGTERM');
      await program.ended;
      await made.remove();
    }
    expect(verdicts.flatMap(({ asked, answered }) => [...asked, ...answered])).toEqual([]);
    expect(refused).toEqual([]);
    expect(uncalled('bot', calls)).toEqual([]);
  });

  const verdict = (body: unknown, answer: unknown, status = 200) =>
    judge({
      method: 'POST',
      path: '/channels/123456789012345678/messages',
      route: undefined,
      query: new URLSearchParams(),
      body,
      answer,
      status,
    });

  it.each([
    ['a number as text', { content: 5 }, '/content must be string,null'],
    [
      'a long id deep inside a message',
      { components: [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'x'.repeat(101) }] }] },
      '/components/0/components/0/custom_id must NOT have more than 100 characters',
    ],
    ['a short id', { message_reference: { message_id: '12' } }, '/message_reference/message_id must match format'],
    [
      'a text component without content',
      { components: [{ type: 10 }] },
      "/components/0 must have required property 'content'",
    ],
  ])('refuses %s', (_, body, complaint) => {
    const { asked } = verdict(body, undefined);
    expect(asked).toEqual([expect.stringContaining(complaint)]);
  });

  it('refuses incomplete answers, including error answers', () => {
    expect(verdict({}, { id: '123456789012345678' }).answered).toContainEqual(
      expect.stringContaining("property 'author'"),
    );
    expect(verdict({}, { code: 0 }, 404).answered).toEqual([expect.stringContaining("property 'message'")]);
    expect(verdict({}, { code: 0, message: 'no' }, 404).answered).toEqual([]);
  });
});

/** Ada may do everything. */
const LEAGUE = { roles: [{ name: 'Admins', permissions: 8n }], people: [{ name: 'Ada', roles: ['Admins'] }] };

/** Uses every command without parameters, and waits for the first post about the server. */
async function useEverything(discord: LocalDiscord): Promise<void> {
  const ada = discord.person('Ada');
  const posted = new Promise<void>((resolve) => {
    discord.world.on(({ t, d }) => {
      if (t === 'MESSAGE_CREATE' && !d.interaction_metadata) resolve();
    });
  });
  for (const path of [['help'], ['server', 'info'], ['server', 'start'], ['server', 'drivers']]) {
    const handle = ada.slash({ channel: 'race-control', path });
    await handle.done();
    expect(handle.reply()?.content).not.toContain('⚠️');
  }
  await posted;
}
