import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { caller } from '../../command/world.ts';
import { car, type IncidentRig } from './rig.ts';
import { commandsOn, rigWithIncident } from './world.ts';

let rig: IncidentRig;
beforeEach(() => {
  rig = rigWithIncident();
});
afterEach(() => rig.remove());

const { world, say, press, decisions } = commandsOn(() => rig);

/** The label that people read, and the value that is sent. */
const OUTCOMES = expect.arrayContaining([
  { value: 'no-further-action', label: 'No further action' },
  { value: 'drive-through', label: 'Drive-through' },
  { value: 'time', label: 'Time penalty' },
  { value: 'grid', label: 'Grid penalty' },
  { value: 'withdrawn', label: 'Withdrawn' },
]);

describe('a replacement', () => {
  test('withdraws the older penalty, and is a new decision', async () => {
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

  test('of a converted penalty withdraws the original as well', async () => {
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
  ])('of %s (%s) can be %s', async (number, first, instead, says) => {
    await say(first);
    expect(await say(`incident replace ${number} ${instead} the video shows it`)).toBe('decided');
    expect(rig.actions.show(1).decisions.at(-1)).toMatchObject({ number: 2, says, replaces: 1 });
  });

  test('can be a withdrawal, after which the driver can be decided again', async () => {
    await say('incident decide 1 Driver 1 no-further-action');
    expect(await say('incident replace D-1 withdrawn the wrong driver')).toBe('decided');
    expect(rig.actions.show(1).decisions.at(-1)).toMatchObject({ says: 'withdrawn', replaces: 1 });
    expect(await say('incident decide 1 Driver 1 time 5')).toBe('decided');
  });

  test('of a served penalty notes that this cannot be undone', async () => {
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

  test('works for a penalty without an incident', async () => {
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

  test('of a replaced decision is refused, and names the current one', async () => {
    await say('incident decide 1 Driver 1 time 5');
    await say('incident replace P-1 time 10 the video');
    const outcome = await press('Sue', 'incident replace 1 warning', { reason: 'was nothing' });
    expect(outcome).toEqual({
      kind: 'failed',
      sentence:
        'P-1 is no longer in force. The steward decided: 10-second time penalty for Driver 1 (P-2). Nothing was done. You wrote: "was nothing".',
      offers: [{ label: 'Replace P-2: Driver 1', line: 'incident replace 2 warning', server: 'gt3' }],
    });
  });

  test('can be chosen from the card if all drivers have decisions', async () => {
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
            choices: [
              { value: '2' },
              { value: '1', label: 'P-1 Driver 2: 5-second time penalty, by The steward' },
              { value: '3' },
            ],
          },
          { name: 'outcome', choices: OUTCOMES },
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
