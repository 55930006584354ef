/** For an edge restored from a backup: what it reported after that backup now exists only on Discord. */
import { boldName } from '../../discord/cards/card.ts';
import { escapeText, exactTime } from '../../discord/common/text.ts';
import { KeptMessages } from '../../discord/outbox/kept.ts';
import type { Driver } from '../../events/driver.ts';
import type { RaceEvent } from '../../events/events.ts';
import type { Counted } from '../../fleet/numbers.ts';
import type { Start } from '../../fleet/rows.ts';
import { newestEventAt } from '../../race/journal.ts';
import { english } from '../../texts/english/index.ts';
import { decisionName, incidentName, penaltyName } from '../../texts/names.ts';
import type { HubParts } from './parts.ts';

/** These keep the message within Discord's 2000 characters. */
const LINES = 15;
const LINE_LENGTH = 100;

interface SetBackParts extends Pick<HubParts, 'store' | 'outbox'> {
  readonly config: { readonly discord: Pick<HubParts['config']['discord'], 'channelId' | 'logChannelId'> };
  readonly hosts: Pick<HubParts['hosts'], 'servers'>;
}

/** Call in the transaction of the edge's next row, before applying it. */
export function tellSetBack(
  { config, store, hosts, outbox }: SetBackParts,
  edge: string,
  { newest, counted }: Partial<Start>,
): void {
  const servers = [...hosts.servers()].filter(([, owner]) => owner === edge).map(([id]) => id);
  const later = laterDecisions(
    servers.flatMap((server) =>
      store
        .all<{ event: string }>(
          `SELECT event FROM events WHERE server = ? AND at > ? AND type IN (${DECISIVE.map((each) => `'${each}'`).join()}) ORDER BY id`,
          server,
          newest ?? 0,
        )
        .map(({ event }) => JSON.parse(event) as RaceEvent),
    ),
  );
  new KeptMessages(store).forget((key) => isLaterCard(key, { servers, counted }));
  const { logChannelId, channelId } = config.discord;
  const to = newest === undefined ? 'its beginning' : exactTime(newest);
  const more = later.length > LINES ? [`and ${later.length - LINES} more`] : [];
  const list = later.length === 0 ? ['That includes no decisions.'] : [...later.slice(0, LINES), ...more];
  const content = `📡 The host **${escapeText(edge)}** was rolled back to ${to}: anything it reported after that is only on Discord, and new numbers continue after those already used.`;
  outbox.post(logChannelId ?? channelId, { lane: 'race', body: { content: [content, ...list].join('\n') } });
}

/** This hub's own store is older than what it had already read and posted, so it reads those rows again. */
export function tellOwnSetBack({ config, store, outbox, log }: OwnSetBackParts): void {
  const newest = newestEventAt(store);
  const { logChannelId, channelId } = config.discord;
  log.warn('the store of this hub is older than what it has read: it was restored from a backup, or is new');
  const to = newest === undefined ? 'its beginning' : exactTime(newest);
  const content = `📡 This hub was rolled back to ${to}: it is re-reading what the hosts have reported since then, so posts from that time may appear here twice.`;
  outbox.post(logChannelId ?? channelId, { lane: 'race', body: { content } });
}

type OwnSetBackParts = Pick<SetBackParts, 'config' | 'store' | 'outbox'> & {
  readonly log: { warn(sentence: string): void };
};

const DECISIVE = [
  'penaltyGiven',
  'penaltyChanged',
  'incidentDecided',
  'driverBanned',
  'banLifted',
  'ballastSet',
  'restrictorSet',
] as const;

/** One line for each decision, in its last state. */
export function laterDecisions(events: readonly RaceEvent[]): readonly string[] {
  const lines = new Map<string, string>();
  for (const event of events) {
    const [about, what] = decided(event) ?? [];
    if (about === undefined || what === undefined) continue;
    lines.set(about, what.length > LINE_LENGTH ? `${what.slice(0, LINE_LENGTH - 1)}…` : what);
  }
  return [...lines.values()];
}

function decided(event: RaceEvent): readonly [about: string, what: string] | undefined {
  switch (event.type) {
    case 'penaltyGiven':
    case 'penaltyChanged': {
      const { penalty } = event;
      const name = penaltyName(penalty);
      const state = penalty.state === 'issued' ? '' : `, ${english.penaltyState(penalty)}`;
      return [name, `**${name}** ${english.penaltyFor({ ...penalty, name: nameOf(penalty.driver) })}${state}`];
    }
    case 'incidentDecided': {
      const { incident, decision } = event;
      // The penalty has its own line.
      if (decision.penalty === decision.number) return undefined;
      const what = `${nameOf(decision.driver)}: ${english.decision(decision)}`;
      return [decisionName(decision), `**${incidentName(incident)}** ${what}`];
    }
    case 'driverBanned':
      return [`ban ${event.guid}`, `ban of ${escapeText(event.name ?? event.guid, 60)}`];
    case 'banLifted':
      return [`ban ${event.guid}`, `ban of ${escapeText(event.name ?? event.guid, 60)}, lifted`];
    case 'ballastSet':
      return [`ballast ${event.driver.guid}`, `${event.ballastKg} kg ballast for ${nameOf(event.driver)}`];
    case 'restrictorSet':
      return [`restrictor ${event.driver.guid}`, `${event.restrictorPercent} % restrictor for ${nameOf(event.driver)}`];
    default:
      return undefined;
  }
}

const nameOf = (driver: Driver): string => boldName(driver, english);

/** By the first part of a message's key: the table that its number comes from. */
const COUNTED_BY: Readonly<Record<string, keyof Counted['last']>> = {
  incident: 'incidents',
  finding: 'incidents',
  penalty: 'decisions',
  proposal: 'decisions',
  appeal: 'decisions',
  decisions: 'sessions',
  carryover: 'sessions',
  document: 'league_events',
};

/** For example "penalty/2000018/monza": the host may reuse this number if it does not learn of it in time. */
export function isLaterCard(
  key: string,
  { servers, counted }: { readonly servers: readonly string[]; readonly counted: Counted | undefined },
): boolean {
  const [kind = '', number = '', ...more] = key.split('/');
  const table = COUNTED_BY[kind];
  if (table === undefined || !more.some((each) => servers.includes(each))) return false;
  return counted !== undefined && Number(number) > (counted.last[table] ?? 0);
}
