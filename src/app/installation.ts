import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { commands } from '../../commands/index.ts';
import type { TakenPort } from '../acserver/tracker/ports.ts';
import { createChatFrontEnd } from '../chat/line.ts';
import type { App } from '../command/app.ts';
import { type Audit, auditInto } from '../command/audit.ts';
import type { Role } from '../command/caller.ts';
import { createDispatcher, type Dispatcher } from '../command/dispatch.ts';
import { channelsFor, configuredChannels, serverForChannel, serverOfChat } from '../config/channels.ts';
import type { Config } from '../config/environment.ts';
import { commandPost } from '../discord/cards/commands.ts';
import { channelsOf, relayToDiscord } from '../discord/cards/relay.ts';
import { relayToGame } from '../discord/interactions/gameChat.ts';
import { Outbox } from '../discord/outbox/outbox.ts';
import { discordTransport } from '../discord/outbox/transport.ts';
import { type Discord, openDiscord } from '../discord/session/client.ts';
import { isPublic } from '../discord/session/guild.ts';
import { memberRoles } from '../discord/session/members.ts';
import { type Links, openLinks } from '../features/links/links.ts';
import type { PenaltySettings } from '../features/penalties/settings.ts';
import type { Clock } from '../kit/clock.ts';
import { logRace } from '../race/eventLog.ts';
import { openStore, type Store } from '../store/store.ts';
import { english } from '../texts/english/index.ts';
import { openWebsocket } from '../websocket/server.ts';
import { mustFitTogether, type OpenServer, openServer } from './server.ts';
import { TABLES } from './tables.ts';

export interface InstallationOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  /** What is watched on each server, by its id; nothing on one that is not there. */
  readonly penalties?: ReadonlyMap<string, PenaltySettings> | undefined;
  /** Takes what has been opened, to be closed in reverse order. */
  readonly opened: (close: () => Promise<void> | void) => void;
  /** To be called with what goes wrong for good after the start. */
  readonly fail: (error: unknown) => void;
  /** Somebody with the right to do so has ended Pitwall by command. */
  readonly end: () => void;
}

/** What the parts of an installation share. */
interface Shared extends InstallationOptions {
  readonly store: Store;
  readonly servers: ReadonlyMap<string, OpenServer>;
  readonly links: Links;
  readonly dispatcher: Dispatcher;
  readonly app: App;
  readonly outbox: Outbox;
  /** Absent until Discord has let us in. */
  readonly discord: () => Discord | undefined;
}

/** How long the answer to the command that ends Pitwall has to leave: by the websocket, and by Discord. */
const LAST_WORDS_MS = { websocket: 100, discord: 3000 } as const;

/**
 * Opens everything and lets it listen: store, game servers, front ends.
 *
 * @throws UserError for what the owner must put right
 */
export async function openInstallation(options: InstallationOptions): Promise<void> {
  const { config, clock, log, opened } = options;
  const store = openStore(config.dataDirectory, TABLES);
  opened(() => store.close());
  const servers = await openServers(options, store);
  const links = openLinks(store, clock);
  let discord: Discord | undefined;
  const app: App = {
    servers: new Map([...servers].map(([id, { actions }]) => [id, actions])),
    links,
    shutdown() {
      log.info('closing as commanded; the game server goes on');
      void afterLastWords(async () => discord?.settled()).then(options.end);
    },
  };
  const redact = (text: string): string => [...servers.values()].reduce((left, server) => server.redact(left), text);
  const places = { main: config.discord.channelId, log: config.discord.logChannelId };
  const outbox = new Outbox({ store, clock, log: log.child({ part: 'outbox' }), words: english, places });
  const audit = auditing(options, store, outbox);
  const dispatcher = createDispatcher({ commands, app, audit, clock, log, redact });
  const shared: Shared = { ...options, store, servers, links, dispatcher, app, outbox, discord: () => discord };

  relayRaces(shared);
  openGameChat(shared);
  await openTools(shared);
  for (const server of servers.values()) await server.listen();
  // The race is watched, and the websocket answers, also while Discord is out of reach: posts wait in the outbox.
  openLeague(shared).then((open) => {
    discord = open;
  }, options.fail);
}

async function openServers({ config, clock, log, opened, penalties }: InstallationOptions, store: Store) {
  const { port } = config.websocket ?? {};
  const takenPorts: readonly TakenPort[] = port ? [{ port, protocol: 'tcp', what: "Pitwall's WEBSOCKET_PORT" }] : [];
  mustFitTogether(config.servers);
  const servers = new Map<string, OpenServer>();
  for (const each of config.servers) {
    const settings = penalties?.get(each.id);
    const server = await openServer(each, {
      ...{ store, clock, log, dataDirectory: config.dataDirectory, takenPorts },
      ...(settings && { penalties: settings }),
    });
    logRace(server.bus, log.child({ server: server.id }));
    servers.set(server.id, server);
    opened(() => server.close());
  }
  return servers;
}

