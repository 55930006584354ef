import { describe, expect, test } from 'vitest';
import type { StdoutFact } from '../../src/acserver/stdout/facts.ts';
import type { EventBody, SessionFacts } from '../../src/events/events.ts';
import { observeLog } from '../../src/race/observe/log.ts';
import type { Finding } from '../../src/race/observe/observer.ts';
import { upToDate } from '../../src/race/observe/overtaken.ts';
import { emptyState, fold, type RaceState } from '../../src/race/state.ts';

const elena = { carId: 3, guid: '76561197900000001', name: 'Elena' };
const fay = { carId: 4, guid: '76561197900000002', name: 'Fay' };
const namesake = { carId: 5, guid: '76561197900000003', name: 'Elena' };
const practice: SessionFacts = {
  index: 0,
  kind: 'practice',
  name: 'Practice',
  minutes: 10,
  laps: 0,
  track: 'magione',
  layout: 'short',
  serverName: 'Test',
  ambientC: 18,
  roadC: 24,
  weather: '3_clear',
  zeroAt: 0,
};

/** The state after these events, in the first session. */
const stateAfter = (...bodies: EventBody[]): RaceState =>
  bodies.reduce(
    (state, body) => fold(state, { ...body, at: 0, server: 'main', run: 1, session: state.session?.ordinal ?? 1 }),
    emptyState(1),
  );
const joined = (driver: typeof elena): EventBody => ({ type: 'driverJoined', driver, model: 'abarth500', skin: '' });
const began: EventBody = { type: 'sessionStarted', facts: practice, again: false };
const drove: EventBody = { type: 'lapCompleted', driver: elena, lapMs: 90_000, cuts: 0, lap: 1, board: [] };

const observe = (fact: StdoutFact, state: RaceState): readonly Finding[] =>
  observeLog(fact, { at: 0, state, redact: (text) => text.replaceAll('hunter2', '[redacted]'), askAbout() {} });
const lap = (name: string, slot?: number): StdoutFact => ({
  fact: 'lapCompleted',
  name,
  lapMs: 90_000,
  cuts: 1,
  ...(slot === undefined ? {} : { slot }),
});

describe('a driver named in the log is', () => {
  test('the driver in the slot, if the name matches', () => {
    expect(observe(lap('Elena', 3), stateAfter(began, joined(elena), joined(namesake)))).toMatchObject([
      { driver: elena },
    ]);
  });

  test('the only driver of that name, if the slot has changed hands', () => {
    expect(observe(lap('Fay', 3), stateAfter(began, joined(elena), joined(fay)))).toMatchObject([{ driver: fay }]);
  });

  test('unknown, if two drivers share the name and no slot is given', () => {
    expect(observe(lap('Elena'), stateAfter(began, joined(elena), joined(namesake)))).toEqual([]);
  });

  test('unknown, if nobody has the name', () => {
    expect(observe(lap('Gil'), stateAfter(began, joined(elena)))).toEqual([]);
  });

  test('a driver who has left, if the line comes seconds late', () => {
    const state = stateAfter(began, joined(elena), joined(fay), { type: 'driverLeft', driver: fay });
    const contact: StdoutFact = {
      fact: 'contact',
      kind: 'car',
      name: 'Elena',
      slot: 3,
      otherName: 'Fay',
      speedKmh: 20,
      position: [1, 2, 3],
      relativePosition: [0, 0, 1],
    };
    expect(observe(contact, state)).toMatchObject([{ type: 'contact', against: 'car', driver: elena, other: fay }]);
  });

  test('identified by car, if an old server prints no GUID', () => {
    const fact: StdoutFact = { fact: 'driverJoined', slot: 7, name: 'Gil', team: '' };
    expect(observe(fact, stateAfter(began))).toEqual([
      { type: 'driverJoined', driver: { carId: 7, guid: 'car:7', name: 'Gil' }, model: '', skin: '' },
    ]);
  });
});

describe('a log line', () => {
  test('with a command or a login is not chat, and a password in chat is redacted', () => {
    const state = stateAfter(began, joined(elena));
    const say = (text: string) => observe({ fact: 'chat', name: 'Elena', text }, state);
    expect([say('/kick Fay'), say('admin hunter2'), say('!me')]).toEqual([[], [], []]);
    expect(say('it is hunter2')).toMatchObject([{ type: 'chat', text: 'it is [redacted]' }]);
  });

  test('for session -1 gives index 255, with the track of the session before', () => {
    const fact: StdoutFact = { fact: 'sessionStarted', name: 'Race', index: -1, type: 3, timeMinutes: 0, laps: 5 };
    expect(observe(fact, stateAfter(began))).toMatchObject([
      { type: 'sessionStarted', facts: { index: 255, kind: 'race', laps: 5, track: 'magione', layout: 'short' } },
    ]);
  });

  test('with a Windows path of results gives it with forward slashes', () => {
    expect(observe({ fact: 'sessionEnded', resultsFile: 'results\\1.json' }, stateAfter(began))).toEqual([
      { type: 'sessionEnded', resultsFile: 'results/1.json' },
    ]);
  });

  test('that is no part of a race gives no event', () => {
    expect(observe({ fact: 'serverStarted' }, stateAfter(began))).toEqual([]);
  });
});

describe('a finding that waited', () => {
  const late: Finding = { type: 'lapCompleted', driver: elena, lapMs: 91_000, cuts: 0, lap: 1, board: [] };
  const race: EventBody = { type: 'sessionStarted', facts: { ...practice, index: 1, kind: 'race' }, again: false };

  test('of a lap gets the number due now', () => {
    expect(upToDate(late, stateAfter(began, joined(elena), drove), 1)).toMatchObject([{ lap: 2 }]);
  });

  test('of a lap in the session before gets its number there', () => {
    const first = stateAfter(began, joined(elena), drove);
    const state = fold(first, { ...race, at: 0, server: 'main', run: 1, session: 2 });
    expect(upToDate(late, state, 1)).toMatchObject([{ lap: 2 }]);
    expect(upToDate(late, state, 2)).toMatchObject([{ lap: 1 }]);
  });

  test('of a lap outside any session is dropped', () => {
    expect(upToDate(late, stateAfter(joined(elena)), 0)).toEqual([]);
  });

  test('is dropped as a join if the driver is there, and as a leave if not', () => {
    const state = stateAfter(began, joined(elena));
    expect(upToDate(joined(elena), state, 1)).toEqual([]);
    expect(upToDate({ type: 'driverLeft', driver: fay }, state, 1)).toEqual([]);
    expect(upToDate({ type: 'driverLeft', driver: elena }, state, 1)).toHaveLength(1);
  });

  test('of a join in a taken seat first lets the other driver leave', () => {
    const newcomer = joined({ ...fay, carId: 3 });
    expect(upToDate(newcomer, stateAfter(began, joined(elena)), 1)).toEqual([
      { type: 'driverLeft', driver: elena },
      newcomer,
    ]);
  });

  test('of a session end is dropped if the session is over or already replaced', () => {
    const saved: Finding = { type: 'sessionEnded', resultsFile: 'results/1.json' };
    expect(upToDate(saved, stateAfter(began), 1)).toEqual([saved]);
    expect(upToDate(saved, stateAfter(began, { type: 'sessionEnded' }), 1)).toEqual([]);
    expect(upToDate(saved, fold(stateAfter(began), { ...race, at: 0, server: 'main', run: 1, session: 2 }), 1)).toEqual(
      [],
    );
  });
});
