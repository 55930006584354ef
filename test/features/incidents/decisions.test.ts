import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { incidents } from '../../../commands/incidents.ts';
import { penalties } from '../../../commands/penalties.ts';
import { report } from '../../../commands/report.ts';
import type { Role } from '../../../src/command/caller.ts';
import type { DriverRow } from '../../../src/features/drivers/rows.ts';
import { caller, driver, fakeServer, worldOf } from '../../command/world.ts';
import { car, contact, type IncidentRig, incidentRig, startRace } from './rig.ts';

let rig: IncidentRig;
beforeEach(() => {
  rig = incidentRig();
  startRace(rig);
  rig.tell(contact(1, 2), contact(2, 3, { x: 40 }));
});
afterEach(() => rig.remove());

const rows = (): DriverRow[] =>
  [...rig.feed.state().drivers.values()].map(({ carId, guid, name }) => driver({ carId, guid, name }));

const world = () =>
  worldOf(
    [...incidents, report],
    [fakeServer('gt3', { incidents: rig.actions, penalties: rig.penalties, drivers: rows }).server],
  );

/** What somebody reads in answer: the kind of answer, or the sentence of a refusal. */
async function say(line: string, who: Role = 'steward', more: object = {}): Promise<string> {
  const outcome = await world().dispatcher.dispatch({ line, caller: caller(who, more) });
  if (outcome.kind === 'done') return outcome.answer.kind;
  return outcome.kind === 'failed' ? outcome.sentence : outcome.kind;
}

const decisions = () => rig.actions.show(1).decisions.map(({ driver: { carId }, says, by }) => [carId, says, by]);

/** Somebody presses a button, and fills in what its form asks. */
const press = (name: string, line: string, named?: Record<string, string>) =>
  world().dispatcher.dispatch({ line, named, caller: caller('steward', { id: name, name, via: 'component' }) });

