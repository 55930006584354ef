import { atLeast, type Role } from '../command/caller.ts';
import type { EventType } from '../events/events.ts';
import type { RaceState } from '../race/state.ts';

/**
 * Facts as they are, without what the role may not see: GUIDs are for stewards, and lines of the log name addresses.
 * `fields` are those of an extra information line that nobody can read yet; one of them is a GUID.
 */
export function seenBy<T>(role: Role, facts: T): T {
  const hidden: Record<string, unknown> = {
    ...(atLeast(role, 'steward') ? {} : { guid: '', otherGuid: '', fields: [] }),
    ...(atLeast(role, 'admin') ? {} : { lastLines: [] }),
  };
  return JSON.parse(JSON.stringify(facts, (key, value) => (Object.hasOwn(hidden, key) ? hidden[key] : value)));
}

/** What drivers reported and stewards think of it is between them. */
const FOR_STEWARDS: ReadonlySet<EventType> = new Set(['incidentOpened', 'incidentUpdated', 'incidentDecided']);

export const isHeardBy = (role: Role, type: EventType): boolean => atLeast(role, 'steward') || !FOR_STEWARDS.has(type);

/** What a subscriber needs to make sense of the events that follow. */
export const snapshot = ({ run, heard, version, session, drivers }: RaceState) => ({
  run,
  heard: heard ?? null,
  version: version ?? null,
  session: session ? { ordinal: session.ordinal, over: session.over, facts: session.facts } : null,
  drivers: [...drivers.values()],
});
