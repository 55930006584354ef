/** Clients that subscribe to every event as plain data. */
import { atLeast, type Role } from '../command/caller.ts';
import { unknownServer } from '../command/servers.ts';
import type { EventType } from '../events/events.ts';
import { UserError } from '../kit/errors.ts';
import type { RaceState } from '../race/state.ts';
import type { Client, ClientLine, ClientReply, LineContext } from './client.ts';

/** The answer contains the current state: events alone do not say who was already in which car. */
export function subscribe(line: ClientLine, client: Client, role: Role, { servers }: LineContext): ClientReply {
  const wanted = line.server ?? client.server;
  const chosen = [...servers].filter(([id]) => wanted === undefined || id === wanted);
  const ids = chosen.map(([id]) => id);
  if (ids.length === 0) throw new UserError(unknownServer(wanted ?? '', [...servers.keys()]));
  const states = Object.fromEntries(
    chosen.map(([id, server]) => [id, visibleTo(role, snapshotOf(server.view().state))]),
  );
  return {
    frames: [{ data: { msg: `You hear of everything that happens on ${ids.join(', ')}.`, states } }],
    client: { ...client, subscriptions: new Set([...client.subscriptions, ...ids]) },
  };
}

/**
 * The data without what the role may not see: GUIDs and accounts are for stewards, and log lines contain addresses.
 * `fields` belong to an extra information line that cannot be parsed yet; one of them is a GUID.
 */
export function visibleTo(role: Role, facts: object): unknown {
  if (atLeast(role, 'admin')) return facts;
  const hidden: Record<string, unknown> = { lastLines: [] };
  if (!atLeast(role, 'steward')) Object.assign(hidden, { guid: '', otherGuid: '', byId: '', fields: [] });
  return JSON.parse(JSON.stringify(facts, (key, value) => (Object.hasOwn(hidden, key) ? hidden[key] : value)));
}

/** Reports and the stewards' view of them are confidential. */
const FOR_STEWARDS: ReadonlySet<EventType> = new Set([
  'incidentOpened',
  'incidentUpdated',
  'incidentDecided',
  'appealMade',
  'appealAnswered',
  'pointsReached',
  'proposalChanged',
]);

export const isToldTo = (role: Role, type: EventType): boolean => atLeast(role, 'steward') || !FOR_STEWARDS.has(type);

/** What a subscriber needs to understand the events that follow. */
const snapshotOf = ({ run, heard, version, session, drivers }: RaceState) => ({
  run,
  heard: heard ?? null,
  version: version ?? null,
  session: session ? { ordinal: session.ordinal, over: session.over, facts: session.facts } : null,
  drivers: [...drivers.values()],
});
