import { describe, expect, it } from 'vitest';
import { activeKg } from '../../../src/features/penalties/penalty.ts';
import { type PenaltyRule, RULES, type RuleKind } from '../../../src/features/penalties/rules.ts';
import { DEFAULT_SETTINGS } from '../../../src/features/penalties/settings.ts';
import type { Tally } from '../../../src/features/penalties/tally.ts';
import { watchPenalties } from '../../../src/features/penalties/watch.ts';
import { ADA, BOB, penaltyRig } from './rig.ts';

const steward = { by: 'The steward', reason: 'contact' };

function race(settings?: Parameters<typeof penaltyRig>[0]) {
  const rig = penaltyRig(settings);
  rig.session('race');
  rig.join(ADA);
  rig.join(BOB);
  return rig;
}

describe('ballast for some laps', () => {
  it('is carried for exactly three of them', async () => {
    const rig = race();
    rig.lap(ADA);
    await rig.actions.give(ADA, { type: 'ballast', amount: 20, laps: 3 }, steward);
    const carried = [0, 1, 2, 3].map((laps) => {
      if (laps > 0) rig.lap(ADA);
      rig.lap(BOB);
      return activeKg(rig.ledger.active(ADA.guid));
    });
    expect(carried).toEqual([20, 20, 20, 0]);
    expect(rig.ledger.get(1)).toMatchObject({ state: 'served', lapsLeft: 0 });
  });

  it('adds to ballast that runs beside it', async () => {
    const rig = race();
    await rig.actions.give(ADA, { type: 'ballast', amount: 20, laps: 2 }, steward);
    rig.lap(ADA);
    await rig.actions.give(ADA, { type: 'ballast', amount: 15, laps: 2 }, steward);
    const carried = [0, 1, 2].map((laps) => {
      if (laps > 0) rig.lap(ADA);
      return activeKg(rig.ledger.active(ADA.guid));
    });
    expect(carried).toEqual([35, 15, 0]);
  });

  it('goes on over a restart of Pitwall, and a lap told again counts once', async () => {
    const before = race();
    await before.actions.give(ADA, { type: 'ballast', amount: 20, laps: 3 }, steward);
    before.lap(ADA);
    const rig = before.reopen();
    expect(rig.ledger.get(1)).toMatchObject({ state: 'serving', lapsLeft: 2 });
    rig.lap(ADA);
    rig.lap(ADA);
    expect(rig.ledger.get(1)).toMatchObject({ state: 'served', lapsLeft: 0 });
    expect(rig.ledger.history(1).map(({ lapsLeft, reason }) => `${lapsLeft} ${reason}`)).toEqual([
      '3 contact',
      '2 lap 1',
      '1 lap 2',
      '0 lap 3',
    ]);
  });

  it('follows its driver into another car and the next race', async () => {
    const rig = race();
    await rig.actions.give(ADA, { type: 'ballast', amount: 20, laps: 3 }, steward);
    rig.lap(ADA);
    rig.leave(ADA);
    rig.join({ ...ADA, carId: 5 });
    rig.lap({ carId: 5 });
    rig.end('results/1.json');
    rig.session('race', 1);
    rig.lap({ carId: 5 });
    expect(rig.ledger.get(1).state).toBe('served');
  });

  it('given before the race is carried at once and counted from its start', async () => {
    const rig = penaltyRig();
    rig.session('qualify');
    rig.join(ADA);
    await rig.actions.give(ADA, { type: 'ballast', amount: 20, laps: 1 }, steward);
    rig.lap(ADA);
    expect(rig.ledger.get(1)).toMatchObject({ state: 'issued', lapsLeft: 1 });
    expect(activeKg(rig.ledger.active(ADA.guid))).toBe(20);
    rig.session('race', 1);
    expect(rig.ledger.get(1).state).toBe('serving');
    rig.lap(ADA);
    expect(rig.ledger.get(1).state).toBe('served');
  });
});

