/** What drivers say against decisions, and what stewards answer. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appeals } from '../../../commands/appeals.ts';
import { incidents } from '../../../commands/incidents.ts';
import { penalties } from '../../../commands/penalties.ts';
import type { DriverRow } from '../../../src/features/drivers/rows.ts';
import type { PeopleParts } from '../../../src/features/judging/people.ts';
import { caller, driver, fakeServer, worldOf } from '../../command/world.ts';
import { car, contact, type IncidentRig, incidentRig, startRace } from '../incidents/rig.ts';

/** Accounts on Discord, and the GUIDs that they are linked to. */
const linkedTo = (guids: ReadonlyMap<string, string>): PeopleParts => ({
  links: {
    guidOf: (user) => guids.get(user),
    userOf: (guid) => [...guids].find(([, each]) => each === guid)?.[0],
  },
  roster: { of: () => undefined, ofAccount: () => undefined },
});

const MINUTE = 60_000;
const HALF_AN_HOUR = 30 * MINUTE;

let rig: IncidentRig;
beforeEach(() => {
  rig = incidentRig();
  startRace(rig);
  rig.tell(contact(1, 2));
});
afterEach(() => rig.remove());

const rows = (): DriverRow[] =>
  [...rig.feed.state().drivers.values()].map(({ carId, guid, name }) => driver({ carId, guid, name }));

const world = () =>
  worldOf(
    [...incidents, ...appeals, ...penalties],
    [
      fakeServer('gt3', { incidents: rig.actions, penalties: rig.penalties, appeals: rig.appeals, drivers: rows })
        .server,
    ],
  );

async function reading(line: string, who: ReturnType<typeof caller>): Promise<string> {
  const outcome = await world().dispatcher.dispatch({ line, caller: who });
  if (outcome.kind === 'failed') return outcome.sentence;
  return outcome.kind === 'done' ? outcome.answer.kind : outcome.kind;
}

/** From the car. */
const drive = (n: number, line: string) =>
  reading(
    line,
    caller('driver', { id: car(n).guid, name: car(n).name, guid: car(n).guid, via: 'chat', proof: 'seat' }),
  );
const steward = (name: string, line: string) => reading(line, caller('steward', { id: name, name }));
/** A program, which is shown no form. */
const program = (line: string) =>
  reading(line, caller('steward', { id: '1', name: 'Tool', via: 'socket', proof: 'token' }));

const flag = (...who: number[]) =>
  rig.tell({
    type: 'lapCompleted',
    driver: car(who[0] ?? 1),
    lapMs: 90_000,
    cuts: 0,
    lap: 1,
    board: who.map((n) => ({ carId: n, laps: 1, timeMs: 90_000, finished: true })),
  });
const state = (number = 1) => rig.actions.show(number).state;
const answers = (number = 1) =>
  rig.actions.show(number).appeals?.map(({ driver: { carId }, answer }) => [carId, answer?.says]);

