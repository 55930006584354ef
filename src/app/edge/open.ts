/** Puts an edge together: game servers, rules and dispatcher as in any Pitwall, but a hub instead of Discord. */
import type { Logger } from 'pino';
import { commands } from '../../../commands/index.ts';
import type { App } from '../../command/app.ts';
import { type Audit, auditInto, isOver } from '../../command/audit.ts';
import { createDispatcher } from '../../command/dispatch.ts';
import type { EdgeConfig } from '../../config/environment.ts';
import { DoctorNotes } from '../../doctor/notes.ts';
import { ContentNames } from '../../features/content/names.ts';
import { People } from '../../features/judging/people.ts';
import { linksWith, Roster } from '../../features/roster/roster.ts';
import { HubCopy } from '../../fleet/hubCopy.ts';
import { NatsTalk } from '../../fleet/nats/talk.ts';
import { countedIn } from '../../fleet/numbers.ts';
import { Out } from '../../fleet/out.ts';
import { every } from '../../kit/clock.ts';
import { refusal } from '../../kit/errors.ts';
import { sleep } from '../../kit/wait.ts';
import { newestEventAt } from '../../race/journal.ts';
import type { Store } from '../../store/store.ts';
import { openUnfinished } from '../audit.ts';
import { openData } from '../data.ts';
import { busesOf, openGameChat, openTools } from '../frontEnds.ts';
import { openHealth } from '../health.ts';
import type { InstallationOptions } from '../installation.ts';
import { isAssigned, serverOfNumber } from '../numberOwners.ts';
import { Pictures } from '../pictures.ts';
import { begin as beginServer } from '../server.ts';
import { openServers } from '../servers.ts';
import type { Shared } from '../shared.ts';
import { showingDispatcher } from '../shownNames.ts';
import { deafnessOf } from '../warnings.ts';
import { hidden, rowWriter } from './beside.ts';
import { openHubLink } from './link.ts';
import type { EdgeParts } from './parts.ts';
import { askHub, EdgeDesk } from './talk.ts';
import { HubWay } from './way.ts';

export interface EdgeOptions extends Omit<InstallationOptions, 'config' | 'rosterFile'> {
  readonly config: EdgeConfig;
}

/** How old the facts about a game server may be that another process, such as the doctor, reads. */
const WITNESSED_MS = 10_000;
const LAST_WORDS_MS = 100;
const HOUR_MS = 60 * 60_000;

/** @throws UserError for what the owner must put right */
export async function openEdge(options: EdgeOptions): Promise<void> {
  const { config, clock, log, opened } = options;
  const store = openData(options);
  const { edge, letter } = config.fleet;
  const way = new HubWay(options);
  await way.heard(store);
  const talk = new NatsTalk(log);
  const hub = new HubCopy({ store, clock, talk, edge, log });
  const roster = rosterOf(hub, log);
  const proved = hub.links();
  const links = linksWith(proved, roster);
  const people = new People({ links: proved, roster });
  const content = new ContentNames(config.servers.flatMap(({ directory }) => directory ?? []));
  const servers = await openServers(options, { store, links, roster, content, people });
  const hide = (text: string): string => [...servers.values()].reduce((left, { live }) => live.hide(left), text);
  options.hideInLog?.(hide);
  const pictures = new Pictures({ servers, clock, log: log.child({ part: 'pictures' }), animates: true });
  opened(pictures.close);
  const out = new Out({ store, clock, counted: () => countedIn(store), newest: newestEventAt(store) });
  out.prune();
  opened(every(clock, HOUR_MS, () => out.prune()));
  const app = appOf(options, {
    servers,
    links,
    roster,
    pictures,
    discussions: askHub(talk, edge).discussions,
    serverOfNumber: serverOfNumber(store, letter),
    isAssigned: isAssigned(store),
  });
  const audit = auditing({ store, out, log, hide });
  const unfinished = openUnfinished(options, { store, servers, audit });
  const dispatcher = createDispatcher({
    commands,
    app,
    audit,
    clock,
    log,
    redact: (text) => [...servers.values()].reduce((left, { live }) => live.redact(left), text),
  });
  const fateOf = (act: string): Promise<string | undefined> => unfinished.fateOf(act);
  const parts: EdgeParts = {
    config,
    clock,
    log,
    opened,
    store,
    servers,
    dispatcher,
    hide,
    out,
    way,
    talk,
    hub,
    content,
    roster,
    pictures,
    fateOf,
  };
  tellHub(parts);
  openGameChat(parts, askHub(talk, edge).linkedRole);
  await begin(parts, app);
  void unfinished.settle();
}

