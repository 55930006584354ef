/** Puts one Pitwall together: its store, its game servers, and its front ends. */
import type { Logger } from 'pino';
import { commands } from '../../commands/index.ts';
import type { WatchFile } from '../acserver/stdout/hints.ts';
import type { App } from '../command/app.ts';
import { createDispatcher } from '../command/dispatch.ts';
import type { UnfinishedActs } from '../command/unfinished.ts';
import type { Config } from '../config/environment.ts';
import { Outbox } from '../discord/outbox/outbox.ts';
import { withChosen } from '../discord/session/setup.ts';
import { DoctorNotes } from '../doctor/notes.ts';
import { ContentNames } from '../features/content/names.ts';
import { People } from '../features/judging/people.ts';
import { openLinks } from '../features/links/links.ts';
import type { PenaltySettings } from '../features/penalties/settings.ts';
import { withLeagueNames } from '../features/roster/naming.ts';
import { linksWith, type ReadRosterFile } from '../features/roster/roster.ts';
import { type Clock, every } from '../kit/clock.ts';
import type { Close } from '../kit/closers.ts';
import { hideAll } from '../kit/texts.ts';
import { atMost, sleep } from '../kit/wait.ts';
import { wordsIn } from '../texts/languages.ts';
import { auditing, openUnfinished } from './audit.ts';
import { openData } from './data.ts';
import { busesOf, openGameChat, openTools } from './frontEnds.ts';
import { openHealth } from './health.ts';
import { League } from './league.ts';
import { serverOfNumber } from './numberOwners.ts';
import { linkedRoles, relayRaces, sayIn, showBoards } from './onDiscord.ts';
import { Pictures } from './pictures.ts';
import { openRoster } from './roster.ts';
import { begin as beginServer } from './server.ts';
import { openServers } from './servers.ts';
import type { Shared } from './shared.ts';
import { showingDispatcher } from './shownNames.ts';
import { StartReport } from './startReport.ts';
import { openUpkeep } from './upkeep.ts';
import { tellDeafness } from './warnings.ts';

export interface InstallationOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  /** The penalty rules by server id; nothing is watched on a server without an entry. */
  readonly penalties?: ReadonlyMap<string, PenaltySettings>;
  /** Reports that a log has grown before the next poll; when absent, logs are only polled. */
  readonly watchFile?: WatchFile | undefined;
  /** The league's drivers; none when absent. */
  readonly rosterFile?: ReadRosterFile | undefined;
  /** Gets the function that hides passwords in every log line from then on. */
  readonly hideInLog?: ((hide: (text: string) => string) => void) | undefined;
  /** Registers something to close; closed in reverse order. */
  readonly opened: (close: Close) => void;
  /** Called with a fatal error after the start. */
  readonly fail: (error: unknown) => void;
  /** Called when a command has ended Pitwall. */
  readonly end: () => void;
}

/** How old the facts about a game server may be that another process, such as the doctor, reads. */
const WITNESSED_MS = 10_000;

/** How long to wait for the answer to the shutdown command to go out, by the websocket and by Discord. */
const LAST_WORDS_MS = { websocket: 100, discord: 3000 } as const;

/**
 * Opens the store, the game servers and the front ends, and starts listening.
 *
 * @throws UserError for what the owner must put right
 */
