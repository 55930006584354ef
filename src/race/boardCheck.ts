/** Checks laps that only the log has reported against the server's own board, which comes with every lap. */

import type { FindingOf } from './observe/observer.ts';
import { lapsOf, type RaceState } from './state.ts';

type LapFinding = FindingOf<'lapCompleted'>;

/**
 * Whether the board has more laps of that car than are known, so that one was missed. Undefined if it does not show
 * that: it has no row for the car, or does not count such a lap.
 *
 * @param lap reported by the log
 * @param heard the lap that the board came with, not yet counted
 */
export function isOnBoard(lap: LapFinding, heard: LapFinding, state: RaceState): boolean | undefined {
  const row = heard.board.find(({ carId }) => carId === lap.driver.carId);
  const isRace = state.session?.facts.kind === 'race';
  // Outside races the board counts only valid laps.
  const counts = ({ cuts }: { readonly cuts: number }): boolean => isRace || cuts === 0;
  if (!row || !counts(lap)) return undefined;
  const known = lapsOf(state.session, lap.driver).filter(counts).length;
  const isOwn = heard.driver.carId === lap.driver.carId && counts(heard);
  return row.laps > known + (isOwn ? 1 : 0);
}
