import type { LeagueEvent } from '../../src/events/leagueEvent.ts';
import type { CalendarActions } from '../../src/features/calendar/actions.ts';
import type { KnownSession } from '../../src/features/calendar/calendar.ts';
import { UserError } from '../../src/kit/errors.ts';
import { withoutAttempt } from './attempt.ts';

export const knownSession = (facts: Partial<KnownSession> = {}): KnownSession => ({
  id: 3,
  server: 'gt3',
  run: 1,
  session: 3,
  name: 'Race',
  kind: 'race',
  track: 'monza',
  // In the host's local time, which their labels show.
  startedAt: new Date(2026, 10, 21, 20, 15).getTime(),
  state: 'running',
  ...facts,
});

const leagueEvent = (facts: Partial<LeagueEvent> = {}): LeagueEvent => ({
  number: 1,
  server: 'gt3',
  name: 'Round 3',
  series: 'GT3 Cup',
  isDay: false,
  startedAt: new Date(2026, 10, 21, 19, 0).getTime(),
  ...facts,
});

export function fakeCalendar(...sessions: readonly KnownSession[]): CalendarActions & { readonly asked: unknown[][] } {
  const asked: unknown[][] = [];
  const answer = (name: string, words: readonly unknown[]) => {
    asked.push([name, ...withoutAttempt(words)]);
    return { event: leagueEvent(), sessions };
  };
  return {
    asked,
    newest: () => sessions,
    get(id) {
      const found = sessions.find((each) => each.id === id);
      if (found) return found;
      throw new UserError(`There is no session S-${id}.`);
    },
    startEvent: (...words) => answer('start', words),
    endEvent: (...words) => answer('end', words),
    showEvent: (...words) => answer('show', words),
    whatContinues: (id) => `Shall S-3 go on with S-${id}?`,
    continueRace(...words) {
      answer('continue', words);
      return 'S-3 goes on.';
    },
  };
}