describe('a decision', () => {
  test.each([
    ['incident decide 1 Driver 1 time 5', { type: 'time', amount: 5, state: 'issued', reason: 'INC-1' }],
    ['incident decide INC-1 1 warning', { type: 'warning', amount: 0 }],
    [`incident decide 1 ${car(1).guid} ballast 20 3 late braking`, { type: 'ballast', amount: 20, laps: 3 }],
    ['incident decide 1 "Driver 1" drive-through 2', { type: 'drive-through', laps: 2, state: 'serving' }],
    ['incident decide 1 Driver 1 disqualification "3 times"', { type: 'disqualification', reason: '3 times' }],
    ['incident decide 1 Driver 1 kick', { type: 'kick' }],
  ])('is carried out: %s', async (line, penalty) => {
    expect(await say(line)).toBe('decided');
    expect(rig.ledger.newest(9)).toMatchObject([{ ...penalty, driver: car(1), incident: 1, by: 'The steward' }]);
    expect(rig.actions.show(1)).toMatchObject({
      state: 'noted',
      seen: 1,
      decisions: [{ number: 1, penalty: 1, driver: car(1), says: penalty.type, byId: 'discord:the-steward' }],
      penalties: [{ number: 1, type: penalty.type }],
    });
  });

  test('may be that nothing is to be done', async () => {
    expect(await say('incident decide 1 Driver 2 no-further-action nothing in it')).toBe('decided');
    expect(rig.ledger.newest(9)).toEqual([]);
    expect(rig.actions.show(1).decisions).toMatchObject([
      { number: 1, says: 'no further action', reason: 'nothing in it', driver: car(2) },
    ]);
  });

  test.each(['no-further-action', 'racing-incident', 'no-action'])(
    '%s about nobody in particular is about all who are undecided',
    async (outcome) => {
      await say('incident decide 1 Driver 2 time 5');
      expect(await say(`incident decide 1 ${outcome}`)).toBe('decided');
      const says = outcome === 'racing-incident' ? 'racing incident' : 'no further action';
      expect(decisions()).toEqual([
        [2, 'time', 'The steward'],
        [1, says, 'The steward'],
        [3, says, 'The steward'],
      ]);
      expect(rig.actions.show(1).state).toBe('decided');
      expect(await say(`incident decide 1 ${outcome}`)).toBe(
        'Every driver in INC-1 already has a decision; nothing was done.',
      );
    },
  );

  test('may be about several at once, a row a driver', async () => {
    expect(await say('incident decide 1 "Driver 1" 3 time 5 late braking')).toBe('decided');
    expect(rig.actions.show(1)).toMatchObject({
      decisions: [
        { number: 1, driver: car(1), says: 'time', amount: 5, reason: 'late braking' },
        { number: 2, driver: car(3), says: 'time', amount: 5, reason: 'late braking' },
      ],
      penalties: [{ number: 1 }, { number: 2 }],
    });
  });

  test('keeps the car and what somebody did, by the code of the list', async () => {
    await say('incident decide 1 "Driver 1" time 5 collision late braking');
    expect(rig.actions.show(1).decisions).toMatchObject([{ infringement: 'collision', reason: 'late braking' }]);
  });

  test('keeps its number for itself', async () => {
    await say('incident decide 1 Driver 1 no-further-action');
    await say('incident decide 1 Driver 2 time 5');
    expect(rig.actions.show(1).decisions.map(({ number, penalty }) => [number, penalty])).toEqual([
      [1, undefined],
      [2, 2],
    ]);
    expect(rig.ledger.get(2)).toMatchObject({ type: 'time' });
    expect(() => rig.ledger.get(1)).toThrow('There is no penalty P-1 on gt3');
  });

  test('can be about somebody who has left', async () => {
    rig.tell({ type: 'driverLeft', driver: car(1) });
    expect(await say('incident decide 1 Driver 1 time 10')).toBe('decided');
  });

  test('stays after a restart', async () => {
    await say('incident decide 1 Driver 1 time 5');
    const before = rig.actions.show(1);
    rig = rig.reopen();
    expect(rig.actions.show(1)).toEqual(before);
    expect(await say('incident decide 1 Driver 1 time 5')).toMatch(
      /^The steward already decided: 5 s for Driver 1 in INC-1 \(P-1\)\./,
    );
  });

  test('shows what comes of its penalty', async () => {
    await say('incident decide 1 Driver 1 drive-through 2');
    const lap = { type: 'lapCompleted', driver: car(1), lapMs: 90_000, cuts: 0, board: [] } as const;
    rig.penalties.served(1, { by: 'Bea', seen: 1 });
    expect(rig.actions.show(1)).toMatchObject({
      penalties: [{ number: 1, state: 'served' }],
      decisions: [{ number: 1 }, { number: 2, says: 'served', penalty: 1, by: 'Bea' }],
    });
    rig.penalties.notServed(1, { by: 'Bea', seen: 2 });
    expect(rig.actions.show(1)).toMatchObject({
      seen: 4,
      penalties: [
        { number: 1, state: 'converted', convertedInto: 4 },
        { number: 4, type: 'time', state: 'issued', convertedFrom: 1 },
      ],
    });
    rig.tell({ ...lap, lap: 1 });
    expect(rig.told().slice(-4)).toEqual([
      'incidentDecided 1',
      'incidentUpdated 1',
      'incidentUpdated 1',
      'incidentUpdated 1',
    ]);
  });

  test('stands until it is withdrawn, and then none does', async () => {
    await say('incident decide 1 Driver 1 time 5');
    rig.penalties.clear(1, { by: 'Bea', byId: 'discord:2', reason: 'wrong car' });
    expect(rig.actions.show(1)).toMatchObject({
      decisions: [{ number: 1 }, { number: 2, says: 'withdrawn', replaces: 1, by: 'Bea', reason: 'wrong car' }],
      penalties: [{ number: 1, state: 'withdrawn' }],
    });
    expect(await say('incident decide 1 Driver 1 warning')).toBe('decided');
    expect(rig.actions.show(1).decisions.map(({ number, says }) => [number, says])).toEqual([
      [1, 'time'],
      [2, 'withdrawn'],
      [3, 'warning'],
    ]);
  });
});

