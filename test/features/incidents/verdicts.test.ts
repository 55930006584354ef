import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { incidents } from '../../../commands/incidents.ts';
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

const world = () => worldOf(incidents, [fakeServer('gt3', { incidents: rig.actions, drivers: rows }).server]);

/** What somebody reads in answer: the kind of answer, or the sentence of a refusal. */
async function say(line: string, who: Role = 'steward', more: object = {}): Promise<string> {
  const outcome = await world().dispatcher.dispatch({ line, caller: caller(who, more) });
  if (outcome.kind === 'done') return outcome.answer.kind;
  return outcome.kind === 'failed' ? outcome.sentence : outcome.kind;
}

const verdicts = () => rig.actions.show(1).verdicts.map(({ driver: { carId }, verdict, by }) => [carId, verdict, by]);

describe('a verdict', () => {
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
      state: 'decided',
      verdicts: [{ driver: car(1), verdict: penalty.type, penalty: { number: 1 } }],
    });
  });

  test('may be that nothing is to be done', async () => {
    expect(await say('incident decide 1 Driver 2 no-action racing incident')).toBe('decided');
    expect(rig.ledger.newest(9)).toEqual([]);
    expect(rig.actions.show(1).verdicts).toMatchObject([{ verdict: 'no action', reason: 'racing incident' }]);
  });

  test('about everyone closes the incident', async () => {
    for (const n of [1, 2, 3]) await say(`incident decide 1 Driver ${n} no-action`);
    expect(rig.actions.show(1).state).toBe('closed');
    expect(await say('incident ask 1 warning', 'steward', { via: 'component' })).toMatch(/^INC-1 is closed/);
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
    expect(await say('incident decide 1 Driver 1 time 5')).toMatch(/^The steward was first: 5 s for Driver 1/);
  });

  test('shows what comes of its penalty', async () => {
    await say('incident decide 1 Driver 1 drive-through 2');
    const lap = { type: 'lapCompleted', driver: car(1), lapMs: 90_000, cuts: 0, board: [] } as const;
    rig.penalties.served(1, { by: 'Bea' });
    expect(rig.actions.show(1).verdicts[0]?.penalty).toMatchObject({ state: 'served' });
    rig.penalties.notServed(1, { by: 'Bea' });
    expect(rig.actions.show(1).verdicts[0]?.penalty).toMatchObject({ state: 'converted', convertedInto: 2 });
    rig.tell({ ...lap, lap: 1 });
    expect(rig.actions.show(1).verdicts).toHaveLength(1);
    expect(rig.told().slice(-4)).toEqual([
      'incidentDecided 1',
      'incidentUpdated 1',
      'incidentUpdated 1',
      'incidentUpdated 1',
    ]);
  });
});

describe('of two stewards', () => {
  const press = (name: string, line: string) =>
    world().dispatcher.dispatch({ line, caller: caller('steward', { id: name, name, via: 'component' }) });

  test('the first wins, and the second is told who that was', async () => {
    const outcomes = await Promise.all([
      press('Ada', 'incident decide 1 "Driver 1" time 5'),
      press('Bea', 'incident decide 1 "Driver 1" drive-through'),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'failed']);
    expect(outcomes[1]).toEqual({ kind: 'failed', sentence: 'Ada was first: 5 s for Driver 1 in INC-1.' });
    expect(rig.ledger.newest(9)).toHaveLength(1);
    expect(verdicts()).toEqual([[1, 'time', 'Ada']]);
  });

  test('the second gives no penalty even when both have been let in', async () => {
    const give = (by: string) =>
      rig.penalties.give(car(1), { type: 'time', amount: 5, incident: 1 }, { by, reason: '' });
    await give('Ada');
    await expect(give('Bea')).rejects.toThrow('Ada was first');
    expect(rig.ledger.newest(9)).toMatchObject([{ by: 'Ada' }]);
    expect(rig.feed.faults).toEqual([]);
  });

  test('each may decide about another driver', async () => {
    await Promise.all([
      press('Ada', 'incident decide 1 "Driver 1" time 5'),
      press('Bea', 'incident decide 1 "Driver 2" no-action'),
    ]);
    expect(verdicts()).toEqual([
      [1, 'time', 'Ada'],
      [2, 'no action', 'Bea'],
    ]);
  });
});

