import { expect, test } from 'vitest';
import { isUnchanged } from '../../../src/features/incidents/unchanged.ts';
import { incident } from '../../fakes/incidents.ts';

const facts = incident({ number: 3 });
const [contact] = facts.contacts;
const evidence = {
  cars: [
    { carId: 1, speeds: [] },
    { carId: 2, speeds: [] },
  ],
  approach: { notDecided: 'late' },
} as const;

test('the same facts are unchanged, also once they were stored and read', () => {
  const before = { ...facts, contacts: contact ? [{ ...contact, evidence }] : [], late: undefined };
  expect(before.contacts).toHaveLength(1);
  expect(isUnchanged(before, { ...before })).toBe(true);
  expect(isUnchanged(before, JSON.parse(JSON.stringify(before)))).toBe(true);
  expect(isUnchanged(JSON.parse(JSON.stringify(before)), before)).toBe(true);
});

test.each([
  ['another contact', { contacts: [...facts.contacts, ...facts.contacts] }],
  ['a contact less', { contacts: [] }],
  ['a faster contact', { contacts: facts.contacts.map((each) => ({ ...each, speedKmh: each.speedKmh + 1 })) }],
  ['evidence for a contact', { contacts: facts.contacts.map((each) => ({ ...each, evidence })) }],
  ['severity', { severity: facts.severity === 'heavy' ? 'light' : 'heavy' }],
  ['somebody who takes it', { takenBy: 'Stig' }],
] as const)('%s is a change', (_, change) => {
  expect(isUnchanged(facts, { ...facts, ...change } as typeof facts)).toBe(false);
  expect(isUnchanged({ ...facts, ...change } as typeof facts, facts)).toBe(false);
});