describe('of two stewards', () => {
  const five = (drivers: string) => ({ drivers: `"${drivers}"` });

  test('the first wins, and the second reads who that was', async () => {
    const outcomes = await Promise.all([
      press('Ada', 'incident decide 1 @0 time 5', five(car(1).guid)),
      press('Bea', 'incident decide 1 @0 drive-through', { ...five(car(1).guid), reason: 'he dived in' }),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'failed']);
    expect(outcomes[1]).toEqual({
      kind: 'failed',
      sentence:
        'Ada already decided: 5 s for Driver 1 in INC-1 (P-1). Nothing was done. "incident replace P-1 <outcome> <reason>" replaces it. You wrote: "he dived in".',
      offers: [{ label: 'Replace P-1: Driver 1', line: 'incident replace 1 drive-through', server: 'gt3' }],
    });
    expect(rig.ledger.newest(9)).toHaveLength(1);
    expect(decisions()).toEqual([[1, 'time', 'Ada']]);
  });

  test('the second gives no penalty even when both have been let in', async () => {
    const give = (by: string) =>
      rig.penalties.give(car(1), { type: 'time', amount: 5, incident: 1 }, { by, reason: '' });
    await give('Ada');
    await expect(give('Bea')).rejects.toThrow('Ada already decided');
    expect(rig.ledger.newest(9)).toMatchObject([{ by: 'Ada' }]);
    expect(rig.feed.faults).toEqual([]);
  });

  test('each may decide about another driver, by the same card', async () => {
    await press('Ada', 'incident decide 1 @0 time 5', five(car(1).guid));
    await press('Bea', 'incident decide 1 @0 warning', five(car(2).guid));
    expect(decisions()).toEqual([
      [1, 'time', 'Ada'],
      [2, 'warning', 'Bea'],
    ]);
  });

  test('a press about several is all or nothing', async () => {
    await press('Ada', 'incident decide 1 @0 time 5', five(car(2).guid));
    const outcome = await press('Bea', 'incident decide 1 @0 warning', {
      drivers: `"${car(1).guid}" "${car(2).guid}"`,
    });
    expect(outcome).toMatchObject({
      kind: 'failed',
      sentence: expect.stringMatching(/^Ada already decided: 5 s for Driver 2/),
    });
    expect(decisions()).toEqual([[2, 'time', 'Ada']]);
  });

  test('a withdrawal makes older cards stale', async () => {
    await press('Ada', 'incident decide 1 @0 time 5', five(car(1).guid));
    rig.penalties.clear(1, { by: 'Sue' });
    const outcome = await press('Bea', 'incident decide 1 @1 warning', five(car(1).guid));
    expect(outcome).toMatchObject({
      kind: 'failed',
      sentence: 'Sue withdrew the decision on Driver 1 in INC-1 (D-2). Nothing was done.',
      offers: [{ line: 'incident decide 1 @2 warning' }],
    });
    expect(await press('Bea', 'incident decide 1 @2 warning', five(car(1).guid))).toMatchObject({ kind: 'done' });
  });

  test('no card of a version that did not say what it shows decides anything', async () => {
    const outcome = await press('Ada', `incident decide 1 "${car(1).guid}" time 5`);
    expect(outcome).toMatchObject({
      kind: 'failed',
      sentence: 'INC-1 has changed since this card was posted; nothing was done.',
      offers: [{ line: 'incident decide 1 @0 time 5' }],
    });
    expect(decisions()).toEqual([]);
  });

  test('no further action acts at once, and never about who was decided meanwhile', async () => {
    await press('Ada', 'incident decide 1 @0 time 5', five(car(1).guid));
    expect(await press('Bea', 'incident decide 1 @0 no-further-action')).toMatchObject({ kind: 'done' });
    expect(decisions()).toEqual([
      [1, 'time', 'Ada'],
      [2, 'no further action', 'Bea'],
      [3, 'no further action', 'Bea'],
    ]);
  });
});

