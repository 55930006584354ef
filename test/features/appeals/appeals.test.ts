/** Drivers' appeals against decisions. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { caller } from '../../command/world.ts';
import { car, type IncidentRig } from '../incidents/rig.ts';
import { commandsOn, MINUTE, rigWithContact } from './world.ts';

let rig: IncidentRig;
beforeEach(() => {
  rig = rigWithContact();
});
afterEach(() => rig.remove());

const { reading, drive, steward, state, answers } = commandsOn(() => rig);

describe('an appeal', () => {
  beforeEach(() => steward('Ada', 'incident decide 1 "Driver 1" time 5 late braking'));

  test.each([1, 2])('is open to every driver in the incident: car %i', async (n) => {
    expect(await drive(n, 'appeal P-1 I was ahead')).toBe('text');
    expect(rig.actions.show(1)).toMatchObject({
      state: 'appealed',
      appeals: [{ driver: car(n), reason: 'I was ahead', incident: 1, decision: { number: 1, says: 'time' } }],
    });
  });

  test('leaves the decision in force meanwhile', async () => {
    await drive(1, 'appeal P-1 I was ahead');
    expect(rig.ledger.get(1).state).toBe('issued');
  });

  test('needs no number if there is only one decision', async () => {
    expect(await drive(1, 'appeal I was ahead')).toBe('text');
    expect(answers()).toEqual([[1, undefined]]);
  });

  test('without a number lists the decisions if there are several', async () => {
    await steward('Ada', 'incident decide 1 "Driver 2" warning');
    expect(await drive(1, 'appeal I was ahead')).toBe(
      'Which decision do you want to appeal? P-2 (warning for Driver 2), P-1 (5-second time penalty for Driver 1). You wrote: "I was ahead".',
    );
    expect(await drive(1, 'appeal I was ahead, see p-1')).toBe('text');
    expect(answers()).toEqual([[1, undefined]]);
  });

  test('can be made against a decision without a penalty', async () => {
    await steward('Ada', 'incident decide 1 "Driver 2" no-further-action');
    expect(await drive(1, 'appeal D-2 he pushed me')).toBe('text');
    expect(answers()).toEqual([[1, undefined]]);
  });

  test.each([
    [
      'from a driver not in the incident',
      3,
      'appeal P-1 unfair',
      'You are not in INC-1: only drivers in it can appeal P-1.',
    ],
    ['without a reason', 1, 'appeal P-1', 'Give a reason: "appeal P-1 <reason>".'],
    [
      'against an unknown decision',
      1,
      'appeal P-9 unfair',
      'There is no decision D-9 on gt3. You can appeal P-1 (5-second time penalty for Driver 1). You wrote: "unfair".',
    ],
    ['from a driver in no incident', 3, 'appeal unfair', 'There is no decision you can appeal.'],
  ])('is refused %s', async (_, n, line, sentence) => {
    expect(await drive(n, line)).toBe(sentence);
    expect(state()).not.toBe('appealed');
  });

  test('is refused to a caller not linked to a driver', async () => {
    expect(await reading('appeal P-1 unfair', caller('driver', {}))).toMatch(/^Not linked to a driver yet/);
  });

  test('can be made only once by each driver', async () => {
    await drive(1, 'appeal P-1 I was ahead');
    expect(await drive(1, 'appeal P-1 really')).toBe(
      'You have already appealed P-1; the stewards have not ruled on it yet.',
    );
    await steward('Bea', 'incident answer P-1 upheld he was not');
    rig.clock.advance(12 * MINUTE);
    expect(await drive(1, 'appeal P-1 really')).toBe(
      'You have already appealed P-1, and only one appeal is allowed: Bea upheld the decision, 12 minutes ago.',
    );
    expect(await drive(2, 'appeal P-1 it was me')).toBe('text');
  });

  test.each([
    ['changed time 3 half his fault', 'Bea changed the decision to 3-second time penalty, just now.'],
    ['changed withdrawn it was not', 'Bea withdrew the decision, just now.'],
    ['inadmissible too vague', 'Bea ruled the appeal inadmissible, just now.'],
  ])('answered "%s" cannot be repeated, and the refusal says who ruled what', async (ruling, said) => {
    await drive(1, 'appeal P-1 I was ahead');
    await steward('Bea', `incident answer P-1 ${ruling}`);
    expect(await drive(1, 'appeal P-1 really')).toBe(
      `You have already appealed P-1, and only one appeal is allowed: ${said}`,
    );
    expect(await steward('Cleo', 'incident answer P-1 upheld no')).toBe(`The appeal against P-1 is closed: ${said}`);
  });

  test('is refused against a withdrawn or replaced decision', async () => {
    await steward('Ada', 'incident replace P-1 warning softer');
    expect(await drive(1, 'appeal P-1 unfair')).toBe('P-1 was replaced by P-2 (warning).');
    await steward('Ada', 'penalty clear P-2');
    expect(await drive(1, 'appeal P-2 unfair')).toBe('P-2 was withdrawn: there is nothing to appeal.');
  });

  test('is refused against a served penalty', async () => {
    await steward('Ada', 'incident decide 1 "Driver 2" drive-through 2');
    await steward('Ada', 'penalty served P-2');
    expect(await drive(2, 'appeal P-2 unfair')).toBe('P-2 has been served, so it can no longer be appealed.');
    expect(await drive(2, 'appeal D-3 unfair')).toBe('P-2 has been served, so it can no longer be appealed.');
  });

  test('against a converted penalty counts as an appeal against the original decision', async () => {
    await steward('Ada', 'incident decide 1 "Driver 2" drive-through 2');
    await steward('Ada', 'penalty not_served P-2');
    expect(await drive(2, 'appeal P-4 I did serve it')).toBe('text');
    expect(rig.actions.show(1).appeals).toMatchObject([{ decision: { number: 2 } }]);
  });

  test('offers the newest decision first, and a converted penalty only once', async () => {
    await steward('Ada', 'penalty give "Driver 1" drive-through 2 pushing');
    await steward('Ada', 'penalty not_served P-2');
    await steward('Ada', 'penalty give "Driver 1" time 5 pushing');
    const newest = rig.ledger.newest(1)[0]?.number ?? 0;
    expect(rig.appeals.appealable(car(1).guid).map(({ decision }) => decision.number)).toEqual([newest, 2, 1]);
  });

  test('is refused once the result is final', async () => {
    rig.tell({ type: 'sessionEnded' });
    rig.store.run(
      `INSERT INTO ended_sessions (server, run, session, name, kind, ended_at, own) VALUES ('gt3', 1, 1, 'Race', 'race', 0, '{}')`,
    );
    rig.ledger.finalise(1, 1, { by: 'Ada', at: rig.clock.now() });
    expect(await drive(1, 'appeal P-1 unfair')).toBe('P-1 is part of a final result: it can no longer be appealed.');
  });

  test('is refused in a league that accepts no appeals', async () => {
    rig.remove();
    rig = rigWithContact({ appealMinutes: 0 });
    await steward('Ada', 'incident decide 1 "Driver 1" time 5');
    expect(await drive(1, 'appeal P-1 unfair')).toBe('This league does not accept appeals.');
    expect(rig.appeals.termOf(1)).toBeUndefined();
  });

  test('survives a restart', async () => {
    await drive(1, 'appeal P-1 I was ahead');
    const before = rig.actions.show(1);
    rig = rig.reopen();
    expect(rig.actions.show(1)).toEqual(before);
    expect(await steward('Bea', 'incident answer P-1 upheld no')).toBe('incident');
    expect(answers()).toEqual([[1, 'upheld']]);
  });
});

describe('an appeal against a penalty without an incident', () => {
  beforeEach(async () => {
    await steward('Ada', 'penalty give "Driver 4" time 5 cutting');
    await drive(4, 'appeal P-1 I was pushed off');
  });

  test('opens an incident with the decision in it', () => {
    expect(rig.actions.show(2)).toMatchObject({
      state: 'appealed',
      run: 1,
      session: 1,
      drivers: [car(4)],
      decisions: [{ number: 1, says: 'time', incident: 2 }],
      penalties: [{ number: 1, state: 'issued' }],
      appeals: [{ driver: car(4) }],
    });
  });

  test('is open to its driver only', async () => {
    await steward('Ada', 'penalty give "Driver 3" time 5 cutting');
    expect(await drive(1, 'appeal P-2 unfair')).toBe('P-2 is not about you: only Driver 3 can appeal it.');
  });

  test('is answered like any other appeal', async () => {
    expect(await steward('Bea', 'incident answer P-1 changed warning he was')).toBe('decided');
    expect(rig.actions.show(2)).toMatchObject({
      state: 'decided',
      decisions: [{ number: 1 }, { number: 2, says: 'warning', incident: 2, replaces: 1 }],
      appeals: [{ answer: { says: 'changed', instead: { number: 2 } } }],
    });
  });

  test('survives a restart', () => {
    const before = rig.actions.show(2);
    rig = rig.reopen();
    expect(rig.actions.show(2)).toEqual(before);
  });
});