/** Everything is open: from here on, events and commands are handled, with or without the hub. */
async function begin(parts: EdgeParts, app: App): Promise<void> {
  const { config, clock, log, opened, store, servers, dispatcher, hide, out } = parts;
  const buses = busesOf(servers);
  const websocket = await openTools({ config, clock, log, opened, servers: app.servers, buses, dispatcher, hide });
  const isDiscordConnected = (): boolean => parts.hub.isThere();
  const health = await openHealth({
    config,
    clock,
    log,
    store,
    servers,
    isDiscordConnected,
    loginsLeft: () => undefined,
    fleet: () => ({ rowsForHub: out.waiting() }),
    opened,
  });
  for (const server of servers.values()) await beginServer(server);
  const notes = new DoctorNotes(store, clock);
  for (const { live } of servers.values()) {
    live.hearing.listen((found) => {
      const warning = deafnessOf(found, live.id);
      if (warning.found.length > 0) out.add({ kind: 'warning', server: live.id, body: JSON.stringify(warning) });
    });
    const witness = (): void => notes.witness(live.id, live.hearing.facts());
    witness();
    opened(every(clock, WITNESSED_MS, witness));
  }
  log.info(`This is the edge ${config.fleet.edge}; game servers: ${[...servers.keys()].join(', ')}`);
  log.info([`Websocket: ${websocket ?? 'off'}`, ...(health ? [`health: ${health}`] : [])].join('; '));
  openHubLink(parts);
}

/** Sends the hub every event, written in the event's own transaction. */
function tellHub(parts: EdgeParts): void {
  const { servers, out, content, hide } = parts;
  for (const [id, server] of servers) {
    out.follow(server.live.bus, rowWriter(server, content, hide));
    server.desk.listen((news) => {
      out.add({ kind: 'desk', server: id, body: JSON.stringify(hidden(news, hide)) });
    });
  }
  new EdgeDesk(parts, showingDispatcher(parts.dispatcher, parts)).open();
}

function rosterOf(hub: HubCopy, log: Logger): Roster {
  const roster = new Roster(() => hub.facts.roster);
  const unreadable = (err: unknown): void => log.warn({ err }, "the hub's roster cannot be read");
  try {
    roster.load();
  } catch (err) {
    unreadable(err);
  }
  hub.onChange(() => void roster.reload().catch(unreadable));
  return roster;
}

/** Stores and logs every command here. The hub does the posting. */
const auditing = ({
  store,
  out,
  log,
  hide,
}: {
  readonly store: Store;
  readonly out: Out;
  readonly log: Logger;
  readonly hide: (text: string) => string;
}): Audit => {
  const keep = auditInto(store);
  return (row) => {
    if (!isOver(row)) return keep(row);
    const { command, caller, outcome, server, reason } = row;
    log.info({ command, by: caller.name, via: caller.via, outcome, server, reason }, 'command');
    store.transaction(() => {
      keep(row);
      out.addAudit(hidden(row, hide));
    });
  };
};

const HUBS = "The hub has Discord: ask there, on Discord or by the hub's websocket.";

function appOf(
  { config, clock, log, end }: Pick<EdgeOptions, 'config' | 'clock' | 'log' | 'end'>,
  {
    servers,
    pictures,
    ...parts
  }: Pick<Shared, 'servers' | 'links'> &
    Pick<App, 'roster' | 'discussions' | 'serverOfNumber' | 'isAssigned'> & { pictures: Pictures },
): App {
  const hubs = refusal(HUBS);
  return {
    servers: new Map([...servers].map(([id, { actions }]) => [id, actions])),
    letter: config.fleet.letter,
    serverOfNumber: parts.serverOfNumber,
    isAssigned: parts.isAssigned,
    links: parts.links,
    roster: { reload: hubs },
    discussions: parts.discussions,
    pictures: { draw: pictures.drawn },
    upkeep: { checks: hubs, plan: hubs, makeChannels: hubs, makeRoles: hubs, take: hubs, undo: hubs, testCard: hubs },
    privacyWarnings: () => [],
    shutdown() {
      log.info('closing as commanded; the game server goes on');
      void sleep(clock, LAST_WORDS_MS).then(end);
    },
  };
}
