import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duelOf } from '../../../bench/evidence/duel.ts';
import { hear } from '../../../bench/evidence/heard.ts';
import { type Case, caseOf, casesOf, scoreApex, scoreFigures, scoreTouch } from '../../../bench/evidence/judge.ts';
import { Chance } from '../../../bench/evidence/random.ts';
import { CARS, lineOf, trialOf } from '../../../bench/evidence/trial.ts';
import { isDecided } from '../../../src/events/evidence.ts';
import { evidenceOf } from '../../../src/features/evidence/evidence.ts';

/** Two cars whose every move is known, received as a real server reports them. The seeds are fixed. */

const clocked = (cases: readonly Case[]): Case[] => cases.filter(({ evidence }) => evidence.timing === 'contact');

describe('duels in which both games register the contact within 20 ms', () => {
  const cases = casesOf(1, 400, { network: { apartMs: 20 } });

  test('the verdict on the front axle at the apex is right 99 times in 100, and rarely undecided', () => {
    const { right, wrong, silent, errors } = scoreApex(clocked(cases));
    expect(errors.length).toBeGreaterThanOrEqual(300);
    expect(right / (right + wrong)).toBeGreaterThanOrEqual(0.99);
    expect(silent / errors.length).toBeLessThanOrEqual(0.1);
  });

  test('the distance at the apex is within its error 95 times in 100', () => {
    const { errors, within } = scoreApex(cases);
    expect(errors.length).toBeGreaterThanOrEqual(390);
    expect(within / errors.length).toBeGreaterThanOrEqual(0.95);
  });

  test('the distance alongside is known from the reports alone, within its error', () => {
    const { errors, within, wrong } = scoreTouch(cases);
    expect(errors.length / cases.length).toBeGreaterThanOrEqual(0.9);
    expect(within / errors.length).toBeGreaterThanOrEqual(0.95);
    expect(wrong / errors.length).toBeLessThanOrEqual(0.01);
  });

  test.each(['speed', 'gap', 'closing'] as const)('the %s is within its error 95 times in 100', (name) => {
    const { errors, within } = scoreFigures(cases)[name];
    expect(errors.length).toBeGreaterThanOrEqual(390);
    expect(within / errors.length).toBeGreaterThanOrEqual(0.95);
  });

  test('the braking point is within 0.25 s of the real one 95 times in 100', () => {
    const braked = cases.flatMap(({ duel, evidence: { cars } }) => {
      // The second car follows the profile; the first one also brakes to get past.
      const braking = cars[1].braking;
      return isDecided(braking) && braking
        ? [Math.abs(braking.secondsBefore.value - (duel.contactMs - duel.brakesMs) / 1000)]
        : [];
    });
    expect(braked.length).toBeGreaterThanOrEqual(350);
    expect(braked.filter((seconds) => seconds <= 0.25).length / braked.length).toBeGreaterThanOrEqual(0.95);
  });

  test('the parts that met are known for both cars in every duel', () => {
    expect(cases.filter(({ evidence }) => !evidence.touch || evidence.touch.parts.includes(null))).toEqual([]);
  });
});

test.each([
  ['clients send 30 times a second', { hz: 30 }],
  ['positions come every 100 ms', { intervalMs: 100 }],
  ['the latency is 10 to 150 ms, and one packet in ten is lost', { latencyMs: [10, 150] as const, loss: 0.1 }],
  ['both games register the contact at once', {}],
])('the apex stays right if %s', (_, network) => {
  const { right, wrong, errors, within } = scoreApex(clocked(casesOf(2, 200, { network })));
  expect(errors.length).toBeGreaterThanOrEqual(150);
  expect(right / (right + wrong)).toBeGreaterThanOrEqual(0.99);
  expect(within / errors.length).toBeGreaterThanOrEqual(0.95);
});

test('the overlap is undecided if only one game reported the contact, or the two disagree', () => {
  for (const { evidence } of casesOf(3, 50, { oneSided: true })) {
    expect(evidence.touch?.alongside).toEqual({ notDecided: 'one report' });
    expect(evidence.touch?.parts[1]).toBeNull();
    expect(evidence.timing).not.toBe('contact');
  }
  for (const { evidence } of casesOf(3, 50, { offM: 4 })) {
    expect(evidence.touch?.alongside).toEqual({ notDecided: 'places apart' });
    expect(evidence.timing).not.toBe('contact');
  }
});

