/** From a penalty in public to its appeal and the answer, with people who press what they see. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appeals } from '../../commands/appeals.ts';
import { incidents } from '../../commands/incidents.ts';
import { penalties } from '../../commands/penalties.ts';
import type { Handle } from '../../sandbox/discord/handle.ts';
import { type LocalDiscord, openLocalDiscord } from '../../sandbox/discord/server.ts';
import { createDispatcher } from '../../src/command/dispatch.ts';
import { routingOf } from '../../src/config/routing.ts';
import { relayToDiscord } from '../../src/discord/cards/relay.ts';
import { commandsTables } from '../../src/discord/interactions/commandsTable.ts';
import { deferralTables } from '../../src/discord/interactions/deferrals.ts';
import { Outbox } from '../../src/discord/outbox/outbox.ts';
import { outboxTables } from '../../src/discord/outbox/schema.ts';
import { discordTransport } from '../../src/discord/outbox/transport.ts';
import { openDiscord } from '../../src/discord/session/client.ts';
import type { DiscordConfig } from '../../src/discord/session/config.ts';
import { isPublic } from '../../src/discord/session/privacy.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { english } from '../../src/texts/english/index.ts';
import { driver, fakeServer } from '../command/world.ts';
import { eventually } from '../eventually.ts';
import { fakeLinks } from '../fakes/links.ts';
import { noPictures } from '../fakes/pictures.ts';
import { fakeRoster } from '../fakes/roster.ts';
import { fakeUpkeep } from '../fakes/upkeep.ts';
import { car, contact, type IncidentRig, incidentRig, startRace } from '../features/incidents/rig.ts';
import { HASTE, hastyClock } from '../haste.ts';

let local: LocalDiscord;
let rig: IncidentRig;
let pitwall: { close(): Promise<void> };
beforeAll(async () => {
  local = await openLocalDiscord({
    port: 0,
    haste: HASTE,
    channels: [{ name: 'race-control' }, { name: 'stewards', readers: ['Steward'] }],
    roles: [{ name: 'Steward' }],
    people: [
      { name: 'Ada', roles: ['Steward'] },
      { name: 'Bea', roles: ['Steward'] },
      { name: 'Dora', roles: [] },
      { name: 'Nobody', roles: [] },
    ],
  });
  rig = incidentRig({ tables: [outboxTables, commandsTables, deferralTables] });
  startRace(rig);
  pitwall = await start();
  rig.tell(contact(1, 2, { kmh: 34.4 }));
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
  const { server } = fakeServer('gt3', {
    incidents: rig.actions,
    penalties: rig.penalties,
    appeals: rig.appeals,
    points: rig.points,
    drivers,
  });
  const app = {
    servers: new Map([['gt3', server]]),
    links: fakeLinks(),
    upkeep: fakeUpkeep(),
    pictures: noPictures,
    roster: fakeRoster(),
    privacyWarnings: () => [],
    shutdown: () => {},
  };
  const outbox = new Outbox({ store: rig.store, clock: hastyClock, log, words: english, hide: String });
  relayToDiscord(rig.feed.bus, outbox, routingOf(config), english, {
    appealTermOf: (decision) => rig.appeals.termOf(decision),
  });
  const discord = await openDiscord({
    config,
    store: rig.store,
    clock,
    log,
    servers: ['gt3'],
    hide: String,
    dispatcher: createDispatcher({
      commands: [...incidents, ...appeals, ...penalties],
      app,
      audit: () => {},
      clock,
      log,
    }),
    serverForChannel: () => 'gt3',
    fateOf: async () => undefined,
    guidOf: (user) => (user === local.person('Dora').id ? car(1).guid : undefined),
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

interface Pressable {
  readonly label?: string;
  readonly custom_id?: string;
}

const inChannel = (channel: string): Message[] => local.world.posts.list(local.channel(channel));
const pressableOn = (message: { readonly components?: unknown } | undefined): readonly Pressable[] =>
  ((message?.components ?? []) as readonly { components: readonly Pressable[] }[]).flatMap((row) => row.components);

const finding = (channel: string, text: string): Promise<Message> =>
  eventually(`"${text}" in #${channel}`, () =>
    inChannel(channel).find(({ content = '', embeds }) =>
      `${content} ${embeds[0]?.title ?? ''} ${embeds[0]?.description ?? ''}`.includes(text),
    ),
  );

async function press(person: string, message: Message, label: string, fields?: Record<string, string | string[]>) {
  const customId = pressableOn(message).find((each) => each.label === label)?.custom_id;
  const pressed = local.person(person).click({
    message: message.id,
    customId: customId ?? expect.unreachable(`no button ${label}`),
  });
  if (fields === undefined) return pressed;
  await pressed.until(({ modal }) => modal !== undefined);
  return local.person(person).submit({ modal: pressed, fields });
}

const answerTo = async (handle: Handle): Promise<string> => {
  await handle.until(() => handle.state === 'answered' && (handle.reply()?.content ?? '') !== '');
  expect(handle.ephemeral).toBe(true);
  return (handle.reply()?.content ?? '').replaceAll('\\', '');
};

test('the public line says until when it can be appealed against, and has the button', async () => {
  const card = await finding('stewards', 'INC-1');
  const decided = await press('Ada', card, '+5 s', { drivers: [car(1).guid], reason: 'late braking' });
  await answerTo(decided);
  const line = await finding('race-control', 'P-1');
  expect(line.content).toMatch(/5 s .* · appeal until 30 min after the flag$/);
  expect(pressableOn(line)).toMatchObject([{ label: 'Appeal' }]);
});

test('who is not in it reads so', async () => {
  const line = await finding('race-control', 'P-1');
  const asked = await press('Nobody', line, 'Appeal', { reason: 'unfair' });
  expect(await answerTo(asked)).toMatch(/Not linked to a driver yet/);
});

test('a driver appeals by the button, and the stewards have it', async () => {
  const line = await finding('race-control', 'P-1');
  const asked = await press('Dora', line, 'Appeal', { reason: 'I was ahead' });
  expect(await answerTo(asked)).toBe(
    'Appeal received: P-1 (INC-1). The decision stands until the stewards rule on it.',
  );
  const appeal = await finding('stewards', 'appeals');
  expect(appeal.embeds[0]?.description).toMatch(
    /\*\*Driver 1\*\* appeals P-1 \(5 s for Driver 1\) · INC-1\nI was ahead/,
  );
  expect(pressableOn(appeal).map(({ label }) => label)).toEqual(['Uphold the decision', 'Change it', 'Inadmissible']);
  const card = await eventually('the button on the card', () =>
    inChannel('stewards').find((each) => pressableOn(each).some(({ label }) => label === 'Rule on the appeal: P-1')),
  );
  expect(card.embeds[0]?.fields?.find(({ name }) => name === 'Appeals')?.value).toMatch(
    /I was ahead\n↳ waiting for a ruling/,
  );
  expect(rig.ledger.get(1).state).toBe('issued');
});

test('another steward changes it, in public, and the appeal shows it', async () => {
  const appeal = await finding('stewards', 'appeals');
  const changed = await press('Bea', appeal, 'Change it', { outcome: ['time'], amount: '3', reason: 'half his fault' });
  expect(await answerTo(changed)).toMatch(/^INC-1: 3 s for \*\*Driver 1\*\* \(P-2, issued\)/);
  const said = await finding('race-control', 'Appeal of');
  expect(said.content).toMatch(/against P-1 \(5 s for Driver 1\): decision changed to 3 s · half his fault$/);
  const answered = await finding('stewards', '↳ decision changed to 3 s (Bea: half his fault)');
  expect([answered.id, pressableOn(answered)]).toEqual([appeal.id, []]);
  expect(rig.ledger.ofSession(1, 1)).toMatchObject([
    { number: 1, state: 'withdrawn' },
    { number: 2, type: 'time', amount: 3, state: 'issued' },
  ]);
});

test('who comes too late reads by how much, by the button or by the command, and nobody else does', async () => {
  const card = await eventually('the button on the card', () =>
    inChannel('stewards').find((each) => pressableOn(each).some(({ label }) => label === '+5 s')),
  );
  await answerTo(await press('Ada', card, '+5 s', { drivers: [car(2).guid], reason: 'braked early' }));
  const line = await finding('race-control', 'P-3');
  const before = local.world.posts.list(local.channel('stewards')).length;
  rig.tell({
    type: 'lapCompleted',
    driver: car(1),
    lapMs: 90_000,
    cuts: 0,
    lap: 1,
    board: [{ carId: 1, laps: 1, timeMs: 90_000, finished: true }],
  });
  rig.tell({ type: 'sessionEnded' });
  rig.clock.advance(31 * 60_000);
  const sentence = '⚠️ Too late: the deadline to appeal P-3 was 1 min ago.';
  expect(await answerTo(await press('Dora', line, 'Appeal', { reason: 'still unfair' }))).toBe(sentence);
  const channel = local.channel('race-control');
  const options = { decision: 'P-3', reason: 'still unfair' };
  expect(await answerTo(local.person('Dora').slash({ channel, path: ['appeal'], options }))).toBe(sentence);
  expect(inChannel('stewards')).toHaveLength(before);
  expect(rig.appeals.list(car(1).guid).map(({ decision }) => decision.number)).toEqual([1]);
});
