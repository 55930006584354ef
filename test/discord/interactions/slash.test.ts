import { MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { note } from '../../../src/command/answer.ts';
import { command } from '../../../src/command/command.ts';
import { optional, text } from '../../../src/command/param.ts';
import { onSlash } from '../../../src/discord/interactions/slash.ts';
import { fakeServer } from '../../command/world.ts';
import { interactionOf, lastEdit, servicesOver, settle } from '../people.ts';
import { about, echo, option, said, secret, sub } from './slashCommands.ts';

const wipe = command({
  name: 'grid wipe',
  about,
  role: 'steward',
  is: 'act',
  effect: ['changes the grid'],
  params: {},
  confirm: () => 'Wipe the grid?',
  run: () => ({ kind: 'note', text: 'wiped' }),
});
const broken = command({
  name: 'broken',
  about,
  role: 'driver',
  is: 'act',
  effect: ['changes the grid'],
  params: {},
  run: () => {
    throw new Error('the password is hunter2');
  },
});
const report = command({
  name: 'report',
  about,
  role: 'driver',
  is: 'act',
  effect: ['changes the grid'],
  params: { driver: text('Who'), reason: optional(text('Why')) },
  input: ({ reason }) =>
    reason === undefined ? { title: 'Report', fields: [{ name: 'reason', label: 'Why?' }] } : undefined,
  run: ({ driver, reason }) => ({ kind: 'note', text: `${driver}: ${reason}` }),
});

describe('a slash command', () => {
  test('is deferred publicly, and answered by an edit', async () => {
    const { services, promised } = servicesOver([echo]);
    const asked = said('echo', [option('what', 'two words'), option('times', 3)]);
    await onSlash(asked, services);
    expect(asked.told).toEqual([
      ['deferReply', {}],
      ['editReply', { content: 'gt3: two words 3', embeds: [], components: [] }],
    ]);
    expect(promised).toEqual(new Set());
  });

  test('is deferred ephemerally if its definition says so', async () => {
    const { services } = servicesOver([secret]);
    const asked = said('grid', sub('secret'), interactionOf('steward'));
    await onSlash(asked, services);
    expect(asked.told[0]).toEqual(['deferReply', { flags: MessageFlags.Ephemeral }]);
    expect(lastEdit(asked.told)).toEqual({ content: 'psst' });
  });

  test('uses the chosen server, or else the server of its channel', async () => {
    const { services } = servicesOver([echo], [fakeServer('gt3').server, fakeServer('gt4').server]);
    const here = said('echo', [option('what', 'x')], { ...interactionOf('driver'), channelId: 'gt4-channel' });
    const there = said('echo', [option('what', 'x'), option('server', 'gt3')], here);
    await onSlash(here, services);
    expect(lastEdit(here.told)).toEqual({ content: 'gt4: x' });
    await onSlash(there, services);
    expect(lastEdit(there.told)).toEqual({ content: 'gt3: x' });
  });

  test.each(['secret', 'wipe'])('is refused ephemerally without the required role ("%s")', async (name) => {
    const { services } = servicesOver([secret, wipe]);
    const asked = said('grid', sub(name));
    await onSlash(asked, services);
    expect(asked.told[0]).toEqual(['deferReply', { flags: MessageFlags.Ephemeral }]);
    expect(lastEdit(asked.told)).toEqual({ content: `⚠️ /grid ${name} is for stewards; your role here is driver.` });
  });

  test('that is refused deletes its public reply, and answers ephemerally', async () => {
    const { services, promised } = servicesOver([echo]);
    const asked = said('echo', [option('what', 'x'), option('times', 'many')]);
    await onSlash(asked, services);
    expect(asked.told).toEqual([
      ['deferReply', {}],
      ['deleteReply'],
      ['followUp', { content: expect.stringMatching(/^⚠️ .*many/), flags: MessageFlags.Ephemeral }],
    ]);
    expect(promised).toEqual(new Set());
  });

  test.each([
    ['deleteReply', ['deferReply', 'editReply'], ['taking a reply back failed']],
    ['followUp', ['deferReply', 'deleteReply', 'editReply'], ['refusing failed']],
  ])('that is refused is answered by an edit if %s fails', async (failing, calls, log) => {
    const { services, clock, logged, promised } = servicesOver([broken]);
    const asked = said('broken', [], interactionOf('driver', { failing }));
    const answered = onSlash(asked, services);
    for (const ms of [1000, 3000]) {
      await settle();
      expect(promised).toEqual(new Set(['100']));
      clock.advance(ms);
    }
    await answered;
    expect(asked.told.map(([call]) => call)).toEqual(calls);
    expect(lastEdit(asked.told)).toEqual({ content: expect.stringContaining('went wrong in Pitwall') });
    expect([logged, promised]).toEqual([log, new Set()]);
  });

  test('that fails shows a reference, but not the error', async () => {
    const { services } = servicesOver([broken]);
    const asked = said('broken', []);
    await onSlash(asked, services);
    expect(JSON.stringify(asked.told)).toMatch(/went wrong in Pitwall.*[0-9a-f]{6}/);
    expect(JSON.stringify(asked.told)).not.toContain('hunter2');
  });

  test('is refused from a member without a role, and from another guild', async () => {
    const { services } = servicesOver([echo]);
    const nobody = said('echo', [], interactionOf('nobody'));
    await onSlash(nobody, services);
    expect(nobody.told).toEqual([
      ['reply', { content: '⚠️ You need the role "Racer" for that.', flags: MessageFlags.Ephemeral }],
    ]);
    const stranger = said('echo', [], { ...interactionOf('driver'), guildId: '2' });
    await onSlash(stranger, services);
    expect(stranger.told).toMatchObject([['reply', { content: '⚠️ Pitwall runs on another Discord server.' }]]);
  });

  test('is not carried out if its deferral fails, and the reply says so', async () => {
    const { services, audit, patched, promised, logged } = servicesOver([echo]);
    const asked = said('echo', [option('what', 'x')], interactionOf('driver', { failing: 'deferReply' }));
    await onSlash(asked, services);
    expect(audit).toEqual([]);
    const content = 'Discord did not confirm this command, so nothing was done; please try again.';
    const route = '/webhooks/9/interaction-token/messages/@original';
    expect(patched).toEqual([[route, { content, embeds: [], components: [] }]]);
    expect(promised).toEqual(new Set());
    expect(logged).toEqual(['deferring failed']);
  });

  test('retries a failing answer, then logs the failure', async () => {
    const { services, clock, logged, promised } = servicesOver([echo]);
    const asked = onSlash(
      said('echo', [option('what', 'x')], interactionOf('driver', { failing: 'editReply' })),
      services,
    );
    for (const ms of [1000, 3000]) {
      await settle();
      clock.advance(ms);
    }
    await asked;
    expect(logged).toEqual(['answering failed']);
    expect(promised).toEqual(new Set());
  });

  test.each([{ is: 'question' }, { is: 'act', effect: ['changes the grid'] }] as const)(
    'shows its progress until it is done: $is',
    async (kind) => {
      const slow = command({
        name: 'slow',
        about,
        role: 'driver',
        ...kind,
        params: {},
        run: async (_, { progress }) => {
          progress('half-way to *nowhere*');
          await settle();
          return { kind: 'note', text: 'there' };
        },
      });
      const asked = said('slow', []);
      await onSlash(asked, servicesOver([slow]).services);
      expect(asked.told.map(([, what]) => (what as { content?: string }).content)).toEqual([
        undefined,
        'half-way to \\*nowhere\\*',
        'there',
      ]);
    },
  );
});

describe('a confirmation question', () => {
  const question = async () => {
    const world = servicesOver([wipe]);
    const asked = said('grid', sub('wipe'), interactionOf('steward'));
    await onSlash(asked, world.services);
    return { ...world, asked };
  };

  test('is asked with a red Yes button and a No button', async () => {
    const { asked } = await question();
    expect(asked.told.at(-1)).toMatchObject([
      'editReply',
      {
        content: 'Wipe the grid?',
        components: [
          {
            components: [
              { label: 'Yes', style: 4, custom_id: expect.stringMatching(/^1:confirm \S+$/) },
              { label: 'No', style: 2, custom_id: expect.stringMatching(/^1:cancel \S+$/) },
            ],
          },
        ],
      },
    ]);
  });

  test('expires with "nothing was done" if nobody answers', async () => {
    const { asked, clock } = await question();
    clock.advance(120_000);
    await settle();
    expect(lastEdit(asked.told)).toEqual({ content: 'Wipe the grid?\nNo answer; nothing was done.' });
  });
});

describe('a command with a form', () => {
  test('shows the form first, with the given values in its id', async () => {
    const asked = said('report', [option('driver', 'Ada')]);
    await onSlash(asked, servicesOver([report]).services);
    expect(asked.told).toMatchObject([['showModal', { custom_id: '1:report "Ada"', title: 'Report' }]]);
  });

  test('is answered without the form if no value is missing', async () => {
    const asked = said('report', [option('driver', 'Ada'), option('reason', 'Contact')]);
    await onSlash(asked, servicesOver([report]).services);
    expect(asked.told.map(([call]) => call)).toEqual(['deferReply', 'editReply']);
    expect(lastEdit(asked.told)).toEqual({ content: 'Ada: Contact' });
  });

  test('is not carried out if its deferral fails', async () => {
    const ran: string[] = [];
    const slow = command({ ...report, run: async () => note(String(ran.push('ran'))) });
    const asked = said(
      'report',
      [option('driver', 'Ada'), option('reason', 'Contact')],
      interactionOf('steward', { failing: 'deferReply' }),
    );
    await onSlash(asked, servicesOver([slow]).services);
    expect(ran).toEqual([]);
  });
});
