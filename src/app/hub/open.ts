/** Puts a hub together: Discord, outbox, websocket and links as in any Pitwall, but edges instead of game servers. */
import { randomUUID } from 'node:crypto';
import { commands } from '../../../commands/index.ts';
import type { App } from '../../command/app.ts';
import { createDispatcher } from '../../command/dispatch.ts';
import { Vocabulary } from '../../command/vocabulary.ts';
import type { Config } from '../../config/environment.ts';
import { Outbox } from '../../discord/outbox/outbox.ts';
import { DoctorNotes } from '../../doctor/notes.ts';
import { openLinks } from '../../features/links/links.ts';
import { withLeagueNames } from '../../features/roster/naming.ts';
import { linksWith } from '../../features/roster/roster.ts';
import { Hosts } from '../../fleet/hosts.ts';
import { HubDispatcher } from '../../fleet/hubDispatcher.ts';
import { NatsTalk } from '../../fleet/nats/talk.ts';
import { Replica } from '../../fleet/replica.ts';
import { every } from '../../kit/clock.ts';
import { atMost, sleep } from '../../kit/wait.ts';
import { readSource } from '../../pictures/source.ts';
import { wordsIn } from '../../texts/languages.ts';
import { auditing, openUnfinished } from '../audit.ts';
import { openData } from '../data.ts';
import { openTools } from '../frontEnds.ts';
import { openHealth } from '../health.ts';
import type { InstallationOptions } from '../installation.ts';
import { League } from '../league.ts';
import { openRoster } from '../roster.ts';
import { openUpkeep } from '../upkeep.ts';
import { tellOnce } from '../warnings.ts';
import { answerEdges, pictureOf } from './answers.ts';
import { completed, fateOf, sayIn, tellAnswered, telling, tellLate } from './asked.ts';
import { type HubConfig, liveConfig, mustHaveNone, remembering } from './config.ts';
import { LateNews } from './lateNews.ts';
import { EdgesLink } from './link.ts';
import { Mirrors } from './mirrors.ts';
import { tellAway } from './notices.ts';
import type { HubParts } from './parts.ts';
import { tellSetBack } from './setBack.ts';
import { edgeFigures, hubUpkeep } from './upkeep.ts';

export interface HubOptions extends Omit<InstallationOptions, 'config' | 'penalties' | 'watchFile' | 'hideInLog'> {
  readonly config: HubConfig;
}

/**
 * How long Discord waits for NATS at the start, so that a second hub started by mistake is noticed before both answer.
 */
const NATS_MS = 10_000;
const LAST_WORDS_MS = { websocket: 100, discord: 3000 } as const;
const asItIs = (text: string): string => text;

