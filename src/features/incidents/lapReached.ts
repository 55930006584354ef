/** How far a session has come, and what is told to whoever names a later lap of it. */
import type { Journal } from '../../race/journal.ts';
import { lapCount } from '../../race/standings.ts';
import type { RaceState, Session } from '../../race/state.ts';
import type { SessionPlace } from './file.ts';

/** @returns undefined for a lap that somebody was in, and where nothing is known of the laps of that session */
export function unreachedLap(
  lap: number,
  place: SessionPlace,
  { state, journal }: { readonly state: RaceState; readonly journal: Pick<Journal, 'eventsOf'> },
): string | undefined {
  const { session, previous, run } = state;
  const known = run === place.run ? [session, previous].find((each) => each?.ordinal === place.session) : undefined;
  const driven = known ? lapsDriven(known) : lapsTold(journal, place);
  // Behind the last lap somebody may have been in another one: the lap that was cut short, or that to the pits.
  if (lap <= driven + 1) return undefined;
  if (known && known === session && isUnderWay(known)) {
    const where = place.kind === 'race' ? 'the race is on' : 'nobody is beyond';
    return `There is no lap ${lap} yet: ${where} lap ${driven + 1}.`;
  }
  return driven === 0 ? undefined : `Nobody reached lap ${lap}: the last one driven was lap ${driven}.`;
}

const isUnderWay = ({ over, standings }: Session): boolean =>
  !over && ![...standings.values()].some(({ finished }) => finished);

/** By whoever has driven most. */
const lapsDriven = ({ standings, board }: Session): number =>
  most([...[...standings.values()].map(lapCount), ...board.map(({ laps }) => laps)]);

/** The same of a session that only the journal knows. */
const lapsTold = (journal: Pick<Journal, 'eventsOf'>, { run, session }: SessionPlace): number =>
  most(
    journal
      .eventsOf(run, 'lapCompleted')
      .flatMap((event) =>
        event.type === 'lapCompleted' && event.session === session
          ? [event.lap, ...event.board.map(({ laps }) => laps)]
          : [],
      ),
  );

/** Of tens of thousands, which `Math.max` does not take as arguments. */
const most = (counts: readonly number[]): number => counts.reduce((one, other) => Math.max(one, other), 0);
