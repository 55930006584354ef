import { MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { command } from '../../../src/command/command.ts';
import { optional, text } from '../../../src/command/param.ts';
import { onComponent, onForm } from '../../../src/discord/interactions/presses.ts';
import { onSlash } from '../../../src/discord/interactions/slash.ts';
import { fakeServer } from '../../command/world.ts';
import { interactionOf, lastEdit, servicesOver } from '../people.ts';

const about = 'Something';
const wiped: string[] = [];
const wipe = command({
  name: 'wipe',
  about,
  role: 'steward',
  is: 'question',
  params: {},
  confirm: () => 'Wipe the grid?',
  run: (_, { caller }) => {
    wiped.push(caller.id);
    return { kind: 'note', text: 'wiped' };
  },
});
const report = command({
  name: 'report',
  about,
  role: 'driver',
  is: 'question',
  params: { driver: text('Who'), reason: optional(text('Why')) },
  run: ({ driver, reason = 'no reason' }, { server }) => ({ kind: 'note', text: `${server.id} ${driver}: ${reason}` }),
});

const press = (customId: string, who = interactionOf('driver')) => ({ ...who, customId });

async function asked() {
  wiped.length = 0;
  const world = servicesOver([wipe]);
  const slash = { ...interactionOf('steward'), commandName: 'wipe', options: { data: [] } };
  await onSlash(slash, world.services);
  const [, key] = /confirm ([\w-]+)/.exec(JSON.stringify(slash.told)) ?? [];
  return { ...world, slash, yes: `1:confirm ${key}`, no: `1:cancel ${key}` };
}

describe('a button', () => {
  test('runs its command on the server named in its id', async () => {
    const { services, audit } = servicesOver([report], [fakeServer('gt3').server, fakeServer('gt4').server]);
    const pressed = press('1@gt4:report Ada');
    await onComponent(pressed, services);
    expect(pressed.told.map(([call]) => call)).toEqual(['deferReply', 'editReply']);
    expect(lastEdit(pressed.told)).toEqual({ content: 'gt4 Ada: no reason' });
    expect(audit).toMatchObject([{ command: 'report', outcome: 'done', caller: { via: 'component' } }]);
  });

  test('checks the role of the member pressing it', async () => {
    const pressed = press('1:wipe');
    await onComponent(pressed, servicesOver([wipe]).services);
    expect(lastEdit(pressed.told)).toEqual({ content: '⚠️ /wipe is for stewards; your role here is driver.' });
  });

  test.each(['2:wipe', 'wipe', '1:', '1:rm -rf', '1:confirm', '1@gt3:incident ask 3 time 5'])(
    'with an unknown version or command (%j) says that it is from another version',
    async (id) => {
      const pressed = press(id);
      await onComponent(pressed, servicesOver([wipe]).services);
      expect(pressed.told).toEqual([
        [
          'reply',
          {
            content: '⚠️ This button is from another version of Pitwall; please use the command instead.',
            flags: MessageFlags.Ephemeral,
          },
        ],
      ]);
    },
  );

  test.each(['1:confirm forged', '1:cancel forged'])('that is forged (%j) does nothing', async (id) => {
    wiped.length = 0;
    const { services, audit } = servicesOver([wipe]);
    const pressed = press(id, interactionOf('admin'));
    await onComponent(pressed, services);
    expect(JSON.stringify(lastEdit(pressed.told))).toContain('⚠️');
    expect([wiped, audit]).toEqual([[], []]);
  });
});

test('each value chosen in a select is one argument of the command', async () => {
  const pressed = { ...press('1:report'), values: ['Ada "Q" Quick', 'too slow'] };
  await onComponent(pressed, servicesOver([report]).services);
  expect(lastEdit(pressed.told)).toEqual({ content: "gt3 Ada 'Q' Quick: too slow" });
});

describe('a form', () => {
  const submit = (fields: Record<string, string>) => {
    const { showModal, ...form } = press('1:report "Ada Quick"');
    return { ...form, fields: { fields: new Map(Object.entries(fields).map(([name, value]) => [name, { value }])) } };
  };

  test('passes its fields by name', async () => {
    const submitted = submit({ reason: 'He "hit" me' });
    await onForm(submitted, servicesOver([report]).services);
    expect(lastEdit(submitted.told)).toEqual({ content: 'gt3 Ada Quick: He "hit" me' });
  });

  test('leaves out empty fields', async () => {
    const submitted = submit({ reason: '' });
    await onForm(submitted, servicesOver([report]).services);
    expect(lastEdit(submitted.told)).toEqual({ content: 'gt3 Ada Quick: no reason' });
  });

  test('with an unknown field is refused', async () => {
    const submitted = submit({ verdict: 'guilty' });
    await onForm(submitted, servicesOver([report]).services);
    expect(submitted.told).toMatchObject([
      ['deferReply', {}],
      ['deleteReply'],
      ['followUp', { content: '⚠️ There is no verdict here.', flags: MessageFlags.Ephemeral }],
    ]);
  });
});

describe('the answer to a question', () => {
  test('removes the buttons first, then shows the result', async () => {
    const { services, yes, clock, slash } = await asked();
    const pressed = press(yes, interactionOf('steward', { id: '101' }));
    await onComponent(pressed, services);
    expect(pressed.told).toEqual([
      ['update', { components: [] }],
      ['editReply', { content: 'wiped', embeds: [], components: [] }],
    ]);
    const before = slash.told.length;
    clock.advance(60_000);
    expect(slash.told).toHaveLength(before);
  });

  test('counts once', async () => {
    const { services, yes } = await asked();
    await onComponent(press(yes, interactionOf('steward')), services);
    const again = press(yes, interactionOf('steward'));
    await onComponent(again, services);
    expect(again.told).toMatchObject([
      ['reply', { content: '⚠️ That question has expired; please use the command again.' }],
    ]);
    expect(wiped).toEqual(['the-steward']);
  });

  test('counts once even when pressed twice at the same time', async () => {
    const { services, yes } = await asked();
    const again = press(yes, interactionOf('steward', { id: '102' }));
    const both = [onComponent(press(yes, interactionOf('steward')), services), onComponent(again, services)];
    await Promise.all(both);
    expect(again.told).toMatchObject([['reply', { content: '⚠️ You have already answered that.' }]]);
    expect(wiped).toEqual(['the-steward']);
  });

  test('from another member is refused ephemerally, and the question stays open', async () => {
    const { services, yes } = await asked();
    const meddling = press(yes, interactionOf('admin'));
    await onComponent(meddling, services);
    expect(meddling.told).toEqual([
      ['reply', { content: '⚠️ Only the person who was asked can answer.', flags: MessageFlags.Ephemeral }],
    ]);
    await onComponent(press(yes, interactionOf('steward')), services);
    expect(wiped).toEqual(['the-steward']);
  });

  test('from a member who has lost the role does nothing, and deletes the question', async () => {
    const { services, yes, audit, promised } = await asked();
    const demoted = { ...interactionOf('driver'), user: { id: 'the-steward', displayName: 'Ada' } };
    await onComponent(press(yes, demoted), services);
    const content = '⚠️ /wipe is for stewards; your role here is driver.';
    expect(demoted.told).toEqual([
      ['update', { components: [] }],
      ['deleteReply'],
      ['followUp', { content, flags: MessageFlags.Ephemeral }],
    ]);
    expect([wiped, promised]).toEqual([[], new Set()]);
    expect(audit).toMatchObject([{ command: 'wipe', outcome: 'denied' }]);
  });

  test('replaces an ephemeral question with the refusal', async () => {
    const { services, yes } = await asked();
    const unseen = { flags: { has: (flag: MessageFlags) => flag === MessageFlags.Ephemeral } };
    const demoted = { ...interactionOf('driver'), user: { id: 'the-steward', displayName: 'Ada' }, message: unseen };
    await onComponent(press(yes, demoted), services);
    expect(demoted.told.map(([call]) => call)).toEqual(['update', 'editReply']);
    expect(lastEdit(demoted.told)).toEqual({ content: '⚠️ /wipe is for stewards; your role here is driver.' });
  });

  test('that fails to reach Discord leaves the question open', async () => {
    const { services, yes, promised } = await asked();
    await onComponent(press(yes, interactionOf('steward', { id: '101', failing: 'update' })), services);
    expect([wiped, promised]).toEqual([[], new Set()]);
    await onComponent(press(yes, interactionOf('steward')), services);
    expect(wiped).toEqual(['the-steward']);
  });

  test('"No" does nothing', async () => {
    const { services, no } = await asked();
    const pressed = press(no, interactionOf('steward'));
    await onComponent(pressed, services);
    expect(lastEdit(pressed.told)).toEqual({ content: 'Nothing was done.' });
    expect(wiped).toEqual([]);
  });
});
