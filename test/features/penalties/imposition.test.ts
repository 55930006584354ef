/** What becomes of a penalty, depending on where and when it is given. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/features/penalties/settings.ts';
import { ADA, BOB, penaltyRig } from './rig.ts';

const DISQUALIFICATION = { type: 'disqualification' } as const;
const steward = { by: 'The steward', reason: 'contact' };

function race(settings = DEFAULT_SETTINGS) {
  const rig = penaltyRig(settings);
  rig.session('race');
  rig.join(ADA);
  rig.join(BOB);
  return rig;
}

type Rig = ReturnType<typeof race>;

const lapsOf = (rig: Rig, driver: typeof ADA, laps: number): void => {
  for (let lap = 0; lap < laps; lap++) rig.lap(driver);
};

/** The races of this rig have 12 laps. */
const inLastLap = (settings = DEFAULT_SETTINGS) => {
  const rig = race(settings);
  lapsOf(rig, ADA, 11);
  return rig;
};

const over = (settings = DEFAULT_SETTINGS) => {
  const rig = race(settings);
  rig.lap(ADA);
  rig.end('');
  return rig;
};

describe('a penalty that can no longer be served before the flag', () => {
  it.each([
    ['drive-through', undefined, 20],
    ['stop-and-go', 10, 30],
  ] as const)('becomes a time penalty at once: %s %s', async (type, amount, seconds) => {
    const rig = inLastLap();
    const question = rig.actions.questionBefore(ADA, { type, amount });
    expect(question).toBe(
      `Ada Quick can no longer serve a ${type}: it is the last lap. Give a time penalty of ${seconds} s instead, in the result of race (S-1)?`,
    );
    const { penalty, note } = await rig.actions.give(ADA, { type, amount }, steward);
    expect(penalty).toMatchObject({ type, state: 'converted', convertedInto: 2, reason: 'contact', session: 1 });
    expect(note).toBe(
      `It can no longer be served (it is the last lap): converted to +${seconds} s (P-2) in the result of race (S-1).`,
    );
    expect(rig.ledger.get(2)).toMatchObject({
      type: 'time',
      amount: seconds,
      state: 'issued',
      convertedFrom: 1,
      cause: 'penalty not served',
      reason: `${type} P-1 cannot be served: it is the last lap`,
    });
    expect(rig.said).toEqual([
      `Ada Quick: P-2: ${seconds}-second time penalty (${type} P-1 cannot be served: it is the last lap).`,
    ]);
    expect(rig.told('penaltyGiven').map((event) => event.penalty.state)).toEqual(['converted', 'issued']);
    rig.end('');
    expect(rig.ledger.newest(9)).toHaveLength(2);
  });

  it('is given as it is, without a question, to a driver who can still serve it', async () => {
    const rig = inLastLap();
    expect(rig.actions.questionBefore(BOB, { type: 'drive-through' })).toBeUndefined();
    const { penalty } = await rig.actions.give(BOB, { type: 'drive-through' }, steward);
    expect(penalty.state).toBe('serving');
  });

  it('counts in the result of the race that is over', async () => {
    const rig = over();
    expect(rig.actions.questionBefore(ADA, { type: 'drive-through' })).toContain(
      'the race is over. Give a time penalty of 20 s',
    );
    await rig.actions.give(ADA, { type: 'drive-through' }, steward);
    expect(rig.ledger.get(2)).toMatchObject({ type: 'time', amount: 20, session: 1, state: 'issued' });
    rig.actions.clear(1, steward);
    expect(rig.ledger.get(2).state).toBe('withdrawn');
  });

  it('is refused if it converts to nothing', async () => {
    const rig = over({ ...DEFAULT_SETTINGS, driveThrough: { laps: 2, seconds: 0 } });
    const sentence =
      'A drive-through can no longer be served (the race is over), and [drive-through] SECONDS=0 converts it to nothing: give a time penalty instead.';
    expect(() => rig.actions.questionBefore(ADA, { type: 'drive-through' })).toThrow(sentence);
    await expect(rig.actions.give(ADA, { type: 'drive-through' }, steward)).rejects.toThrow(sentence);
    expect(rig.ledger.newest(9)).toEqual([]);
  });

  it('is refused if the result is final', async () => {
    const rig = over();
    await rig.results.finalise('Stig');
    await expect(rig.actions.give(ADA, { type: 'drive-through' }, steward)).rejects.toThrow(
      'The result of race is final.',
    );
    expect(rig.ledger.newest(9)).toEqual([]);
  });

  it('becomes a time penalty at once also when given by a rule', () => {
    const cut = {
      warnings: 0,
      sessions: ['race'],
      firstLap: 'full',
      fromKmh: 0,
      eachCut: false,
      forgiveSlowerPercent: 0,
      penalty: { type: 'stop-and-go', amount: 5, laps: 2 },
    } as const;
    const rig = race({ ...DEFAULT_SETTINGS, rules: { cut } });
    lapsOf(rig, ADA, 9);
    rig.lap(ADA, 90_000, 1);
    rig.lap(ADA, 90_000, 1);
    expect(rig.ledger.newest(9).map(({ type, state, amount, source }) => [type, state, amount, source])).toEqual([
      ['time', 'issued', 25, 'automatic'],
      ['stop-and-go', 'converted', 5, 'automatic'],
      ['stop-and-go', 'serving', 5, 'automatic'],
    ]);
  });
});

