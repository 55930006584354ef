import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { car, contact, type IncidentRig, incidentRig, startRace } from './rig.ts';
import { commandsOn, rigWithIncident } from './world.ts';

let rig: IncidentRig;
beforeEach(() => {
  rig = rigWithIncident();
});
afterEach(() => rig.remove());

const { say } = commandsOn(() => rig);

const carsIn = (number: number) => rig.actions.show(number).drivers.map(({ carId }) => carId);
const historyOf = (number: number) => rig.actions.show(number).history.map(({ what, other, by }) => [what, other, by]);
const nextSession = (kind: 'race' | 'practice' = 'race') => {
  const facts = rig.feed.state().session?.facts;
  if (!facts) throw new Error('a session runs');
  rig.tell({ type: 'sessionEnded' }, { type: 'sessionStarted', facts: { ...facts, kind }, again: false });
};

describe('an incident', () => {
  test('is noted, taken by a steward, and decided', async () => {
    expect(rig.actions.show(1)).toMatchObject({ state: 'noted' });
    expect(await say('incident take 1', 'steward', { name: 'Stig' })).toBe('incident');
    expect(rig.actions.show(1)).toMatchObject({ state: 'under investigation', takenBy: 'Stig' });
    expect(await say('incident take 1', 'steward', { name: 'Stig' })).toBe('You have already taken INC-1.');
    await say('incident take 1', 'steward', { name: 'Bea' });
    expect(rig.actions.show(1)).toMatchObject({ takenBy: 'Bea' });
    await say('incident decide 1 no-further-action');
    expect(rig.actions.show(1)).toMatchObject({ state: 'decided' });
    expect(historyOf(1)).toEqual([
      ['taken', undefined, 'Stig'],
      ['taken', undefined, 'Bea'],
    ]);
  });

  test('is unchanged after a restart of Pitwall', async () => {
    await say('incident take 1');
    await say('incident decide 1 Driver 1 time 5');
    const before = rig.actions.show(1);
    rig = rig.reopen();
    expect(rig.actions.show(1)).toEqual(before);
  });

  test('is closed once its result is final, and takes no more decisions', async () => {
    await say('incident decide 1 Driver 1 time 5');
    nextSession();
    const { run } = rig.feed.state();
    const final = { by: 'Ada', at: 0 };
    rig.feed.decide(() => {
      rig.store.run(
        `INSERT INTO ended_sessions (server, run, session, name, kind, ended_at, own) VALUES ('gt3', ?, 1, 'Race', 'race', 0, '{}')`,
        run,
      );
      rig.ledger.finalise(run, 1, final);
      return [
        {
          type: 'classified',
          classification: {
            run,
            session: 1,
            name: 'Race',
            kind: 'race',
            source: 'own laps',
            rows: [],
            amendments: [],
            final,
          },
        },
      ];
    });
    expect(rig.actions.show(1).state).toBe('closed');
    expect(rig.told().at(-1)).toBe('incidentUpdated 1');
    const IS_FINAL = /is part of a final result; nothing was changed\.$/;
    expect(await say('incident decide 1 Driver 2 warning')).toMatch(IS_FINAL);
    expect(await say('incident decide 1 no-further-action')).toMatch(IS_FINAL);
    expect(await say('incident replace P-1 warning the video')).toMatch(IS_FINAL);
    expect(rig.ledger.newest(9)).toHaveLength(1);
  });

  test('belongs to its session, and so do decisions made in it during the next race', async () => {
    nextSession();
    await say('incident decide 1 Driver 1 time 5');
    await say('incident decide 1 Driver 2 drive-through');
    await say('incident decide 1 Driver 3 racing-incident');
    const { decisions, penalties } = rig.actions.show(1);
    expect(decisions.map(({ session, says }) => [session, says])).toEqual([
      [1, 'time'],
      [1, 'drive-through'],
      [1, 'time'],
      [1, 'racing incident'],
    ]);
    expect(penalties).toMatchObject([
      { type: 'time', amount: 5, state: 'issued' },
      { type: 'drive-through', state: 'converted', convertedInto: 3 },
      { type: 'time', amount: 20, state: 'issued', convertedFrom: 2 },
    ]);
    expect(rig.actions.show(1).state).toBe('decided');
  });
});