describe('a replacement', () => {
  test('withdraws the older penalty, and is a decision of its own', async () => {
    await say('incident decide 1 Driver 1 time 5');
    expect(await say('incident replace P-1 drive-through 2 he was on the grass')).toBe('decided');
    expect(rig.ledger.newest(9)).toMatchObject([
      { number: 2, type: 'drive-through', state: 'serving', incident: 1 },
      { number: 1, type: 'time', state: 'withdrawn' },
    ]);
    expect(rig.actions.show(1)).toMatchObject({
      seen: 2,
      decisions: [{ number: 1 }, { number: 2, replaces: 1, reason: 'he was on the grass' }],
    });
  });

  test('takes what it was converted into along', async () => {
    await say('incident decide 1 Driver 1 drive-through 2');
    rig.penalties.notServed(1, { by: 'Bea', seen: 1 });
    expect(rig.ledger.get(3)).toMatchObject({ type: 'time', state: 'issued' });
    expect(await say('incident replace P-3 warning after the video')).toBe('decided');
    expect(rig.ledger.newest(9).map(({ number, type, state }) => [number, type, state])).toEqual([
      [4, 'warning', 'issued'],
      [3, 'time', 'withdrawn'],
      [1, 'drive-through', 'withdrawn'],
    ]);
  });

  test.each([
    ['D-1', 'incident decide 1 Driver 1 no-further-action', 'time 5', 'time'],
    ['1', 'incident decide 1 Driver 1 racing-incident', 'no-further-action', 'no further action'],
    ['P-1', 'incident decide 1 Driver 1 time 5', 'racing-incident', 'racing incident'],
  ])('of %s (%s) may be %s', async (number, first, instead, says) => {
    await say(first);
    expect(await say(`incident replace ${number} ${instead} the video shows it`)).toBe('decided');
    expect(rig.actions.show(1).decisions.at(-1)).toMatchObject({ number: 2, says, replaces: 1 });
  });

  test('may be that nothing stands', async () => {
    await say('incident decide 1 Driver 1 no-further-action');
    expect(await say('incident replace D-1 withdrawn the wrong driver')).toBe('decided');
    expect(rig.actions.show(1).decisions.at(-1)).toMatchObject({ says: 'withdrawn', replaces: 1 });
    expect(await say('incident decide 1 Driver 1 time 5')).toBe('decided');
  });

  test('says what cannot be undone', async () => {
    await say('incident decide 1 Driver 1 drive-through 2');
    rig.penalties.served(1, { by: 'Bea', seen: 1 });
    const { dispatcher } = world();
    const line = 'incident replace 1 time 5 he cut the pit exit';
    expect(await dispatcher.dispatch({ line, caller: caller('steward') })).toMatchObject({
      kind: 'done',
      answer: { note: expect.stringMatching(/^P-1 has been served, which cannot be undone\./) },
    });
    expect(rig.ledger.get(1)).toMatchObject({ state: 'served' });
  });

  test('works for a penalty that belongs to no incident', async () => {
    await rig.penalties.give(car(1), { type: 'time', amount: 5 }, { by: 'Ada' });
    expect(await say('incident replace P-1 time 10 the second time')).toBe('decided');
    expect(rig.ledger.newest(9).map(({ number, amount, state }) => [number, amount, state])).toEqual([
      [2, 10, 'issued'],
      [1, 5, 'withdrawn'],
    ]);
  });

  test.each([
    ['incident replace P-1 time 10', 'Give a reason for replacing P-1.', 'socket'],
    ['incident replace P-9 time 10 why', 'There is no decision D-9 on gt3.', 'slash'],
    [
      'incident replace P-1 stoning why',
      /^outcome must be one of no-further-action, .*withdrawn, not "stoning"\.$/,
      'slash',
    ],
    ['incident replace', 'decision is missing: a number such as P-17 or D-18.', 'slash'],
    ['incident replace INC-1 time 5 why', 'decision must be a number such as P-17 or D-18, not "INC-1".', 'slash'],
  ] as const)('is refused: %s', async (line, sentence, via) => {
    await say('incident decide 1 Driver 1 time 5');
    const said = await say(line, 'steward', { via });
    if (via === 'socket') expect(said).toBe('input');
    else expect(said).toMatch(sentence);
    expect(decisions()).toEqual([[1, 'time', 'The steward']]);
  });

  test('of what does not stand any more names what does', async () => {
    await say('incident decide 1 Driver 1 time 5');
    await say('incident replace P-1 time 10 the video');
    const outcome = await press('Sue', 'incident replace 1 warning', { reason: 'was nothing' });
    expect(outcome).toEqual({
      kind: 'failed',
      sentence:
        'P-1 is no longer in force: The steward decided 10 s for Driver 1 (P-2). Nothing was done. You wrote: "was nothing".',
      offers: [{ label: 'Replace P-2: Driver 1', line: 'incident replace 2 warning', server: 'gt3' }],
    });
  });

  test('is chosen by the card when all are decided', async () => {
    await say('incident decide 1 Driver 2 time 5');
    await say('incident decide 1 no-further-action');
    const asked = await press('Sue', 'incident change 1');
    expect(asked).toMatchObject({
      kind: 'input',
      form: {
        title: 'INC-1 Driver 1, Driver 2,…: change a decision',
        fields: [
          {
            name: 'decision',
            choices: [{ value: '2' }, { value: '1', label: 'P-1 Driver 2: 5 s, by The steward' }, { value: '3' }],
          },
          { name: 'outcome' },
          { name: 'amount', required: false },
          { name: 'infringement', required: false },
          { name: 'reason', required: true },
        ],
      },
    });
    const named = { decision: '1', outcome: 'warning', reason: 'a light touch' };
    expect(await press('Sue', 'incident change 1', named)).toMatchObject({ kind: 'done' });
    expect(rig.ledger.get(1).state).toBe('withdrawn');
  });
});

