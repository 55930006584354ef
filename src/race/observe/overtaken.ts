import type { RaceState } from '../state.ts';
import { nextLapIn } from './laps.ts';
import type { Finding } from './observer.ts';
import { isPresent, leaving } from './seats.ts';
import { changeTo } from './sessions.ts';

/**
 * Brings a finding that waited up to date. Empty if events have overtaken it.
 *
 * @param ordinal of the session in which the log reported it
 */
export function upToDate(finding: Finding, state: RaceState, ordinal: number): readonly Finding[] {
  const { session, previous } = state;
  const isOvertaken = ordinal < (session?.ordinal ?? 0);
  switch (finding.type) {
    case 'lapCompleted': {
      const driven = isOvertaken ? previous : session;
      return driven?.ordinal === ordinal ? [{ ...finding, lap: nextLapIn(driven, finding.driver) }] : [];
    }
    case 'sessionStarted':
      return isOvertaken ? [] : changeTo(finding.facts, session, finding.again);
    case 'sessionEnded':
      return isOvertaken || !session || session.over ? [] : [finding];
    case 'driverJoined':
      return isPresent(state, finding.driver) ? [] : [...leaving(state, finding.driver.carId), finding];
    case 'driverLeft':
      return isPresent(state, finding.driver) ? [finding] : [];
    default:
      return [finding];
  }
}