describe('incidents from contacts', () => {
  test.each([
    [['qualify', 'race'], 'practice', 0],
    [['qualify', 'race'], 'race', 1],
    [['practice'], 'practice', 1],
    [['practice'], 'race', 0],
  ] as const)('for %j are opened in a session of kind %s: %i', (incidentsIn, kind, count) => {
    const other = incidentRig({ incidentsIn });
    startRace(other);
    const facts = other.feed.state().session?.facts;
    if (!facts) throw new Error('a session runs');
    other.tell({ type: 'sessionStarted', facts: { ...facts, kind, index: 2 }, again: false }, contact(1, 2));
    expect(other.actions.list()).toHaveLength(count);
    other.actions.report({ guid: car(1).guid, against: undefined, words: 'that hurt' });
    expect(other.actions.list()).toHaveLength(1);
    other.remove();
  });
});

describe('contact incidents set by the rules', () => {
  const opened = (kind: 'practice' | 'race', kmh: number): number => {
    const contactIncidents = { fromKmh: 20, sessions: ['practice'] } as const;
    const other = incidentRig({ minKmh: 40, contactIncidents, incidentsIn: ['race'] });
    startRace(other);
    const facts = other.feed.state().session?.facts;
    if (!facts) throw new Error('a session runs');
    other.tell({ type: 'sessionStarted', facts: { ...facts, kind, index: 2 }, again: false }, contact(1, 2, { kmh }));
    const { length } = other.actions.list();
    // Nobody gets a warning or a penalty.
    expect(other.feed.events.filter(({ type }) => type === 'infraction' || type === 'penaltyGiven')).toEqual([]);
    other.remove();
    return length;
  };

  test('are opened in their own sessions and from their own speed, next to the usual ones', () => {
    expect(opened('practice', 25)).toBe(1);
    expect(opened('practice', 15)).toBe(0);
    expect(opened('race', 25)).toBe(0);
    expect(opened('race', 45)).toBe(1);
  });
});

describe('two incidents', () => {
  beforeEach(() => {
    rig.clock.advance(60_000);
    rig.tell(contact(3, 4, { kmh: 90 }));
  });

  test('are merged: the older number stays, the other points to it, decisions keep theirs', async () => {
    await say('incident decide 2 Driver 4 time 5');
    await say('incident decide 1 Driver 1 warning');
    expect(await say('incident merge 2 1', 'steward', { name: 'Stig' })).toBe('incident');
    expect(rig.actions.show(1)).toMatchObject({ severity: 'heavy', seen: 2, contacts: [{}, {}, {}] });
    expect(carsIn(1)).toEqual([1, 2, 3, 4]);
    expect(rig.actions.show(1).decisions.map(({ number, incident }) => [number, incident])).toEqual([
      [1, 2],
      [2, 1],
    ]);
    expect(historyOf(1)).toEqual([['merged', 2, 'Stig']]);
    expect(rig.actions.show(2).number).toBe(1);
    expect(rig.actions.list().map(({ number }) => number)).toEqual([1]);
    expect(rig.told().slice(-2)).toEqual(['incidentUpdated 2', 'incidentUpdated 1']);
    // Under the merged incident's own number, the standing decision is in the way too.
    expect(await say('incident decide 2 Driver 4 warning')).toMatch(
      /^The steward already decided: 5-second time penalty for Driver 4/,
    );
    expect(await say('incident decide 2 no-further-action')).toBe('decided');
    expect(rig.actions.show(1).state).toBe('decided');
  });

  test('put later reports into the remaining incident once merged', async () => {
    await say('incident merge 1 2');
    rig.clock.advance(1000);
    rig.actions.report({ guid: car(4).guid, against: car(3), words: 'no room' });
    expect(rig.actions.show(1).reports).toHaveLength(1);
  });

  test.each([
    ['incident merge 1 1', 'INC-1 is INC-1 already.'],
    ['incident merge 1 9', 'There is no incident INC-9 on gt3; "incident list" shows them all.'],
    ['incident merge 1', 'other is missing: a number such as INC-17.'],
  ])('are not merged: %s', async (line, sentence) => {
    expect(await say(line)).toBe(sentence);
  });

  test('are not merged if a driver has a decision in both', async () => {
    await say('incident decide 1 Driver 3 warning');
    await say('incident decide 2 Driver 3 time 5');
    expect(await say('incident merge 1 2')).toBe(
      'Driver 3 has a decision in both INC-1 and INC-2: withdraw one first.',
    );
  });

  test('are not merged if they are from different sessions', async () => {
    nextSession();
    rig.tell(contact(3, 4, { kmh: 90 }));
    expect(await say('incident merge 1 3')).toBe('INC-1 and INC-3 are from different sessions and cannot be merged.');
  });
});

