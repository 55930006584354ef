/** The Discord side of Pitwall on a local Discord, with one server whose incidents come from a rig. */
import { expect } from 'vitest';
import { type LocalDiscord, openLocalDiscord } from '../../sandbox/discord/server.ts';
import type { Server } from '../../src/command/app.ts';
import type { Command } from '../../src/command/command.ts';
import { createDispatcher } from '../../src/command/dispatch.ts';
import { routingOf } from '../../src/config/routing.ts';
import { relayDesk } from '../../src/discord/cards/desk.ts';
import { type Lookups, relayToDiscord } from '../../src/discord/cards/relay.ts';
import { Outbox } from '../../src/discord/outbox/outbox.ts';
import { discordTransport } from '../../src/discord/outbox/transport.ts';
import { openDiscord } from '../../src/discord/session/client.ts';
import type { DiscordConfig } from '../../src/discord/session/config.ts';
import { watchDeletions } from '../../src/discord/session/deletions.ts';
import { openDiscussion } from '../../src/discord/session/discussions.ts';
import { isPublic } from '../../src/discord/session/privacy.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { english } from '../../src/texts/english/index.ts';
import { driver, fakeServer } from '../command/world.ts';
import { fakeLinks } from '../fakes/links.ts';
import { noPictures } from '../fakes/pictures.ts';
import { fakeRoster } from '../fakes/roster.ts';
import { fakeUpkeep } from '../fakes/upkeep.ts';
import type { IncidentRig } from '../features/incidents/rig.ts';
import { HASTE, hastyClock } from '../haste.ts';

export type Message = ReturnType<LocalDiscord['world']['posts']['list']>[number];

interface Pressable {
  readonly label?: string;
  readonly custom_id?: string;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
}

export const pressableOn = (message: { readonly components?: unknown } | undefined): readonly Pressable[] =>
  ((message?.components ?? []) as readonly { components: readonly Pressable[] }[]).flatMap((row) => row.components);

export const buttonOf = (message: { readonly components?: unknown } | undefined, label: string): string =>
  pressableOn(message).find((each) => each.label === label)?.custom_id ?? expect.unreachable(`no button ${label}`);

/** An answer without the links to its cards. */
export const withoutLinks = (text: string): string => text.replaceAll(/\[([^\]]+)\]\(https:[^)]+\)/g, '$1');

/** A race-control channel for everybody, and a stewards' channel. `people` maps each name to its role. */
export async function openStewardsDiscord(
  people: Readonly<Record<string, 'Steward' | 'Observer' | undefined>>,
  observe?: Parameters<typeof openLocalDiscord>[0]['observe'],
): Promise<LocalDiscord> {
  const local = await openLocalDiscord({
    port: 0,
    haste: HASTE,
    channels: [{ name: 'race-control' }, { name: 'stewards', readers: ['Steward', 'Observer'] }],
    roles: [{ name: 'Steward' }, { name: 'Observer' }],
    people: Object.entries(people).map(([name, role]) => ({ name, roles: role === undefined ? [] : [role] })),
    observe,
  });
  // The login rate limit is tested elsewhere.
  local.logins.concurrency = 16;
  return local;
}

interface Opening {
  readonly commands: readonly Command[];
  /** Server actions other than incidents. */
  readonly actions?: Partial<Server>;
  readonly pictures?: typeof noPictures;
  readonly lookups?: Lookups;
  /** The driver linked to an account. */
  readonly guidOf?: (user: string) => string | undefined;
  /** Whether Discord reports message events. It does so where messages are relayed to the game. */
  readonly hears?: boolean;
  /** Whether the stewards have a queue message. */
  readonly hasDesk?: boolean;
}

export async function openPitwall(
  local: LocalDiscord,
  rig: IncidentRig,
  {
    commands,
    actions = {},
    pictures = noPictures,
    lookups,
    guidOf = () => undefined,
    hears = false,
    hasDesk = false,
  }: Opening,
): Promise<{ close(): Promise<void> }> {
  const [clock, log] = [systemClock, { info() {}, warn() {}, error() {} }];
  const config: DiscordConfig = {
    token: local.token,
    guildId: local.guildId,
    apiUrl: local.api,
    channelId: local.channel('race-control'),
    stewardChannelId: local.channel('stewards'),
    administratorsAreAdmins: true,
    chatToGame: hears,
    roleIds: { admin: [], steward: [local.role('Steward')], driver: [] },
  };
  const drivers = () => [...rig.feed.state().drivers.values()].map((each) => driver({ ...each }));
  const { server } = fakeServer('gt3', { incidents: rig.actions, drivers, ...actions });
  const { guildId } = local;
  const outbox = new Outbox({ store: rig.store, clock: hastyClock, log, words: english, hide: String, guildId });
  const routing = routingOf(config);
  relayToDiscord(rig.feed.bus, outbox, routing, english, lookups);
  if (hasDesk) relayDesk(rig.desk, outbox, routing);
  const app = {
    servers: new Map([['gt3', server]]),
    discussions: {
      open: (incident: Parameters<typeof openDiscussion>[0]) =>
        openDiscussion(incident, { rest: discord.client.rest, links: outbox.links, clock }),
    },
    links: fakeLinks(),
    upkeep: fakeUpkeep(),
    pictures,
    roster: fakeRoster(),
    privacyWarnings: () => [],
    shutdown: () => {},
  };
  const discord = await openDiscord({
    config,
    store: rig.store,
    clock,
    log,
    servers: ['gt3'],
    hide: String,
    addressOf: (key) => outbox.links.addressOf(key),
    dispatcher: createDispatcher({ commands, app, audit: () => {}, clock, log }),
    serverForChannel: () => 'gt3',
    fateOf: async () => undefined,
    guidOf,
    onFatal: (error) => expect.unreachable(error.message),
  });
  const { client, guild } = discord;
  outbox.open(discordTransport(client.rest, client.application.id), (channel) => isPublic(guild, channel, config));
  watchDeletions({ client, log, onDeleted: (channel, message) => outbox.deleted(channel, message) });
  if (hasDesk) rig.desk.resume();
  return {
    async close() {
      await outbox.close(2000);
      await discord.close();
    },
  };
}
