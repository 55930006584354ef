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

describe('whom the log means', () => {
  test('the one in the slot, when the name is theirs', () => {
    expect(observe(lap('Elena', 3), stateAfter(began, joined(elena), joined(namesake)))).toMatchObject([
      { driver: elena },
    ]);
  });

  test('the only one of that name, when the slot has changed hands since', () => {
    expect(observe(lap('Fay', 3), stateAfter(began, joined(elena), joined(fay)))).toMatchObject([{ driver: fay }]);
  });

  test('nobody, when namesakes drive and no slot tells them apart', () => {
    expect(observe(lap('Elena'), stateAfter(began, joined(elena), joined(namesake)))).toEqual([]);
  });

  test('nobody, when the name is unknown', () => {
    expect(observe(lap('Gil'), stateAfter(began, joined(elena)))).toEqual([]);
  });

  test('whoever left, for what arrives seconds late', () => {
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

  test('the car, where old servers print no GUID', () => {
    const fact: StdoutFact = { fact: 'driverJoined', slot: 7, name: 'Gil', team: '' };
    expect(observe(fact, stateAfter(began))).toEqual([
      { type: 'driverJoined', driver: { carId: 7, guid: 'car:7', name: 'Gil' }, model: '', skin: '' },
    ]);
  });
});

describe('what the log says', () => {
  test('commands and passwords are no chat', () => {
    const state = stateAfter(began, joined(elena));
    const say = (text: string) => observe({ fact: 'chat', name: 'Elena', text }, state);
    expect([say('/kick Fay'), say('admin hunter2'), say('!me')]).toEqual([[], [], []]);
    expect(say('it is hunter2')).toMatchObject([{ type: 'chat', text: 'it is [redacted]' }]);
  });

  test('a session without a place of its own: it is that of the one before; index -1 is 255 on the wire', () => {
    const fact: StdoutFact = { fact: 'sessionStarted', name: 'Race', index: -1, type: 3, timeMinutes: 0, laps: 5 };
    expect(observe(fact, stateAfter(began))).toMatchObject([
      { type: 'sessionStarted', facts: { index: 255, kind: 'race', laps: 5, track: 'magione', layout: 'short' } },
    ]);
  });

  test('results of a Windows server, with the slash of the protocol', () => {
    expect(observe({ fact: 'sessionEnded', resultsFile: 'results\\1.json' }, stateAfter(began))).toEqual([
      { type: 'sessionEnded', resultsFile: 'results/1.json' },
    ]);
  });

  test('what is no part of a race means nothing', () => {
    expect(observe({ fact: 'serverStarted' }, stateAfter(began))).toEqual([]);
  });
});

describe('what waited, brought up to date', () => {
  const late: Finding = { type: 'lapCompleted', driver: elena, lapMs: 91_000, cuts: 0, lap: 1, board: [] };
  const race: EventBody = { type: 'sessionStarted', facts: { ...practice, index: 1, kind: 'race' }, again: false };

  test('a lap gets the number that is due now', () => {
    expect(upToDate(late, stateAfter(began, joined(elena), drove), 1)).toMatchObject([{ lap: 2 }]);
  });

  test('a lap of the session before gets its number there', () => {
    const first = stateAfter(began, joined(elena), drove);
    const state = fold(first, { ...race, at: 0, server: 'main', run: 1, session: 2 });
    expect(upToDate(late, state, 1)).toMatchObject([{ lap: 2 }]);
    expect(upToDate(late, state, 2)).toMatchObject([{ lap: 1 }]);
  });

  test('a lap of no session is none', () => {
    expect(upToDate(late, stateAfter(joined(elena)), 0)).toEqual([]);
  });

  test('a driver who is there has joined, one who is not has left', () => {
    const state = stateAfter(began, joined(elena));
    expect(upToDate(joined(elena), state, 1)).toEqual([]);
    expect(upToDate({ type: 'driverLeft', driver: fay }, state, 1)).toEqual([]);
    expect(upToDate({ type: 'driverLeft', driver: elena }, state, 1)).toHaveLength(1);
  });

  test('whoever takes an occupied seat has driven the other one away', () => {
    const newcomer = joined({ ...fay, carId: 3 });
    expect(upToDate(newcomer, stateAfter(began, joined(elena)), 1)).toEqual([
      { type: 'driverLeft', driver: elena },
      newcomer,
    ]);
  });

  test('a session that UDP has told to be over is not ended again, nor one that has been overtaken', () => {
    const saved: Finding = { type: 'sessionEnded', resultsFile: 'results/1.json' };
    expect(upToDate(saved, stateAfter(began), 1)).toEqual([saved]);
    expect(upToDate(saved, stateAfter(began, { type: 'sessionEnded' }), 1)).toEqual([]);
    expect(upToDate(saved, fold(stateAfter(began), { ...race, at: 0, server: 'main', run: 1, session: 2 }), 1)).toEqual(
      [],
    );
  });
});