describe('a drive-through', () => {
  const given = async () => {
    const rig = race();
    await rig.actions.give(ADA, { type: 'drive-through', laps: 2 }, steward);
    return rig;
  };

  it('is counted down to its driver', async () => {
    const rig = await given();
    rig.lap(ADA);
    rig.lap(ADA);
    expect(rig.said).toEqual([
      'Race control: drive-through for Ada Quick.',
      'Ada Quick: Penalty P-1: drive-through, serve within 2 laps (contact).',
      'Ada Quick: P-1: drive-through, last lap to serve it.',
      'Ada Quick: P-1: drive-through overdue, race control will decide.',
    ]);
  });

  it('that is overdue is repeated to its driver every lap, until it is decided or the flag falls', async () => {
    const rig = await given();
    const overdue = 'Ada Quick: P-1: drive-through overdue, race control will decide.';
    for (let lap = 0; lap < 4; lap++) {
      rig.lap(ADA);
      rig.lap(BOB);
    }
    expect(rig.said.slice(2)).toEqual([
      'Ada Quick: P-1: drive-through, last lap to serve it.',
      overdue,
      overdue,
      overdue,
    ]);
    rig.actions.served(1, { by: 'The steward' });
    rig.lap(ADA);
    expect(rig.said.filter((line) => line === overdue)).toHaveLength(3);
  });

  it('becomes time at the end of the race, until a steward says that it was served', async () => {
    const rig = await given();
    rig.end('results/1.json');
    expect(rig.ledger.get(1)).toMatchObject({ state: 'converted', convertedInto: 3 });
    expect(rig.ledger.get(3)).toMatchObject({
      type: 'time',
      amount: 20,
      state: 'issued',
      session: 1,
      convertedFrom: 1,
      cause: 'finished with an unserved penalty',
    });
    rig.actions.served(1, { by: 'The steward' });
    expect(rig.ledger.get(1).state).toBe('served');
    expect(rig.ledger.get(3).state).toBe('withdrawn');
  });

  it('called not served becomes time at once, and nothing more at the end', async () => {
    const rig = await given();
    rig.actions.notServed(1, { by: 'The steward' });
    expect(rig.ledger.get(3)).toMatchObject({ type: 'time', amount: 20, cause: 'penalty not served' });
    rig.end('results/1.json');
    expect(rig.ledger.newest(9)).toHaveLength(2);
  });

  it('that was served stays served at the end', async () => {
    const rig = await given();
    rig.actions.served(1, { by: 'The steward' });
    rig.end('results/1.json');
    expect(rig.ledger.newest(9)).toHaveLength(1);
  });

  it('goes on in a race that is started over, with all its laps', async () => {
    const rig = await given();
    rig.lap(ADA);
    rig.session('race');
    expect(rig.told('sessionEnded')).toMatchObject([{ restarted: true }]);
    expect(rig.ledger.get(1)).toMatchObject({ state: 'serving', lapsLeft: 2 });
  });

  it('that is converted says why in words, and as a text for other languages', async () => {
    const rig = await given();
    rig.end('results/1.json');
    const reasons = (number: number) =>
      rig.ledger.history(number).map(({ reason, reasonText }) => [reason, reasonText]);
    expect(reasons(1)).toEqual([
      ['contact', undefined],
      ['race over, never marked as served', { key: 'neverCalledServed' }],
      ['race over, never marked as served', { key: 'neverCalledServed' }],
    ]);
    const params = { number: 1, type: 'drive-through', amount: 0, laps: 2 };
    expect(rig.ledger.get(3)).toMatchObject({
      reason: 'P-1 (drive-through within 2 laps) not served',
      reasonText: { key: 'otherNotServed', params },
    });
    rig.actions.clear(1, { by: 'The steward' });
    expect(reasons(3).at(-1)).toEqual(['P-1 withdrawn', { key: 'otherWithdrawn', params: { number: 1 } }]);
  });

  it('that was earned in qualifying counts in the result of the race', async () => {
    const rig = penaltyRig();
    rig.session('qualify');
    rig.join(ADA);
    await rig.actions.give(ADA, { type: 'drive-through' }, steward);
    rig.session('race', 1);
    rig.end('results/1.json');
    expect(rig.ledger.get(3)).toMatchObject({ type: 'time', session: 2 });
  });
});

const cuts: PenaltyRule = {
  warnings: 1,
  sessions: ['race'],
  firstLap: 'full',
  fromKmh: 0,
  eachCut: false,
  forgiveSlowerPercent: 0,
  penalty: { type: 'drive-through', amount: 0, laps: 2 },
};

