import type { Driver } from '../events/events.ts';
import type { RaceState } from './state.ts';

/** Everyone who may be meant by a name now: who is on the server, and who was in its last two sessions. */
export const peopleOf = ({ drivers, session, previous }: RaceState): readonly Driver[] => [
  ...drivers.values(),
  ...[session, previous].flatMap((each) => [...(each?.standings.values() ?? [])].map(({ driver }) => driver)),
];