describe('a stop-and-go', () => {
  it('is counted down like a drive-through, and becomes time if not served', async () => {
    const rig = race({ ...DEFAULT_SETTINGS, stopAndGo: { laps: 3, seconds: 30 } });
    await rig.actions.give(ADA, { type: 'stop-and-go', amount: 10 }, steward);
    rig.lap(ADA);
    rig.lap(ADA);
    expect(rig.said).toEqual([
      'Race control: stop-and-go for Ada Quick.',
      'Ada Quick: P-1: 10-second stop-and-go, serve within 3 laps (contact).',
      'Ada Quick: P-1: stop-and-go, 2 laps left to serve it.',
      'Ada Quick: P-1: stop-and-go, last lap to serve it.',
    ]);
    rig.actions.notServed(1, { by: 'The steward' });
    expect(rig.ledger.get(3)).toMatchObject({ type: 'time', amount: 40, convertedFrom: 1 });
    rig.actions.served(1, { by: 'The steward', replaces: 2, reason: 'seen on the video' });
    expect(rig.ledger.get(3).state).toBe('withdrawn');
  });

  it('becomes time at the flag if not marked as served', async () => {
    const rig = race();
    await rig.actions.give(ADA, { type: 'stop-and-go', amount: 10 }, steward);
    rig.end('');
    expect(rig.ledger.get(3)).toMatchObject({ type: 'time', amount: 30, cause: 'finished with an unserved penalty' });
  });

  it('given before the race waits for its start', async () => {
    const rig = penaltyRig();
    rig.session('qualify');
    rig.join(ADA);
    await rig.actions.give(ADA, { type: 'stop-and-go', amount: 10 }, steward);
    expect(rig.said).toContain('Ada Quick: P-1: 10-second stop-and-go, serve within 2 laps of the race (contact).');
    expect(rig.ledger.get(1).state).toBe('issued');
    rig.session('race', 1);
    expect(rig.ledger.get(1).state).toBe('serving');
  });
});

describe('a reprimand', () => {
  it('is announced only to its driver and changes no result', async () => {
    const rig = race();
    await rig.actions.give(ADA, { type: 'reprimand' }, steward);
    expect(rig.said).toEqual(['Ada Quick: Reprimand from race control (contact).']);
    rig.lap(ADA);
    rig.end('');
    expect((await rig.results.show()).amendments).toEqual([]);
  });
});

describe('a penalty that counts in the result', () => {
  it('in qualifying says that time is added to the best lap', async () => {
    const rig = penaltyRig();
    rig.session('qualify');
    rig.join(ADA);
    const { note, penalty } = await rig.actions.give(ADA, { type: 'time', amount: 5 }, steward);
    expect(note).toMatch(/^Added to the result of qualify \(S-1\)\. It is added to the best lap\. /);
    expect(penalty).toMatchObject({ session: 1, state: 'issued' });
  });

  it.each(['time', 'disqualification'] as const)('is refused in practice, noting a final result: %s', async (type) => {
    const rig = penaltyRig();
    rig.session('practice');
    rig.join(ADA);
    const give = () => rig.actions.give(ADA, { type, amount: type === 'time' ? 7 : undefined }, steward);
    const sentence = `practice is a practice session, which has no result for ${type} to count in.`;
    await expect(give()).rejects.toThrow(sentence);
    rig.session('race', 1);
    rig.lap(ADA);
    rig.end('');
    await rig.results.finalise('Stig');
    rig.session('practice', 0);
    await expect(give()).rejects.toThrow(`${sentence} The result of race is final.`);
    expect(rig.ledger.newest(9)).toEqual([]);
  });

  it('is refused if no session is known', async () => {
    const rig = penaltyRig();
    rig.join(ADA);
    await expect(rig.actions.give(ADA, { type: 'time', amount: 5 }, steward)).rejects.toThrow(
      'There is no session for time to count in.',
    );
  });
});

describe('ballast', () => {
  it('given after a race is carried in the next one', async () => {
    const rig = over();
    await rig.actions.give(ADA, { type: 'ballast', amount: 20, laps: 1 }, steward);
    expect(rig.ledger.get(1)).toMatchObject({ session: 1, state: 'issued', lapsLeft: 1 });
    rig.session('race', 1);
    expect(rig.ledger.get(1).state).toBe('serving');
    rig.lap(ADA);
    expect(rig.ledger.get(1)).toMatchObject({ state: 'served', lapsLeft: 0 });
  });
});

