import { describe, expect, it } from 'vitest';
import { whyUnservable } from '../../../src/features/penalties/servable.ts';
import type { Session, Standing } from '../../../src/race/state.ts';
import { ADA, BOB } from './rig.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1, 12);

const standing = (driver: typeof ADA, laps: number, more: Partial<Standing> = {}): Standing => ({
  driver,
  laps: Array.from({ length: laps }, (_, index) => ({ lapMs: 90_000, cuts: 0, at: START + (index + 1) * 90_000 })),
  finished: false,
  ...more,
});

function race(facts: Partial<Session['facts']>, standings: readonly Standing[], more: Partial<Session> = {}): Session {
  return {
    ordinal: 2,
    facts: {
      index: 2,
      kind: 'race',
      name: 'Race',
      minutes: 0,
      laps: 0,
      track: 'spa',
      layout: '',
      serverName: '',
      ambientC: 20,
      roadC: 20,
      weather: '',
      zeroAt: START,
      ...facts,
    },
    over: false,
    standings: new Map(standings.map((each) => [`${each.driver.carId}/${each.driver.guid}`, each])),
    board: standings.map(({ driver, laps }) => ({ carId: driver.carId, laps: laps.length, finished: false })),
    contacts: 0,
    recentContacts: [],
    ...more,
  };
}

const during = { at: START + 10 * MINUTE, extraLap: false };

describe('a penalty to be served in a race by laps', () => {
  it('can be served until the driver is on the last lap', () => {
    const whyAfter = (laps: number) => whyUnservable(race({ laps: 12 }, [standing(ADA, laps)]), ADA.guid, during);
    expect([0, 9, 10, 11].map(whyAfter)).toEqual([undefined, undefined, undefined, 'last lap']);
  });

  it('goes by the laps the server has counted, if Pitwall heard fewer', () => {
    const missed = standing(ADA, 3, { raced: { laps: 11, totalMs: 990_000 } });
    expect(whyUnservable(race({ laps: 12 }, [missed]), ADA.guid, during)).toBe('last lap');
  });

  it('can be served by a lapped driver until the leader finishes', () => {
    const leader = standing(BOB, 11);
    expect(whyUnservable(race({ laps: 12 }, [leader, standing(ADA, 9)]), ADA.guid, during)).toBeUndefined();
    const flagged = { ...leader, finished: true };
    expect(whyUnservable(race({ laps: 12 }, [flagged, standing(ADA, 9)]), ADA.guid, during)).toBe('leader finished');
    expect(whyUnservable(race({ laps: 12 }, [flagged, standing(ADA, 9)]), BOB.guid, during)).toBe('finished');
  });

  it('cannot be served once the race is over', () => {
    expect(whyUnservable(race({ laps: 12 }, [standing(ADA, 2)], { over: true }), ADA.guid, during)).toBe('race over');
  });
});

describe('a penalty to be served in a race by time', () => {
  const timed = (ownLaps: number, others: number) =>
    race({ minutes: 30 }, [standing(ADA, ownLaps), standing(BOB, others)]);
  const atMinute = (minutes: number, extraLap?: boolean) => ({ at: START + minutes * MINUTE, extraLap });

  it('can be served until the time is over', () => {
    expect(whyUnservable(timed(19, 19), ADA.guid, atMinute(29.9, false))).toBeUndefined();
    expect(whyUnservable(timed(19, 19), ADA.guid, atMinute(30, false))).toBe('last lap');
    // Bob may cross the line before the leader does.
    expect(whyUnservable(timed(19, 19), BOB.guid, atMinute(30, false))).toBeUndefined();
  });

  it('can be served for one more lap if there is or may be an extra lap', () => {
    // Lap 20 ends exactly when the time is over, lap 19 before.
    for (const extraLap of [true, undefined]) {
      expect(whyUnservable(timed(19, 19), ADA.guid, atMinute(30, extraLap))).toBeUndefined();
      expect(whyUnservable(timed(20, 19), ADA.guid, atMinute(31, extraLap))).toBe('last lap');
    }
  });

  it('can be served if the start time is unknown', () => {
    const unknown = race({ minutes: 30, zeroAt: undefined }, [standing(ADA, 19)]);
    expect(whyUnservable(unknown, ADA.guid, atMinute(90, false))).toBeUndefined();
  });
});