describe('an appeal', () => {
  beforeEach(() => steward('Ada', 'incident decide 1 "Driver 1" time 5 late braking'));

  test.each([1, 2])('is for anyone in the incident: car %i', async (n) => {
    expect(await drive(n, 'appeal P-1 I was ahead')).toBe('text');
    expect(rig.actions.show(1)).toMatchObject({
      state: 'appealed',
      appeals: [{ driver: car(n), reason: 'I was ahead', incident: 1, decision: { number: 1, says: 'time' } }],
    });
  });

  test('lets the decision stand meanwhile', async () => {
    await drive(1, 'appeal P-1 I was ahead');
    expect(rig.ledger.get(1).state).toBe('issued');
  });

  test('needs no number where there is one decision', async () => {
    expect(await drive(1, 'appeal I was ahead')).toBe('text');
    expect(answers()).toEqual([[1, undefined]]);
  });

  test('names the decisions where there are several', async () => {
    await steward('Ada', 'incident decide 1 "Driver 2" warning');
    expect(await drive(1, 'appeal I was ahead')).toBe(
      'Which decision do you want to appeal? P-2 (warning), P-1 (5 s).',
    );
  });

  test('is about a finding as well', async () => {
    await steward('Ada', 'incident decide 1 "Driver 2" no-further-action');
    expect(await drive(1, 'appeal D-2 he pushed me')).toBe('text');
    expect(answers()).toEqual([[1, undefined]]);
  });

  test.each([
    [
      'by somebody who was not in it',
      3,
      'appeal P-1 unfair',
      'You are not in INC-1: only drivers in it can appeal P-1.',
    ],
    ['without a reason', 1, 'appeal P-1', 'Give a reason: "appeal P-1 <reason>".'],
    ['against nothing', 1, 'appeal P-9 unfair', 'There is no decision D-9 on gt3.'],
    ['by somebody who was in none', 3, 'appeal unfair', 'There is no decision you can appeal.'],
  ])('is refused %s', async (_, n, line, sentence) => {
    expect(await drive(n, line)).toBe(sentence);
    expect(state()).not.toBe('appealed');
  });

  test('is refused to somebody whom Pitwall does not know', async () => {
    expect(await reading('appeal P-1 unfair', caller('driver', {}))).toMatch(/^Not linked to a driver yet/);
  });

  test('is made once', async () => {
    await drive(1, 'appeal P-1 I was ahead');
    expect(await drive(1, 'appeal P-1 really')).toBe(
      'You have already appealed P-1; the stewards have not ruled on it yet.',
    );
    await steward('Bea', 'incident answer P-1 upheld he was not');
    expect(await drive(1, 'appeal P-1 really')).toBe(
      'You have already appealed P-1, and only one appeal is allowed: Bea ruled upheld.',
    );
    expect(await drive(2, 'appeal P-1 it was me')).toBe('text');
  });

  test('is refused of a decision that was withdrawn, or that another took the place of', async () => {
    await steward('Ada', 'incident replace P-1 warning softer');
    expect(await drive(1, 'appeal P-1 unfair')).toBe('P-1 was replaced by P-2 (warning).');
    await steward('Ada', 'penalty clear P-2');
    expect(await drive(1, 'appeal P-2 unfair')).toBe('P-2 was withdrawn: there is nothing to appeal.');
  });

  test('is refused of what is served', async () => {
    await steward('Ada', 'incident decide 1 "Driver 2" drive-through 2');
    await steward('Ada', 'penalty served P-2');
    expect(await drive(2, 'appeal P-2 unfair')).toBe('P-2 has been served, so it can no longer be appealed.');
    expect(await drive(2, 'appeal D-3 unfair')).toBe('P-2 has been served, so it can no longer be appealed.');
  });

  test('of what was not served is about the decision that gave it', async () => {
    await steward('Ada', 'incident decide 1 "Driver 2" drive-through 2');
    await steward('Ada', 'penalty not_served P-2');
    expect(await drive(2, 'appeal P-4 I did serve it')).toBe('text');
    expect(rig.actions.show(1).appeals).toMatchObject([{ decision: { number: 2 } }]);
  });

  test('is refused where the result is final', async () => {
    rig.tell({ type: 'sessionEnded' });
    rig.store.run(
      `INSERT INTO ended_sessions (server, run, session, name, kind, ended_at, own) VALUES ('gt3', 1, 1, 'Race', 'race', 0, '{}')`,
    );
    rig.ledger.finalise(1, 1, { by: 'Ada', at: rig.clock.now() });
    expect(await drive(1, 'appeal P-1 unfair')).toBe('P-1 is part of a final result: it can no longer be appealed.');
  });

  test('is refused in a league that takes none', async () => {
    rig.remove();
    rig = incidentRig({ appealMinutes: 0 });
    startRace(rig);
    rig.tell(contact(1, 2));
    await steward('Ada', 'incident decide 1 "Driver 1" time 5');
    expect(await drive(1, 'appeal P-1 unfair')).toBe('This league does not accept appeals.');
    expect(rig.appeals.termOf(1)).toBeUndefined();
  });

  test('stays after a restart', async () => {
    await drive(1, 'appeal P-1 I was ahead');
    const before = rig.actions.show(1);
    rig = rig.reopen();
    expect(rig.actions.show(1)).toEqual(before);
    expect(await steward('Bea', 'incident answer P-1 upheld no')).toBe('incident');
    expect(answers()).toEqual([[1, 'upheld']]);
  });
});

