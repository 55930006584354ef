/** Stewards on a local Discord, and a race whose incidents they are shown. */
import { expect } from 'vitest';
import { incidents } from '../../commands/incidents.ts';
import type { Handle } from '../../sandbox/discord/handle.ts';
import { type LocalDiscord, openLocalDiscord } from '../../sandbox/discord/server.ts';
import type { App } from '../../src/command/app.ts';
import { createDispatcher } from '../../src/command/dispatch.ts';
import { routingOf } from '../../src/config/routing.ts';
import { relayDesk } from '../../src/discord/cards/desk.ts';
import { relayToDiscord } from '../../src/discord/cards/relay.ts';
import { commandsTables } from '../../src/discord/interactions/commandsTable.ts';
import { deferralTables } from '../../src/discord/interactions/deferrals.ts';
import { Outbox } from '../../src/discord/outbox/outbox.ts';
import { outboxTables } from '../../src/discord/outbox/schema.ts';
import { discordTransport } from '../../src/discord/outbox/transport.ts';
import { openDiscord } from '../../src/discord/session/client.ts';
import type { DiscordConfig } from '../../src/discord/session/config.ts';
import { watchDeletions } from '../../src/discord/session/deletions.ts';
import { openDiscussion } from '../../src/discord/session/discussions.ts';
import { isPublic } from '../../src/discord/session/privacy.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { english } from '../../src/texts/english/index.ts';
import { driver, fakeServer } from '../command/world.ts';
import { eventually, eventuallyHolds } from '../eventually.ts';
import { fakeLinks } from '../fakes/links.ts';
import { fakePictures } from '../fakes/pictures.ts';
import { fakeRoster } from '../fakes/roster.ts';
import { fakeUpkeep } from '../fakes/upkeep.ts';
import { type IncidentRig, incidentRig, startRace } from '../features/incidents/rig.ts';
import { HASTE, hastyClock } from '../haste.ts';

export type Message = ReturnType<LocalDiscord['world']['posts']['list']>[number];

interface Pressable {
  readonly label?: string;
  readonly custom_id?: string;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
}

export const partsOf = (message: { readonly components?: unknown } | undefined): readonly Pressable[] =>
  ((message?.components ?? []) as readonly { components: readonly Pressable[] }[]).flatMap((row) => row.components);

export class StewardsRoom {
  readonly local: LocalDiscord;
  rig: IncidentRig;
  /** How many interactions Discord has sent. */
  clicks = 0;
  /** Every edit of a message, as it was asked for. */
  readonly edits: string[] = [];
  /** Whether Discord tells what happens to messages: it does where they are relayed to the game. */
  readonly #hears: boolean;
  #pitwall: { close(): Promise<void> } | undefined;

  static async open({ cars = 4, foldKmh = 25, hears = false } = {}): Promise<StewardsRoom> {
    const room: { it?: StewardsRoom } = {};
    const local = await openLocalDiscord({
      port: 0,
      haste: HASTE,
      channels: [{ name: 'race-control' }, { name: 'stewards', readers: ['Steward', 'Observer'] }],
      roles: [{ name: 'Steward' }, { name: 'Observer' }],
      people: [
        { name: 'Stig', roles: ['Steward'] },
        { name: 'Bea', roles: ['Steward'] },
        { name: 'Dora', roles: ['Observer'] },
      ],
      observe: ({ method, path, body }) => room.it?.count(method, path, body),
    });
    // How often a bot may log in is tested elsewhere.
    local.logins.concurrency = 16;
    const rig = incidentRig({ foldKmh, tables: [outboxTables, commandsTables, deferralTables] });
    startRace(rig, cars);
    room.it = new StewardsRoom(local, rig, hears);
    await room.it.start();
    return room.it;
  }

  private constructor(local: LocalDiscord, rig: IncidentRig, hears: boolean) {
    this.#hears = hears;
    this.local = local;
    this.rig = rig;
  }

