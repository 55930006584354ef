import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { car } from '../incidents/rig.ts';
import { type DocumentsRig, documentsRig, raceOn } from './rig.ts';

let opened: DocumentsRig;
beforeEach(() => {
  opened = documentsRig();
});
afterEach(() => opened.remove());

const { raced, flag, decide, says } = raceOn(() => opened);

describe('an appeal', () => {
  const BEA = { by: 'Bea', byId: 'discord:2', reason: 'the line was his' };
  const appeal = (n: number, decision: number) =>
    opened.rig.appeals.appeal({ guid: car(n).guid, decision, reason: 'I was ahead' });
  const answer = (decision: number, says: 'upheld' | 'inadmissible') =>
    opened.rig.appeals.answer(decision, { says }, BEA);

  it('that changes nothing gets one document for everyone who appealed', async () => {
    raced();
    await decide('time', [1], 5);
    flag();
    appeal(1, 1);
    appeal(2, 1);
    expect(says()).toEqual([[1, 'time', undefined]]);
    await answer(1, 'upheld');
    expect(opened.issued().slice(1)).toMatchObject([
      {
        number: 2,
        driver: car(1),
        incident: 1,
        fact: { is: 'appeal', by: [car(1), car(2)], decision: { number: 1 }, document: 1 },
        decision: { number: 1, says: 'upheld' },
        reason: 'the line was his',
      },
    ]);
    expect(opened.superseded()).toEqual([]);
    opened.kill();
    opened.rig.tell({
      type: 'sessionStarted',
      facts: opened.rig.feed.state().session?.facts ?? expect.unreachable(),
      again: false,
    });
    expect(opened.issued()).toHaveLength(2);
  });

  it('answered before the flag gets a document after the penalties, even against no penalty', async () => {
    raced();
    await decide('time', [1], 5);
    await decide('no further action', [2]);
    appeal(1, 1);
    appeal(1, 2);
    await answer(1, 'upheld');
    await answer(2, 'inadmissible');
    expect(opened.issued()).toEqual([]);
    flag();
    expect(says()).toEqual([
      [1, 'time', undefined],
      [2, 'upheld', undefined],
      [3, 'inadmissible', undefined],
    ]);
    expect(opened.issued()[2]?.fact).toMatchObject({ is: 'appeal', document: undefined, decision: { number: 2 } });
  });

  it('that changes a decision is named on the document of the new decision', async () => {
    raced();
    await decide('time', [1], 5);
    flag();
    appeal(2, 1);
    await opened.rig.appeals.answer(1, { says: 'changed', outcome: 'time', amount: 10 }, BEA);
    expect(opened.issued().slice(1)).toMatchObject([
      { number: 2, replaces: 1, appealedBy: [car(2)], decision: { says: 'time', amount: 10 } },
    ]);
  });

  it('that leads to a withdrawal is named on the document of the withdrawal', async () => {
    raced();
    await decide('time', [1], 5);
    flag();
    appeal(1, 1);
    await opened.rig.appeals.answer(1, { says: 'changed', outcome: 'withdrawn' }, BEA);
    expect(opened.issued().slice(1)).toMatchObject([
      { number: 2, replaces: 1, appealedBy: [car(1)], decision: { says: 'withdrawn' }, reason: 'the line was his' },
    ]);
  });
});