describe('the deadline', () => {
  const decide = () => steward('Ada', 'incident decide 1 "Driver 1" time 5');

  test('is half an hour after the flag of whoever still drives', async () => {
    await decide();
    expect(rig.appeals.termOf(1)).toEqual({ minutesAfterFlag: 30 });
    rig.clock.advance(2 * HALF_AN_HOUR);
    expect(await drive(2, 'appeal P-1 unfair')).toBe('text');
    flag(1, 2);
    expect(rig.appeals.termOf(1)).toEqual({ until: rig.clock.now() + HALF_AN_HOUR });
    rig.clock.advance(HALF_AN_HOUR);
    expect(await drive(1, 'appeal P-1 unfair')).toBe('text');
  });

  test('is each driver’s own', async () => {
    await decide();
    flag(1);
    rig.clock.advance(HALF_AN_HOUR + MINUTE);
    expect(await drive(1, 'appeal P-1 unfair')).toBe('Too late: the deadline to appeal P-1 was 1 min ago.');
    expect(await drive(2, 'appeal P-1 unfair')).toBe('text');
  });

  test('is half an hour after the decision where that came later', async () => {
    flag(1, 2);
    rig.clock.advance(HALF_AN_HOUR);
    await decide();
    expect(rig.appeals.termOf(1)).toEqual({ until: rig.clock.now() + HALF_AN_HOUR });
    rig.clock.advance(HALF_AN_HOUR + MINUTE);
    expect(await drive(1, 'appeal P-1 unfair')).toMatch(/^Too late/);
  });

  test('begins anew with the flag of a later session of the event', async () => {
    await decide();
    flag(1, 2);
    rig.tell({ type: 'sessionEnded' });
    rig.clock.advance(HALF_AN_HOUR + MINUTE);
    expect(rig.appeals.termOf(1)).toBeUndefined();
    const { session } = rig.feed.state();
    if (session)
      rig.tell({ type: 'sessionStarted', facts: { ...session.facts, index: 2, name: 'Race 2' }, again: false });
    expect(rig.appeals.termOf(1)).toEqual({ minutesAfterFlag: 30 });
    flag(1, 2);
    rig.clock.advance(MINUTE);
    expect(rig.appeals.termOf(1)).toEqual({ until: rig.clock.now() + HALF_AN_HOUR - MINUTE });
  });

  test('is known after a restart, and for whoever was there at the end without a flag', async () => {
    await decide();
    rig.clock.advance(MINUTE);
    rig.tell({ type: 'sessionEnded' });
    const until = rig.clock.now() + HALF_AN_HOUR;
    expect(rig.appeals.termOf(1)).toEqual({ until });
    rig = rig.reopen();
    expect(rig.appeals.termOf(1)).toEqual({ until });
  });

  test('comes to nothing for an earlier event', async () => {
    await decide();
    flag(1, 2);
    rig.tell({ type: 'sessionEnded' });
    rig.clock.advance(24 * 60 * MINUTE);
    const { session } = rig.feed.state();
    if (session) rig.tell({ type: 'sessionStarted', facts: { ...session.facts, index: 2 }, again: false });
    expect(await drive(1, 'appeal P-1 unfair')).toMatch(/^Too late/);
  });
});

