import { expect, it } from 'vitest';
import type { Decision } from '../../src/events/decision.ts';
import { carriedOutBy, newestAbout, seenOf, standingAbout, undecidedOf } from '../../src/events/standing.ts';
import { decision } from '../fakes/incidents.ts';

const ADA = { carId: 0, guid: '1', name: 'Ada' };
const BOB = { carId: 1, guid: '2', name: 'Bob' };

const about = (driver: Decision['driver'], ...facts: readonly Partial<Decision>[]) =>
  facts.map((each, index) => decision({ number: index + 1, driver, penalty: index + 1, says: 'warning', ...each }));

const standing = (...facts: readonly Partial<Decision>[]) => standingAbout(about(ADA, ...facts), ADA.guid)?.number;

it('the decision in force is the newest that says what to do', () => {
  expect(standing()).toBeUndefined();
  expect(standing({}, {})).toBe(2);
  expect(standing({}, { replaces: 1 })).toBe(2);
});

it('there is none after a withdrawal: an older decision does not return', () => {
  const withdrawn = (replaces: number) => ({ says: 'withdrawn', replaces, penalty: replaces }) as const;
  expect(standing({}, withdrawn(1))).toBeUndefined();
  expect(standing({}, { replaces: 1 }, withdrawn(2))).toBeUndefined();
  expect(standing({}, withdrawn(1), {})).toBe(3);
});

it('the decision in force stays the same if a penalty is served or converted', () => {
  expect(standing({}, { says: 'served', penalty: 1 })).toBe(1);
  expect(standing({}, { says: 'not served', penalty: 1 }, { says: 'time', converts: 1 })).toBe(1);
  expect(
    standing({}, { says: 'not served', penalty: 1 }, { says: 'time', converts: 1 }, { says: 'withdrawn', replaces: 3 }),
  ).toBe(1);
});

it('each driver has a decision of their own', () => {
  const decisions = [...about(ADA, {}), ...about(BOB, { number: 2 }, { number: 3, says: 'withdrawn', replaces: 2 })];
  expect(standingAbout(decisions, ADA.guid)?.number).toBe(1);
  expect(standingAbout(decisions, BOB.guid)).toBeUndefined();
  expect(newestAbout(decisions, BOB.guid)?.number).toBe(3);
  expect(undecidedOf([ADA, BOB], decisions)).toEqual([BOB]);
  expect([seenOf(decisions), seenOf([])]).toEqual([3, 0]);
});

it('merged incidents have the decision in force of either', () => {
  const decisions = about(ADA, { incident: 3 }, { incident: 4 }, { incident: 4, says: 'withdrawn', replaces: 2 });
  expect(standingAbout(decisions, ADA.guid)?.number).toBe(1);
});

it('whether a penalty was carried out is decided by a person, not by a rule or the manager', () => {
  const said = (byId: string) =>
    about(ADA, {}, { says: 'not served', penalty: 1, byId }, { says: 'time', converts: 1 });
  expect(carriedOutBy(said('discord:1'))?.number).toBe(2);
  expect(carriedOutBy(said(''))?.number).toBe(2);
  expect(carriedOutBy(said('automatic'))).toBeUndefined();
  expect(carriedOutBy(said('manager'))).toBeUndefined();
});
