import { expect, it } from 'vitest';
import type { Decision } from '../../src/events/decision.ts';
import { carriedOutBy, newestAbout, seenOf, standingAbout, undecidedOf } from '../../src/events/standing.ts';
import { decision } from '../fakes/incidents.ts';

const ADA = { carId: 0, guid: '1', name: 'Ada' };
const BOB = { carId: 1, guid: '2', name: 'Bob' };

const about = (driver: Decision['driver'], ...facts: readonly Partial<Decision>[]) =>
  facts.map((each, index) => decision({ number: index + 1, driver, penalty: index + 1, says: 'warning', ...each }));

const standing = (...facts: readonly Partial<Decision>[]) => standingAbout(about(ADA, ...facts), ADA.guid)?.number;

it('is the newest that says what is to be done', () => {
  expect(standing()).toBeUndefined();
  expect(standing({}, {})).toBe(2);
  expect(standing({}, { replaces: 1 })).toBe(2);
});

it('is none once that withdrawn: an older one does not come back', () => {
  const withdrawn = (replaces: number) => ({ says: 'withdrawn', replaces, penalty: replaces }) as const;
  expect(standing({}, withdrawn(1))).toBeUndefined();
  expect(standing({}, { replaces: 1 }, withdrawn(2))).toBeUndefined();
  expect(standing({}, withdrawn(1), {})).toBe(3);
});

it('is the same, however it was carried out, and whatever a table made of it', () => {
  expect(standing({}, { says: 'served', penalty: 1 })).toBe(1);
  expect(standing({}, { says: 'not served', penalty: 1 }, { says: 'time', converts: 1 })).toBe(1);
  expect(
    standing({}, { says: 'not served', penalty: 1 }, { says: 'time', converts: 1 }, { says: 'withdrawn', replaces: 3 }),
  ).toBe(1);
});

it('is of each driver alone', () => {
  const decisions = [...about(ADA, {}), ...about(BOB, { number: 2 }, { number: 3, says: 'withdrawn', replaces: 2 })];
  expect(standingAbout(decisions, ADA.guid)?.number).toBe(1);
  expect(standingAbout(decisions, BOB.guid)).toBeUndefined();
  expect(newestAbout(decisions, BOB.guid)?.number).toBe(3);
  expect(undecidedOf([ADA, BOB], decisions)).toEqual([BOB]);
  expect([seenOf(decisions), seenOf([])]).toEqual([3, 0]);
});

it('is what each of two merged incidents says', () => {
  const decisions = about(ADA, { incident: 3 }, { incident: 4 }, { incident: 4, says: 'withdrawn', replaces: 2 });
  expect(standingAbout(decisions, ADA.guid)?.number).toBe(1);
});

it('of a penalty, what a person has said of it counts, and what a rule or the manager says does not', () => {
  const said = (byId: string) =>
    about(ADA, {}, { says: 'not served', penalty: 1, byId }, { says: 'time', converts: 1 });
  expect(carriedOutBy(said('discord:1'))?.number).toBe(2);
  expect(carriedOutBy(said(''))?.number).toBe(2);
  expect(carriedOutBy(said('automatic'))).toBeUndefined();
  expect(carriedOutBy(said('manager'))).toBeUndefined();
});