export async function openInstallation(given: InstallationOptions): Promise<void> {
  const { clock, log } = given;
  const roster = openRoster(given);
  const store = openData(given);
  // Channels and roles made by /setup are used wherever the owner has configured nothing else.
  const config = withChosen(given.config, store);
  const options: InstallationOptions = { ...given, config };
  const proved = openLinks(store, clock);
  const links = linksWith(proved, roster);
  const people = new People({ links: proved, roster });
  const content = new ContentNames(config.servers.flatMap(({ directory }) => directory ?? []));
  const servers = await openServers(options, { store, links, roster, content, people });
  const league = new League();
  const hide = hideAll(() => [...servers.values()].map(({ live }) => live.hide));
  options.hideInLog?.(hide);
  const places = { main: config.discord.channelId, log: config.discord.logChannelId };
  const pictures = openPictures(options, servers);
  const outbox = new Outbox({
    store,
    clock,
    log: log.child({ part: 'outbox' }),
    words: wordsIn(config.language),
    places,
    guildId: config.discord.guildId,
    hide,
    pictures,
  });
  const upkeep = openUpkeep({
    config,
    store,
    clock,
    outbox,
    servers,
    discordFacts: () => league.facts(config),
    setup: () => league.setup({ config: given.config, store }),
  });
  const discussions: App['discussions'] = {
    open: (incident) => league.discuss(withLeagueNames(roster, incident), outbox),
  };
  const seen: App['pictures'] = { draw: pictures.drawn };
  const app = openApp(options, {
    servers,
    links,
    league,
    upkeep,
    roster,
    discussions,
    pictures: seen,
    serverOfNumber: serverOfNumber(store),
  });
  const { audit, close: closeAudit } = auditing(options, { store, outbox });
  options.opened(closeAudit);
  const unfinished = openUnfinished(options, { store, servers, audit });
  const dispatcher = createDispatcher({
    commands,
    app,
    audit,
    clock,
    log,
    redact: (text) => [...servers.values()].reduce((left, { live }) => live.redact(left), text),
  });
  const { opened, fail } = options;
  const shared: Shared = {
    config,
    clock,
    log,
    opened,
    fail,
    store,
    servers,
    links,
    roster,
    content,
    league,
    outbox,
    hide,
    app,
    dispatcher,
  };

  relayRaces(shared);
  showBoards(shared);
  openGameChat(shared, linkedRoles(shared));
  await begin(shared, unfinished);
}

/** Everything is open: from here on, events and commands are handled. */
async function begin(shared: Shared, unfinished: UnfinishedActs): Promise<void> {
  const { config, clock, log, opened, fail, store, servers, links, league, outbox, hide } = shared;
  const dispatcher = showingDispatcher(shared.dispatcher, shared);
  const websocket = await openTools({ ...shared, servers: shared.app.servers, buses: busesOf(servers) });
  const isDiscordConnected = (): boolean => league.isConnected(clock.now());
  const loginsLeft = (): number | undefined => league.loginsLeft();
  const health = await openHealth({ config, clock, log, store, servers, isDiscordConnected, loginsLeft, opened });
  for (const server of servers.values()) await beginServer(server);
  const report = new StartReport({ config, clock, log, servers, names: () => league.names(), websocket, health });
  opened(() => report.close());
  void unfinished.settle();
  const fateOf = (act: string): Promise<string | undefined> => unfinished.fateOf(act);
  const ready = (): void => report.ready();
  const notes = new DoctorNotes(store, clock);
  for (const { live } of servers.values()) {
    live.hearing.listen((found) => tellDeafness(found, live.id, { config, outbox, notes }));
    const witness = (): void => notes.witness(live.id, live.hearing.facts());
    witness();
    opened(every(clock, WITNESSED_MS, witness));
  }
  // While Discord is unreachable, the race is still watched and the websocket answers; posts wait in the outbox.
  league
    .open({
      config,
      store,
      clock,
      log,
      servers: [...servers.keys()],
      say: sayIn(shared),
      links,
      dispatcher,
      outbox,
      notes,
      fateOf,
      hide,
      opened,
      ready,
      fail,
    })
    .catch(fail);
}

function openPictures({ config, clock, log, opened }: InstallationOptions, servers: Shared['servers']): Pictures {
  const animates = config.incidentAnimation;
  const pictures = new Pictures({ servers, clock, log: log.child({ part: 'pictures' }), animates });
  opened(pictures.close);
  return pictures;
}

function openApp(
  { config, clock, log, end }: InstallationOptions,
  {
    servers,
    links,
    league,
    upkeep,
    roster,
    discussions,
    pictures,
    serverOfNumber,
  }: Pick<Shared, 'servers' | 'links' | 'league' | 'roster'> &
    Pick<App, 'upkeep' | 'discussions' | 'pictures' | 'serverOfNumber'>,
): App {
  return {
    servers: new Map([...servers].map(([id, { actions }]) => [id, actions])),
    links,
    upkeep,
    roster,
    discussions,
    pictures,
    serverOfNumber,
    privacyWarnings: (id) => league.privacyWarnings(config, id),
    shutdown() {
      log.info('closing as commanded; the game server goes on');
      void afterLastWords(clock, league).then(end);
    },
  };
}

async function afterLastWords(clock: Clock, league: League): Promise<void> {
  await sleep(clock, LAST_WORDS_MS.websocket);
  await atMost(clock, LAST_WORDS_MS.discord, league.settled());
}