describe('rules', () => {
  const settings = { ...DEFAULT_SETTINGS, rules: { cut: cuts } };

  it('warn first, then penalise, and say so', () => {
    const rig = race(settings);
    rig.lap(ADA, 90_000, 1);
    rig.lap(ADA, 90_000, 2);
    expect(rig.said).toEqual([
      'Ada Quick: Track limits warning 1 of 1 (lap 1).',
      'Ada Quick: Track limits, lap 2: limit exceeded.',
      'Race control: drive-through for Ada Quick.',
      'Ada Quick: Penalty P-1: drive-through, serve within 2 laps, track limits on lap 2 (1 warning used).',
    ]);
    expect(rig.ledger.get(1)).toMatchObject({ source: 'automatic', by: 'Automatic', cause: 'cut', lapsLeft: 2 });
  });

  it('count a cut once where it was told in its sector as well, and say which', () => {
    const rig = race({ ...DEFAULT_SETTINGS, rules: { cut: { ...cuts, eachCut: true, warnings: 3 } } });
    for (const [sector, made] of [0, 1, 0].entries()) {
      rig.hear({ type: 'sectorCompleted', carId: ADA.carId, sector, sectorMs: 30_000, cuts: made });
    }
    expect(rig.said).toEqual([]);
    rig.lap(ADA, 90_000, 1);
    expect(rig.said).toEqual(['Ada Quick: Track limits warning 1 of 3 (lap 1, sector 2).']);
  });

  it('remember over a restart what they have warned of', () => {
    const before = race(settings);
    before.lap(ADA, 90_000, 1);
    const rig = before.reopen();
    expect(rig.actions.fileOf(ADA.guid).warnings).toEqual([
      { infraction: 'cut', warnings: 1, warningsBeforePenalty: 1 },
    ]);
    rig.lap(ADA, 90_000, 1);
    expect(rig.told('penaltyGiven')).toHaveLength(1);
  });

  it('that do not exist charge nobody', () => {
    const rig = race();
    for (let lap = 0; lap < 9; lap++) rig.lap(ADA, 90_000, 3);
    expect(rig.told('infraction')).toEqual([]);
    expect(rig.ledger.newest(9)).toEqual([]);
  });

  it('are not counted twice when a batch could not be kept', () => {
    const rig = race(settings);
    let faults = 1;
    rig.feed.bus.durable(({ type }) => {
      if (type === 'infraction' && faults-- > 0) throw new Error('the disk is full');
    });
    rig.lap(ADA, 90_000, 1);
    expect(rig.told('infraction')).toEqual([]);
    rig.lap(ADA, 90_000, 1);
    expect(rig.told('infraction')).toMatchObject([{ warnings: 1 }]);
    expect(rig.told('penaltyGiven')).toEqual([]);
  });
});

it('the events of a rule that is added are not dropped', () => {
  const rig = race();
  const madeUp: RuleKind = {
    code: 'made up',
    section: 'made up',
    schema: RULES.cut.schema,
    extraInfo: undefined,
    judgedBy: { chat: () => 1 },
  };
  let tally: Tally | undefined;
  watchPenalties({
    bus: rig.feed.bus,
    ledger: rig.ledger,
    calendar: rig.calendar,
    settings: { ...DEFAULT_SETTINGS, rules: { 'made up': { ...cuts, warnings: 0 } } },
    memory: {
      load: () => tally,
      save: (next) => {
        tally = next;
      },
    },
    kinds: [madeUp],
  });
  rig.session('race', 1);
  rig.clock.advance(61_000);
  rig.hear({ type: 'chat', carId: ADA.carId, message: 'out of my way' });
  expect(rig.told('infraction')).toMatchObject([{ infraction: 'made up', warnings: 1, cuts: 0 }]);
  expect(rig.ledger.get(1)).toMatchObject({ cause: 'made up', reason: 'made up on lap 1' });
});

it('a kick is served when its driver has left', async () => {
  const rig = race();
  const { note } = await rig.actions.give(ADA, { type: 'kick' }, steward);
  expect(note).toBe('Ada Quick was kicked.');
  expect(rig.kicked).toEqual(['Ada Quick']);
  rig.leave(ADA);
  expect(rig.ledger.get(1).state).toBe('served');
});

it('a kick that hits nobody withdrawn', async () => {
  const rig = race();
  rig.leave(ADA);
  await expect(rig.actions.give(ADA, { type: 'kick' }, steward)).rejects.toThrow('Ada Quick has left.');
  expect(rig.ledger.get(1).state).toBe('withdrawn');
});

const cutRule: PenaltyRule = {
  warnings: 3,
  sessions: ['race'],
  firstLap: 'full',
  fromKmh: 0,
  eachCut: false,
  forgiveSlowerPercent: 0,
  penalty: { type: 'time', amount: 5 },
};