/** @throws UserError for what the owner must put right */
export async function openHub(options: HubOptions): Promise<void> {
  const { clock, log, opened, fail } = options;
  mustHaveNone(options.config.servers);
  const store = openData(options);
  const hosts = new Hosts({ store, clock, language: options.config.language });
  opened(() => hosts.close());
  const config = liveConfig(options.config, store, hosts);
  const rosterFile = remembering(options.rosterFile);
  const roster = openRoster({ log, rosterFile: rosterFile.read });
  const proved = openLinks(store, clock);
  const links = linksWith(proved, roster);
  const league = new League();
  const talk = new NatsTalk(log);
  const outbox = openOutbox(config, { store, clock, log, talk, hosts, held: () => late.held() });
  const late = new LateNews({
    store,
    clock,
    outbox,
    words: wordsIn(config.language),
    released: () => outbox.wakeAll(),
  });
  const parts: HubParts = {
    config,
    clock,
    log,
    opened,
    fail,
    store,
    links,
    roster,
    league,
    outbox,
    life: randomUUID(),
    hosts,
    late,
    talk,
    proved,
    rosterText: rosterFile.last,
  };
  const mirrors = new Mirrors(parts);
  const { audit, copy, close: closeAudit } = auditing({ config, clock, log }, { store, outbox });
  opened(closeAudit);
  const unfinished = openUnfinished(parts, { store, servers: new Map(), audit });
  const notes = new DoctorNotes(store, clock);
  const replicas = new Map<string, Replica>();
  const replicaOf = (edge: string): Replica => {
    const known =
      replicas.get(edge) ??
      new Replica({
        store,
        edge,
        mirrorOf: (server) => mirrors.of(edge, server),
        // Runs in the row's transaction, also for questions, because an applied row does not come again.
        audit: copy,
        desk: (server, news) => mirrors.deskNews(edge, server, news),
        warning: (warning) => tellOnce(warning, { config, outbox, notes }),
        setBack: (start) => tellSetBack(parts, edge, start),
        applied: (events) => hosts.silence.applied(edge, events),
        broken: ({ told, kept }) =>
          log.warn({ edge, told, kept }, 'what an edge has told does not go on from what is known of it'),
        log,
      });
    replicas.set(edge, known);
    return known;
  };
  const edges = new EdgesLink(parts, replicaOf);
  const tellFacts = answerEdges(parts, mirrors, edges);
  tellAway(parts);
  const own = createDispatcher({ commands, app: appOf(options, parts, edges), audit, clock, log });
  const lateTo = { config, outbox, commands: new Vocabulary(commands) };
  const dispatcher = new HubDispatcher({
    own: telling(own, tellFacts),
    hosts,
    talk,
    wayTo: edges.wayTo,
    expiry: edges.expiry,
    complete: (outcome, call, server) => completed(outcome, call, server, parts),
    late: (call, sentence) => tellLate(call, sentence, lateTo),
    clock,
  });
  const websocket = await openTools({
    config,
    clock,
    log,
    opened,
    dispatcher,
    hide: asItIs,
    servers: mirrors.clients,
    buses: new Map([['all', mirrors.bus]]),
  });
  await openHealth({
    config,
    clock,
    log,
    store,
    opened,
    servers: new Map(),
    isDiscordConnected: () => league.isConnected(clock.now()),
    loginsLeft: () => league.loginsLeft(),
    fleet: () => ({ edges: edgeFigures(hosts) }),
  });
  log.info(
    `This is the hub of ${hosts.edges().join(', ') || 'edges that have not been heard yet'}; websocket: ${websocket ?? 'off'}`,
  );
  opened(
    every(clock, 1000, () => {
      hosts.look();
      late.look();
    }),
  );
  const linked = edges.open();
  linked.then(tellFacts, fail);
  await atMost(clock, NATS_MS, linked);
  void unfinished.settle();
  league
    .open({
      config,
      store,
      clock,
      log,
      links,
      dispatcher,
      outbox,
      notes,
      opened,
      fail,
      servers: mirrors.ids,
      say: sayIn(parts, edges),
      hide: asItIs,
      fateOf: (act) =>
        fateOf(act, { unfinished, hosts, edges, clock, late: (sentence) => tellAnswered(sentence, lateTo) }),
      ready: () => mirrors.tellDiscord(),
    })
    .catch(fail);
}

function openOutbox(
  config: Config,
  {
    store,
    clock,
    log,
    talk,
    hosts,
    held,
  }: Pick<HubParts, 'store' | 'clock' | 'log' | 'talk' | 'hosts'> & { readonly held: () => readonly string[] },
): Outbox {
  return new Outbox({
    store,
    clock,
    log: log.child({ part: 'outbox' }),
    words: wordsIn(config.language),
    places: { main: config.discord.channelId, log: config.discord.logChannelId },
    guildId: config.discord.guildId,
    // Edges remove their passwords before sending: only they know them.
    hide: asItIs,
    held,
    pictures: {
      draw: async (source) => {
        const read = readSource(source);
        return read && pictureOf({ talk, hosts }, read.server, source);
      },
      isShown: ({ source }) => config.incidentAnimation || readSource(source)?.form !== 'animation',
    },
  });
}

function appOf({ log, end }: HubOptions, parts: HubParts, edges: EdgesLink): App {
  const { config, store, clock, outbox, links, roster, league } = parts;
  return {
    servers: new Map(),
    links,
    roster,
    upkeep: openUpkeep({
      fleet: hubUpkeep(parts, edges),
      config,
      store,
      clock,
      outbox,
      servers: new Map(),
      discordFacts: () => league.facts(config),
      setup: () => league.setup({ config, store }),
    }),
    discussions: { open: (incident) => league.discuss(withLeagueNames(roster, incident), outbox) },
    pictures: { draw: () => Promise.resolve(undefined) },
    privacyWarnings: (id) => league.privacyWarnings(config, id),
    shutdown() {
      log.info('the hub is closing as commanded; the edges go on');
      void sleep(clock, LAST_WORDS_MS.websocket)
        .then(() => atMost(clock, LAST_WORDS_MS.discord, league.settled()))
        .then(end);
    },
  };
}