/** Every command is kept and logged; what no event tells has a line in the log channel. */
function auditing({ config, log }: InstallationOptions, store: Store, outbox: Outbox): Audit {
  const keep = auditInto(store);
  return (row) => {
    const { command, caller, outcome, server, reason } = row;
    log.info({ command, by: caller.name, via: caller.via, outcome, server, reason }, 'command');
    const post = commandPost(row);
    store.transaction(() => {
      keep(row);
      if (post) outbox.post(logChannelOf(config, server), post);
    });
  };
}

function logChannelOf(config: Config, server: string | undefined): string {
  const { logChannelId, channelId } = config.servers.find(({ id }) => id === server)?.routes ?? {};
  return logChannelId ?? channelId ?? config.discord.logChannelId ?? config.discord.channelId;
}

function relayRaces({ config, servers, outbox }: Shared): void {
  for (const each of config.servers) {
    const { channels, sharedBy } = channelsFor(each, config.discord, config.servers);
    const bus = servers.get(each.id)?.bus;
    if (bus) relayToDiscord(bus, outbox, channelsOf(channels, sharedBy), english);
  }
}

/** What drivers type in the car. */
function openGameChat({ config, clock, log, servers, links, dispatcher, discord }: Shared): void {
  const roleOfMember = memberRoles(() => discord()?.guild, config.discord, clock);
  const linkedRole = async (guid: string): Promise<Role | undefined> => {
    const user = config.discord.linksCountInGame ? links.userOf(guid) : undefined;
    return user === undefined ? undefined : roleOfMember(user);
  };
  for (const server of servers.values()) {
    const frontEnd = createChatFrontEnd({
      ...{ server: server.id, dialect: server.dialect, speaker: server.speaker, rights: server.actions.rights },
      ...{ dispatcher, linkedRole, clock, log: log.child({ part: 'chat', server: server.id }) },
      state: () => server.state(),
    });
    server.onTyped((line) => void frontEnd.heard(line));
  }
}

async function openTools({ config, servers, dispatcher, app, clock, log, opened }: Shared): Promise<void> {
  if (!config.websocket) return;
  const websocket = await openWebsocket({
    ...config.websocket,
    ...{ dispatcher, app, clock, log: log.child({ part: 'websocket' }), version: ownVersion() },
    buses: new Map([...servers].map(([id, { bus }]) => [id, bus])),
    stateOf: (id) => known(servers, id).state(),
  });
  opened(() => websocket.close());
  log.info({ address: websocket.address }, 'the websocket is open');
}

async function openLeague(shared: Shared): Promise<Discord> {
  const { config, servers, links, dispatcher, outbox, store, clock, opened, fail } = shared;
  const log = shared.log.child({ part: 'discord' });
  const discord = await openDiscord({
    ...{ dispatcher, store, clock, log, onFatal: fail, words: english },
    config: { ...config.discord, serverChannels: configuredChannels(config.servers) },
    servers: [...servers.keys()],
    serverForChannel: (channelId) => serverForChannel(config.servers, channelId),
    guidOf: (userId) => links.guidOf(userId),
  });
  const { client, guild } = discord;
  opened(() => discord.close());
  opened(() => outbox.close(2000));
  outbox.open(discordTransport(client.rest, client.application.id), (channel) => isPublic(guild, channel));
  if (config.discord.chatToGame) relayToGame({ client, log, say: sayIn(shared) });
  shared.log.info({ guild: guild.id }, 'Pitwall is ready');
  return discord;
}

const sayIn =
  ({ config, servers }: Shared) =>
  (channelId: string, line: string): boolean => {
    const id = serverOfChat(config.servers, config.discord, channelId);
    const server = id === undefined ? undefined : servers.get(id);
    void server?.speaker.say('all', line);
    return server !== undefined;
  };

function known(servers: ReadonlyMap<string, OpenServer>, id: string): OpenServer {
  const server = servers.get(id);
  if (!server) throw new Error(`no server ${id}`);
  return server;
}

async function afterLastWords(answered: () => Promise<void>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS.websocket));
  await Promise.race([answered(), new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS.discord))]);
}

function ownVersion(): string {
  // Compiled, this file lies three folders below package.json, two below when run from the sources.
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {}
  }
  return 'unknown';
}
