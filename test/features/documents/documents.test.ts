import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { car, contact, startRace } from '../incidents/rig.ts';
import { type DocumentsRig, documentsRig, raceOn, STIG } from './rig.ts';

let opened: DocumentsRig;
beforeEach(() => {
  opened = documentsRig({ numberOf: (guid) => (guid === car(2).guid ? '12' : undefined) });
});
afterEach(() => opened.remove());

const { raced, flag, decide, give, says } = raceOn(() => opened);

describe('a decision made before the flag', () => {
  it('gets a document with the flag of its session, and not before', async () => {
    raced();
    await decide('time', [1], 5);
    expect(opened.issued()).toEqual([]);
    expect(opened.isOnPaper(1)).toBe(false);
    flag();
    expect(opened.issued()).toMatchObject([
      {
        number: 1,
        event: { number: 1 },
        session: { id: 1, name: 'Race', kind: 'race' },
        incident: 1,
        driver: car(1),
        moment: { lap: 1 },
        fact: { is: 'contacts', contacts: [{ other: car(2), otherNumber: '12', speedKmh: 38 }] },
        infringement: 'collision',
        decision: { number: 1, says: 'time', penalty: 1, amount: 5 },
        reason: 'late braking',
        by: 'stewards',
      },
    ]);
    expect(opened.isOnPaper(1)).toBe(true);
  });

  it('has no evidence in its document, unless the league publishes it', async () => {
    raced();
    await decide('time', [1], 5);
    flag();
    expect(opened.issued()[0]?.evidence).toBeUndefined();
    opened.remove();
    opened = documentsRig({ publishesEvidence: true });
    raced();
    opened.rig.tell(contact(2, 3, { kmh: 60 }));
    await decide('time', [1, 3], 5);
    flag();
    expect(opened.issued().map(({ evidence }) => evidence)).toMatchObject([
      { server: 'gt3', incident: 1, contact: 1, drivers: [car(1), car(2)], speedKmh: 38.4 },
      { server: 'gt3', incident: 1, contact: 2, drivers: [car(2), car(3)], speedKmh: 60 },
    ]);
  });

  it('and replaced before the flag gets one document, about the replacement', async () => {
    raced();
    await decide('time', [1], 5);
    await opened.rig.actions.replace(1, { outcome: 'time', amount: 10 }, { ...STIG, reason: 'he had the line' });
    flag();
    expect(opened.issued()).toMatchObject([
      { number: 1, decision: { penalty: 2, amount: 10 }, reason: 'he had the line' },
    ]);
  });

  it('and withdrawn before the flag gets no document', async () => {
    raced();
    await decide('time', [1], 5);
    opened.rig.penalties.clear(1, STIG);
    flag();
    expect(opened.issued()).toEqual([]);
  });

  it('for an unserved drive-through gets a document about the time penalty instead', async () => {
    raced();
    await give(1, { type: 'drive-through' });
    flag();
    expect(opened.issued()).toMatchObject([
      {
        decision: {
          says: 'time',
          // D-2 says that it was not served.
          penalty: 3,
          amount: 20,
          insteadOf: { penalty: 1, reason: 'drive-through P-1 not served' },
        },
        reason: 'late braking',
      },
    ]);
    opened.rig.penalties.served(1, { ...STIG, reason: 'it was on lap 3' });
    expect(says()).toEqual([
      [1, 'time', undefined],
      [2, 'drive-through', 1],
    ]);
    expect(opened.issued()[1]?.decision.carriedOut).toBe('served');
  });

  it('gets a document if the game server stops before the flag', async () => {
    raced();
    await decide('time', [1], 5);
    opened.rig.tell({ type: 'sessionEnded', interrupted: true });
    expect(says()).toEqual([[1, 'time', undefined]]);
  });

  it('waits for the flag of the restarted race', async () => {
    raced();
    await decide('time', [1], 5);
    opened.rig.tell({ type: 'sessionEnded', restarted: true });
    expect(opened.issued()).toEqual([]);
    const { session } = opened.rig.feed.state();
    const facts = session?.facts ?? expect.unreachable();
    opened.rig.tell({ type: 'sessionStarted', facts, again: true });
    expect(opened.issued()).toEqual([]);
    flag();
    expect(opened.issued()).toMatchObject([{ number: 1, session: { id: 2 } }]);
  });
});

describe('when decisions need two stewards', () => {
  it('a decision gets its document once a second steward confirms it', async () => {
    opened.remove();
    opened = documentsRig({}, { stewardsNeeded: 2 });
    raced();
    await decide('time', [1], 5);
    flag();
    expect(opened.issued()).toEqual([]);
    await opened.rig.confirming.confirm(1, { by: 'Bea', byId: 'discord:2' });
    expect(says()).toEqual([[1, 'time', undefined]]);
  });
});

describe('a document', () => {
  it('does not name the driver who reported the incident, or quote the report', async () => {
    startRace(opened.rig);
    opened.rig.actions.report({ guid: car(2).guid, against: car(1), words: 'pushed me off' });
    await decide('time', [1], 5);
    flag();
    expect(opened.issued()).toMatchObject([{ fact: { is: 'report' } }]);
    expect(JSON.stringify(opened.issued())).not.toContain(car(2).guid);
    expect(JSON.stringify(opened.issued())).not.toContain('pushed me off');
  });

  it('lists each other driver once, with the hardest contact', async () => {
    raced();
    opened.rig.clock.advance(3000);
    opened.rig.tell(contact(1, 2, { kmh: 52 }), contact(1, 3, { kmh: 20 }));
    await decide('time', [1], 5);
    flag();
    const { fact } = opened.issued()[0] ?? {};
    expect(fact?.is === 'contacts' && fact.contacts.map(({ other, speedKmh }) => [other.name, speedKmh])).toEqual([
      ['Driver 2', 52],
      ['Driver 3', 20],
    ]);
  });

  it('does not name the steward who decided', async () => {
    raced();
    await decide('time', [1], 5);
    flag();
    expect(JSON.stringify(opened.issued())).not.toContain('Stig');
  });

  it('is not issued for a kick', async () => {
    raced();
    await give(1, { type: 'kick' });
    flag();
    expect(opened.issued()).toEqual([]);
  });
});

describe('a session outside any event', () => {
  it('has no documents and no list', async () => {
    raced();
    opened.rig.store.run('UPDATE sessions SET event = NULL');
    await decide('time', [1], 5);
    flag();
    await decide('no further action', [2]);
    expect(opened.issued()).toEqual([]);
    expect(opened.lists()).toEqual([]);
    expect(opened.isOnPaper(1)).toBe(false);
  });
});
