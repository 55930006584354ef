import type { Driver } from '../events/events.ts';
import { called, hasNamesake } from '../kit/namesakes.ts';
import type { RaceState } from './state.ts';

/** Everyone who may be meant by a name now: who is on the server, and who was in its last two sessions. */
export const peopleOf = ({ drivers, session, previous }: RaceState): readonly Driver[] => [
  ...drivers.values(),
  ...[session, previous].flatMap((each) => [...(each?.standings.values() ?? [])].map(({ driver }) => driver)),
];

/** Others of these people who may be meant by the name of somebody named, each once; undefined when there are none. */
export function namesakesOf(named: readonly Driver[], people: readonly Driver[]): readonly Driver[] | undefined {
  const names = new Set(named.map((each) => called(each)));
  const others = people.filter((other) => names.has(called(other)) && hasNamesake(other, named));
  const apart = new Map(others.map(({ carId, guid, name }) => [guid, { carId, guid, name }]));
  return apart.size === 0 ? undefined : [...apart.values()].sort((a, b) => (a.guid < b.guid ? -1 : 1));
}