test('the overlap is undecided for most cars that do not point the way they go', () => {
  for (const [spunBy, most] of [
    [90, 0.2],
    [120, 0.12],
    [180, 0.05],
  ] as const) {
    const cases = casesOf(4, 100, { spunBy });
    const speaking = cases.filter(({ evidence: { touch } }) => isDecided(touch?.alongside));
    expect(speaking.length / cases.length).toBeLessThanOrEqual(most);
  }
});

describe('the same contact', () => {
  const facts = ({ evidence }: Pick<Case, 'evidence'>) => ({
    alongside: evidence.touch?.alongside,
    corner: evidence.corner,
    gapM: evidence.gapM,
    closingKmh: evidence.closingKmh,
    aheadCarId: evidence.aheadCarId,
  });
  const heardBy = (seed: number) => {
    const chance = new Chance(seed);
    const duel = duelOf(chance);
    return { duel, trial: trialOf(hear(duel, chance)) };
  };
  const told = ({ reports }: ReturnType<typeof trialOf>) => reports.flatMap((report) => report ?? []);

  test('gives the same evidence whichever car is named first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const { duel, trial } = heardBy(seed);
        const line = lineOf(duel.bend);
        const [one, other] = trial.traces;
        const forth = evidenceOf({ cars: CARS, reports: told(trial), traces: trial.traces, line });
        const back = evidenceOf({ cars: [1, 0], reports: told(trial), traces: [other, one], line });
        expect(back.touch?.parts).toEqual(forth.touch?.parts.toReversed());
        expect(back.touch?.alongside).toEqual(forth.touch?.alongside);
        expect(back.timing).toBe(forth.timing);
        expect(Math.abs((back.gapM ?? 0) - (forth.gapM ?? 0))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 30 },
    );
  });

  test('gives the same evidence with clocks that are hours off', () => {
    const { duel, trial } = heardBy(5);
    const line = lineOf(duel.bend);
    const later = 7 * 3_600_000;
    const at = <T extends { readonly at: number }>(each: T): T => ({ ...each, at: each.at + later });
    const before = evidenceOf({ cars: CARS, reports: told(trial), traces: trial.traces, line });
    const traces = [trial.traces[0].map(at), trial.traces[1].map(at)] as const;
    const after = evidenceOf({ cars: CARS, reports: told(trial).map(at), traces, line });
    expect(facts({ evidence: after })).toEqual(facts({ evidence: before }));
    expect((after.at ?? 0) - (before.at ?? 0)).toBe(later);
  });

  test('gives nearly the same apex if one driver has a higher latency', () => {
    const { duel, trial } = heardBy(6);
    const line = lineOf(duel.bend);
    const late = trial.traces[1].map((sample) => ({ ...sample, at: sample.at + 60 }));
    const before = evidenceOf({ cars: CARS, reports: told(trial), traces: trial.traces, line });
    const after = evidenceOf({ cars: CARS, reports: told(trial), traces: [trial.traces[0], late], line });
    expect([before.timing, after.timing]).toEqual(['contact', 'contact']);
    const [apex, lateApex] = [before, after].map(
      ({ corner }) => isDecided(corner) && isDecided(corner?.apex) && corner?.apex,
    );
    if (!apex || !lateApex) throw new Error('both speak of the apex');
    expect(Math.abs(apex.behindM.value - lateApex.behindM.value)).toBeLessThanOrEqual(0.1);
  });

  test('stays within twice its error at the apex with a quarter of the positions missing', () => {
    const chance = new Chance(7);
    for (let turn = 0; turn < 60; turn += 1) {
      const { duel, trial } = heardBy(turn);
      const fewer = trial.traces.map((trace) => trace.filter(() => !chance.is(0.25)));
      const [one = [], other = []] = fewer;
      const evidence = evidenceOf({ cars: CARS, reports: told(trial), traces: [one, other], line: lineOf(duel.bend) });
      if (!isDecided(evidence.corner) || !isDecided(evidence.corner?.apex)) continue;
      const { carId, behindM } = evidence.corner.apex;
      const off = behindM.value - (carId === 0 ? 1 : -1) * duel.leadM(duel.apexMs);
      expect(Math.abs(off)).toBeLessThanOrEqual(behindM.plusMinus * 2);
    }
  });

  test('gives the same evidence each time', () => {
    expect(caseOf(new Chance(8)).evidence).toEqual(caseOf(new Chance(8)).evidence);
  });
});
