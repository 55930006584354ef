import type { KnownSession } from '../../src/features/calendar/calendar.ts';

export const knownSession = (facts: Partial<KnownSession> = {}): KnownSession => ({
  id: 3,
  server: 'gt3',
  run: 1,
  session: 3,
  name: 'Race',
  kind: 'race',
  track: 'monza',
  // Of the host's time, by which they are labelled.
  startedAt: new Date(2026, 10, 21, 20, 15).getTime(),
  state: 'running',
  ...facts,
});

export const fakeCalendar = (...sessions: readonly KnownSession[]) => ({ newest: () => sessions });
