import type { Configuration } from '../../src/acserver/configuration.ts';
import type { Dialect } from '../../src/acserver/dialect.ts';
import type { Speaker } from '../../src/acserver/speaker.ts';
import type { StdoutFact } from '../../src/acserver/stdout/facts.ts';
import type { FromPlugin, FromServer, Telling } from '../../src/acserver/udp/packets.ts';
import type { AnyServerConfig } from '../../src/config/server.ts';
import { Signal } from '../../src/kit/signal.ts';
import type { LiveServer } from '../../src/live/liveServer.ts';
import { Orders } from '../../src/live/orders.ts';
import type { PositionListener } from '../../src/live/positions.ts';
import type { LiveProcess } from '../../src/live/process.ts';
import { refusalsOf } from '../../src/live/refusals.ts';
import { loadLimits, rulesOf } from '../../src/live/rules.ts';
import { openSpeaker } from '../../src/live/speaker.ts';
import type { TypedLine } from '../../src/live/typedLines.ts';
import type { Bus } from '../../src/race/bus.ts';
import { keepTraces } from '../../src/race/traces.ts';
import type { TestFeed } from './feed.ts';

export interface FakeLive {
  readonly config: AnyServerConfig;
  readonly configuration: Configuration;
  readonly feed: TestFeed;
  readonly ownDirectory: string;
  /** Receives what is sent over the plugin interface. */
  readonly take: (packet: FromPlugin) => void;
  readonly redact?: (text: string) => string;
  /** Replaces the feed's own bus. */
  readonly bus?: Bus;
}

/** A process that keeps running and does nothing. */
const standing: LiveProcess = {
  status: () => ({ state: 'running', adopted: false }),
  start: async () => {},
  stop: async () => {},
  catchUp: async () => {},
  present: async () => {},
  toldToItsEnd: async () => {},
  close: async () => {},
};

/** A live game server that runs all the time, with a function as its plugin interface. */
export function fakeLive({
  config,
  configuration,
  feed,
  ownDirectory,
  take,
  redact = String,
  bus: recorded,
}: FakeLive) {
  const { clock, store, bus } = feed;
  const dialect: Dialect = config.dialect ?? 'kunos';
  const logged: object[] = [];
  const asked: number[] = [];
  const packets = new Signal<FromServer>();
  const traces = keepTraces();
  packets.listen((packet) => traces.note(packet, clock.now()));
  const log = { error: (fields: object) => logged.push(fields), warn: (fields: object) => logged.push(fields) };
  const plugin = {
    send: take,
    watch: (listener: (packet: Telling) => void) =>
      packets.listen((packet) => {
        if (packet.type !== 'carUpdate') listener(packet);
      }),
    followPositions: (listener: PositionListener) =>
      packets.listen((packet) => {
        if (packet.type === 'carUpdate') listener(packet, { now: clock.now(), monotonic: clock.monotonic() });
      }),
    tellFollowed() {},
    askAgain: () => void asked.push(clock.now()),
    traffic: () => ({ listen: undefined, received: 0, foreign: 0, dropped: 0, silentMs: undefined, openMs: undefined }),
  };
  const running = () => configuration;
  const state = feed.state;
  const orders = new Orders(config, { clock, state, plugin, configurations: { running }, redact });
  const speaker: Speaker = openSpeaker(config, { clock, log, state, plugin, hide: redact });
  const live = {
    process: standing,
    logFacts: new Signal<StdoutFact>(),
    newLives: new Signal<void>(),
    typedLines: new Signal<TypedLine>(),
    use: async () => {},
    catchUp: async () => {},
    listen: async () => {},
    id: config.id,
    config,
    dialect,
    store,
    clock,
    // Only errors and warnings are logged to it.
    log: log as never,
    ownDirectory,
    bus: recorded ?? bus,
    traces,
    traceArchive: { within: async () => new Map() },
    state,
    logPosition: () => undefined,
    notice: feed.notice,
    decide: feed.decide,
    goOn: feed.goOn,
    free: feed.free,
    read: running,
    running,
    rules: () => rulesOf(config, configuration),
    limits: () => loadLimits(config, configuration),
    entries: () => configuration.entries,
    refusals: refusalsOf(config),
    isRunning: () => true,
    hearing: {
      facts: () => ({ id: config.id, isExternal: true, dialect }),
      trouble: () => undefined,
      listen: () => () => {},
    },
    addressOf: () => undefined,
    plugin,
    orders,
    speaker,
    redact,
    hide: redact,
    async close() {
      speaker.close();
      orders.close();
    },
  } satisfies LiveServer;
  return { live, logged, asked, packets };
}
