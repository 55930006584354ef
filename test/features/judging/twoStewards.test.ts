import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Proposal } from '../../../src/events/proposal.ts';
import { plain, type Sentence } from '../../../src/kit/sentence.ts';
import { contact, type IncidentRig, incidentRig, startRace } from '../incidents/rig.ts';
import { answered, said, WHO, type Who } from './world.ts';

let rig: IncidentRig;
beforeEach(() => {
  rig = incidentRig({ who: WHO, stewardsNeeded: 2 });
  startRace(rig, 6);
  // INC-1: 1, 2 and 3. INC-2: 4 and 6.
  rig.tell(contact(1, 2), contact(2, 3, { x: 40 }));
  rig.clock.advance(60_000);
  rig.tell(contact(4, 6));
  rig.clock.advance(60_000);
});
afterEach(() => {
  expect(rig.feed.faults).toEqual([]);
  rig.remove();
});

const over = (): void => rig.tell({ type: 'sessionEnded' });
const say = (line: string, who: Who): Promise<string> => said(rig, line, who);

const ada = { id: 'ada', name: 'Ada' };
const bob = { id: 'bob', name: 'Bob' };
const admin = { ...ada, role: 'admin' } as const;

const awaiting = (): [number, Proposal['state']][] =>
  rig.confirming.awaiting().map(({ number, state }) => [number, state]);
const rows = () => rig.actions.show(1).decisions.map(({ number, says, by }) => [number, says, by]);
/** What was announced about penalties. */
const told = () => rig.feed.events.filter(({ type }) => type === 'penaltyGiven' || type === 'penaltyChanged');

