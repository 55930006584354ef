import { describe, expect, it } from 'vitest';
import type { Appeal } from '../../../src/events/appeal.ts';
import { ADA, BOB, noticesRig } from './rig.ts';

describe('notices about an appeal', () => {
  const appealBy = (driver: typeof ADA, answer?: Appeal['answer']): Appeal => ({
    server: 'main',
    incident: 3,
    decision: { number: 1, penalty: 1, says: 'time', amount: 5, driver: ADA },
    driver,
    reason: 'too little',
    at: 0,
    answer,
  });
  const upheld = { says: 'upheld', reason: 'as seen', by: 'Bea', byId: 'discord:2', at: 1 } as const;

  function inPractice() {
    const rig = noticesRig();
    rig.feed.beginRun();
    rig.begin('Practice', 'practice');
    for (const driver of [ADA, BOB]) {
      rig.join(driver);
      rig.load(driver);
    }
    return rig;
  }

  it('also reach the driver the decision is about, if somebody else appeals', async () => {
    const rig = inPractice();
    rig.feed.notice({ type: 'appealMade', appeal: appealBy(BOB) });
    await Promise.resolve();
    expect(rig.said).toEqual([
      '0: Bob Brake has appealed against P-1, which is about you. It stands until the stewards answer.',
    ]);
    rig.feed.notice({ type: 'appealAnswered', appeal: appealBy(BOB, upheld) });
    expect(rig.said.slice(1).toSorted()).toEqual([
      '0: The appeal by Bob Brake against P-1: decision upheld (as seen).',
      '1: Your appeal against P-1: decision upheld (as seen).',
    ]);
  });

  it('tell a driver only the answer to their own appeal', () => {
    const rig = inPractice();
    rig.feed.notice({ type: 'appealMade', appeal: appealBy(ADA) });
    rig.feed.notice({ type: 'appealAnswered', appeal: appealBy(ADA, upheld) });
    expect(rig.said).toEqual(['0: Your appeal against P-1: decision upheld (as seen).']);
  });

  it('leave out the driver the decision is about if it is replaced', () => {
    const rig = inPractice();
    const instead = { number: 2, penalty: 2, says: 'time', amount: 10, driver: ADA } as const;
    rig.feed.notice({ type: 'appealAnswered', appeal: appealBy(BOB, { ...upheld, says: 'changed', instead }) });
    expect(rig.said).toEqual(['1: Your appeal against P-1: decision changed to 10-second time penalty (as seen).']);
  });

  it('wait for the flag during a race, then also go to Discord', () => {
    const rig = noticesRig();
    rig.linked.add(ADA.guid);
    rig.feed.beginRun();
    rig.begin('Race');
    rig.join(ADA);
    rig.load(ADA);
    rig.clock.advance(60_000);
    rig.feed.notice({ type: 'appealMade', appeal: appealBy(BOB) });
    expect(rig.said).toEqual([]);
    rig.end();
    expect(rig.said).toHaveLength(1);
    expect(rig.notified()).toMatchObject([{ driver: ADA, penalties: [], appeals: [{ driver: BOB }] }]);
  });
});
