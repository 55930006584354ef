import { UserError } from '../../kit/errors.ts';
import { plural } from '../../kit/words.ts';
import type { RaceState, Session } from '../../race/state.ts';

/** "Race is live with 3 drivers connected, leader on lap 7 of 12." */
export function whatRuns(state: Pick<RaceState, 'session' | 'drivers'>): string {
  const { drivers } = state;
  const session = runningSession(state);
  const connected = `${plural(drivers.size, 'driver')} connected`;
  if (!session) return `No session is live; ${connected}.`;
  return `${session.facts.name} is live with ${connected}${lapOfLeader(session)}.`;
}

/** Undefined between two sessions, and when the game server has stopped. */
export const runningSession = ({ session }: Pick<RaceState, 'session'>): Session | undefined =>
  session?.over ? undefined : session;

/** @throws UserError when an order would not arrive */
export function mustBeHeard({
  id,
  state,
}: {
  readonly id: string;
  readonly state: () => Pick<RaceState, 'heard'>;
}): void {
  if (state().heard === true) return;
  throw new UserError(`${id} is not running, or sends no UDP data: nothing was sent.`);
}

function lapOfLeader({ facts, standings }: Session): string {
  const laps = Math.max(0, ...[...standings.values()].map((standing) => standing.laps.length));
  if (facts.kind !== 'race') return '';
  return facts.laps > 0
    ? `, leader on lap ${Math.min(laps + 1, facts.laps)} of ${facts.laps}`
    : `, leader on lap ${laps + 1}`;
}
