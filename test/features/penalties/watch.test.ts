import { describe, expect, it } from 'vitest';
import { type PenaltyRule, RULES, type RuleKind } from '../../../src/features/penalties/rules.ts';
import { DEFAULT_SETTINGS } from '../../../src/features/penalties/settings.ts';
import type { Tally } from '../../../src/features/penalties/tally.ts';
import { watchPenalties } from '../../../src/features/penalties/watch.ts';
import { ADA, BOB, raceRig } from './rig.ts';

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
    const rig = raceRig(settings);
    rig.lap(ADA, 90_000, 1);
    rig.lap(ADA, 90_000, 2);
    expect(rig.said).toEqual([
      'Ada Quick: Track limits warning 1 of 1 (lap 1).',
      'Ada Quick: Track limits, lap 2: limit exceeded.',
      'Race control: drive-through for Ada Quick.',
      'Ada Quick: P-1: drive-through, serve within 2 laps, track limits on lap 2 (1 warning used).',
    ]);
    expect(rig.ledger.get(1)).toMatchObject({ source: 'automatic', by: 'Automatic', cause: 'cut', lapsLeft: 2 });
  });

  it('count a cut once if its sector reported it too, and name that sector', () => {
    const rig = raceRig({ ...DEFAULT_SETTINGS, rules: { cut: { ...cuts, eachCut: true, warnings: 3 } } });
    for (const [sector, made] of [0, 1, 0].entries()) {
      rig.hear({ type: 'sectorCompleted', carId: ADA.carId, sector, sectorMs: 30_000, cuts: made });
    }
    expect(rig.said).toEqual([]);
    rig.lap(ADA, 90_000, 1);
    expect(rig.said).toEqual(['Ada Quick: Track limits warning 1 of 3 (lap 1, sector 2).']);
  });

  it('remember their warnings across a restart', () => {
    const before = raceRig(settings);
    before.lap(ADA, 90_000, 1);
    const rig = before.reopen();
    expect(rig.actions.fileOf(ADA.guid).warnings).toEqual([
      { infraction: 'cut', warnings: 1, warningsBeforePenalty: 1 },
    ]);
    rig.lap(ADA, 90_000, 1);
    expect(rig.told('penaltyGiven')).toHaveLength(1);
  });

  it('charge nobody if none is set', () => {
    const rig = raceRig();
    for (let lap = 0; lap < 9; lap++) rig.lap(ADA, 90_000, 3);
    expect(rig.told('infraction')).toEqual([]);
    expect(rig.ledger.newest(9)).toEqual([]);
  });

  it('do not count twice if events could not be stored', () => {
    const rig = raceRig(settings);
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

it('the events of an added rule are not dropped', () => {
  const rig = raceRig();
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
    const rig = () => raceRig({ ...DEFAULT_SETTINGS, rules, driveThrough: { laps: 3, seconds: 20 } });
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

  it('a finished driver is no longer charged, but one still racing is', () => {
    const on = rig();
    drive(on, ADA, 0, [ADA]);
    touch(on, ADA, BOB);
    touch(on, BOB, ADA);
    drive(on, ADA, 3, [ADA]);
    expect(on.told('infraction').map(({ driver, infraction }) => [driver.name, infraction])).toEqual([
      [BOB.name, 'car contact'],
    ]);
  });

  it('the lap that ends with the flag still counts', () => {
    const on = rig();
    drive(on, ADA, 1, [ADA]);
    expect(on.told('infraction')).toMatchObject([{ driver: ADA, infraction: 'cut', lap: 1 }]);
  });
});

describe('a lap or contact known only from the log', () => {
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

  it('is recorded, but charges nobody', () => {
    const rules = { cut: cutRule, 'wall contact': { ...cutRule, fromKmh: 10 } };
    const rig = raceRig({ ...DEFAULT_SETTINGS, rules, driveThrough: { laps: 3, seconds: 20 } });
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
  const isWarned = (rig: ReturnType<typeof raceRig>) => rig.watch.warningsOf(ADA.guid).map(({ warnings }) => warnings);
  const settings = {
    ...DEFAULT_SETTINGS,
    rules: { cut: { ...cutRule, warnings: 3 } },
    driveThrough: { laps: 3, seconds: 20 },
  };

  it('are not carried into the next session', () => {
    const rig = raceRig(settings);
    rig.lap(ADA, 90_000, 1);
    rig.lap(ADA, 90_000, 1);
    rig.session('race', 1);
    expect(isWarned(rig)).toEqual([0]);
    rig.lap(ADA, 90_000, 1);
    expect(rig.told('infraction').at(-1)).toMatchObject({ session: 2, warnings: 1 });
    expect(isWarned(rig)).toEqual([1]);
  });

  it('are not carried into another run of the server with the same session number', () => {
    const rig = raceRig(settings);
    rig.lap(ADA, 90_000, 1);
    rig.lap(ADA, 90_000, 1);
    rig.feed.beginRun();
    rig.session('race');
    rig.join(ADA);
    rig.lap(ADA, 90_000, 1);
    expect(rig.told('infraction').at(-1)).toMatchObject({ run: 2, session: 1, warnings: 1 });
    expect(isWarned(rig)).toEqual([1]);
  });

  it('from a contact are not carried into the next session', () => {
    const rig = raceRig({
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
