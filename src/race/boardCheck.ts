/** What the server's own board, which comes with every lap, says of laps that only the log has told. */

import type { FindingOf } from './observe/observer.ts';
import { lapsOf, type RaceState } from './state.ts';

type LapFinding = FindingOf<'lapCompleted'>;

/**
 * Whether the board has more laps of that car than are known, so that one was missed; undefined where it cannot tell: it
 * has no row of the car, or does not count such a lap.
 *
 * @param lap told by the log
 * @param heard the lap that the board came with, not yet counted
 */
export function isOnBoard(lap: LapFinding, heard: LapFinding, state: RaceState): boolean | undefined {
  const row = heard.board.find(({ carId }) => carId === lap.driver.carId);
  const isRace = state.session?.facts.kind === 'race';
  // Elsewhere the board counts valid laps alone.
  const counts = ({ cuts }: { readonly cuts: number }): boolean => isRace || cuts === 0;
  if (!row || !counts(lap)) return undefined;
  const known = lapsOf(state.session, lap.driver).filter(counts).length;
  const isOwn = heard.driver.carId === lap.driver.carId && counts(heard);
  return row.laps > known + (isOwn ? 1 : 0);
}
