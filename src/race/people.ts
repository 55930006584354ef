import type { Driver } from '../events/events.ts';
import { called, hasNamesake } from '../kit/namesakes.ts';
import type { RaceState } from './state.ts';

/** Everyone a name may refer to now: the drivers on the server, and those of its last two sessions. */
export const peopleOf = ({ drivers, session, previous }: RaceState): readonly Driver[] => [
  ...drivers.values(),
  ...driversOfLate({ session, previous }),
];

/** Everyone in the current session and the one before, also after the game server has stopped. */
export const driversOfLate = ({ session, previous }: Pick<RaceState, 'session' | 'previous'>): readonly Driver[] =>
  [session, previous].flatMap((each) => [...(each?.standings.values() ?? [])].map(({ driver }) => driver));

/** Others of these people who may be meant by the same names, each once; undefined if there are none. */
export function namesakesOf(named: readonly Driver[], people: readonly Driver[]): readonly Driver[] | undefined {
  const names = new Set(named.map((each) => called(each)));
  const others = people.filter((other) => names.has(called(other)) && hasNamesake(other, named));
  const apart = new Map(others.map(({ carId, guid, name }) => [guid, { carId, guid, name }]));
  return apart.size === 0 ? undefined : [...apart.values()].sort((a, b) => (a.guid < b.guid ? -1 : 1));
}
