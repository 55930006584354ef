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

describe('an incident on a shared card', () => {
  test.each([
    ['is a light contact', { contacts: contactsAt(24.9), severity: 'light' }, 'light'],
    ['is not a contact from the limit on', { contacts: contactsAt(25), severity: 'medium' }, undefined],
    ['is not a chain with a faster contact', { contacts: contactsAt(12, 30), severity: 'medium' }, undefined],
    ['is a light chain', { contacts: contactsAt(12, 14), severity: 'medium' }, 'light'],
    ['is a contact on the first lap', { contacts: contactsAt(50), drivers: at(1) }, 'first lap'],
    [
      'is not a heavy contact on the first lap',
      { contacts: contactsAt(60), drivers: at(1), severity: 'heavy' },
      undefined,
    ],
    [
      'is not a contact on lap 1 of qualifying',
      { contacts: contactsAt(50), drivers: at(1), sessionKind: 'qualify' },
      undefined,
    ],
    [
      'is not a contact on lap 1 of drivers who have finished',
      { contacts: contactsAt(50), drivers: at(1, { finished: true }) },
      undefined,
    ],
    ['is not one without a contact', { contacts: [] }, undefined],
  ] as const)('%s', (_, facts, fold) => {
    expect(folded(facts)).toBe(fold);
  });

  const light = { contacts: contactsAt(12), severity: 'light' } as const;

  test('is not reported, taken, or handled in any other way', () => {
    const by = known.drivers[0] ?? expect.unreachable();
    expect(folded({ ...light, reports: [{ by, words: '', at: 0 }] })).toBeUndefined();
    expect(folded({ ...light, takenBy: 'Stig' })).toBeUndefined();
    expect(folded({ ...light, history: [{ at: 0, by: 'Stig', what: 'posted' }] })).toBeUndefined();
  });

  test('leaves the card when it becomes heavy, and an incident with its own card keeps that', () => {
    expect(folded({ contacts: contactsAt(12, 80), severity: 'heavy' }, { ...light, fold: 'light' })).toBeUndefined();
    expect(folded(light, { ...light, fold: 'light' })).toBe('light');
    expect(folded(light, light)).toBeUndefined();
  });

  const heavy = { contacts: contactsAt(80), severity: 'heavy' } as const;
  const crowded = (facts: Partial<IncidentFacts>, before?: Partial<IncidentFacts>, foldKmh = 25) =>
    foldOf(file(facts), { before: before && { ...file(before), number: 3 }, foldKmh, isCrowded: () => true });

  test('can be heavy if others have just got their own cards', () => {
    expect(crowded(heavy)).toBe('at once');
    expect(crowded({ contacts: contactsAt(40), severity: 'medium' })).toBe('at once');
    expect(folded(heavy, { ...heavy, fold: 'at once' })).toBe('at once');
    expect(crowded(heavy, heavy)).toBeUndefined();
    expect(crowded({ ...heavy, drivers: at(1) }, { ...light, drivers: at(1), fold: 'first lap' })).toBe('at once');
    // These go onto the card shared by contacts of their kind.
    expect(crowded(light)).toBe('light');
    expect(crowded({ ...light, drivers: at(1) })).toBe('first lap');
  });

  test('is not one of many at once if it is taken, or if the setting is 0', () => {
    expect(crowded({ ...heavy, takenBy: 'Stig' })).toBeUndefined();
    expect(crowded({ ...heavy, takenBy: 'Stig' }, { ...heavy, fold: 'at once' })).toBeUndefined();
    expect(crowded(heavy, undefined, 0)).toBeUndefined();
  });

  test('does not exist if the setting is 0', () => {
    expect(folded({ ...light, drivers: at(1) }, undefined, 0)).toBeUndefined();
  });

  test('stays there when it is merged into another', () => {
    expect(folded({ ...light, mergedInto: 2, takenBy: 'Stig' }, { ...light, fold: 'light' })).toBe('light');
  });
});
