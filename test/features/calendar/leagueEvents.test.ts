import { describe, expect, it } from 'vitest';
import { LeagueCalendar } from '../../../src/features/calendar/actions.ts';
import { dateOf, endOfDay, LeagueEvents } from '../../../src/features/calendar/leagueEvents.ts';
import { watchCalendar } from '../../../src/features/calendar/watch.ts';
import { ADA, BOB, penaltyRig } from '../penalties/rig.ts';

const ada = { by: 'Ada' };
/** In the host's time zone. */
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();

function league(clockAt = at(21, 19), server = 'main', rig = penaltyRig()) {
  if (rig.clock.now() < clockAt) rig.clock.advance(clockAt - rig.clock.now());
  const events = new LeagueEvents(rig.store, server);
  const actions = new LeagueCalendar({
    server,
    store: rig.store,
    calendar: rig.calendar,
    events,
    now: () => rig.clock.now(),
    decide: (work) => rig.feed.decide(work),
    ledger: rig.ledger,
  });
  const until = (moment: number) => rig.clock.advance(moment - rig.clock.now());
  return { rig, events, actions, until };
}

function race(rig: ReturnType<typeof penaltyRig>, laps = 0) {
  rig.session('race');
  for (const driver of [ADA, BOB]) rig.join(driver);
  for (let lap = 0; lap < laps; lap++) for (const driver of [ADA, BOB]) rig.lap(driver);
}

const eventOf = (rig: ReturnType<typeof penaltyRig>, session: number) => rig.calendar.eventOf(1, session);

describe('a league night', () => {
  it('holds the running session and those that follow until it ends', () => {
    const { rig, actions } = league();
    rig.session('practice');
    const started = actions.startEvent({ name: 'Round 3', series: 'GT3 Cup' }, ada);
    expect(started).toMatchObject({
      event: { number: 2, name: 'Round 3', series: 'GT3 Cup', isDay: false },
      sessions: [{ id: 1, state: 'running' }],
    });
    rig.session('race', 1);
    expect(actions.showEvent().sessions.map(({ id }) => id)).toEqual([1, 2]);
    expect(actions.endEvent(ada).event).toMatchObject({ number: 2, endedAt: rig.clock.now() });
    rig.join(ADA);
    rig.lap(ADA);
    rig.session('practice');
    expect([1, 2, 3].map((session) => eventOf(rig, session)?.name)).toEqual(['Round 3', 'Round 3', '2026-11-21']);
    expect(rig.told('leagueEventStarted')).toMatchObject([{ by: 'Ada', event: { name: 'Round 3' } }]);
    expect(rig.told('leagueEventEnded')).toMatchObject([{ by: 'Ada', event: { name: 'Round 3' } }]);
  });

  it('continues past the end of the day', () => {
    const { rig, actions, until } = league();
    actions.startEvent({ name: '24 h' }, ada);
    rig.session('practice');
    until(at(22, 9));
    rig.session('race', 1);
    expect(eventOf(rig, 2)?.name).toBe('24 h');
  });

  it('cannot start while another runs, and cannot end if none was started', () => {
    const { actions } = league();
    expect(() => actions.endEvent(ada)).toThrow('No event was started on main; a day ends automatically at 6:00.');
    actions.startEvent({ name: 'Round 3', series: 'GT3 Cup' }, ada);
    expect(() => actions.startEvent({ name: 'Round 4' }, ada)).toThrow(
      'E-1 Round 3 · GT3 Cup is already in progress; "event end" ends it.',
    );
    expect(() => actions.startEvent({ name: 'x'.repeat(81) }, ada)).toThrow('The name can have at most 80 characters.');
  });

  it('is shown by its number, and an unknown number or another server’s is refused', () => {
    const { rig, actions } = league();
    expect(() => actions.showEvent()).toThrow('There has been no event on main yet.');
    expect(() => actions.showEvent(1)).toThrow('There is no event E-1. There has been none here yet.');
    actions.startEvent({ name: 'Round 3' }, ada);
    actions.endEvent(ada);
    expect(actions.showEvent().event.name).toBe('Round 3');
    expect(() => actions.showEvent(7)).toThrow('There is no event E-7. The latest here is E-1 Round 3.');
    const other = league(at(21, 19), 'gt4', rig);
    expect(() => other.actions.showEvent(1)).toThrow(
      'E-1 is an event of main, not of gt4. There has been none here yet.',
    );
  });
});

