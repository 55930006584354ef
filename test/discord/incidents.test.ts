import { ComponentType } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { incidents } from '../../commands/incidents.ts';
import type { Handle } from '../../sandbox/discord/handle.ts';
import { type LocalDiscord, openLocalDiscord } from '../../sandbox/discord/server.ts';
import { createDispatcher } from '../../src/command/dispatch.ts';
import { channelsOf, relayToDiscord } from '../../src/discord/cards/relay.ts';
import { commandsTables } from '../../src/discord/interactions/commandsTable.ts';
import { deferralTables } from '../../src/discord/interactions/deferrals.ts';
import { Outbox } from '../../src/discord/outbox/outbox.ts';
import { outboxTables } from '../../src/discord/outbox/table.ts';
import { discordTransport } from '../../src/discord/outbox/transport.ts';
import { openDiscord } from '../../src/discord/session/client.ts';
import type { DiscordConfig } from '../../src/discord/session/config.ts';
import { isPublic } from '../../src/discord/session/privacy.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { english } from '../../src/texts/english/index.ts';
import { driver, fakeServer } from '../command/world.ts';
import { eventually } from '../eventually.ts';
import { fakeLinks } from '../fakes/links.ts';
import { fakeRoster } from '../fakes/roster.ts';
import { car, contact, type IncidentRig, incidentRig, startRace } from '../features/incidents/rig.ts';

/** From a contact to a decision, with people who press what stands on the card. */

let local: LocalDiscord;
let rig: IncidentRig;
let pitwall: { close(): Promise<void> };
beforeAll(async () => {
  local = await openLocalDiscord({
    port: 0,
    channels: [{ name: 'race-control' }, { name: 'stewards', readers: ['Steward', 'Observer'] }],
    roles: [{ name: 'Steward' }, { name: 'Observer' }],
    people: [
      { name: 'Stig', roles: ['Steward'] },
      { name: 'Bea', roles: ['Steward'] },
      { name: 'Dora', roles: ['Observer'] },
    ],
  });
  rig = incidentRig({ tables: [outboxTables, commandsTables, deferralTables] });
  startRace(rig);
  pitwall = await start();
});
afterAll(async () => {
  await pitwall.close();
  await local.close();
  rig.remove();
});

async function start(): Promise<{ close(): Promise<void> }> {
  const [clock, log] = [systemClock, { info() {}, warn() {}, error() {} }];
  const config: DiscordConfig = {
    token: local.token,
    guildId: local.guildId,
    apiUrl: local.api,
    channelId: local.channel('race-control'),
    stewardChannelId: local.channel('stewards'),
    administratorsAreAdmins: true,
    chatToGame: false,
    roleIds: { admin: [], steward: [local.role('Steward')], driver: [] },
  };
  const drivers = () => [...rig.feed.state().drivers.values()].map((each) => driver({ ...each }));
  const { server } = fakeServer('gt3', { incidents: rig.actions, drivers });
  const app = {
    servers: new Map([['gt3', server]]),
    links: fakeLinks(),
    roster: fakeRoster(),
    privacyWarnings: () => [],
    shutdown: () => {},
  };
  const outbox = new Outbox({ store: rig.store, clock, log, words: english, hide: String });
  relayToDiscord(rig.feed.bus, outbox, channelsOf(config), english);
  const discord = await openDiscord({
    config,
    store: rig.store,
    clock,
    log,
    servers: ['gt3'],
    words: english,
    hide: String,
    dispatcher: createDispatcher({ commands: incidents, app, audit: () => {}, clock, log }),
    serverForChannel: () => 'gt3',
    fateOf: async () => undefined,
    guidOf: () => undefined,
    onFatal: (error) => expect.unreachable(error.message),
  });
  const { client, guild } = discord;
  outbox.open(discordTransport(client.rest, client.application.id), (channel) => isPublic(guild, channel, config));
  return {
    async close() {
      await outbox.close(2000);
      await discord.close();
    },
  };
}

type Message = ReturnType<LocalDiscord['world']['posts']['list']>[number];

const cards = (): Message[] => local.world.posts.list(local.channel('stewards'));
const card = (): Promise<Message> =>
  eventually('the card', () => cards().find(({ embeds }) => embeds[0]?.title?.startsWith('INC-1')));