describe('a decision after the race', () => {
  beforeEach(over);

  test('takes effect only when another steward confirms it, under the same number', async () => {
    expect(await answered(rig, 'incident decide 1 2 time 5 late braking', ada)).toMatchObject({
      kind: 'decided',
      decisions: [],
      proposal: { number: 1, numbers: [1], state: 'proposed', by: 'Ada', byId: 'discord:ada' },
    });
    expect(rows()).toEqual([]);
    expect(rig.ledger.newest(9)).toEqual([]);
    expect(told()).toEqual([]);
    expect(rig.actions.show(1)).toMatchObject({ state: 'noted', proposals: [{ number: 1, state: 'proposed' }] });
    expect(awaiting()).toEqual([[1, 'proposed']]);

    expect(await answered(rig, 'incident confirm P-1', bob)).toMatchObject({
      kind: 'settled',
      proposal: { number: 1, state: 'confirmed', settled: { by: 'Bob' } },
      note: expect.stringContaining('Added to the result of Race'),
    });
    expect(rows()).toEqual([[1, 'time', 'Ada']]);
    expect(rig.ledger.get(1)).toMatchObject({ state: 'issued', amount: 5, reason: 'late braking', by: 'Ada' });
    expect(told()).toHaveLength(1);
    expect(awaiting()).toEqual([]);
    expect(rig.actions.show(1).proposals).toMatchObject([{ state: 'confirmed', settled: { by: 'Bob' } }]);
  });

  test('cannot be confirmed by its own proposer, or with a token of unknown owner', async () => {
    await say('incident decide 2 4 time 5', { id: 'racer', name: 'Racer' });
    const own = 'P-1 is your own decision: another steward has to confirm it. Nothing was done.';
    expect(await say('incident confirm 1', { id: 'racer', name: 'Another name' })).toBe(own);
    const car = { via: 'chat', proof: 'password', id: '76561197900000001', name: 'Driver 1' } as const;
    expect(await say('incident confirm 1', car)).toBe(own);
    expect(await say('incident confirm 1', { via: 'socket', proof: 'token', name: 'tool' })).toBe(
      'Pitwall cannot tell who is using a token: confirm or reject it on Discord, or in the car. Nothing was done.',
    );
    expect(rows()).toEqual([]);
    expect(await say('incident confirm 1', bob)).toBe('settled');
  });

  test("can be proposed with a program's token and confirmed with a steward's own", async () => {
    await say('incident decide 1 2 time 5', { via: 'socket', proof: 'token', name: 'tool' });
    expect(await say('incident confirm 1', { via: 'socket', proof: 'token', account: 'bob', name: 'tool' })).toBe(
      'settled',
    );
  });

  test('cannot be confirmed or rejected by a steward involved, except an admin with a reason', async () => {
    await say('incident decide 1 2 time 5', ada);
    const inIt = 'You are involved in INC-1, as Driver 1, so another steward has to judge it. Nothing was done.';
    expect(await say('incident confirm 1', { id: 'racer' })).toBe(inIt);
    expect(await say('incident reject 1 no', { id: 'racer' })).toBe(inIt);
    expect(await say('incident confirm 1', { id: 'racer', role: 'admin' })).toContain('with a reason');
    expect(await say('incident confirm 1 nobody else is here', { id: 'racer', role: 'admin' })).toBe('settled');
    expect(rig.actions.show(1).proposals).toMatchObject([{ settled: { despite: 'nobody else is here' } }]);
  });

  test('can be confirmed alone by the admin who proposed it, with a reason, and is marked so', async () => {
    await say('incident decide 1 2 time 5', admin);
    expect(await say('incident confirm 1', admin)).toBe(
      'P-1 is your own decision. As an admin you can confirm it alone, with a reason. Nothing was done.',
    );
    expect(await say('incident confirm 1 nobody else is here', admin)).toBe('settled');
    expect(rig.actions.show(1).proposals).toMatchObject([
      { state: 'confirmed', settled: { isAlone: true, reason: 'nobody else is here' } },
    ]);
  });

  test('is rejected by another steward with a reason, or taken back by its proposer without', async () => {
    await say('incident decide 1 2 time 5', ada);
    expect(await say('incident reject 1', bob)).toBe('Give a reason for rejecting P-1.');
    expect(await say('incident reject 1 not his fault', bob)).toBe('settled');
    expect(rows()).toEqual([]);
    expect(await say('incident confirm 1', { id: 'cleo' })).toBe('Bob already rejected P-1; nothing was done.');
    await say('incident decide 1 2 time 10', ada);
    expect(await say('incident reject 2', ada)).toBe('settled');
    expect(awaiting()).toEqual([]);
  });

  test('blocks another decision about the same driver, but not about others', async () => {
    await say('incident decide 1 2 time 5', ada);
    expect(await say('incident decide 1 2 warning', bob)).toBe(
      'Ada has proposed P-1: 5-second time penalty for Driver 2 in INC-1. It is waiting for a second steward: confirm or reject it first. Nothing was done.',
    );
    expect(await say('incident decide 1 3 warning', bob)).toBe('decided');
    expect(awaiting()).toEqual([
      [1, 'proposed'],
      [2, 'proposed'],
    ]);
  });

  test('gets a number for each driver in it, and is confirmed as one', async () => {
    await say('incident decide 1 no-further-action', ada);
    await say('incident decide 2 4 time 5', ada);
    expect(await say('incident confirm 2', bob)).toBe('settled');
    expect(rows()).toEqual([1, 2, 3].map((number) => [number, 'no further action', 'Ada']));
    expect(rig.actions.show(1).state).toBe('decided');
    expect(await say('incident confirm 4', bob)).toBe('settled');
  });

  test.each([
    ['incident decide 1 2 ballast 900', 'ballast'],
    ['incident decide 1 2 time 5 3', 'time takes no laps'],
    ['incident decide 1 2 warning 5', 'A warning takes no number'],
    ['incident decide 1 2 no-further-action 5', 'takes no number'],
    ['penalty give 4 ballast 900', 'ballast'],
  ])('is not proposed if it is invalid: %s', async (line, sentence) => {
    expect(await say(line, ada)).toContain(sentence);
    expect(awaiting()).toEqual([]);
  });

  test.each(['incident decide 1 2 drive-through 5', 'penalty give 4 drive-through 5'])(
    'reads the number of a drive-through as its laps while it waits: %s',
    async (line) => {
      await say(line, ada);
      const [proposed] = rig.confirming.awaiting();
      expect([proposed?.amount, proposed?.laps]).toEqual([undefined, 5]);
    },
  );

  test('turns a drive-through into time when confirmed, numbered after those given meanwhile', async () => {
    await say('incident decide 1 2 drive-through', ada);
    await say('incident decide 2 4 time 5', ada);
    await say('incident confirm 2', bob);
    await say('incident confirm 1', bob);
    expect(rig.ledger.ofSession(1, 1).map(({ number, type, state }) => [number, type, state])).toEqual([
      [1, 'drive-through', 'converted'],
      [2, 'time', 'issued'],
      [3, 'time', 'issued'],
    ]);
  });

  test('needs a second steward also to be replaced or withdrawn', async () => {
    await say('incident decide 1 2 time 5', ada);
    await say('incident confirm 1', bob);
    expect(await answered(rig, 'incident replace 1 time 10 harder', bob)).toMatchObject({
      proposal: { number: 2, replaces: 1, state: 'proposed' },
    });
    expect(rig.ledger.get(1).state).toBe('issued');
    expect(await say('penalty clear 1 sorry', ada)).toContain(
      'Bob has proposed P-2: 10-second time penalty for Driver 2',
    );
    expect(await say('incident confirm 2', bob)).toContain('P-2 is your own decision');
    await say('incident confirm 2', ada);
    expect([1, 2].map((number) => rig.ledger.get(number).state)).toEqual(['withdrawn', 'issued']);

    expect(await answered(rig, 'penalty clear 2 sorry', ada)).toMatchObject({
      penalty: { number: 2, state: 'issued' },
      note: 'Proposed (D-3), not in force yet: another steward has to confirm it.',
    });
    await say('incident confirm 3', bob);
    expect(rig.ledger.get(2).state).toBe('withdrawn');
    expect(rows()).toEqual([
      [1, 'time', 'Ada'],
      [2, 'time', 'Bob'],
      [3, 'withdrawn', 'Ada'],
    ]);
  });

  test('needs a second steward also for a penalty without an incident', async () => {
    expect(await answered(rig, 'penalty give 4 time 5 pit lane', ada)).toMatchObject({
      penalty: { number: 1, state: 'proposed' },
      note: 'Proposed (P-1), not in force yet: another steward has to confirm it.',
    });
    expect(rig.ledger.newest(9)).toEqual([]);
    await say('warn 5', ada);
    await say('incident confirm 1', bob);
    expect(rig.ledger.newest(9)).toMatchObject([{ number: 1, state: 'issued', type: 'time', session: 1 }]);
    expect(await say('incident reject 2 no need', bob)).toBe('settled');
    expect(rig.ledger.newest(9)).toHaveLength(1);
  });

  test('cannot be confirmed once the result is final', async () => {
    await say('incident decide 1 2 time 5', ada);
    rig.feed.decide(() => {
      const row = `'gt3', 1, 1, 'Race', 'race', 0, '{}'`;
      rig.store.run(`INSERT INTO ended_sessions (server, run, session, name, kind, ended_at, own) VALUES (${row})`);
      rig.ledger.finalise(1, 1, { by: 'Cleo', at: 0 });
      return [];
    });
    expect(await say('incident confirm 1', bob)).toBe('INC-1 is part of a final result; nothing was changed.');
    expect(awaiting()).toEqual([[1, 'proposed']]);
  });

  test('can only be rejected once a merge makes its proposer involved', async () => {
    await say('incident decide 2 4 time 5', { id: 'racer', name: 'Racer' });
    await say('incident merge 1 2', bob);
    expect(await say('incident confirm 1', bob)).toBe(
      'Racer, who proposed it, is now involved in it: reject it. Nothing was done.',
    );
    expect(await say('incident reject 1 involved', bob)).toBe('settled');
  });

  test('keeps its state when Pitwall is killed', async () => {
    await say('incident decide 1 2 time 5', ada);
    rig = rig.reopen();
    expect(await say('incident confirm 1', bob)).toBe('settled');
    rig = rig.reopen();
    expect(await say('incident confirm 1', { id: 'cleo' })).toBe('Bob already confirmed P-1; nothing was done.');
    await say('incident decide 1 3 warning', ada);
    expect(awaiting()).toEqual([[2, 'proposed']]);
  });

  test('cannot be confirmed if none is waiting under that number', async () => {
    expect(await say('incident confirm 7', bob)).toBe(
      'Nothing is waiting for a second steward under number 7; "incident awaiting" lists what is.',
    );
    expect(await say('incident confirm P-B7', bob)).toContain('under number B7;');
    expect(await answered(rig, 'incident awaiting', bob)).toMatchObject({
      lines: ['Nothing is waiting for a second steward.'],
    });
  });
});

