import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { car, contact, startRace } from '../incidents/rig.ts';
import { documentsRig } from './rig.ts';

const STIG = { by: 'Stig', byId: 'discord:1', reason: 'late braking' };
const MANY = 11;

let opened: ReturnType<typeof documentsRig>;
beforeEach(() => {
  opened = documentsRig();
});
afterEach(() => opened.remove());

const flag = (): void => opened.rig.tell({ type: 'sessionEnded' });
const turns = (many: number): void => {
  for (let turn = 0; turn < many; turn += 1) opened.rig.clock.advance(1);
};
const numbers = () => opened.issued().map(({ number }) => number);
const inOrder = (many: number) => Array.from({ length: many }, (_, index) => index + 1);

/** This many penalties in a race that still runs, and an incident without a penalty. */
async function raced(many = MANY): Promise<void> {
  startRace(opened.rig);
  opened.rig.tell(contact(1, 2, { kmh: 38.4 }));
  await opened.rig.actions.decide(1, { outcome: 'racing incident', drivers: [car(1), car(2)] }, STIG);
  for (let seconds = 1; seconds <= many; seconds += 1)
    await opened.rig.penalties.give(car(1), { type: 'time', amount: seconds }, STIG);
}

describe('the documents of a long race', () => {
  it('are written in pieces of two per transaction, followed by the list', async () => {
    await raced();
    flag();
    expect(numbers()).toEqual(inOrder(MANY));
    expect(opened.lists()).toHaveLength(1);
    expect(opened.pieces()).toBe(5);
    const amounts = opened.issued().map(({ decision, at }) => [decision.amount, at]);
    const [at] = opened.issued().map((each) => each.at);
    // All have the time of the flag.
    expect(amounts).toEqual(inOrder(MANY).map((seconds) => [seconds, at]));
  });

  it('are all written before a session that begins in the same moment', async () => {
    await raced();
    const facts = opened.rig.feed.state().session?.facts;
    if (!facts) throw new Error('nothing is driven');
    opened.rig.tell({ type: 'sessionEnded' }, { type: 'sessionStarted', facts, again: false });
    expect(numbers()).toEqual(inOrder(MANY));
    expect(opened.lists()).toHaveLength(1);
    expect(opened.pieces()).toBe(0);
  });

  it('are written at once if there are only two', async () => {
    await raced(2);
    flag();
    expect(numbers()).toEqual(inOrder(2));
    expect(opened.lists()).toHaveLength(1);
    turns(3);
    expect(numbers()).toEqual(inOrder(2));
    expect(opened.pieces()).toBe(0);
  });

  it('are completed after a kill once Pitwall resumes, each written once', async () => {
    await raced();
    opened.failAt(4, new Error('cut off'));
    flag();
    turns(4);
    expect(numbers()).toEqual(inOrder(8));
    opened.kill();
    turns(3);
    expect(numbers()).toEqual(inOrder(8));
    opened.resume();
    turns(3);
    expect(numbers()).toEqual(inOrder(MANY));
    expect(opened.lists()).toHaveLength(1);
    opened.kill();
    opened.resume();
    turns(3);
    expect(numbers()).toEqual(inOrder(MANY));
  });

  it('show decisions changed between two pieces as they are now', async () => {
    await raced();
    opened.failAt(1, new Error('cut off'));
    flag();
    opened.rig.penalties.clear(MANY + 2, { ...STIG, reason: 'the wrong car' });
    // The new decision writes no document in between: the pieces get to it.
    expect(numbers()).toEqual(inOrder(2));
    turns(6);
    const issued = opened.issued().map(({ decision }) => [decision.says, decision.amount]);
    expect(issued.slice(0, MANY - 1)).toEqual(inOrder(MANY - 1).map((seconds) => ['time', seconds]));
    expect(issued.slice(MANY - 1).every(([says]) => says === 'withdrawn')).toBe(true);
  });

  it('get a replacement if a decision changes after its own document was written', async () => {
    await raced();
    opened.failAt(1, new Error('cut off'));
    flag();
    opened.rig.penalties.clear(3, { ...STIG, reason: 'the wrong car' });
    turns(6);
    expect(opened.superseded()).toEqual([[1, 3]]);
    expect(opened.issued().find(({ number }) => number === 3)).toMatchObject({
      decision: { says: 'withdrawn' },
      replaces: 1,
    });
  });
});
