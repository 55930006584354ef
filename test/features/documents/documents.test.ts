import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PenaltyOrder } from '../../../src/features/penalties/order.ts';
import { car, contact, startRace } from '../incidents/rig.ts';
import { documentsRig } from './rig.ts';

const STIG = { by: 'Stig', byId: 'discord:1', reason: 'late braking' };

let opened: ReturnType<typeof documentsRig>;
beforeEach(() => {
  opened = documentsRig({ numberOf: (guid) => (guid === car(2).guid ? '12' : undefined) });
});
afterEach(() => opened.remove());

const flag = (): void => opened.rig.tell({ type: 'sessionEnded' });

/** A race in which cars 1 and 2 have touched. */
function raced(): void {
  startRace(opened.rig);
  opened.rig.tell(contact(1, 2, { kmh: 38.4 }));
}

const decide = (
  outcome: 'time' | 'no further action' | 'racing incident' | 'warning',
  of: readonly number[],
  amount?: number,
) => opened.rig.actions.decide(1, { outcome, amount, drivers: of.map(car), infringement: 'collision' }, STIG);

const give = (n: number, order: PenaltyOrder) => opened.rig.penalties.give(car(n), order, STIG);

const says = () => opened.issued().map(({ number, decision, replaces }) => [number, decision.says, replaces]);

