import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startRace } from '../incidents/rig.ts';
import { type DocumentsRig, documentsRig, raceOn, STIG } from './rig.ts';

let opened: DocumentsRig;
beforeEach(() => {
  opened = documentsRig();
});
afterEach(() => opened.remove());

const { raced, flag, decide, give, says } = raceOn(() => opened);

describe('after the flag', () => {
  it('documents are numbered in the order of the decisions, and a new one is issued at once', async () => {
    raced();
    await decide('time', [1], 5);
    await give(3, { type: 'disqualification' });
    flag();
    await decide('time', [2], 10);
    expect(says()).toEqual([
      [1, 'time', undefined],
      [2, 'disqualification', undefined],
      [3, 'time', undefined],
    ]);
  });

  it('a replaced decision gets a new document that names the old one', async () => {
    raced();
    await decide('time', [1], 5);
    flag();
    await opened.rig.actions.replace(1, { outcome: 'time', amount: 10 }, { ...STIG, reason: 'he had the line' });
    await opened.rig.actions.replace(2, { outcome: 'no further action' }, { ...STIG, reason: 'appeal upheld' });
    expect(says()).toEqual([
      [1, 'time', undefined],
      [2, 'time', 1],
      [3, 'no further action', 2],
    ]);
    expect(opened.superseded()).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(opened.lists()).toEqual([]);
  });

  it('a replaced penalty without an incident gets a new document too', async () => {
    raced();
    await give(3, { type: 'time', amount: 5 });
    flag();
    await opened.rig.actions.replace(1, { outcome: 'disqualification' }, { ...STIG, reason: 'it was worse' });
    expect(says()).toEqual([
      [1, 'time', undefined],
      [2, 'disqualification', 1],
    ]);
  });

  it('a withdrawn decision gets a new document with the reason', async () => {
    raced();
    await decide('time', [1], 5);
    flag();
    opened.rig.penalties.clear(1, { ...STIG, reason: 'the wrong car' });
    expect(opened.issued()[1]).toMatchObject({
      number: 2,
      replaces: 1,
      decision: { says: 'withdrawn', penalty: 1 },
      reason: 'the wrong car',
      infringement: 'collision',
    });
  });

  it('making the result final issues no new document', async () => {
    raced();
    await decide('time', [1], 5);
    flag();
    const given = opened.rig.ledger.get(1);
    opened.rig.feed.decide(() => {
      const penalty = { ...given, state: 'applied' } as const;
      opened.rig.ledger.put(penalty, { at: 0, by: 'Stig', reason: '' });
      return [{ type: 'penaltyChanged', penalty, before: { state: 'issued' }, by: 'Stig' }];
    });
    expect(says()).toHaveLength(1);
  });

  it('no document is issued twice after a kill, and the numbers continue', async () => {
    raced();
    await decide('time', [1], 5);
    flag();
    opened.kill();
    await decide('time', [2], 10);
    opened.kill();
    await opened.rig.actions.replace(1, { outcome: 'time', amount: 3 }, STIG);
    expect(says()).toEqual([
      [1, 'time', undefined],
      [2, 'time', undefined],
      [3, 'time', 1],
    ]);
  });

  it('numbers start at 1 in each event', async () => {
    opened.startEvent('Round 3', 'GT3 Cup');
    raced();
    await decide('time', [1], 5);
    flag();
    opened.rig.store.run('UPDATE league_events SET ended_at = 1');
    opened.startEvent('Round 4');
    startRace(opened.rig);
    await give(3, { type: 'time', amount: 5 });
    flag();
    expect(opened.issued().map(({ number, event: { name, series } }) => [number, name, series])).toEqual([
      [1, 'Round 3', 'GT3 Cup'],
      [1, 'Round 4', undefined],
    ]);
  });

  it('a document says until when it can be appealed', async () => {
    opened.remove();
    opened = documentsRig({ appealUntil: ({ at }) => at + 1000 });
    raced();
    await decide('time', [1], 5);
    flag();
    expect(opened.issued()[0]?.appealUntil).toBe(opened.rig.ledger.decisions.get(1).at + 1000);
  });
});