describe('an answer', () => {
  beforeEach(async () => {
    await steward('Ada', 'incident decide 1 "Driver 1" time 5 late braking');
    await steward('Ada', 'incident decide 1 "Driver 2" no-further-action');
    await drive(1, 'appeal P-1 I was ahead');
    await drive(2, 'appeal P-1 it was my fault');
  });

  test.each(['upheld', 'inadmissible'] as const)('%s lets the decision stand, for all who appealed', async (says) => {
    expect(await steward('Bea', `incident answer P-1 ${says} the line was his`)).toBe('incident');
    expect(answers()).toEqual([
      [1, says],
      [2, says],
    ]);
    expect(rig.actions.show(1)).toMatchObject({
      state: 'decided',
      appeals: [{ answer: { by: 'Bea', byId: 'discord:Bea', reason: 'the line was his' } }, {}],
    });
    expect(rig.ledger.get(1).state).toBe('issued');
  });

  test('that changes puts another decision in its place', async () => {
    expect(await steward('Bea', 'incident answer P-1 changed time 3 half his fault')).toBe('decided');
    expect(rig.ledger.get(1).state).toBe('withdrawn');
    expect(rig.ledger.get(3)).toMatchObject({ type: 'time', amount: 3, state: 'issued' });
    expect(rig.actions.show(1)).toMatchObject({
      state: 'decided',
      appeals: [{ answer: { says: 'changed', instead: { number: 3, says: 'time', amount: 3 } } }, {}],
    });
  });

  test('that changes may be that nothing stands', async () => {
    expect(await steward('Bea', 'incident answer P-1 changed withdrawn nobody saw it')).toBe('decided');
    expect(rig.actions.show(1)).toMatchObject({ state: 'noted', appeals: [{ answer: { says: 'changed' } }, {}] });
  });

  test.each([
    ['incident replace P-1 warning softer', 'warning'],
    ['penalty clear P-1 not so', 'withdrawn'],
  ])('is given by whatever takes its place: %s', async (line, says) => {
    await steward('Bea', line);
    expect(rig.actions.show(1).appeals).toMatchObject([
      { answer: { says: 'changed', by: 'Bea', instead: { says } } },
      {},
    ]);
  });

  test('is told to everybody who appealed, once', async () => {
    await steward('Bea', 'incident answer P-1 changed time 3 half his fault');
    const told = rig.feed.events.flatMap((event) =>
      event.type === 'appealAnswered' ? [event.appeal.driver.carId] : [],
    );
    expect(told).toEqual([1, 2]);
  });

  test.each([
    ['without a reason', '', 'incident answer P-1 upheld', 'Give a reason: the driver who appealed P-1 will read it.'],
    ['where nobody appealed', 'Bea', 'incident answer D-2 upheld no', 'Nobody has appealed D-2.'],
    [
      'that upholds and changes',
      'Bea',
      'incident answer P-1 upheld warning no',
      'If the appeal is upheld, there is no new decision for P-1.',
    ],
    ['of a number that there is not', 'Bea', 'incident answer P-9 upheld no', 'There is no decision D-9 on gt3.'],
  ])('is refused %s', async (_, who, line, sentence) => {
    expect(await (who === '' ? program(line) : steward(who, line))).toBe(sentence);
    expect(state()).toBe('appealed');
  });

  test('that changes needs an outcome', async () => {
    expect(await program('incident answer P-1 changed because')).toBe(
      'Give the new decision in place of P-1, such as "changed time 5".',
    );
  });

  test('is given once', async () => {
    await steward('Bea', 'incident answer P-1 upheld no');
    expect(await steward('Cleo', 'incident answer P-1 upheld no')).toBe(
      'The appeal against P-1 is closed: Bea ruled upheld.',
    );
  });

  test('is given by whoever decided where nobody else is there', async () => {
    expect(await steward('Ada', 'incident answer P-1 upheld no')).toBe('incident');
  });

  describe('where another steward has decided something lately', () => {
    const REFUSED =
      'You decided P-1, so another steward has to rule on the appeal: Bea has made decisions here recently.';
    beforeEach(() => steward('Bea', 'penalty give "Driver 4" warning'));

    test.each([
      'incident answer P-1 upheld no',
      'incident answer P-1 changed time 3 no',
      'incident replace P-1 warning softer',
      'penalty clear P-1 not so',
    ])('is refused to whoever decided: %s', async (line) => {
      expect(await steward('Ada', line)).toBe(REFUSED);
      expect(state()).toBe('appealed');
      expect(rig.ledger.get(1).state).toBe('issued');
    });

    test('is for the other one', async () => {
      expect(await steward('Bea', 'incident answer P-1 changed time 3 no')).toBe('decided');
    });

    test('is for the first one again after a month', async () => {
      rig.clock.advance(31 * 24 * 60 * MINUTE);
      expect(await steward('Ada', 'incident answer P-1 upheld no')).toBe('incident');
    });
  });
});