describe('splitting an incident', () => {
  test('moves the named drivers to a new incident', async () => {
    await say('incident decide 1 Driver 1 warning');
    expect(await say('incident split 1 "Driver 3"')).toBe('incident');
    expect([carsIn(1), carsIn(2)]).toEqual([[1, 2], [3]]);
    expect(historyOf(1)).toEqual([['split', 2, 'The steward']]);
    expect(historyOf(2)).toEqual([['split', 1, 'The steward']]);
    expect(rig.actions.show(2)).toMatchObject({ decisions: [], contacts: [{ drivers: [car(2), car(3)] }] });
    expect(rig.actions.list(car(3).guid).map(({ number }) => number)).toEqual([2]);
    rig = rig.reopen();
    expect(await say('incident decide 1 Driver 3 warning')).toMatch(/^Driver 3 was not in INC-1/);
  });

  test.each([
    [
      'incident split 1 "Driver 1"',
      'Driver 1 already has a decision in INC-1: only undecided drivers can be split off.',
    ],
    ['incident split 1', 'Name some of the drivers in INC-1, but not all: somebody has to stay.'],
    ['incident split 1 "Driver 4"', /^"Driver" is not one of the drivers to choose from/],
  ])('is refused: %s', async (line, sentence) => {
    await say('incident decide 1 Driver 1 warning');
    expect(await say(line)).toMatch(sentence);
    expect(rig.actions.list()).toHaveLength(1);
  });

  test('is refused if nobody would stay', async () => {
    expect(await say('incident split 1 "Driver 1" "Driver 2" "Driver 3"')).toBe(
      'Name some of the drivers in INC-1, but not all: somebody has to stay.',
    );
  });
});

describe('opening an incident', () => {
  test('is done by a steward for a session, a time and drivers', async () => {
    nextSession();
    expect(await say('incident open S-1 12:34 "Driver 1" 4')).toBe('incident');
    expect(rig.actions.show(2)).toMatchObject({ session: 1, sessionMs: 754_000, sessionKind: 'race', state: 'noted' });
    expect(carsIn(2)).toEqual([1, 4]);
    expect(historyOf(2)).toEqual([['opened', undefined, 'The steward']]);
  });

  test('takes whoever drove in that session, by the car they had', async () => {
    const away = { ...car(7), name: 'Otto Brandt' };
    rig.tell({ type: 'lapCompleted', driver: away, lapMs: 90_000, cuts: 0, board: [], lap: 1 });
    for (let sessions = 0; sessions < 3; sessions += 1) nextSession();
    expect(await say('incident open S-1 12:34 Otto Brandt, 1')).toBe('incident');
    expect(carsIn(2)).toEqual([7, 1]);
    expect(await say('incident open S-1 12:40 7')).toBe('incident');
    expect(carsIn(3)).toEqual([7]);
    // Without a completed lap: from the incident on the first one.
    expect(await say('incident open S-1 12:50 2')).toBe('incident');
    expect(carsIn(4)).toEqual([2]);
    expect(await say('incident open S-2 12:40 7')).toMatch(/^"7" is not one of the drivers to choose from/);
  });

  test.each([
    ['incident open S-9 12:34 "Driver 1"', /^There is no session S-9\./],
    ['incident open S-1 noon "Driver 1"', 'time must be a time such as 12:34 or 1:02:34, not "noon".'],
    ['incident open S-1 12:34', 'Who was in it? Names, car IDs or GUIDs.'],
    ['incident open S-1 12:34 Nobody', /^"Nobody" is not one of the drivers to choose from/],
    [
      'incident open S-1 12:34 1 Driver was bad',
      /^"Driver" is not one of the drivers to choose from\. Did you mean Driver 1 \(car 1\), /,
    ],
  ])('is refused: %s', async (line, sentence) => {
    expect(await say(line)).toMatch(sentence);
    expect(rig.actions.list()).toHaveLength(1);
  });
});

