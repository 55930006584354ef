import type { RaceDocument } from '../../src/events/document.ts';
import { bea, elena } from '../discord/race.ts';

export const SESSION = { id: 12, server: 'gt3', run: 1, session: 3, name: 'Race', kind: 'race' } as const;
export const EVENT = { number: 3, name: 'Round 3', series: 'GT3 Cup' };

export const document = (more: Partial<RaceDocument> = {}): RaceDocument => ({
  number: 5,
  event: EVENT,
  session: SESSION,
  at: 0,
  incident: 3,
  driver: elena,
  team: 'Quick Racing',
  raceNumber: '7',
  moment: { at: 1_767_268_800_000, sessionMs: 754_000, lap: 4 },
  fact: { is: 'contacts', contacts: [{ other: bea, otherNumber: '12', speedKmh: 38, where: 'T4' }] },
  infringement: 'Causing a collision',
  decision: { number: 17, says: 'time', penalty: 17, amount: 5 },
  reason: 'late *braking*',
  by: 'stewards',
  appealUntil: 1_767_270_600_000,
  ...more,
});