describe('a decision made live', () => {
  it('is on paper with the flag of its session, and not before', async () => {
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

  it('has no evidence that everybody would read, unless the league publishes it', async () => {
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

  it('and replaced before the flag has one document, of what stands', async () => {
    raced();
    await decide('time', [1], 5);
    await opened.rig.actions.replace(1, { outcome: 'time', amount: 10 }, { ...STIG, reason: 'he had the line' });
    flag();
    expect(opened.issued()).toMatchObject([
      { number: 1, decision: { penalty: 2, amount: 10 }, reason: 'he had the line' },
    ]);
  });

  it('and withdrawn before the flag has none', async () => {
    raced();
    await decide('time', [1], 5);
    opened.rig.penalties.clear(1, STIG);
    flag();
    expect(opened.issued()).toEqual([]);
  });

  it('that was not served is on paper as what it became, which names what it was', async () => {
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
          insteadOf: { penalty: 1, reason: 'P-1 (drive-through within 3 laps) not served' },
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

  it('is on paper where the game server stopped before the flag', async () => {
    raced();
    await decide('time', [1], 5);
    opened.rig.tell({ type: 'sessionEnded', interrupted: true });
    expect(says()).toEqual([[1, 'time', undefined]]);
  });

  it('waits for the race that its own goes on in', async () => {
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

describe('after the flag', () => {
  it('documents count in the order of the decisions, and a later one at once', async () => {
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

  it('a replaced decision makes a new one, which names the one it takes the place of', async () => {
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

  it('so does one without an incident', async () => {
    raced();
    await give(3, { type: 'time', amount: 5 });
    flag();
    await opened.rig.actions.replace(1, { outcome: 'disqualification' }, { ...STIG, reason: 'it was worse' });
    expect(says()).toEqual([
      [1, 'time', undefined],
      [2, 'disqualification', 1],
    ]);
  });

  it('a withdrawn one makes a new one, with why', async () => {
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

  it('what makes a result final changes nothing on paper', async () => {
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

  it('nothing is told twice after a kill, and the numbers go on', async () => {
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

  it('numbers count anew in each event', async () => {
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

  it('says until when it can be appealed', async () => {
    opened.remove();
    opened = documentsRig({ appealUntil: ({ at }) => at + 1000 });
    raced();
    await decide('time', [1], 5);
    flag();
    expect(opened.issued()[0]?.appealUntil).toBe(opened.rig.ledger.decisions.get(1).at + 1000);
  });
});

describe('an appeal', () => {
  const BEA = { by: 'Bea', byId: 'discord:2', reason: 'the line was his' };
  const appeal = (n: number, decision: number) =>
    opened.rig.appeals.appeal({ guid: car(n).guid, decision, reason: 'I was ahead' });
  const answer = (decision: number, says: 'upheld' | 'inadmissible') =>
    opened.rig.appeals.answer(decision, { says }, BEA);

  it('that changes nothing is answered by a document of its own, once for all who appealed', async () => {
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

  it('that was answered before the flag is on paper behind its decision, also where that has no penalty', async () => {
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

  it('that changes something is named on the document of what it was changed to', async () => {
    raced();
    await decide('time', [1], 5);
    flag();
    appeal(2, 1);
    await opened.rig.appeals.answer(1, { says: 'changed', outcome: 'time', amount: 10 }, BEA);
    expect(opened.issued().slice(1)).toMatchObject([
      { number: 2, replaces: 1, appealedBy: [car(2)], decision: { says: 'time', amount: 10 } },
    ]);
  });

  it('that leads to a withdrawal is named on the document of that', async () => {
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

describe('with two stewards needed', () => {
  it('what was decided live is on paper once another has confirmed it', async () => {
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
  it('does not say who reported it, nor that the other driver was there', async () => {
    startRace(opened.rig);
    opened.rig.actions.report({ guid: car(2).guid, against: car(1), words: 'pushed me off' });
    await decide('time', [1], 5);
    flag();
    expect(opened.issued()).toMatchObject([{ fact: { is: 'report' } }]);
    expect(JSON.stringify(opened.issued())).not.toContain(car(2).guid);
    expect(JSON.stringify(opened.issued())).not.toContain('pushed me off');
  });

  it('has each other driver once, by the hardest contact', async () => {
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

  it('does not give a name to who decided', async () => {
    raced();
    await decide('time', [1], 5);
    flag();
    expect(JSON.stringify(opened.issued())).not.toContain('Stig');
  });

  it('is not made of an order to the game server', async () => {
    raced();
    await give(1, { type: 'kick' });
    flag();
    expect(opened.issued()).toEqual([]);
  });
});

describe('what has no penalty', () => {
  it('is one list, with the flag, which follows the decisions', async () => {
    raced();
    await decide('no further action', [2]);
    await give(3, { type: 'warning' });
    expect(opened.lists()).toEqual([]);
    flag();
    expect(opened.lists()).toMatchObject([
      {
        session: { id: 1 },
        entries: [
          { number: 1, incident: 1, driver: car(2), raceNumber: undefined, lap: 1, says: 'no further action' },
          { number: 2, driver: car(3), says: 'warning', reason: 'late braking' },
        ],
      },
    ]);
    await decide('racing incident', [1]);
    expect(
      opened
        .lists()
        .at(-1)
        ?.entries.map((entry) => entry.says),
    ).toEqual(['no further action', 'warning', 'racing incident']);
    opened.rig.penalties.clear(2, STIG);
    expect(opened.lists().at(-1)?.entries).toHaveLength(2);
    expect(opened.issued()).toEqual([]);
  });

  it('leaves the list for a document once somebody is penalised', async () => {
    raced();
    await decide('no further action', [1, 2]);
    flag();
    await opened.rig.actions.replace(1, { outcome: 'time', amount: 5 }, { ...STIG, reason: 'the replay' });
    expect(says()).toEqual([[1, 'time', undefined]]);
    expect(
      opened
        .lists()
        .at(-1)
        ?.entries.map(({ driver }) => driver.name),
    ).toEqual(['Driver 2']);
  });

  it('does not name whoever was in it by a report alone', async () => {
    startRace(opened.rig);
    opened.rig.actions.report({ guid: car(2).guid, against: car(1), words: 'pushed me off' });
    await decide('no further action', []);
    flag();
    expect(opened.rig.ledger.decisions.ofIncidents([1]).map(({ driver }) => driver.name)).toEqual([
      'Driver 2',
      'Driver 1',
    ]);
    expect(opened.lists()[0]?.entries.map(({ driver }) => driver.name)).toEqual(['Driver 1']);
  });

  it('has no list where nothing of that kind was decided', () => {
    raced();
    flag();
    expect(opened.lists()).toEqual([]);
  });

  it('is not listed again where nothing of it has changed', async () => {
    raced();
    await decide('no further action', [1, 2]);
    flag();
    opened.kill();
    await give(3, { type: 'time', amount: 5 });
    expect(opened.lists()).toHaveLength(1);
  });
});

describe('a session of no event', () => {
  it('has no documents: what is decided there is told as before', async () => {
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