describe('a report', () => {
  const tell = (line: string, n = 1) => say(line, 'driver', { via: 'chat', guid: car(n).guid, carId: n });
  const lap = (n: number, count: number) =>
    rig.tell({ type: 'lapCompleted', driver: car(n), lapMs: 90_000, cuts: 0, board: [], lap: count });

  test('about an earlier lap joins the incident the driver was in then, or opens one', async () => {
    rig.clock.advance(90_000);
    lap(1, 1);
    rig.clock.advance(90_000);
    lap(1, 2);
    expect(await tell('report lap 1 he dived in')).toBe('text');
    expect(rig.actions.show(1).reports).toMatchObject([{ by: car(1), words: 'he dived in' }]);
    expect(await tell('report L2 "Driver 4" on the straight')).toBe('text');
    expect(rig.actions.show(2)).toMatchObject({
      drivers: [
        { ...car(1), lap: 2 },
        { ...car(4), lap: 2 },
      ],
      reports: [{ words: 'on the straight' }],
    });
  });

  test('about an earlier session belongs to that session', async () => {
    nextSession();
    expect(await tell('report S-1 lap 1 the start')).toBe('text');
    expect(rig.actions.show(1).reports).toMatchObject([{ words: 'the start' }]);
    expect(await tell('report S-1 lap 5 "Driver 4"')).toBe('text');
    expect(rig.actions.show(2)).toMatchObject({ session: 1, drivers: [{ lap: 5 }, { lap: 5 }] });
    expect(await tell('report S-1 Driver 4 he dived in')).toBe('text');
    expect(rig.actions.show(2).reports).toMatchObject([{ against: car(4), words: 'he dived in' }]);
    expect(await tell('report s-9 lap 5')).toMatch(/^There is no session S-9\./);
    expect(await tell('report lap 0')).toBe('lap must be a lap such as 7, not "0".');
  });

  test.each(['report lap 99 he dived in', 'report L4', 'report S-1 lap 99'])(
    'about a lap not reached yet is refused with the current lap: %s',
    async (line) => {
      for (const n of [1, 2]) lap(1, n);
      expect(await tell(line, 2)).toMatch(/^There is no lap (?:99|4) yet: the race is on lap 3\.$/);
      expect(rig.actions.list()).toHaveLength(1);
      expect(await tell('report lap 3 he dived in', 2)).toBe('text');
    },
  );

  test.each([
    ['long after the lights', 600_000, 'text'],
    ['right after the lights', 10_000, 'There is no lap 8 yet: the race is on lap 1.'],
  ])('in a race without any lap heard: %s', async (_, sinceStartMs, answer) => {
    const facts = rig.feed.state().session?.facts;
    if (!facts) throw new Error('a session runs');
    const zeroAt = rig.clock.now() - sinceStartMs;
    rig.tell(
      { type: 'sessionEnded' },
      { type: 'sessionStarted', facts: { ...facts, kind: 'race', zeroAt }, again: false },
    );
    expect(await tell('report lap 8')).toBe(answer);
  });

  test('may be about a lap known only from the server’s board', async () => {
    const board = [{ carId: 2, laps: 16, timeMs: 1_500_000, finished: false }];
    rig.tell({ type: 'lapCompleted', driver: car(1), lapMs: 90_000, cuts: 0, board, lap: 1 });
    expect(await tell('report lap 18')).toBe('There is no lap 18 yet: the race is on lap 17.');
    expect(await tell('report lap 17')).toBe('text');
  });

  test('may be about the lap after the last one, but no later', async () => {
    const board = [{ carId: 1, laps: 2, timeMs: 180_000, finished: true }];
    lap(1, 1);
    rig.tell({ type: 'lapCompleted', driver: car(1), lapMs: 90_000, cuts: 0, board, lap: 2 });
    const sentence = 'Nobody reached lap 4: the last one driven was lap 2.';
    expect(await tell('report lap 4')).toBe(sentence);
    nextSession('practice');
    expect(await tell('report lap 2')).toBe('There is no lap 2 yet: nobody is beyond lap 1.');
    nextSession();
    for (const line of ['report S-1 lap 4', 'report S-1 lap 99 "Driver 4"']) {
      expect(await tell(line)).toMatch(/^Nobody reached lap (?:4|99): the last one driven was lap 2\.$/);
    }
    expect(await tell('report S-1 lap 3')).toBe('text');
  });

  test('on a decided incident is marked as late, and does not reopen it', async () => {
    await say('incident decide 1 no-further-action');
    expect(await tell('report he dived in', 2)).toBe('text');
    expect(rig.actions.show(1)).toMatchObject({
      state: 'decided',
      reports: [{ by: car(2) }],
      history: [{ what: 'late report', by: 'Driver 2' }],
    });
    expect(carsIn(1)).toEqual([1, 2, 3]);
  });
});