describe('without a league night', () => {
  it('each day is an event, until six in the morning', () => {
    const { rig, until } = league(at(21, 23, 30));
    race(rig, 1);
    until(at(22, 5, 59));
    rig.end();
    rig.session('race');
    rig.join(ADA);
    rig.lap(ADA);
    until(at(22, 6, 1));
    rig.end();
    rig.session('race');
    expect([1, 2, 3].map((session) => eventOf(rig, session)?.name)).toEqual(['2026-11-21', '2026-11-21', '2026-11-22']);
    expect(eventOf(rig, 1)).toMatchObject({ number: 1, isDay: true, endedAt: at(22, 6) });
  });

  it('a race restarted after six belongs to the day it began on', () => {
    const { rig, until } = league(at(22, 5, 50));
    race(rig, 1);
    until(at(22, 6, 10));
    rig.session('race');
    expect(eventOf(rig, 2)?.name).toBe('2026-11-21');
  });

  it('a session belongs to no event if days do not count as events', () => {
    const { rig, events } = league();
    watchCalendar({
      server: 'gt4',
      store: rig.store,
      bus: rig.feed.bus,
      calendar: rig.calendar,
      events: new LeagueEvents(rig.store, 'gt4'),
      hasDays: false,
    });
    rig.session('race');
    expect(rig.store.all('SELECT server, event FROM sessions ORDER BY id')).toEqual([
      { server: 'main', event: 1 },
      { server: 'gt4', event: null },
    ]);
    expect(events.dayAt(rig.clock.now())?.number).toBe(1);
  });

  it.each([
    [at(21, 5, 59), '2026-11-20', at(21, 6)],
    [at(21, 6), '2026-11-21', at(22, 6)],
    [at(21, 23, 59), '2026-11-21', at(22, 6)],
    [new Date(2027, 0, 1, 0, 30).getTime(), '2026-12-31', new Date(2027, 0, 1, 6).getTime()],
  ])('%i belongs to the day %s', (moment, date, end) => {
    expect(dateOf(moment)).toBe(date);
    expect(endOfDay(moment)).toBe(end);
  });
});

describe('an interrupted race continued by a later one', () => {
  const stopped = { type: 'serverStopped', expected: false, lastLines: [] } as const;

  /** A race cut short by a server crash in its third lap, with a penalty. */
  async function interrupted() {
    const all = league();
    race(all.rig, 2);
    await all.rig.actions.give(ADA, { type: 'disqualification' }, { by: 'Stig', reason: 'contact' });
    all.rig.feed.notice(stopped);
    all.rig.feed.beginRun();
    await all.rig.settled();
    return all;
  }

  it('keeps the decisions made before the interruption', async () => {
    const { rig, actions } = await interrupted();
    race(rig, 1);
    expect(actions.whatContinues(1)).toBe(
      'Make S-2 (race) the continuation of S-1 (race)? Decisions from S-1 will then count in the result of S-2.',
    );
    expect(actions.continueRace(1, ada)).toBe(
      'S-2 (race) continues S-1 (race): decisions made there count in its result.',
    );
    for (let lap = 0; lap < 11; lap++) for (const driver of [ADA, BOB]) rig.lap(driver);
    rig.end();
    await rig.settled();
    const results = rig.told('classified').map(({ classification }) => classification);
    expect(results.findLast(({ id }) => id === 2)).toMatchObject({
      rows: [{ name: BOB.name }, { name: ADA.name, disqualified: true }],
      amendments: [{ penalty: 'P-1' }],
    });
    expect(results.findLast(({ id }) => id === 1)).toMatchObject({ continuedBy: 2, amendments: [] });
    await expect(rig.results.show(1)).rejects.toThrow('S-1 (race) was continued as S-2, which has its result.');
  });

  it('can be linked after the later race has ended, which then counts for the earlier day', async () => {
    const { rig, actions, until } = await interrupted();
    until(at(22, 7));
    race(rig, 12);
    rig.end();
    await rig.settled();
    actions.continueRace(1, ada);
    await rig.settled();
    expect(rig.told('classified').at(-1)?.classification).toMatchObject({ id: 2, amendments: [{ penalty: 'P-1' }] });
    expect(rig.calendar.eventOf(2, 1)?.name).toBe('2026-11-21');
  });

  it('includes the restarts of both races', async () => {
    const { rig, actions } = await interrupted();
    race(rig, 1);
    rig.session('race');
    actions.continueRace(1, ada);
    expect(rig.calendar.chainOf(2, 2).map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it('is refused with a one-sentence reason', async () => {
    const { rig, actions } = await interrupted();
    const refused = (id: number) => {
      expect(() => actions.whatContinues(id)).toThrow();
      try {
        actions.continueRace(id, ada);
      } catch (error) {
        return (error as Error).message;
      }
      return undefined;
    };
    expect(refused(1)).toBe('No race has started on main since S-1 (race): start one first.');
    rig.session('practice');
    expect(refused(2)).toBe('S-2 (practice) is not a race.');
    expect(refused(9)).toMatch(/^There is no session S-9\. The latest here: S-2 practice/);
    race(rig, 12);
    expect(refused(3)).toBe('S-3 (race) was not interrupted: it is running.');
    rig.end();
    await rig.settled();
    expect(refused(3)).toBe('S-3 (race) was not interrupted: it has ended.');
    await rig.results.finalise('Stig', 3);
    expect(refused(1)).toBe('The result of S-3 (race) is final.');
    race(rig);
    actions.continueRace(1, ada);
    expect(refused(1)).toBe('S-1 (race) was already continued as S-4.');
  });

  it('is refused for a race on another server or with a final result', async () => {
    const { rig, actions } = await interrupted();
    rig.store.run(
      `INSERT INTO sessions (server, run, session, name, kind, track, started_at, state)
       VALUES ('gt4', 1, 1, 'Race', 'race', 'spa', 0, 'interrupted')`,
    );
    expect(() => actions.continueRace(2, ada)).toThrow(
      /^S-2 was driven on gt4, not on main\. The latest here: S-1 race/,
    );
    await rig.results.finalise('Stig', 1);
    race(rig);
    expect(() => actions.continueRace(1, ada)).toThrow('The result of S-1 (race) is final.');
  });
});
