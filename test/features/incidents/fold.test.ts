import { describe, expect, test } from 'vitest';
import { foldOf } from '../../../src/features/incidents/fold.ts';
import type { IncidentFacts, IncidentFile } from '../../../src/features/incidents/table.ts';
import { incident } from '../../fakes/incidents.ts';

const { number: _, state, decisions, penalties, seen, ...known } = incident();

const file = (facts: Partial<IncidentFacts>): IncidentFile => ({
  firstAt: 0,
  lastAt: 0,
  contacts: [],
  seconds: {},
  facts: { ...known, ...facts },
});
const at = (lap: number | undefined, more: object = {}) => known.drivers.map((each) => ({ ...each, lap, ...more }));
const contactsAt = (...speeds: number[]) =>
  speeds.map((speedKmh) => ({ drivers: known.contacts[0]?.drivers ?? expect.unreachable(), speedKmh }));
const folded = (facts: Partial<IncidentFacts>, before?: Partial<IncidentFacts>, foldKmh = 25) =>
  foldOf(file(facts), { before: before && { ...file(before), number: 3 }, foldKmh });

describe('what shares a card', () => {
  test.each([
    ['a light contact', { contacts: contactsAt(24.9), severity: 'light' }, 'light'],
    ['one that is not light any more', { contacts: contactsAt(25), severity: 'medium' }, undefined],
    ['a chain with one that is not', { contacts: contactsAt(12, 30), severity: 'medium' }, undefined],
    ['a light chain', { contacts: contactsAt(12, 14), severity: 'medium' }, 'light'],
    ['one of the first lap', { contacts: contactsAt(50), drivers: at(1) }, 'first lap'],
    ['a heavy one of the first lap', { contacts: contactsAt(60), drivers: at(1), severity: 'heavy' }, undefined],
    ['lap 1 of qualifying', { contacts: contactsAt(50), drivers: at(1), sessionKind: 'qualify' }, undefined],
    [
      'whoever joined late, with one who has finished',
      { contacts: contactsAt(50), drivers: at(1, { finished: true }) },
      undefined,
    ],
    ['one that nobody felt', { contacts: [] }, undefined],
  ] as const)('%s', (_, facts, fold) => {
    expect(folded(facts)).toBe(fold);
  });

  const light = { contacts: contactsAt(12), severity: 'light' } as const;

  test('is not what was reported, taken, or handled in any other way', () => {
    const by = known.drivers[0] ?? expect.unreachable();
    expect(folded({ ...light, reports: [{ by, words: '', at: 0 }] })).toBeUndefined();
    expect(folded({ ...light, takenBy: 'Stig' })).toBeUndefined();
    expect(folded({ ...light, history: [{ at: 0, by: 'Stig', what: 'posted' }] })).toBeUndefined();
  });

  test('leaves it when it grows, and what has a card keeps that, whatever becomes of it and of the setting', () => {
    expect(folded({ contacts: contactsAt(12, 80), severity: 'heavy' }, { ...light, fold: 'light' })).toBeUndefined();
    expect(folded(light, { ...light, fold: 'light' })).toBe('light');
    expect(folded(light, light)).toBeUndefined();
  });

  const heavy = { contacts: contactsAt(80), severity: 'heavy' } as const;
  const crowded = (facts: Partial<IncidentFacts>, before?: Partial<IncidentFacts>, foldKmh = 25) =>
    foldOf(file(facts), { before: before && { ...file(before), number: 3 }, foldKmh, isCrowded: () => true });

  test('is a heavy one where others have just got cards of their own, whatever becomes of it', () => {
    expect(crowded(heavy)).toBe('at once');
    expect(crowded({ contacts: contactsAt(40), severity: 'medium' })).toBe('at once');
    expect(folded(heavy, { ...heavy, fold: 'at once' })).toBe('at once');
    expect(crowded(heavy, heavy)).toBeUndefined();
    expect(crowded({ ...heavy, drivers: at(1) }, { ...light, drivers: at(1), fold: 'first lap' })).toBe('at once');
    // These go onto the card shared by contacts of their kind.
    expect(crowded(light)).toBe('light');
    expect(crowded({ ...light, drivers: at(1) })).toBe('first lap');
  });

  test('is not one of many at once that was reported or taken, and nothing where the setting is 0', () => {
    expect(crowded({ ...heavy, takenBy: 'Stig' })).toBeUndefined();
    expect(crowded({ ...heavy, takenBy: 'Stig' }, { ...heavy, fold: 'at once' })).toBeUndefined();
    expect(crowded(heavy, undefined, 0)).toBeUndefined();
  });

  test('is nothing where the setting is 0', () => {
    expect(folded({ ...light, drivers: at(1) }, undefined, 0)).toBeUndefined();
  });

  test('stays where it is when it becomes a part of another', () => {
    expect(folded({ ...light, mergedInto: 2, takenBy: 'Stig' }, { ...light, fold: 'light' })).toBe('light');
  });
});