test('whoever is in the incident is no other steward, nor is the same one in the car', async () => {
  rig.remove();
  rig = incidentRig({
    who: linkedTo(
      new Map([
        ['Bea', car(2).guid],
        ['Ada', car(4).guid],
      ]),
    ),
  });
  startRace(rig);
  rig.tell(contact(1, 2));
  await steward('Ada', 'incident decide 1 "Driver 1" time 5');
  await steward('Bea', 'penalty give "Driver 4" warning');
  const inCar = { id: car(4).guid, name: 'Driver 4', guid: car(4).guid, via: 'chat', proof: 'password' } as const;
  await reading('penalty give "Driver 3" warning', caller('steward', inCar));
  await drive(1, 'appeal P-1 unfair');
  expect(await steward('Ada', 'incident answer P-1 upheld no')).toBe('incident');
});

describe('an appeal against a penalty without an incident', () => {
  beforeEach(async () => {
    await steward('Ada', 'penalty give "Driver 4" time 5 cutting');
    await drive(4, 'appeal P-1 I was pushed off');
  });

  test('opens an incident for it, with the decision in it', () => {
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

  test('is for its driver alone', async () => {
    await steward('Ada', 'penalty give "Driver 3" time 5 cutting');
    expect(await drive(1, 'appeal P-2 unfair')).toBe('P-2 is not about you: only Driver 3 can appeal it.');
  });

  test('is answered like any other', async () => {
    expect(await steward('Bea', 'incident answer P-1 changed warning he was')).toBe('decided');
    expect(rig.actions.show(2)).toMatchObject({
      state: 'decided',
      decisions: [{ number: 1 }, { number: 2, says: 'warning', incident: 2, replaces: 1 }],
      appeals: [{ answer: { says: 'changed', instead: { number: 2 } } }],
    });
  });

  test('stays after a restart', () => {
    const before = rig.actions.show(2);
    rig = rig.reopen();
    expect(rig.actions.show(2)).toEqual(before);
  });
});

describe('where two stewards are needed', () => {
  beforeEach(async () => {
    rig.remove();
    rig = incidentRig({
      stewardsNeeded: 2,
      infringements: [{ code: 'collision', text: 'Causing a collision', points: 2 }],
    });
    startRace(rig);
    rig.tell(contact(1, 2));
    await steward('Ada', 'incident decide 1 "Driver 1" time 5 collision late braking');
    rig.confirming.confirm(1, { by: 'Bea', byId: 'discord:Bea' });
    rig.tell({ type: 'sessionEnded' });
    await drive(2, 'appeal P-1 not enough');
  });

  test('a change is proposed, and the appeal is open until another one confirms it', async () => {
    const outcome = await world().dispatcher.dispatch({
      line: 'incident answer P-1 changed time 10 on purpose',
      caller: caller('steward', { id: 'Bea', name: 'Bea' }),
    });
    expect(outcome).toMatchObject({
      kind: 'done',
      answer: { kind: 'decided', proposal: { number: 2, says: 'time', amount: 10, points: 2, replaces: 1 } },
    });
    expect([state(), answers()]).toEqual(['appealed', [[2, undefined]]]);
    expect(rig.desk.actions.next({ by: 'Cleo' }).proposals).toMatchObject([{ state: 'confirmed' }, { number: 2 }]);
    // Nothing else answers it meanwhile, and it can be taken back.
    expect(await steward('Cleo', 'incident answer P-1 upheld no')).toBe(
      'Bea has proposed 10 s with 2 licence points for Driver 1 in INC-1, instead of number 1 (P-2), which is waiting for a second steward: confirm or reject it first. Nothing was done.',
    );
    rig = rig.reopen();
    await rig.confirming.confirm(2, { by: 'Cleo', byId: 'discord:Cleo' });
    expect(rig.actions.show(1).appeals).toMatchObject([
      { answer: { says: 'changed', by: 'Bea', instead: { number: 2, amount: 10 } } },
    ]);
    expect(rig.ledger.decisions.get(2)).toMatchObject({ points: 2, by: 'Bea' });
  });

  test('one that is rejected leaves it open, for another answer', async () => {
    await steward('Bea', 'incident answer P-1 changed withdrawn it was nothing');
    rig.confirming.reject(2, { by: 'Cleo', byId: 'discord:Cleo', reason: 'it was something' });
    expect([state(), answers(), rig.ledger.get(1).state]).toEqual(['appealed', [[2, undefined]], 'issued']);
    expect(await steward('Bea', 'incident answer P-1 upheld it was')).toBe('incident');
    expect(answers()).toEqual([[2, 'upheld']]);
  });

  describe('the one who decided', () => {
    const confirm = (name: string) => rig.confirming.confirm(2, { by: name, byId: `discord:${name}` });

    test('leaves it to another steward to confirm the change', async () => {
      rig.tell(contact(3, 4));
      await steward('Cleo', 'incident decide 2 "Driver 3" warning');
      await rig.confirming.confirm(2, { by: 'Bea', byId: 'discord:Bea' });
      await steward('Bea', 'incident answer P-1 changed withdrawn it was nothing');
      await expect(rig.confirming.confirm(3, { by: 'Ada', byId: 'discord:Ada' })).rejects.toThrow(
        'You decided P-1, so another steward has to confirm what Bea proposes after the appeal: Cleo has made decisions here recently. Nothing was done.',
      );
      expect([rig.ledger.get(1).state, answers()]).toEqual(['issued', [[2, undefined]]]);
      await rig.confirming.confirm(3, { by: 'Cleo', byId: 'discord:Cleo' });
      expect([rig.ledger.get(1).state, answers()]).toEqual(['withdrawn', [[2, 'changed']]]);
    });

    test('confirms it where nobody else is there but who proposed it', async () => {
      await steward('Bea', 'incident answer P-1 changed withdrawn it was nothing');
      await confirm('Ada');
      expect(answers()).toEqual([[2, 'changed']]);
    });

    test('confirms what was never appealed', async () => {
      rig.tell(contact(3, 4));
      await steward('Cleo', 'incident decide 2 "Driver 3" warning');
      await rig.confirming.confirm(2, { by: 'Ada', byId: 'discord:Ada' });
      await steward('Bea', 'incident replace 2 time 5 more than that');
      await rig.confirming.confirm(3, { by: 'Cleo', byId: 'discord:Cleo' });
      expect(rig.ledger.decisions.get(3)).toMatchObject({ says: 'time', by: 'Bea' });
    });
  });

  test('that it is upheld is said by one, who is not the first one nor in it', async () => {
    expect(await steward('Ada', 'incident answer P-1 upheld no')).toBe('incident');
  });
});

test('who is in it answers nothing, and is no other steward for whoever decided, also by a link that was taken back', async () => {
  rig.remove();
  const who: PeopleParts = {
    links: {
      guidOf: () => undefined,
      userOf: () => undefined,
      guidsOnceOf: (user) => (user === 'Dora' ? [car(2).guid] : []),
    },
    roster: { of: () => undefined, ofAccount: () => undefined },
  };
  rig = incidentRig({ who });
  startRace(rig, 6);
  rig.tell(contact(1, 2));
  rig.clock.advance(MINUTE);
  rig.tell(contact(5, 6));
  await steward('Dora', 'incident decide 2 "Driver 5" warning');
  await steward('Ada', 'incident decide 1 "Driver 1" time 5 late braking');
  await drive(1, 'appeal P-2 unfair');
  expect(await steward('Dora', 'incident answer P-2 upheld no')).toBe(
    'You are involved in INC-1, as Driver 2, so another steward has to judge it. Nothing was done.',
  );
  expect(await steward('Ada', 'incident answer P-2 upheld no')).toBe('incident');
});
