import type { RaceState, Session } from '../race/state.ts';

/** "Race is running, the leader in lap 7 of 12; 3 drivers are connected." */
export function whatRuns({ session, drivers }: Pick<RaceState, 'session' | 'drivers'>): string {
  const connected = drivers.size === 1 ? '1 driver is connected' : `${drivers.size} drivers are connected`;
  if (!session || session.over) return `No session is running; ${connected}.`;
  return `${session.facts.name} is running${lapOfLeader(session)}; ${connected}.`;
}

function lapOfLeader({ facts, standings }: Session): string {
  const laps = Math.max(0, ...[...standings.values()].map((standing) => standing.laps.length));
  if (facts.kind !== 'race') return '';
  return facts.laps > 0
    ? `, the leader in lap ${Math.min(laps + 1, facts.laps)} of ${facts.laps}`
    : `, the leader in lap ${laps + 1}`;
}