  count(method: string, path: string, body: unknown): void {
    if (/^\/interactions\/\d+\/[^/]+\/callback$/.test(path)) this.clicks += 1;
    if (method === 'PATCH' && /^\/channels\/\d+\/messages\//.test(path)) this.edits.push(JSON.stringify(body));
  }

  async start(): Promise<void> {
    const { local, rig } = this;
    const [clock, log] = [systemClock, { info() {}, warn() {}, error() {} }];
    const config: DiscordConfig = {
      token: local.token,
      guildId: local.guildId,
      apiUrl: local.api,
      channelId: local.channel('race-control'),
      stewardChannelId: local.channel('stewards'),
      administratorsAreAdmins: true,
      chatToGame: this.#hears,
      roleIds: { admin: [], steward: [local.role('Steward')], driver: [] },
    };
    const drivers = () => [...rig.feed.state().drivers.values()].map((each) => driver({ ...each }));
    const desk = rig.desk.actions;
    const { server } = fakeServer('gt3', { incidents: rig.actions, desk, drivers });
    const outbox = new Outbox({
      store: rig.store,
      clock: hastyClock,
      log,
      words: english,
      hide: String,
      guildId: local.guildId,
    });
    const routing = routingOf(config);
    relayToDiscord(rig.feed.bus, outbox, routing, english);
    relayDesk(rig.desk, outbox, routing);
    const app: App = {
      servers: new Map([['gt3', server]]),
      discussions: {
        open: (incident) => openDiscussion(incident, { rest: discord.client.rest, links: outbox.links, clock }),
      },
      links: fakeLinks(),
      upkeep: fakeUpkeep(),
      roster: fakeRoster(),
      pictures: fakePictures().pictures,
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
      dispatcher: createDispatcher({ commands: incidents, app, audit: () => {}, clock, log }),
      serverForChannel: () => 'gt3',
      fateOf: async () => undefined,
      guidOf: () => undefined,
      onFatal: (error) => expect.unreachable(error.message),
    });
    const { client, guild } = discord;
    outbox.open(discordTransport(client.rest, client.application.id), (channel) => isPublic(guild, channel, config));
    watchDeletions({ client, log, onDeleted: (channel, message) => outbox.deleted(channel, message) });
    rig.desk.resume();
    this.#pitwall = {
      async close() {
        await outbox.close(2000);
        await discord.close();
      },
    };
  }

  /** A kill and a start, with whatever happens between. */
  async restart(meanwhile: () => void = () => {}): Promise<void> {
    await this.#pitwall?.close();
    this.rig = this.rig.reopen();
    meanwhile();
    await this.start();
  }

  async close(): Promise<void> {
    await this.#pitwall?.close();
    await this.local.close();
    this.rig.remove();
  }

  /** Everything in the stewards' channel that all of them see. */
  messages(): Message[] {
    return this.local.world.posts.list(this.local.channel('stewards'));
  }

  titles(): string[] {
    return this.messages().map(({ embeds }) => embeds[0]?.title ?? '');
  }

  /** The message whose title begins like that. */
  titled(title: string): Promise<Message> {
    return eventually(title, () => this.messages().find(({ embeds }) => embeds[0]?.title?.startsWith(title)));
  }

  /** Once it says that. */
  async saying(title: string, text: RegExp): Promise<Message> {
    await eventuallyHolds(async () => {
      const message = await this.titled(title);
      expect(message.embeds[0]?.description ?? '').toMatch(text);
    });
    return this.titled(title);
  }

  /** Once everything has gone out. */
  async quiet(): Promise<void> {
    const waiting = `SELECT 1 FROM outbox WHERE state IN ('queued', 'sending')`;
    await eventually('the end of the outbox', () => this.rig.store.get(waiting) === undefined);
  }

  /** Lets the desk tell what has changed. */
  pause(): void {
    this.rig.clock.advance(1000);
  }

  press(person: string, message: Message | undefined, label: string): Handle {
    const customId = partsOf(message).find((each) => each.label === label)?.custom_id;
    if (!message || customId === undefined) return expect.unreachable(`no button ${label}`);
    return this.local.person(person).click({ message: message.id, customId });
  }

  choose(person: string, message: Message, value: string): Handle {
    const customId = partsOf(message).find(({ options }) => options?.some((each) => each.value === value))?.custom_id;
    if (customId === undefined) return expect.unreachable(`nothing to choose ${value} in`);
    return this.local.person(person).select({ message: message.id, customId, values: [value] });
  }

  async fillIn(person: string, pressed: Handle, fields: Record<string, string | string[]>): Promise<Handle> {
    await pressed.until(({ modal }) => modal !== undefined);
    return this.local.person(person).submit({ modal: pressed, fields });
  }

  /** What one person alone is shown. */
  async shown(handle: Handle): Promise<Message> {
    await handle.until(() => handle.state === 'answered');
    expect(handle.ephemeral).toBe(true);
    return handle.reply() ?? expect.unreachable('nothing was shown');
  }
}
