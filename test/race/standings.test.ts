import { describe, expect, it } from 'vitest';
import type { SessionFacts, SessionKind } from '../../src/events/events.ts';
import { hasLaps, isFastestLap, provisionalOrder, totalMs } from '../../src/race/standings.ts';
import type { Session, Standing } from '../../src/race/state.ts';

const facts = (kind: SessionKind): SessionFacts => ({
  index: 0,
  kind,
  name: kind,
  minutes: 0,
  laps: 5,
  track: 'magione',
  layout: '',
  serverName: '',
  ambientC: 18,
  roadC: 24,
  weather: '',
});

const standing = (carId: number, bestLapMs: number | undefined, ...lapsMs: number[]): Standing => ({
  driver: { carId, guid: `7656119790000000${carId}`, name: `Driver ${carId}` },
  laps: lapsMs.map((lapMs) => ({ lapMs, cuts: 0, at: 0 })),
  bestLapMs,
  finished: false,
});

const session = (kind: SessionKind, ...all: Standing[]): Pick<Session, 'standings' | 'facts'> => ({
  facts: facts(kind),
  standings: new Map(all.map((each) => [String(each.driver.carId), each])),
});

const order = (kind: SessionKind, ...all: Standing[]) =>
  provisionalOrder(session(kind, ...all)).map(({ driver }) => driver.carId);

describe('the provisional order', () => {
  const [slow, fast, behind, absent] = [
    standing(1, 91_000, 91_000, 92_000),
    standing(2, 90_000, 90_000, 92_500),
    standing(3, 89_000, 89_000),
    standing(4, undefined),
  ];

  it('is by laps and then by time in a race, without drivers who have no lap', () => {
    expect(order('race', absent, behind, slow, fast)).toEqual([2, 1, 3]);
  });

  it('is by best lap in other sessions, with drivers without a valid lap last', () => {
    const invalid = standing(5, undefined, 80_000);
    expect(order('qualify', invalid, absent, slow, fast, behind)).toEqual([3, 2, 1, 5]);
  });

  it('is empty while nobody has a lap', () => {
    expect(order('race', absent)).toEqual([]);
    expect([hasLaps(session('race', absent)), hasLaps(session('race', absent, slow))]).toEqual([false, true]);
    expect([totalMs(absent), totalMs(slow)]).toEqual([0, 183_000]);
  });
});

describe('a lap', () => {
  const driven = standing(1, 90_000, 90_000, 91_000);
  const cut = { ...standing(2, undefined), laps: [{ lapMs: 85_000, cuts: 1, at: 0 }] };

  it('is the fastest if no valid lap was as fast', () => {
    expect(isFastestLap({ lapMs: 90_000, cuts: 0 }, session('practice', driven, cut))).toBe(true);
    expect(isFastestLap({ lapMs: 91_000, cuts: 0 }, session('practice', driven))).toBe(false);
  });

  it('is not the fastest if another lap was as fast before', () => {
    expect(isFastestLap({ lapMs: 90_000, cuts: 0 }, session('practice', driven, standing(2, 90_000, 90_000)))).toBe(
      false,
    );
  });

  it('with cuts is valid only in a race', () => {
    expect(isFastestLap({ lapMs: 85_000, cuts: 1 }, session('qualify', driven, cut))).toBe(false);
    expect(isFastestLap({ lapMs: 85_000, cuts: 1 }, session('race', driven, cut))).toBe(true);
    expect(isFastestLap({ lapMs: 90_000, cuts: 0 }, session('race', driven, cut))).toBe(false);
  });
});
