import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RaceDocument } from '../../../src/events/document.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { car, contact, startRace } from '../incidents/rig.ts';
import { documentsRig } from './rig.ts';

const OUTCOMES = ['time', 'drive-through', 'disqualification', 'warning', 'no further action'] as const;
const outcome = fc.constantFrom(...OUTCOMES);
const which = fc.integer({ min: 1, max: 8 });
const step = fc.oneof(
  fc.record({
    does: fc.constant('decide'),
    incident: fc.integer({ min: 1, max: 2 }),
    driver: fc.integer({ min: 1, max: 4 }),
    outcome,
  }),
  fc.record({ does: fc.constant('give'), driver: fc.integer({ min: 1, max: 4 }), outcome }),
  fc.record({ does: fc.constant('replace'), decision: which, outcome }),
  fc.record({ does: fc.constantFrom('clear', 'served', 'notServed'), penalty: which }),
  fc.record({ does: fc.constant('kill') }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const WHY = { by: 'Stig', byId: 'discord:1', reason: 'as seen' };
const amountOf = (type: string) => (type === 'time' ? 5 : undefined);
const isPenalty = (type: string) => type === 'time' || type === 'drive-through' || type === 'disqualification';

async function act(opened: ReturnType<typeof documentsRig>, each: Step): Promise<void> {
  const { actions, penalties } = opened.rig;
  if (each.does === 'kill') return opened.kill();
  try {
    if ('incident' in each) {
      const order = { outcome: each.outcome, amount: amountOf(each.outcome), drivers: [car(each.driver)] };
      await actions.decide(each.incident, order, WHY);
    } else if ('decision' in each) {
      await actions.replace(each.decision, { outcome: each.outcome, amount: amountOf(each.outcome) }, WHY);
    } else if ('penalty' in each) {
      if (each.does === 'clear') penalties.clear(each.penalty, WHY);
      else if (each.does === 'served') penalties.served(each.penalty, WHY);
      else penalties.notServed(each.penalty, WHY);
    } else if ('driver' in each && each.outcome !== 'no further action') {
      await penalties.give(car(each.driver), { type: each.outcome, amount: amountOf(each.outcome) }, WHY);
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

it('after any mix of decisions and kills, each penalty in force has exactly one current document', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.array(step, { maxLength: 8 }), async (live, after) => {
      const opened = documentsRig();
      try {
        startRace(opened.rig);
        opened.rig.tell(contact(1, 2));
        opened.rig.clock.advance(60_000);
        opened.rig.tell(contact(3, 4));
        for (const each of live) await act(opened, each);
        expect(opened.issued()).toEqual([]);
        opened.rig.tell({ type: 'sessionEnded' });
        for (const each of after) await act(opened, each);
        holds(opened);
      } finally {
        opened.remove();
      }
    }),
    { numRuns: 30 },
  );
});

function holds(opened: ReturnType<typeof documentsRig>): void {
  const issued = opened.issued();
  expect(issued.map(({ number }) => number)).toEqual(issued.map((_, index) => index + 1));
  const replaced = new Map(opened.superseded());
  for (const { number, replaces } of issued) if (replaces !== undefined) expect(replaced.get(replaces)).toBe(number);
  const standing = issued.filter(({ number }) => !replaced.has(number));
  const onPaper = standing.filter(({ decision: { says } }) => isPenalty(says)).map(penaltyOn);
  const replacedOnPaper = new Set(issued.filter(({ number }) => replaced.has(number)).map(penaltyOn));
  const inForce = opened.rig.ledger
    .newest(100)
    .filter(({ type, state }) => isPenalty(type) && state !== 'withdrawn' && state !== 'converted')
    // A served penalty cannot be undone, but its decision can still be replaced.
    .filter(({ number, state }) => state !== 'served' || !replacedOnPaper.has(number) || onPaper.includes(number))
    .map(({ number }) => number);
  expect(onPaper.toSorted((a = 0, b = 0) => a - b)).toEqual(inForce.toSorted((a, b) => a - b));
}

const penaltyOn = ({ decision }: RaceDocument): number | undefined => decision.penalty;