const decided = (message: Message | undefined): string =>
  message?.embeds[0]?.fields?.find(({ name }) => name === 'Decided')?.value ?? '';

async function press(person: string, label: string): Promise<Handle> {
  const message = await card();
  const rows = message.components as unknown as readonly {
    components: readonly { label: string; custom_id: string }[];
  }[];
  const button = rows.flatMap(({ components }) => components).find((each) => each.label === label);
  const customId = button?.custom_id ?? '';
  const handle = local.person(person).click({ message: message.id, customId });
  await handle.done();
  return handle;
}

function choose(person: string, question: Handle, n: number): Handle {
  const message = question.reply();
  const [row] = message?.components ?? [];
  const select = row && 'components' in row ? row.components[0] : undefined;
  if (select?.type !== ComponentType.StringSelect) return expect.unreachable('nobody was asked whom');
  return local.person(person).select({ message: message?.id ?? '', customId: select.custom_id, values: [car(n).guid] });
}

/** The answer to a choice takes the place of the question. */
const answerTo = async (handle: Handle): Promise<string> => {
  await handle.until(() => handle.state === 'answered' && !/who gets/.test(handle.reply()?.content ?? ''));
  expect(handle.ephemeral).toBe(true);
  return handle.reply()?.content ?? '';
};

test('a contact becomes a card for the stewards', async () => {
  rig.tell(contact(1, 2, { kmh: 34.4 }));
  const { embeds, channel_id } = await card();
  expect(channel_id).toBe(local.channel('stewards'));
  expect(embeds[0]?.description).toMatch(/\*\*Driver 1\*\* car 1 · lap 1/);
});

test('two stewards press, the first decides, and the second is told who that was', async () => {
  const { id } = await card();
  const [stig, bea] = [await press('Stig', '+5 s'), await press('Bea', 'Drive-through')];
  expect([stig.ephemeral, bea.ephemeral]).toEqual([true, true]);
  expect(await answerTo(choose('Stig', stig, 1))).toBe(`INC-1: 5 s for **Driver 1** (P-1, issued).\n${RESULT_NOTE}`);
  expect(await answerTo(choose('Bea', bea, 1))).toBe('⚠️ Stig was first: 5 s for Driver 1 in INC-1.');
  expect(stig.reply()).toMatchObject({ content: expect.stringMatching(/^INC-1: 5 s for/), components: [] });
  await eventually('the verdict', () => decided(cards().find((message) => message.id === id)) !== '');
  expect(decided(await card())).toBe('**Driver 1**: 5 s (P-1, issued) by Stig');
  expect(cards().filter(({ embeds }) => embeds[0]?.title?.startsWith('INC-1'))).toHaveLength(1);
  expect(rig.ledger.newest(9)).toMatchObject([{ type: 'time', amount: 5, driver: car(1), by: 'Stig', incident: 1 }]);
});

const RESULT_NOTE =
  'It goes to the result of session 1. The server knows no such penalty: it counts in the classification and in the amended results.';

test('a driver who presses is refused', async () => {
  expect(await answerTo(await press('Dora', 'Warning'))).toMatch(/needs the role steward/);
});

test('after a restart the buttons of the old card still decide', async () => {
  await pitwall.close();
  rig = rig.reopen();
  pitwall = await start();
  const form = choose('Bea', await press('Bea', 'More'), 2);
  await form.until(({ modal }) => modal !== undefined);
  const submitted = local
    .person('Bea')
    .submit({ modal: form, fields: { verdict: ['ballast'], amount: '15', laps: '3', reason: 'late braking' } });
  expect(await answerTo(submitted)).toMatch(/^INC-1: 15 kg of ballast for 3 laps for \*\*Driver 2\*\*/);
  const edited = await eventually('the verdict on the card', () =>
    cards().find((message) => decided(message).includes('Driver 2')),
  );
  expect(decided(edited)).toContain('15 kg of ballast for 3 laps (P-2, serving 0 of 3 laps) by Bea · late braking');
  expect([edited.id, edited.components]).toEqual([(await card()).id, []]);
});
