import { describe, expect, test } from 'vitest';
import { consequenceOf, type Runner, runnerOf } from '../../../src/features/evidence/consequence.ts';
import type { Sample } from '../../../src/race/tracesSample.ts';

const AT = 1_000_000;
const LAP_M = 4000;
const RACE = AT - 600_000;

interface Driving {
  /** Metres from the line at the contact. Below 0 or above the lap length: on the other side of the line. */
  readonly atM: number;
  readonly speed?: number;
  /** Speed from the contact on. */
  readonly later?: number;
  readonly until?: number;
  readonly laps?: number;
}

/** A car of the race, with its positions. */
interface Car extends Runner {
  readonly trace: readonly Sample[];
}

const carOf = (carId: number, trace: readonly Sample[], lapsAt: readonly number[] = []): Car => ({
  ...runnerOf({ carId, places: trace, lapsAt }),
  trace,
});

/** A car on a straight as long as the lap. The server reports a lap 400 ms after the line. */
function runner(carId: number, { atM, speed = 50, later = speed, until = 12, laps = 3 }: Driving): Car {
  const trace: Sample[] = [];
  const lapsAt = Array.from({ length: laps }, (_, index) => AT - 100_000 - index * 80_000).reverse();
  let last = Number.NaN;
  for (let ms = -8000; ms <= until * 1000; ms += 245) {
    const metres = atM + ((ms < 0 ? speed : later) * ms) / 1000;
    const place = (((metres / LAP_M) % 1) + 1) % 1;
    if (place < last - 0.5) lapsAt.push(AT + ms + 400);
    last = place;
    const now = ms < 0 ? speed : later;
    trace.push({ at: AT + ms, position: [metres, 0, 0], velocity: [now, 0, 0], speedKmh: now * 3.6, place });
  }
  return carOf(carId, trace, lapsAt);
}

const usual = (_: number, from: number, to: number) => ({
  medianMs: ((((to - from + 1) % 1) * LAP_M) / 50) * 1000,
  spreadMs: 100,
});
type UsualTime = Parameters<typeof consequenceOf>[1]['usualTime'];

const became = (
  carId: number,
  runners: readonly Car[],
  { isRace = true, since = RACE, usualTime = usual as UsualTime } = {},
) => {
  const trace = runners.find((each) => each.carId === carId)?.trace ?? [];
  return consequenceOf(carId, { at: AT, trace, runners, raceSince: isRace ? since : undefined, usualTime });
};

describe('ten seconds after a contact', () => {
  const field = [
    runner(1, { atM: 2000, later: 30 }),
    runner(2, { atM: 1990 }),
    runner(3, { atM: 1900 }),
    runner(4, { atM: 1000 }),
  ];

  test('places are lost to cars now ahead, and time against the driver’s own usual lap', () => {
    // 200 m lost: cars 2 and 3 are past. At 50 m/s, the 350 m since one second before the contact take 7 s, not 11.
    expect(became(1, field)).toEqual({
      after: 'went on',
      stoodS: undefined,
      placesLost: 2,
      placeBefore: 1,
      placeAfter: 3,
      timeLostS: { value: expect.closeTo(4, 1), plusMinus: 0.4 },
    });
    expect(became(2, field)).toMatchObject({ placesLost: -1, timeLostS: { notDecided: 'within the error' } });
    expect(became(4, field)).toMatchObject({ placesLost: 0, placeBefore: 4 });
  });

  test.each([-60, -20, 10, 40, 3960, 3990])('places are right next to the finish line: %d m', (atM) => {
    const around = [runner(1, { atM, later: 30 }), runner(2, { atM: atM - 10 }), runner(3, { atM: atM - 100 })];
    expect(became(1, around)).toMatchObject({ placesLost: 2, placeBefore: 1, placeAfter: 3 });
    expect(became(3, around)).toMatchObject({ placesLost: -1, placeBefore: 3, placeAfter: 2 });
  });

  test('a car on the grid behind the line does not count as at the end of a lap', () => {
    const grid = [
      runner(1, { atM: -40, speed: 20, later: 5, laps: 0 }),
      runner(2, { atM: -60, speed: 20, laps: 0 }),
    ].map(
      // The first crossing of the line completes no lap.
      (each): Car => ({ ...each, lapsAt: [] }),
    );
    expect(became(1, grid, { since: AT - 10_000 })).toMatchObject({ placeBefore: 1, placeAfter: 2 });
  });

  test('a car that has stopped is shown as stopped, with no time lost', () => {
    expect(became(1, [runner(1, { atM: 2000, later: 0 }), runner(2, { atM: 1990 })])).toEqual({
      after: 'stood',
      stoodS: 10,
      placesLost: 1,
      placeBefore: 1,
      placeAfter: 2,
      timeLostS: { notDecided: 'broken positions' },
    });
  });

  test('a car that has left counts in no order', () => {
    const gone = [runner(1, { atM: 2000, until: 4 }), runner(2, { atM: 1990 }), runner(3, { atM: 1900 })];
    expect(became(1, gone)).toMatchObject({ after: 'left', placesLost: undefined });
    expect(became(2, gone)).toMatchObject({ placesLost: 0, placeBefore: 1, placeAfter: 1 });
  });

  test('a car moved back to its box has lost no places and no time', () => {
    const car = runner(1, { atM: 2000 });
    const moved = {
      ...car,
      trace: car.trace.map((each): Sample => (each.at > AT + 5000 ? { ...each, position: [-900, 0, 40] } : each)),
    };
    expect(became(1, [moved, runner(2, { atM: 1990 })])).toMatchObject({
      after: 'moved',
      placesLost: undefined,
      timeLostS: { notDecided: 'broken positions' },
    });
  });

  test('without a race there are no places, without usual laps no time lost, without positions nothing', () => {
    expect(became(1, field, { isRace: false })).toMatchObject({ placesLost: undefined, after: 'went on' });
    expect(became(1, field, { usualTime: () => undefined })).toMatchObject({
      timeLostS: { notDecided: 'too few laps' },
    });
    expect(became(9, field)).toEqual({ notDecided: 'no positions' });
    expect(became(1, [carOf(1, [])])).toEqual({ notDecided: 'no positions' });
  });
});