describe('the session that a penalty belongs to', () => {
  /** Two races of one night with practice in between; the second one is running. */
  const twoRaces = () => {
    const rig = race();
    rig.lap(ADA);
    rig.lap(BOB);
    rig.end('');
    rig.session('practice', 1);
    rig.session('race', 2);
    return rig;
  };

  it.each([{ session: 1 }, { about: { run: 1, session: 1 } }])(
    'is the named one, not the current race: %j',
    async (choice) => {
      const rig = twoRaces();
      const given = await rig.actions.give(ADA, { type: 'time', amount: 5, ...choice }, steward);
      expect(given.penalty).toMatchObject({ session: 1, state: 'issued' });
      expect(given.note).toMatch(/^Added to the result of race \(S-1\)\. /);
      expect(rig.actions.questionBefore(ADA, { type: 'disqualification', ...choice })).toMatch(
        /^Disqualify Ada Quick from race \(S-1\)\? /,
      );
      await rig.actions.give(BOB, { type: 'drive-through', ...choice }, steward);
      expect(rig.ledger.get(2)).toMatchObject({ type: 'drive-through', state: 'converted', session: 1 });
      expect(rig.ledger.get(3)).toMatchObject({ type: 'time', amount: 20, session: 1 });
      rig.lap(ADA);
      rig.lap(BOB);
      rig.end('');
      await rig.settled();
      expect((await rig.results.show(1)).amendments.map(({ penalty }) => penalty)).toEqual(['P-1', 'P-3']);
      expect((await rig.results.show(3)).amendments).toEqual([]);
    },
  );

  it('is the current race if none is named', async () => {
    const rig = twoRaces();
    await rig.actions.give(ADA, { type: 'time', amount: 5 }, steward);
    await rig.actions.give(BOB, { type: 'drive-through' }, steward);
    expect(rig.ledger.get(1).session).toBe(3);
    expect(rig.ledger.get(2)).toMatchObject({ session: 3, state: 'serving' });
  });

  it('does not matter for ballast, which is carried in the current race', async () => {
    const rig = twoRaces();
    await rig.actions.give(ADA, { type: 'ballast', amount: 20, laps: 1, session: 1 }, steward);
    expect(rig.ledger.get(1)).toMatchObject({ session: 1, state: 'serving' });
    rig.lap(ADA);
    expect(rig.ledger.get(1).state).toBe('served');
  });

  it('does not matter for a penalty from qualifying, served in the current or next race', async () => {
    const rig = penaltyRig();
    rig.session('qualify');
    rig.join(ADA);
    rig.lap(ADA);
    rig.end('');
    await rig.actions.give(ADA, { type: 'drive-through', session: 1 }, steward);
    expect(rig.ledger.get(1)).toMatchObject({ session: 1, state: 'issued' });
    rig.session('race', 1);
    await rig.actions.give(ADA, { type: 'stop-and-go', amount: 10, session: 1 }, steward);
    expect(rig.ledger.get(2)).toMatchObject({ session: 1, state: 'serving' });
    rig.end('');
    expect(rig.ledger.get(6)).toMatchObject({ type: 'time', amount: 30, session: 2 });
  });

  it('also covers the restart of its race', async () => {
    const rig = race();
    rig.lap(ADA);
    rig.session('race');
    const { penalty } = await rig.actions.give(ADA, { type: 'drive-through', session: 1 }, steward);
    expect(penalty).toMatchObject({ session: 1, state: 'serving' });
    await rig.actions.give(ADA, { type: 'time', amount: 5, session: 1 }, steward);
    rig.lap(ADA);
    rig.end('');
    expect((await rig.results.show(2)).amendments.map(({ penalty: name }) => name)).toEqual(['P-2', 'P-4']);
  });

  it.each([
    [{ type: 'time', amount: 5, session: 9 }, /^There is no session S-9\. The latest here: S-3 race/],
    [
      { type: 'time', amount: 5, session: 2 },
      'practice is a practice session, which has no result for time to count in.',
    ],
    [{ type: 'drive-through', session: 9 }, /^There is no session S-9\./],
  ] as const)('is refused if it is unknown or has no result: %j', async (order, sentence) => {
    const rig = twoRaces();
    await expect(rig.actions.give(ADA, order, steward)).rejects.toThrow(sentence);
    expect(rig.ledger.newest(9)).toEqual([]);
  });

  it('is refused if its result is final', async () => {
    const rig = twoRaces();
    await rig.results.finalise('Stig', 1);
    for (const order of [{ type: 'time', amount: 5 }, { type: 'drive-through' }, DISQUALIFICATION] as const) {
      const given = rig.actions.give(ADA, { ...order, session: 1 }, steward);
      await expect(given).rejects.toThrow('The result of race is final.');
    }
    expect(rig.ledger.newest(9)).toEqual([]);
  });
});
