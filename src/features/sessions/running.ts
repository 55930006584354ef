import { UserError } from '../../kit/errors.ts';
import { plural } from '../../kit/words.ts';
import type { RaceState, Session } from '../../race/state.ts';

/** "Race is running, the leader on lap 7 of 12; 3 drivers are connected." */
export function whatRuns(state: Pick<RaceState, 'session' | 'drivers'>): string {
  const { drivers } = state;
  const session = runningSession(state);
  const connected = `${plural(drivers.size, 'driver')} ${drivers.size === 1 ? 'is' : 'are'} connected`;
  if (!session) return `No session is running; ${connected}.`;
  return `${session.facts.name} is running${lapOfLeader(session)}; ${connected}.`;
}

/** Undefined between two sessions, and when the game server has stopped. */
export const runningSession = ({ session }: Pick<RaceState, 'session'>): Session | undefined =>
  session?.over ? undefined : session;

/** @throws UserError when nothing that is sent would arrive */
export function mustBeHeard({
  id,
  state,
}: {
  readonly id: string;
  readonly state: () => Pick<RaceState, 'heard'>;
}): void {
  if (state().heard === true) return;
  throw new UserError(`${id} is not running, or its plugin interface is silent: nothing was sent.`);
}

function lapOfLeader({ facts, standings }: Session): string {
  const laps = Math.max(0, ...[...standings.values()].map((standing) => standing.laps.length));
  if (facts.kind !== 'race') return '';
  return facts.laps > 0
    ? `, the leader in lap ${Math.min(laps + 1, facts.laps)} of ${facts.laps}`
    : `, the leader in lap ${laps + 1}`;
}
