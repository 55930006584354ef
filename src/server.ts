import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Configuration, readConfiguration } from './acserver/configuration.ts';
import { pluginProblem } from './acserver/ini/serverCfg.ts';
import { openProcess } from './acserver/process.ts';
import { processRecords } from './acserver/processTable.ts';
import { createRedactor } from './acserver/stdout/redact.ts';
import { silenceMs } from './acserver/udp/liveness.ts';
import { openPlugin, type Plugin } from './acserver/udp/socket.ts';
import type { DriverRow, Server } from './actions/app.ts';
import { configurationActions } from './actions/configuration.ts';
import { serverActions } from './actions/server.ts';
import type { Clock } from './clock.ts';
import { SECRET_VARIABLES, type ServerConfig } from './config.ts';
import { UserError } from './errors.ts';
import { type Bus, createBus } from './race/bus.ts';
import { openFeed } from './race/feed.ts';
import { openJournal } from './race/journal.ts';
import { type LogPosition, openLogFeed } from './race/logFeed.ts';
import { processWatch } from './race/observe/process.ts';
import type { RaceState } from './race/state.ts';
import type { Store } from './store/store.ts';

/** One game server, opened: what can be done to it, and what happens on it. */
export interface OpenServer {
  readonly id: string;
  readonly actions: Server;
  readonly bus: Bus;
  state(): RaceState;
  /** Begins to listen; whatever happened in our absence is told first. To be called once everyone else listens too. */
  listen(): Promise<void>;
  /** Stops listening. The game server goes on. */
  close(): Promise<void>;
}

export interface ServerSurroundings {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly dataDirectory: string;
}

/**
 * Everything that belongs to one game server, and nothing that is shared with another.
 *
 * @throws UserError when its directory or its configuration cannot be used
 */
export async function openServer(config: ServerConfig, around: ServerSurroundings): Promise<OpenServer> {
  const { store, clock } = around;
  const { id, directory } = config;
  const log = around.log.child({ server: id });
  let running = readConfiguration(directory);
  const configuration = (): Configuration => readConfiguration(directory);

  const redact = createRedactor(() => [running.cfg.adminPassword].filter(Boolean));
  const journal = openJournal(store, id);
  const bus = createBus((err, event) => log.error({ err, event: event.type }, 'a listener failed'));
  const addresses = new Map<string, DriverRow['address']>();
  let plugin: Plugin | undefined;

  const feed = openFeed({
    server: id,
    store,
    journal,
    bus,
    clock,
    log,
    redact,
    askAbout: (carId) => plugin?.send({ type: 'getCarInfo', carId }),
    hasLog: true,
  });

  const watch = processWatch(feed);
  const logFeed = openLogFeed({
    feed,
    position: () => journal.cursor<LogPosition>('log'),
    clock,
    log,
    redact,
    onFact(fact) {
      if (fact.fact === 'started') process.markStarted();
      if (fact.fact === 'starting') watch.version(fact.version);
      if (fact.fact === 'joined' && fact.guid && fact.host) {
        addresses.set(fact.guid, { host: fact.host, port: fact.port ?? 0 });
      }
    },
  });

  const process = await openProcess({
    name: id,
    directory,
    command: config.command,
    logDirectory: join(around.dataDirectory, 'servers', id, 'logs'),
    record: processRecords(store, id),
    clock,
    log,
    nextRun: () => feed.beginRun(),
    secretsToDrop: SECRET_VARIABLES,
    onChange(status) {
      if (status.state === 'starting' && status.logPath) void logFeed.follow(status.logPath);
      if (status.state === 'stopped') void logFeed.finish().then(() => watch.changed(status, redact));
      else watch.changed(status, redact);
    },
  });
  const redacted = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      throw error instanceof UserError ? new UserError(redact(error.message)) : error;
    }
  };

  /** The ports can change between two lives of the game server, so they are read before each. */
  async function prepare(next: Configuration): Promise<void> {
    await logFeed.settled();
    const same = JSON.stringify(next.cfg.plugin) === JSON.stringify(running.cfg.plugin);
    running = next;
    if (plugin && same) return;
    await plugin?.close();
    plugin = undefined;
    const ports = next.cfg.plugin;
    if (!ports) return;
    plugin = await openPlugin({
      listen: ports.listen,
      server: { host: ports.listen.host, port: ports.serverPort },
      slots: () => running.entries.slots.length,
      intervalMs: 0,
      clock,
      log,
      onPackets: (packets) => feed.packets(packets),
      onHeard(heard) {
        if ((feed.state().heard ?? false) === heard) return;
        feed.notice(heard ? { type: 'serverHeard' } : { type: 'serverSilent', silentMs: silenceMs });
      },
    });
  }

  return {
    id,
    bus,
    state: () => feed.state(),
    actions: serverActions({
      id,
      process: {
        status: () => process.status(),
        // A server that dies at its start is quoted, and its words may hold the password.
        start: (progress) => redacted(process.start(progress)),
        stop: (progress, beforeKill) => process.stop(progress, beforeKill),
      },
      state: () => feed.state(),
      configuration,
      prepare,
      edit: configurationActions({
        directory,
        backups: join(around.dataDirectory, 'servers', id, 'backups'),
        isRunning: () => process.status().state !== 'stopped' || feed.state().heard === true,
        read: () => configuration().cfg,
        clock,
      }),
      addressOf: (guid) => addresses.get(guid),
      beforeKill: globalThis.process.platform === 'win32' ? endOfSession : undefined,
    }),
    async listen() {
      const problem = pluginProblem(running.cfg);
      if (problem) log.warn(problem);
      await catchUp();
      await prepare(running);
    },
    async close() {
      await plugin?.close();
      await process.close();
      await logFeed.close();
    },
  };

  /** What the game server wrote while nobody listened comes before anything new. */
  async function catchUp(): Promise<void> {
    const status = process.status();
    const path = status.logPath ?? journal.cursor<LogPosition>('log')?.path;
    if (path !== undefined && (status.state !== 'stopped' || feed.state().up)) await logFeed.follow(path);
    if (status.state === 'stopped') await logFeed.finish();
    watch.found(status, redact);
  }

  /** A signal kills at once on Windows, so the session is ended first and its results are waited for. */
  async function endOfSession(): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      const stop = bus.live((event) => {
        if (event.type !== 'sessionEnded' && event.type !== 'sessionStarted') return;
        stop();
        resolve();
      });
    });
    plugin?.send({ type: 'nextSession' });
    await Promise.race([ended, new Promise<void>((resolve) => clock.after(5000, resolve))]);
  }
}