describe('a decision during its race', () => {
  test.each([
    ['incident decide 1 2 drive-through', 'P-1'],
    ['incident decide 1 2 racing-incident', 'D-1'],
    ['penalty give 2 time 5 contact', 'P-1'],
    ['penalty give 2 grid 3 contact', 'P-1'],
  ])('says after %s that another steward still has to confirm it', async (line, name) => {
    const answer = await answered(rig, line, ada);
    const { note: said = '' } = answer as { readonly note?: Sentence };
    const note = plain(said);
    expect(note).toContain(`In force (${name}); another steward still has to confirm it.`);
    expect(note).not.toContain('[object');
  });

  test('says the same of a withdrawal', async () => {
    await say('penalty give 2 time 5 contact', ada);
    await say('incident confirm P-1', bob);
    const answer = await answered(rig, 'penalty clear P-1 wrong car', ada);
    expect(answer).toMatchObject({ note: 'In force (D-2); another steward still has to confirm it.' });
  });

  test('applies at once and can be confirmed later', async () => {
    expect(await say('incident decide 1 2 drive-through', ada)).toBe('decided');
    expect(rig.ledger.get(1).state).toBe('serving');
    expect(rig.actions.show(1).proposals).toMatchObject([{ number: 1, state: 'unconfirmed' }]);
    expect(await answered(rig, 'incident awaiting', bob)).toMatchObject({
      lines: ['P-1: drive-through for Driver 2 in INC-1, by Ada (in force, awaiting confirmation)'],
    });
    over();
    expect(await say('incident confirm 1', ada)).toContain('P-1 is your own decision');
    const before = told().length;
    expect(await say('incident confirm 1', bob)).toBe('settled');
    expect(told()).toHaveLength(before);
    expect(awaiting()).toEqual([]);
  });

  test('is withdrawn if another steward rejects it', async () => {
    await say('incident decide 1 2 time 5', ada);
    await say('incident decide 1 3 no-further-action', ada);
    await say('penalty give 4 time 5', ada);
    expect(awaiting()).toHaveLength(3);
    for (const number of [1, 2, 3]) expect(await say(`incident reject ${number} wrong`, bob)).toBe('settled');
    expect([1, 3].map((number) => rig.ledger.get(number).state)).toEqual(['withdrawn', 'withdrawn']);
    expect(rows().slice(2)).toEqual([
      [4, 'withdrawn', 'Bob'],
      [5, 'withdrawn', 'Bob'],
    ]);
    expect(rig.actions.show(1).state).toBe('noted');
    expect(awaiting()).toEqual([]);
  });

  test('stays withdrawn if its withdrawal is rejected, and the answer says so', async () => {
    await say('incident decide 1 2 time 5', ada);
    await say('penalty clear 1 sorry', ada);
    expect(awaiting()).toEqual([[2, 'unconfirmed']]);
    expect(await say('incident confirm 1', bob)).toBe(
      'P-1 is no longer in force: there is nothing to confirm or reject.',
    );
    expect(await answered(rig, 'incident reject 2 he did it', bob)).toMatchObject({
      note: 'P-1 stays withdrawn: decide again if you need to.',
    });
  });

  test('stops waiting once it is replaced, and the replacement waits instead', async () => {
    await say('incident decide 1 2 time 5', ada);
    await say('incident replace 1 time 10 harder', bob);
    expect(awaiting()).toEqual([[2, 'unconfirmed']]);
    expect(await say('incident confirm 2', ada)).toBe('settled');
  });

  test('needs no second steward for a kick or to mark a penalty as served', async () => {
    await say('incident decide 1 2 kick', ada);
    await say('incident decide 1 3 drive-through', ada);
    await say('incident confirm 2', bob);
    expect(await say('penalty served 2', ada)).toBe('penalty');
    expect(rig.ledger.get(2).state).toBe('served');
    expect(awaiting()).toEqual([]);
  });

  test('is only proposed if it is about an earlier race', async () => {
    over();
    startRace(rig, 6);
    expect(await answered(rig, 'incident decide 1 2 time 5', ada)).toMatchObject({ proposal: { state: 'proposed' } });
    expect(await say('penalty give 2 time 5', ada)).toBe('penalty');
    expect(rig.ledger.newest(9)).toMatchObject([{ number: 2, state: 'issued' }]);
  });
});

test('no decision waits for confirmation if one steward is enough', async () => {
  const one = incidentRig();
  startRace(one);
  one.tell(contact(1, 2));
  expect(await said(one, 'incident decide 1 2 time 5', ada)).toBe('decided');
  expect(one.confirming.awaiting()).toEqual([]);
  expect(one.actions.show(1).proposals).toBeUndefined();
  one.remove();
});