describe('one rule for what is said of a penalty', () => {
  const give = () => rig.penalties.give(car(1), { type: 'drive-through' }, { by: 'Ada' });

  test.each([
    ['served', 'not_served'],
    ['not_served', 'served'],
  ])('who presses second, %s and then %s, reads who was first', async (first, second) => {
    await give();
    expect(await penalty('Stig', `penalty ${first} 1 @1`)).toMatchObject({ kind: 'done' });
    const said = first.replace('_', ' ');
    expect(await penalty('Sue', `penalty ${second} 1 @1`)).toEqual({
      kind: 'failed',
      sentence: `Stig already marked P-1 as ${said} (D-2). Nothing was done; "penalty ${second} 1 2 <reason>" replaces it.`,
      offers: [{ label: 'Replace', line: `penalty ${second} 1 2`, server: 'gt3' }],
    });
    expect(await penalty('Sue', `penalty ${second} 1 2`)).toMatchObject({
      kind: 'input',
      form: { fields: [{ name: 'reason', required: true }] },
    });
    expect(await penalty('Sue', `penalty ${second} 1 2`, { reason: 'seen on the video' })).toMatchObject({
      kind: 'done',
    });
  });

  test('who types second needs the number and a reason', async () => {
    await give();
    const typed = (line: string) =>
      worldOf(penalties, [server()]).dispatcher.dispatch({ line, caller: caller('steward', { via: 'socket' }) });
    expect(await typed('penalty served 1')).toMatchObject({ kind: 'done' });
    expect(await typed('penalty not_served 1')).toMatchObject({ kind: 'failed' });
    expect(await typed('penalty not_served 1 2 he cut the exit')).toMatchObject({ kind: 'done' });
    expect(await typed('penalty clear 1')).toMatchObject({ kind: 'failed' });
  });

  test('what nobody has said stands in nobody’s way', async () => {
    await give();
    rig.tell({ type: 'sessionEnded' });
    expect(await penalty('Sue', 'penalty withdrawn 1')).toMatchObject({ kind: 'failed' });
    expect(await penalty('Sue', 'penalty served 1 @1')).toMatchObject({ kind: 'done' });
  });

  test('a button of an earlier version says nothing', async () => {
    await give();
    expect(await penalty('Sue', 'penalty served 1')).toMatchObject({
      kind: 'failed',
      offers: [{ line: 'penalty served 1 @1' }],
    });
    expect(rig.ledger.get(1).state).toBe('serving');
  });

  const server = () => fakeServer('gt3', { penalties: rig.penalties, drivers: rows }).server;
  const penalty = (name: string, line: string, named?: Record<string, string>) =>
    worldOf(penalties, [server()]).dispatcher.dispatch({
      line,
      named,
      caller: caller('steward', { id: name, name, via: 'component' }),
    });
});