describe('after the chequered flag', () => {
  const { drive, rig } = flagRig();

  function flagRig() {
    const rules = { cut: cutRule, 'car contact': { ...cutRule, fromKmh: 10 } };
    const rig = () => race({ ...DEFAULT_SETTINGS, rules, driveThrough: { laps: 3, seconds: 20 } });
    const drive = (on: ReturnType<typeof rig>, who: typeof ADA, cuts: number, finished: readonly (typeof ADA)[]) =>
      on.hear({
        type: 'lapCompleted',
        carId: who.carId,
        lapTimeMs: 90_000,
        cuts,
        leaderboard: [ADA, BOB].map(({ carId }) => ({
          carId,
          timeMs: 90_000,
          laps: 1,
          completed: finished.some((each) => each.carId === carId) ? 1 : 0,
        })),
        gripLevel: 1,
      });
    return { rig, drive };
  }

  const touch = (on: ReturnType<typeof rig>, by: typeof ADA, other: typeof ADA) =>
    on.hear({
      type: 'clientEvent',
      subtype: 'car',
      carId: by.carId,
      otherCarId: other.carId,
      impactSpeed: 60,
      worldPos: [0, 0, 0],
      relPos: [0, 0, 0],
    });

  it('nobody is charged for contacts or cuts any more, but who still races is', () => {
    const on = rig();
    drive(on, ADA, 0, [ADA]);
    touch(on, ADA, BOB);
    touch(on, BOB, ADA);
    drive(on, ADA, 3, [ADA]);
    expect(on.told('infraction').map(({ driver, infraction }) => [driver.name, infraction])).toEqual([
      [BOB.name, 'car contact'],
    ]);
  });

  it('the lap that ends with it still counts', () => {
    const on = rig();
    drive(on, ADA, 1, [ADA]);
    expect(on.told('infraction')).toMatchObject([{ driver: ADA, infraction: 'cut', lap: 1 }]);
  });
});

describe('what the log alone tells', () => {
  const facts = { slot: ADA.carId, name: ADA.name };
  const lapLine = (cuts: number) => ({ fact: 'lapCompleted', ...facts, lapMs: 90_000, cuts }) as const;
  const contactLine = {
    fact: 'contact',
    kind: 'environment',
    ...facts,
    speedKmh: 90,
    position: [0, 0, 0],
    relativePosition: [0, 0, 0],
  } as const;

  it('counts as a lap, and charges nobody', () => {
    const rules = { cut: cutRule, 'wall contact': { ...cutRule, fromKmh: 10 } };
    const rig = race({ ...DEFAULT_SETTINGS, rules, driveThrough: { laps: 3, seconds: 20 } });
    const raceLine = { fact: 'sessionStarted', name: 'race', index: 0, type: 3, timeMinutes: 0, laps: 12 } as const;
    rig.feed.log({ facts: [raceLine, lapLine(3), contactLine], position: 1, absent: true });
    expect(rig.told('lapCompleted')).toMatchObject([{ driver: ADA, lap: 1, cuts: 3, late: true }]);
    expect(rig.told('contact')).toMatchObject([{ driver: ADA, late: true }]);
    expect(rig.told('infraction')).toEqual([]);
    rig.lap(ADA, 91_000, 1);
    expect(rig.told('infraction')).toMatchObject([{ driver: ADA, lap: 2, warnings: 1 }]);
  });
});

describe('warnings of one session', () => {
  const isWarned = (rig: ReturnType<typeof race>) => rig.watch.warningsOf(ADA.guid).map(({ warnings }) => warnings);
  const settings = {
    ...DEFAULT_SETTINGS,
    rules: { cut: { ...cutRule, warnings: 3 } },
    driveThrough: { laps: 3, seconds: 20 },
  };

  it('are not carried into the next session', () => {
    const rig = race(settings);
    rig.lap(ADA, 90_000, 1);
    rig.lap(ADA, 90_000, 1);
    rig.session('race', 1);
    expect(isWarned(rig)).toEqual([0]);
    rig.lap(ADA, 90_000, 1);
    expect(rig.told('infraction').at(-1)).toMatchObject({ session: 2, warnings: 1 });
    expect(isWarned(rig)).toEqual([1]);
  });

  it('are not carried into another life of the server, where sessions have the same numbers', () => {
    const rig = race(settings);
    rig.lap(ADA, 90_000, 1);
    rig.lap(ADA, 90_000, 1);
    rig.feed.beginRun();
    rig.session('race');
    rig.join(ADA);
    rig.lap(ADA, 90_000, 1);
    expect(rig.told('infraction').at(-1)).toMatchObject({ run: 2, session: 1, warnings: 1 });
    expect(isWarned(rig)).toEqual([1]);
  });

  it('are those of the session that a late report belongs to', () => {
    const rig = race({
      rules: { 'car contact': { ...cutRule, fromKmh: 10, warnings: 9 } },
      driveThrough: settings.driveThrough,
      stopAndGo: settings.stopAndGo,
    });
    rig.feed.notice({
      type: 'contact',
      against: 'car',
      driver: ADA,
      other: BOB,
      speedKmh: 50,
      position: [0, 0, 0],
      relativePosition: [0, 0, 0],
    });
    rig.session('race', 1);
    expect(isWarned(rig)).toEqual([0]);
  });
});