describe('what is refused', () => {
  test.each([
    ['incident decide', 'number is missing: a number such as INC-17.'],
    ['incident decide 99999999999999999999 Driver 1 warning', /^number must be a number such as INC-17/],
    ['incident decide 7 Driver 1 warning', 'There is no incident INC-7 on gt3; "incident list" shows those there are.'],
    ['incident decide 1', 'driver is missing: a name, a car id or a GUID.'],
    [
      'incident decide 1 Nobody warning',
      /^Nobody called "Nobody" is among them\. Those who are: car 1 Driver 1, car 2 Driver 2/,
    ],
    ['incident decide 1 Driver 4 warning', /^Nobody called "Driver" is among them\./],
    ['incident decide 1 Driver 1 stoning', /^verdict must be one of no-action, reprimand/],
    ['incident decide 1 Driver 1 time 5000000', /^amount must be a whole number from 1 to 5000/],
    ['incident decide 1 Driver 1 time 4000', 'time needs an amount: seconds from 1 to 3600, such as "time 10".'],
    ['incident decide 1 Driver 1 ballast 101', /at most 100 kg/],
    ['incident decide 1 Driver 1 no-action 5', /^"no-action" takes no number/],
    [`incident decide 1 ${'\u0000\u202e'.repeat(500)} warning`, /^Nobody called .{1,60} is among them\./s],
    ['incident ask 1 warning', '"incident ask" works behind a button on Discord only.'],
    ['incident show', 'number is missing: a number such as INC-17.'],
    ['incident show 1 2', '"2" is one word too many.'],
    ['incident list Nobody', /^Nobody called "Nobody" is among them\./],
  ])('%j', async (line, sentence) => {
    expect(await say(line)).toMatch(sentence);
    expect([verdicts(), rig.ledger.newest(9)]).toEqual([[], []]);
  });

  test('a driver who was not in it', async () => {
    rig.clock.advance(60_000);
    rig.tell(contact(3, 4));
    expect(await say('incident decide 1 Driver 4 warning')).toBe(
      'Driver 4 was not in INC-1: it is about Driver 1, Driver 2, Driver 3.',
    );
  });

  test.each(['incident list', 'incident show 1', 'incident decide 1 Driver 1 warning'])(
    '%j to drivers',
    async (line) => {
      expect(await say(line, 'driver')).toMatch(/needs the role steward/);
      expect(await say(line, 'steward')).not.toMatch(/needs the role/);
    },
  );

  test('a forged button of a driver', async () => {
    const via = { via: 'component' as const };
    expect(await say('incident ask 1 warning', 'driver', via)).toMatch(/needs the role steward/);
    expect(await say(`incident decide 1 "${car(1).guid}" kick`, 'driver', via)).toMatch(/needs the role steward/);
    expect(verdicts()).toEqual([]);
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
    expect(await say('report', 'driver', { via: 'slash' })).toMatch(/^Pitwall does not know which driver you are/);
    expect(await say('report', 'driver', { via: 'socket' })).toBe('"report" works on Discord and in the game only.');
  });

  test('is seen by whoever sent it alone', () => {
    expect(world().dispatcher.isPrivate('report he dived in', 'driver')).toBe(true);
    expect(world().dispatcher.isPrivate('incident decide 1 2 warning', 'steward')).toBe(true);
  });
});

describe('what a verdict needs and was not said', () => {
  test.each([
    ['incident decide 1 Driver 1', ['verdict', 'amount', 'laps', 'reason']],
    ['incident decide 1 Driver 1 ballast', ['amount', 'laps', 'reason']],
    ['incident decide 1 Driver 1 time', ['amount', 'laps', 'reason']],
  ])('is asked for: %s', async (line, fields) => {
    const outcome = await world().dispatcher.dispatch({ line, caller: caller('steward') });
    expect(outcome).toMatchObject({ kind: 'input', form: { title: 'INC-1: Driver 1' } });
    expect(outcome.kind === 'input' && outcome.form.fields.map(({ name }) => name)).toEqual(fields);
  });

  test('is carried out once it is said', async () => {
    const named = { verdict: 'ballast', amount: '15', laps: '2', reason: 'late braking' };
    await world().dispatcher.dispatch({ line: 'incident decide 1 "Driver 1"', named, caller: caller('steward') });
    expect(rig.ledger.newest(9)).toMatchObject([{ type: 'ballast', amount: 15, laps: 2, reason: 'late braking' }]);
  });

  test.each<Record<string, string>>([
    { verdict: 'ballast', amount: 'much' },
    { verdict: 'ballast', amount: '15', laps: '-1' },
    { verdict: 'stoning', amount: '15' },
    { verdict: 'ballast', amount: '15', extra: 'x' },
  ])('is refused where it makes no sense: %j', async (named) => {
    const line = 'incident decide 1 "Driver 1"';
    expect(await world().dispatcher.dispatch({ line, named, caller: caller('steward') })).toMatchObject({
      kind: 'failed',
    });
    expect(verdicts()).toEqual([]);
  });
});
