import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { commands } from '../commands/index.ts';
import { lobbyTables } from './acserver/lobbyTable.ts';
import { lifeWarning, surroundings } from './acserver/process.ts';
import { processTables } from './acserver/processTable.ts';
import type { TakenPort } from './acserver/tracker/ports.ts';
import { banTables } from './actions/banTable.ts';
import { gridTables } from './actions/grid/saves.ts';
import { stagedEditsTables } from './actions/stagedEdits.ts';
import { systemClock } from './clock.ts';
import { auditInto, auditTables } from './command/audit.ts';
import { createDispatcher } from './command/dispatch.ts';
import { type Config, readConfig } from './config.ts';
import { loadTables } from './control/loadTable.ts';
import { openDiscord } from './discord/client.ts';
import { commandsTables } from './discord/commandsTable.ts';
import { createOutbox } from './discord/outbox/outbox.ts';
import { outboxTables } from './discord/outbox/table.ts';
import { discordTransport } from './discord/outbox/transport.ts';
import { channelsOf, relayToDiscord } from './discord/relay.ts';
import { repliesTables } from './discord/replies.ts';
import { messageOf, UserError } from './errors.ts';
import { createLog } from './log.ts';
import { penaltyTables } from './penalties/ledger.ts';
import { journalTables } from './race/journal.ts';
import type { RaceState } from './race/state.ts';
import { mustFitTogether, type OpenServer, openServer } from './server.ts';
import { channelsFor, configuredChannels, serverForChannel } from './serverChannels.ts';
import { openServersFile } from './serversFile.ts';
import { openStore } from './store/store.ts';
import { openWebsocket } from './websocket/server.ts';

/** Every room's tables, in the order in which they are made. */
const TABLES = [
  processTables,
  lobbyTables,
  journalTables,
  auditTables,
  stagedEditsTables,
  gridTables,
  banTables,
  loadTables,
  penaltyTables,
  outboxTables,
  commandsTables,
  repliesTables,
];

/** How long closing may take before the process ends anyway. */
const CLOSING_MS = 5000;

/** How long the answer to the command that ends Pitwall has to leave: by the websocket, and by Discord. */
const LAST_WORDS_MS = { websocket: 100, discord: 3000 } as const;

/** Closes what has been opened, the last first. */
type Closer = () => Promise<void> | void;

await main();

async function main(): Promise<void> {
  const closers: Closer[] = [];
  let log: Logger | undefined;
  let ending: Promise<never> | undefined;
  const end = (code: number): Promise<never> => {
    ending ??= closeInTime(closers, log).then(() => process.exit(code));
    return ending;
  };
  const fail = (error: unknown): Promise<never> => {
    // What breaks while everything is being closed is no reason of its own.
    if (ending) return ending;
    if (error instanceof UserError) process.stderr.write(`${error.message}\n`);
    else if (log) log.fatal({ err: error }, 'Pitwall cannot go on');
    else process.stderr.write(`Pitwall cannot start: ${messageOf(error)}\n`);
    return end(error instanceof UserError ? 2 : 1);
  };

  // Waiting for Discord alone would not keep the process alive: no timer of ours does.
  setInterval(() => {}, 2 ** 30);
  try {
    const config = readConfig(process.env, openServersFile(process.env.SERVERS_FILE));
    log = createLog(config.logLevel);
    endOnSignals(log, end);
    await open(config, log, { closers, fail: (error) => void fail(error), end: () => void end(0) });
  } catch (error) {
    await fail(error);
  }
}

interface Ending {
  readonly closers: Closer[];
  /** To be called with what goes wrong for good after the start. */
  readonly fail: (error: unknown) => void;
  readonly end: () => void;
}

async function open(config: Config, log: Logger, { closers, fail, end }: Ending): Promise<void> {
  const clock = systemClock;
  const warning = lifeWarning(surroundings());
  if (warning) log.warn(warning);

  const store = openStore(config.dataDirectory, TABLES);
  closers.push(() => store.close());

  const { port } = config.websocket ?? {};
  const takenPorts: readonly TakenPort[] = port ? [{ port, protocol: 'tcp', what: "Pitwall's WEBSOCKET_PORT" }] : [];
  mustFitTogether(config.servers);
  const servers = new Map<string, OpenServer>();
  for (const each of config.servers) {
    const server = await openServer(each, { store, clock, log, dataDirectory: config.dataDirectory, takenPorts });
    servers.set(server.id, server);
    closers.push(() => server.close());
  }

  let answered = async (): Promise<void> => {};
  const app = {
    servers: new Map([...servers].map(([id, { actions }]) => [id, actions])),
    shutdown: () => {
      log.info('closing as commanded; the game server goes on');
      void afterLastWords(() => answered()).then(end);
    },
  };
  const dispatcher = createDispatcher({ commands, app, audit: auditInto(store), clock, log });

  const outbox = createOutbox({ store, clock, log: log.child({ part: 'outbox' }) });
  for (const each of config.servers) {
    const { channels, sharedBy } = channelsFor(each, config.discord, config.servers);
    const bus = servers.get(each.id)?.bus;
    if (bus) relayToDiscord(bus, outbox, channelsOf(channels, sharedBy));
  }

  if (config.websocket) {
    const websocket = await openWebsocket({
      ...config.websocket,
      dispatcher,
      buses: new Map([...servers].map(([id, { bus }]) => [id, bus])),
      stateOf: (id) => stateOf(servers, id),
      app,
      clock,
      log: log.child({ part: 'websocket' }),
      version: ownVersion(),
    });
    closers.push(() => websocket.close());
    log.info({ address: websocket.address }, 'the websocket is open');
  }

  for (const server of servers.values()) await server.listen();

  // The race is watched, and the websocket answers, also while Discord is out of reach: posts wait in the outbox.
  openDiscord({
    config: { ...config.discord, serverChannels: configuredChannels(config.servers) },
    dispatcher,
    servers: [...servers.keys()],
    serverForChannel: (channelId) => serverForChannel(config.servers, channelId),
    store,
    clock,
    log: log.child({ part: 'discord' }),
    onFatal: fail,
  }).then((discord) => {
    closers.push(
      () => discord.close(),
      () => outbox.close(2000),
    );
    answered = discord.settled;
    outbox.open(discordTransport(discord.client.rest, discord.client.application.id));
    log.info({ guild: discord.guild.id }, 'Pitwall is ready');
  }, fail);
}

function stateOf(servers: ReadonlyMap<string, OpenServer>, id: string): RaceState {
  const server = servers.get(id);
  if (!server) throw new Error(`no server ${id}`);
  return server.state();
}

async function afterLastWords(answered: () => Promise<void>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS.websocket));
  await Promise.race([answered(), new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS.discord))]);
}

async function closeInTime(closers: Closer[], log: Logger | undefined): Promise<void> {
  await Promise.race([closeAll(closers, log), new Promise((resolve) => setTimeout(resolve, CLOSING_MS))]);
}

async function closeAll(closers: Closer[], log: Logger | undefined): Promise<void> {
  for (const close of closers.splice(0).reverse()) {
    try {
      await close();
    } catch (error) {
      log?.error({ err: error }, 'closing failed');
    }
  }
}

/** The first signal closes in good order; a second one does not wait. */
function endOnSignals(log: Logger, end: (code: number) => Promise<never>): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      log.info({ signal }, 'closing; the game server goes on');
      void end(0);
    });
  }
}

function ownVersion(): string {
  // Compiled, this file lies two folders below package.json, one below when run from the sources.
  for (const path of ['../package.json', '../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {}
  }
  return 'unknown';
}
