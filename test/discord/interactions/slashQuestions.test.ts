import { DiscordAPIError, MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { help } from '../../../commands/help.ts';
import { note } from '../../../src/command/answer.ts';
import { command } from '../../../src/command/command.ts';
import { onSlash } from '../../../src/discord/interactions/slash.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { moment, phrase, typed } from '../../../src/kit/sentence.ts';
import { interactionOf, lastEdit, servicesOver, settle } from '../people.ts';
import { about, echo, option, said, secret, sub } from './slashCommands.ts';

describe('a command that only asks a question', () => {
  const ask = command({ ...echo, is: 'question', effect: undefined });
  const whisper = command({ ...secret, is: 'question', effect: undefined });
  const acknowledged = new DiscordAPIError(
    { code: 40060, message: 'Interaction has already been acknowledged.' },
    40060,
    400,
    'POST',
    '/interactions/1/x/callback',
    {},
  );

  test('is answered at once in full, without a deferral', async () => {
    const { services, promised } = servicesOver([ask]);
    const asked = said('echo', [option('what', 'two words')]);
    const answered = onSlash(asked, services);
    expect(promised).toEqual(new Set());
    await answered;
    expect(asked.told).toEqual([['reply', { content: 'gt3: two words', embeds: [], components: [] }]]);
  });

  test('is answered ephemerally if its definition says so', async () => {
    const asked = said('grid', sub('secret'), interactionOf('steward'));
    await onSlash(asked, servicesOver([whisper]).services);
    expect(asked.told).toMatchObject([['reply', { content: 'psst', flags: MessageFlags.Ephemeral }]]);
  });

  test.each([
    ['typed wrongly', [ask], said('echo', [option('what', 'x'), option('times', 'many')]), /many/],
    ['not for the caller', [whisper], said('grid', sub('secret')), /is for stewards/],
  ])('that is %s is refused in one ephemeral reply', async (_, commands, asked, sentence) => {
    await onSlash(asked, servicesOver(commands).services);
    const content = expect.stringMatching(sentence);
    expect(asked.told).toEqual([['reply', { content, embeds: [], components: [], flags: MessageFlags.Ephemeral }]]);
  });

  test('names commands with a slash in a refusal, and repeats what was typed as it was typed', async () => {
    const at = Date.UTC(2026, 0, 1, 14);
    const refusing = command({
      ...ask,
      run: ({ what }) => {
        throw new UserError(phrase`No ${what} before ${moment(at)}; ${typed('help')} says why.`);
      },
    });
    const what = 'use "echo x" until 2026-01-01 14:00 UTC';
    const asked = said('echo', [option('what', what)]);
    await onSlash(asked, servicesOver([refusing, ...help]).services);
    expect(asked.told).toMatchObject([
      ['reply', { content: `⚠️ No ${what} before <t:${at / 1000}:f>; /help says why.` }],
    ]);
  });

  test('is deferred after 400 ms without an answer, and answered by an edit', async () => {
    let answer = (): void => {};
    const slow = command({
      ...ask,
      run: () =>
        new Promise((resolve) => {
          answer = () => resolve(note('there'));
        }),
    });
    const { services, promised, clock } = servicesOver([slow]);
    const asked = said('echo', [option('what', 'x')]);
    const answered = onSlash(asked, services);
    await settle();
    clock.advance(399);
    await settle();
    expect([asked.told, promised]).toEqual([[], new Set()]);
    clock.advance(1);
    await settle();
    expect([asked.told, promised]).toEqual([[['deferReply', {}]], new Set(['100'])]);
    answer();
    await answered;
    expect(asked.told.map(([call]) => call)).toEqual(['deferReply', 'editReply']);
    expect(lastEdit(asked.told)).toEqual({ content: 'there' });
    expect(promised).toEqual(new Set());
    clock.advance(10_000);
    expect(asked.told).toHaveLength(2);
  });

  test('sends a failing answer three times, then logs the failure', async () => {
    const { services, clock, logged } = servicesOver([ask]);
    let tries = 0;
    const reply = async (): Promise<never> => {
      tries += 1;
      throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    };
    const answered = onSlash({ ...said('echo', [option('what', 'x')]), reply }, services);
    for (const ms of [400, 800]) {
      await settle();
      clock.advance(ms);
    }
    await answered;
    expect([tries, logged]).toEqual([3, ['answering failed']]);
  });

  test('counts as answered if a retry finds it already acknowledged', async () => {
    const { services, clock, logged } = servicesOver([ask]);
    const rivals: string[] = [];
    const errors: Error[] = [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), acknowledged];
    const reply = async (): Promise<never> => {
      throw errors.shift() ?? new Error('asked too often');
    };
    const onRival = () => void rivals.push('rival');
    const answered = onSlash({ ...said('echo', [option('what', 'x')]), reply }, { ...services, onRival });
    await settle();
    clock.advance(400);
    await answered;
    expect([errors, rivals, logged]).toEqual([[], [], []]);
  });

  test('reports a rival if another program has answered with our token', async () => {
    const { services, logged } = servicesOver([ask]);
    const rivals: string[] = [];
    const reply = () => Promise.reject(acknowledged);
    const onRival = () => void rivals.push('rival');
    await onSlash({ ...said('echo', [option('what', 'x')]), reply }, { ...services, onRival });
    expect([rivals, logged]).toEqual([['rival'], ['answering failed']]);
  });
});

test('files of an answer are attached unchanged', async () => {
  const files = command({
    name: 'echo',
    about,
    role: 'driver',
    is: 'question',
    params: {},
    run: () => ({ kind: 'export', of: 'Race (S-2)', files: [{ name: 'S-2_RACE.csv', content: 'place,guid' }] }),
  });
  const { services } = servicesOver([files]);
  const asked = said('echo', []);
  await onSlash(asked, services);
  expect(lastEdit(asked.told)).toMatchObject({
    content: 'Race \\(S-2\\)',
    files: [{ name: 'S-2_RACE.csv', attachment: Buffer.from('place,guid') }],
  });
});
