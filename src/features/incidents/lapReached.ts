/** How many laps of a session were driven, and the refusal of a lap that nobody has reached. */
import { lapCount } from '../../race/standings.ts';
import type { RaceState, Session } from '../../race/state.ts';
import type { SessionPlace } from './file.ts';
import type { LapJournal } from './sessionLaps.ts';

/** Within this time from the lights nobody can have completed a lap. */
const SHORTEST_LAP_MS = 30_000;

/** @returns undefined for a lap that was reached, and if nothing is known of the laps of that session */
export function unreachedLap(
  lap: number,
  place: SessionPlace,
  { state, journal, now }: { readonly state: RaceState; readonly journal: LapJournal; readonly now: number },
): string | undefined {
  const { session, previous, run } = state;
  const known = run === place.run ? [session, previous].find((each) => each?.ordinal === place.session) : undefined;
  const driven = known ? lapsDriven(known) : lapsTold(journal, place);
  // After the last completed lap somebody may have been on another one: a lap that was cut short, or the one to the pits.
  if (lap <= driven + 1) return undefined;
  if (known && known === session && isUnderWay(known)) {
    // If Pitwall was started in mid-race, it learns the lap when the next car crosses the line.
    if (driven === 0 && now - (known.facts.zeroAt ?? now) > SHORTEST_LAP_MS) return undefined;
    const where = place.kind === 'race' ? 'the race is on' : 'nobody is beyond';
    return `There is no lap ${lap} yet: ${where} lap ${driven + 1}.`;
  }
  return driven === 0 ? undefined : `Nobody reached lap ${lap}: the last one driven was lap ${driven}.`;
}

const isUnderWay = ({ over, standings }: Session): boolean =>
  !over && ![...standings.values()].some(({ finished }) => finished);

/** Of the driver with the most laps. */
const lapsDriven = ({ standings, board }: Session): number =>
  most([...[...standings.values()].map(lapCount), ...board.map(({ laps }) => laps)]);

/** The same for a session that only the journal has. */
const lapsTold = (journal: LapJournal, place: SessionPlace): number =>
  most(journal.lastLaps(place).flatMap(({ lap, board }) => [lap, ...board.map(({ laps }) => laps)]));

const most = (counts: readonly number[]): number => Math.max(0, ...counts);
