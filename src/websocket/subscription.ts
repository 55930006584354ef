/** Clients that want to be told every event as it is. */
import { atLeast, type Role } from '../command/caller.ts';
import { unknownServer } from '../command/servers.ts';
import type { EventType } from '../events/events.ts';
import { UserError } from '../kit/errors.ts';
import type { RaceState } from '../race/state.ts';
import type { Client, ClientLine, ClientReply, LineContext } from './client.ts';

/** What happened so far comes with the answer: events alone do not tell who sat in which car before. */
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
 * Facts as they are, without what the role may not see: GUIDs and accounts are for stewards, and lines of the log name addresses.
 * `fields` are those of an extra information line that nobody can read yet; one of them is a GUID.
 */
export function visibleTo(role: Role, facts: object): unknown {
  if (atLeast(role, 'admin')) return facts;
  const hidden: Record<string, unknown> = { lastLines: [] };
  if (!atLeast(role, 'steward')) Object.assign(hidden, { guid: '', otherGuid: '', byId: '', fields: [] });
  return JSON.parse(JSON.stringify(facts, (key, value) => (Object.hasOwn(hidden, key) ? hidden[key] : value)));
}

/** What drivers reported and stewards think of it is between them. */
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

/** What a subscriber needs to make sense of the events that follow. */
const snapshotOf = ({ run, heard, version, session, drivers }: RaceState) => ({
  run,
  heard: heard ?? null,
  version: version ?? null,
  session: session ? { ordinal: session.ordinal, over: session.over, facts: session.facts } : null,
  drivers: [...drivers.values()],
});
