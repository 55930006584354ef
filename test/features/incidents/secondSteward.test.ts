import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { phrase, typed } from '../../../src/kit/sentence.ts';
import { caller } from '../../command/world.ts';
import { car, type IncidentRig } from './rig.ts';
import { commandsOn, rigWithIncident } from './world.ts';

let rig: IncidentRig;
beforeEach(() => {
  rig = rigWithIncident();
});
afterEach(() => rig.remove());

const { world, say, press, decisions } = commandsOn(() => rig);

describe('two stewards on one incident', () => {
  const five = (drivers: string) => ({ drivers: `"${drivers}"` });

  test('the first decision counts, and the second steward reads who made it', async () => {
    const outcomes = await Promise.all([
      press('Ada', 'incident decide 1 @0 time 5', five(car(1).guid)),
      press('Bea', 'incident decide 1 @0 drive-through', { ...five(car(1).guid), reason: 'he dived in' }),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'failed']);
    const how = typed('incident replace', 'P-1 <outcome> <reason>');
    expect(outcomes[1]).toEqual({
      kind: 'failed',
      sentence: phrase`Ada already decided: 5-second time penalty for Driver 1 in INC-1 (P-1). Nothing was done. ${how} replaces it. You wrote: "he dived in".`,
      offers: [{ label: 'Replace P-1: Driver 1', line: 'incident replace 1 drive-through', server: 'gt3' }],
    });
    expect(rig.ledger.newest(9)).toHaveLength(1);
    expect(decisions()).toEqual([[1, 'time', 'Ada']]);
  });

  test('a second penalty given directly for the incident is refused too', async () => {
    const give = (by: string) =>
      rig.penalties.give(car(1), { type: 'time', amount: 5, incident: 1 }, { by, reason: '' });
    await give('Ada');
    await expect(give('Bea')).rejects.toThrow('Ada already decided');
    expect(rig.ledger.newest(9)).toMatchObject([{ by: 'Ada' }]);
    expect(rig.feed.faults).toEqual([]);
  });

  test('each may decide about a different driver from the same card', async () => {
    await press('Ada', 'incident decide 1 @0 time 5', five(car(1).guid));
    await press('Bea', 'incident decide 1 @0 warning', five(car(2).guid));
    expect(decisions()).toEqual([
      [1, 'time', 'Ada'],
      [2, 'warning', 'Bea'],
    ]);
  });

  test('a decision about several drivers is made for all or none', async () => {
    await press('Ada', 'incident decide 1 @0 time 5', five(car(2).guid));
    const outcome = await press('Bea', 'incident decide 1 @0 warning', {
      drivers: `"${car(1).guid}" "${car(2).guid}"`,
    });
    expect(outcome).toMatchObject({
      kind: 'failed',
      sentence: expect.arrayContaining([
        expect.stringMatching(/^Ada already decided: 5-second time penalty for Driver 2/),
      ]),
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

  test('a button from an older version, without the state of its card, decides nothing', async () => {
    const outcome = await press('Ada', `incident decide 1 "${car(1).guid}" time 5`);
    expect(outcome).toMatchObject({
      kind: 'failed',
      sentence: 'INC-1 has changed since this card was posted; nothing was done.',
      offers: [{ line: 'incident decide 1 @0 time 5' }],
    });
    expect(decisions()).toEqual([]);
  });

  test('no further action skips drivers decided in the meantime', async () => {
    await press('Ada', 'incident decide 1 @0 time 5', five(car(1).guid));
    expect(await press('Bea', 'incident decide 1 @0 no-further-action')).toMatchObject({ kind: 'done' });
    expect(decisions()).toEqual([
      [1, 'time', 'Ada'],
      [2, 'no further action', 'Bea'],
      [3, 'no further action', 'Bea'],
    ]);
  });
});

describe('marking a penalty', () => {
  const give = () => rig.penalties.give(car(1), { type: 'drive-through' }, { by: 'Ada' });

  test.each([
    ['served', 'not_served'],
    ['not_served', 'served'],
  ] as const)('as %s and then as %s shows the second steward who was first', async (first, second) => {
    await give();
    expect(await press('Stig', `penalty ${first} 1 @1`)).toMatchObject({ kind: 'done' });
    const said = first.replace('_', ' ');
    const how = typed(`penalty ${second}`, '1 2 <reason>');
    expect(await press('Sue', `penalty ${second} 1 @1`)).toEqual({
      kind: 'failed',
      sentence: phrase`Stig already marked P-1 as ${said} (D-2). Nothing was done; ${how} replaces it.`,
      offers: [{ label: 'Replace', line: `penalty ${second} 1 2`, server: 'gt3' }],
    });
    expect(await press('Sue', `penalty ${second} 1 2`)).toMatchObject({
      kind: 'input',
      form: { fields: [{ name: 'reason', required: true }] },
    });
    expect(await press('Sue', `penalty ${second} 1 2`, { reason: 'seen on the video' })).toMatchObject({
      kind: 'done',
    });
  });

  test('a second time by command needs the decision number and a reason', async () => {
    await give();
    const dispatched = (line: string) =>
      world().dispatcher.dispatch({ line, caller: caller('steward', { via: 'socket' }) });
    expect(await dispatched('penalty served 1')).toMatchObject({ kind: 'done' });
    expect(await dispatched('penalty not_served 1')).toMatchObject({ kind: 'failed' });
    expect(await dispatched('penalty not_served 1 2 he cut the exit')).toMatchObject({ kind: 'done' });
    expect(await dispatched('penalty clear 1')).toMatchObject({ kind: 'failed' });
  });

  test('is not blocked by an automatic conversion at the end of the session', async () => {
    await give();
    rig.tell({ type: 'sessionEnded' });
    expect(await press('Sue', 'penalty withdrawn 1')).toMatchObject({ kind: 'failed' });
    expect(await press('Sue', 'penalty served 1 @1')).toMatchObject({ kind: 'done' });
  });

  test('with a button from an older version does nothing', async () => {
    await give();
    expect(await press('Sue', 'penalty served 1')).toMatchObject({
      kind: 'failed',
      offers: [{ line: 'penalty served 1 @1' }],
    });
    expect(rig.ledger.get(1).state).toBe('serving');
  });
});

describe('the same penalty again', () => {
  const ask = (type: 'time' | 'warning' = 'time') => rig.penalties.questionBefore(car(1), { type, amount: 5 });

  test('within a minute is asked about, if it has no incident', async () => {
    await rig.penalties.give(car(1), { type: 'time', amount: 5 }, { by: 'Ada' });
    rig.clock.advance(20_000);
    expect(ask()).toBe('Ada gave P-1: 5-second time penalty for Driver 1, less than a minute ago. Another one?');
    expect(ask('warning')).toBeUndefined();
    expect(rig.penalties.questionBefore(car(2), { type: 'time', amount: 5 })).toBeUndefined();
    rig.clock.advance(40_000);
    expect(ask()).toBeUndefined();
  });

  test('is not asked about if the first was withdrawn or had an incident', async () => {
    await rig.penalties.give(car(1), { type: 'time', amount: 5 }, { by: 'Ada' });
    rig.penalties.clear(1, { by: 'Ada' });
    expect(ask()).toBeUndefined();
    await say('incident decide 1 Driver 1 time 5');
    expect(ask()).toBeUndefined();
  });
});
