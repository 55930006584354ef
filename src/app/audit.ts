/** The audit of an installation: commands, their outcomes, and what an earlier run of Pitwall left unfinished. */
import type { Logger } from 'pino';
import { type Audit, type AuditRow, auditInto, isOver } from '../command/audit.ts';
import { UnfinishedActs } from '../command/unfinished.ts';
import { channelsFor } from '../config/channels.ts';
import type { Config } from '../config/environment.ts';
import { type Routing, routingOf } from '../config/routing.ts';
import type { RoutedPost } from '../discord/cards/card.ts';
import { commandPosts } from '../discord/cards/commands.ts';
import { ofServer } from '../discord/cards/relay.ts';
import type { Outbox } from '../discord/outbox/outbox.ts';
import type { Post } from '../discord/outbox/post.ts';
import type { Clock } from '../kit/clock.ts';
import type { Store } from '../store/store.ts';
import { wordsIn } from '../texts/languages.ts';
import { Questions } from './questions.ts';
import type { OpenServer } from './server.ts';

interface AuditSurroundings {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
}

interface UnfinishedNeeds {
  readonly store: Store;
  readonly servers: ReadonlyMap<string, OpenServer>;
  readonly audit: Audit;
}

/** Call before the dispatcher opens, so that commands of this run are not taken for unfinished ones. */
export function openUnfinished(
  { clock, log }: Pick<AuditSurroundings, 'clock' | 'log'>,
  { store, servers, audit }: UnfinishedNeeds,
): UnfinishedActs {
  return new UnfinishedActs({
    store,
    audit,
    clock,
    log,
    isShown: async (id, { proof, at }) => {
      const server = id === undefined ? undefined : servers.get(id);
      return server !== undefined && proof !== undefined ? server.isShown(proof, at) : false;
    },
  });
}

/** Stores and logs every command. If no event reports what it did, it also gets a line in the log channel. */
export function auditing(
  { config, clock, log }: AuditSurroundings,
  { store, outbox }: { readonly store: Store; readonly outbox: Outbox },
): { readonly audit: Audit; readonly copy: Audit; close(): void } {
  const keep = auditInto(store);
  const post = (line: RoutedPost, server: string | undefined): void => {
    const { placeOf, namesServers } = routingFor(config, server);
    const place = placeOf(line.kind);
    if (!place) return;
    const said: Post = { ...line.post, confidential: place.confidential };
    outbox.post(place.channel, namesServers && server !== undefined ? ofServer(server, said) : said);
  };
  const write = (row: AuditRow): void => {
    const { command, caller, outcome, server, reason } = row;
    log.info({ command, by: caller.name, via: caller.via, outcome, server, reason }, 'command');
    keep(row);
    for (const line of commandPosts(row, wordsIn(config.language))) post(line, server);
  };
  const questions = new Questions({ store, clock, log, write });
  return {
    audit: (row) => {
      if (!isOver(row)) keep(row);
      else if (row.is === 'question') questions.add(row);
      else store.transaction(() => write(row));
    },
    copy: write,
    close: () => questions.close(),
  };
}

/** Rows that concern no single server go to the installation's own channels. */
function routingFor({ servers, discord }: Config, id: string | undefined): Routing {
  const server = servers.find((each) => each.id === id);
  if (!server) return routingOf(discord, { notices: discord.notices });
  const { channels, notices, sharedBy } = channelsFor(server, discord, servers);
  return routingOf(channels, { notices, servers: sharedBy });
}