describe('the same again', () => {
  const ask = (type: 'time' | 'warning' = 'time') => rig.penalties.questionBefore(car(1), { type, amount: 5 });

  test('within a minute is asked about, where it belongs to no incident', async () => {
    await rig.penalties.give(car(1), { type: 'time', amount: 5 }, { by: 'Ada' });
    rig.clock.advance(20_000);
    expect(ask()).toBe('Ada gave Driver 1 5 s (P-1) 20 s ago. Another one?');
    expect(ask('warning')).toBeUndefined();
    expect(rig.penalties.questionBefore(car(2), { type: 'time', amount: 5 })).toBeUndefined();
    rig.clock.advance(40_000);
    expect(ask()).toBeUndefined();
  });

  test('is not, where the first was withdrawn or was for an incident', async () => {
    await rig.penalties.give(car(1), { type: 'time', amount: 5 }, { by: 'Ada' });
    rig.penalties.clear(1, { by: 'Ada' });
    expect(ask()).toBeUndefined();
    await say('incident decide 1 Driver 1 time 5');
    expect(ask()).toBeUndefined();
  });
});

describe('what is refused', () => {
  test.each([
    ['incident decide', 'number is missing: a number such as INC-17.'],
    ['incident decide 99999999999999999999 Driver 1 warning', /^number must be a number such as INC-17/],
    ['incident decide 7 Driver 1 warning', 'There is no incident INC-7 on gt3; "incident list" shows them all.'],
    [
      'incident decide 1 Nobody warning',
      /^There is no "Nobody" among them\. Those who are: car 1 Driver 1, car 2 Driver 2/,
    ],
    ['incident decide 1 Driver 4 warning', /^There is no "Driver" among them\./],
    ['incident decide 1 Driver 1 stoning', /^outcome must be one of no-further-action, racing-incident/],
    ['incident decide 1 Driver 1 time 5000000', /^amount must be a whole number from 1 to 5000/],
    ['incident decide 1 Driver 1 time 4000', 'time needs an amount: seconds from 1 to 3600, such as "time 10".'],
    ['incident decide 1 Driver 1 ballast 101', /at most 100 kg/],
    ['incident decide 1 Driver 1 no-further-action 5', /^"no-further-action" takes no number/],
    [`incident decide 1 ${'\u0000\u202e'.repeat(500)} warning`, /^There is no .{1,60} among them\./s],
    ['incident change 1', '"incident change" only works behind a button on Discord.'],
    ['incident show', 'number is missing: a number such as INC-17.'],
    ['incident show 1 2', 'Unexpected "2" at the end.'],
    ['incident list Nobody', /^There is no "Nobody" among them\./],
  ])('%j', async (line, sentence) => {
    expect(await say(line)).toMatch(sentence);
    expect([decisions(), rig.ledger.newest(9)]).toEqual([[], []]);
  });

  test('a driver who was not in it', async () => {
    rig.clock.advance(60_000);
    rig.tell(contact(3, 4));
    expect(await say('incident decide 1 Driver 4 warning')).toBe(
      'Driver 4 was not in INC-1: it involves Driver 1, Driver 2, Driver 3.',
    );
  });

  test.each(['incident list', 'incident show 1', 'incident decide 1 Driver 1 warning'])(
    '%j to drivers',
    async (line) => {
      expect(await say(line, 'driver')).toMatch(/is for stewards/);
      expect(await say(line, 'steward')).not.toMatch(/is for (stewards|admins)/);
    },
  );

  test('a forged button of a driver', async () => {
    const via = { via: 'component' as const };
    expect(await say('incident decide 1 @0 warning', 'driver', via)).toMatch(/is for stewards/);
    expect(await say(`incident decide 1 "${car(1).guid}" kick`, 'driver', via)).toMatch(/is for stewards/);
    expect(decisions()).toEqual([]);
  });
});

describe('a report', () => {
  const byDriver = (line: string, n = 1) => say(line, 'driver', { via: 'chat', guid: car(n).guid, carId: n });
  const reports = (number: number) =>
    rig.actions.show(number).reports.map(({ against, words }) => [against?.carId, words]);

  test.each([
    ['report', [undefined, '']],
    ['report he dived in', [undefined, 'he dived in']],
    ['report Driver 2 dived in', [2, 'dived in']],
    ['report 2 dived in', [2, 'dived in']],
    ['report 99 laps of this', [undefined, '99 laps of this']],
    ['report "Driver 3"', [3, '']],
  ])('in the car: %s', async (line, told) => {
    expect(await byDriver(line)).toBe('text');
    expect(reports(1)).toEqual([told]);
  });

  test('in a form must name a driver who is there', async () => {
    const call = { line: 'report', caller: caller('driver', { guid: car(1).guid }) };
    const { dispatcher } = world();
    expect(await dispatcher.dispatch({ ...call, named: { driver: 'Nobody', words: 'x' } })).toMatchObject({
      kind: 'failed',
    });
    expect(await dispatcher.dispatch({ ...call, named: { driver: car(2).guid, words: 'x' } })).toMatchObject({
      kind: 'done',
      answer: { kind: 'text', text: { key: 'reportTaken', params: { incident: 1 } } },
    });
  });

  test('from somebody whom no driver is known of is refused', async () => {
    expect(await say('report', 'driver', { via: 'slash' })).toMatch(/^Not linked to a driver yet/);
    expect(await say('report', 'driver', { via: 'socket' })).toBe('"report" only works on Discord and in the game.');
  });

  test('is seen by whoever sent it alone', () => {
    expect(world().dispatcher.isPrivate('report he dived in', 'driver')).toBe(true);
    expect(world().dispatcher.isPrivate('incident decide 1 2 warning', 'steward')).toBe(true);
  });
});

describe('what a decision needs and was not said', () => {
  test.each([
    ['incident decide 1 warning', ['drivers', 'infringement', 'reason']],
    ['incident decide 1', ['drivers', 'outcome', 'amount', 'infringement', 'reason']],
    ['incident decide 1 Driver 1', ['outcome', 'amount', 'laps', 'infringement', 'reason']],
    ['incident decide 1 Driver 1 ballast', ['amount', 'laps', 'infringement', 'reason']],
    ['incident decide 1 Driver 1 time', ['amount', 'infringement', 'reason']],
  ])('is asked for: %s', async (line, fields) => {
    const outcome = await world().dispatcher.dispatch({ line, caller: caller('steward') });
    expect(outcome).toMatchObject({ kind: 'input', form: { title: expect.stringMatching(/^INC-1/) } });
    expect(outcome.kind === 'input' && outcome.form.fields.map(({ name }) => name)).toEqual(fields);
  });

  test('is carried out once it is said', async () => {
    const named = { outcome: 'ballast', amount: '15', laps: '2', reason: 'late braking' };
    await world().dispatcher.dispatch({ line: 'incident decide 1 "Driver 1"', named, caller: caller('steward') });
    expect(rig.ledger.newest(9)).toMatchObject([{ type: 'ballast', amount: 15, laps: 2, reason: 'late braking' }]);
  });

  test.each<Record<string, string>>([
    { outcome: 'ballast', amount: 'much' },
    { outcome: 'ballast', amount: '15', laps: '-1' },
    { outcome: 'stoning', amount: '15' },
    { outcome: 'ballast', amount: '15', extra: 'x' },
  ])('is refused where it makes no sense: %j', async (named) => {
    const line = 'incident decide 1 "Driver 1"';
    expect(await world().dispatcher.dispatch({ line, named, caller: caller('steward') })).toMatchObject({
      kind: 'failed',
    });
    expect(decisions()).toEqual([]);
  });
});
