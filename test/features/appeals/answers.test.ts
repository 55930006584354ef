/** What stewards answer to an appeal. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PeopleParts } from '../../../src/features/judging/people.ts';
import { caller } from '../../command/world.ts';
import { car, contact, type IncidentRig, incidentRig, startRace } from '../incidents/rig.ts';
import { commandsOn, MINUTE, rigWithContact } from './world.ts';

/** Discord accounts, and the GUIDs they are linked to. */
const linkedTo = (guids: ReadonlyMap<string, string>): PeopleParts => ({
  links: {
    guidOf: (user) => guids.get(user),
    userOf: (guid) => [...guids].find(([, each]) => each === guid)?.[0],
  },
  roster: { of: () => undefined, ofAccount: () => undefined },
});

let rig: IncidentRig;
beforeEach(() => {
  rig = rigWithContact();
});
afterEach(() => rig.remove());

const { reading, drive, steward, state, answers } = commandsOn(() => rig);

/** A program, which gets no form. */
const program = (line: string) =>
  reading(line, caller('steward', { id: '1', name: 'Tool', via: 'socket', proof: 'token' }));

describe('an answer to an appeal', () => {
  beforeEach(async () => {
    await steward('Ada', 'incident decide 1 "Driver 1" time 5 late braking');
    await steward('Ada', 'incident decide 1 "Driver 2" no-further-action');
    await drive(1, 'appeal P-1 I was ahead');
    await drive(2, 'appeal P-1 it was my fault');
  });

  test.each(['upheld', 'inadmissible'] as const)(
    'of "%s" keeps the decision in force for everyone who appealed',
    async (says) => {
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
    },
  );

  test('of "changed" replaces the decision with the new one', async () => {
    expect(await steward('Bea', 'incident answer P-1 changed time 3 half his fault')).toBe('decided');
    expect(rig.ledger.get(1).state).toBe('withdrawn');
    expect(rig.ledger.get(3)).toMatchObject({ type: 'time', amount: 3, state: 'issued' });
    expect(rig.actions.show(1)).toMatchObject({
      state: 'decided',
      appeals: [{ answer: { says: 'changed', instead: { number: 3, says: 'time', amount: 3 } } }, {}],
    });
  });

  test('of "changed withdrawn" withdraws the decision', async () => {
    expect(await steward('Bea', 'incident answer P-1 changed withdrawn nobody saw it')).toBe('decided');
    expect(rig.actions.show(1)).toMatchObject({ state: 'noted', appeals: [{ answer: { says: 'changed' } }, {}] });
  });

  test.each([
    ['incident replace P-1 warning softer', 'warning'],
    ['penalty clear P-1 not so', 'withdrawn'],
  ])('is recorded as "changed" when a steward replaces or withdraws the decision: %s', async (line, says) => {
    await steward('Bea', line);
    expect(rig.actions.show(1).appeals).toMatchObject([
      { answer: { says: 'changed', by: 'Bea', instead: { says } } },
      {},
    ]);
  });

  test('makes one event for each driver who appealed', async () => {
    await steward('Bea', 'incident answer P-1 changed time 3 half his fault');
    const told = rig.feed.events.flatMap((event) =>
      event.type === 'appealAnswered' ? [event.appeal.driver.carId] : [],
    );
    expect(told).toEqual([1, 2]);
  });

  test.each([
    ['without a reason', '', 'incident answer P-1 upheld', 'Give a reason: the driver who appealed P-1 will read it.'],
    ['if nobody has appealed', 'Bea', 'incident answer D-2 upheld no', 'Nobody has appealed D-2.'],
    [
      'if it changes what nobody has appealed',
      'Bea',
      'incident answer D-2 changed time 3 no',
      'Nobody has appealed D-2.',
    ],
    [
      'if it upholds and gives a new decision',
      'Bea',
      'incident answer P-1 upheld warning no',
      'If the appeal is upheld, there is no new decision for P-1.',
    ],
    [
      'if it upholds with a reason that starts with a number',
      'Bea',
      'incident answer P-1 upheld 2 cars wide',
      '"upheld" takes no number and no points; put a reason that starts with a number in quotes.',
    ],
    ['for an unknown decision number', 'Bea', 'incident answer P-9 upheld no', 'There is no decision D-9 on gt3.'],
  ])('is refused %s', async (_, who, line, sentence) => {
    expect(await (who === '' ? program(line) : steward(who, line))).toBe(sentence);
    expect(state()).toBe('appealed');
  });

  test.each(['upheld no', 'changed time 3 no'])('is refused once the result is final: %s', async (answer) => {
    rig.tell({ type: 'sessionEnded' });
    rig.store.run(
      `INSERT INTO ended_sessions (server, run, session, name, kind, ended_at, own) VALUES ('gt3', 1, 1, 'Race', 'race', 0, '{}')`,
    );
    rig.ledger.finalise(1, 1, { by: 'Ada', at: rig.clock.now() });
    const open = answers();
    expect(await steward('Bea', `incident answer P-1 ${answer}`)).toBe(
      'P-1 is part of a final result; nothing was changed.',
    );
    expect(answers()).toEqual(open);
  });

  test('of "changed" needs a new decision', async () => {
    expect(await program('incident answer P-1 changed because')).toBe(
      'Give the new decision in place of P-1, such as "changed time 5".',
    );
  });

  test('can be given only once', async () => {
    await steward('Bea', 'incident answer P-1 upheld no');
    expect(await steward('Cleo', 'incident answer P-1 upheld no')).toBe(
      'The appeal against P-1 is closed: Bea upheld the decision, just now.',
    );
  });

  test('may come from the steward who decided, if there is no other steward', async () => {
    expect(await steward('Ada', 'incident answer P-1 upheld no')).toBe('incident');
  });

  describe('when another steward has made decisions recently', () => {
    const REFUSED =
      'You decided P-1, so another steward has to rule on the appeal: Bea has made decisions here recently.';
    beforeEach(() => steward('Bea', 'penalty give "Driver 4" warning'));

    test.each([
      'incident answer P-1 upheld no',
      'incident answer P-1 changed time 3 no',
      'incident replace P-1 warning softer',
      'penalty clear P-1 not so',
    ])('is refused to the steward who made the decision: %s', async (line) => {
      expect(await steward('Ada', line)).toBe(REFUSED);
      expect(state()).toBe('appealed');
      expect(rig.ledger.get(1).state).toBe('issued');
    });

    test('is accepted from the other steward', async () => {
      expect(await steward('Bea', 'incident answer P-1 changed time 3 no')).toBe('decided');
    });

    test('is accepted from the first steward again after a month', async () => {
      rig.clock.advance(31 * 24 * 60 * MINUTE);
      expect(await steward('Ada', 'incident answer P-1 upheld no')).toBe('incident');
    });
  });
});

test('a steward in the incident, or the same steward in the car, does not count as another steward', async () => {
  rig.remove();
  rig = rigWithContact({
    who: linkedTo(
      new Map([
        ['Bea', car(2).guid],
        ['Ada', car(4).guid],
      ]),
    ),
  });
  await steward('Ada', 'incident decide 1 "Driver 1" time 5');
  await steward('Bea', 'penalty give "Driver 4" warning');
  const inCar = { id: car(4).guid, name: 'Driver 4', guid: car(4).guid, via: 'chat', proof: 'password' } as const;
  await reading('penalty give "Driver 3" warning', caller('steward', inCar));
  await drive(1, 'appeal P-1 unfair');
  expect(await steward('Ada', 'incident answer P-1 upheld no')).toBe('incident');
});

test('a steward once linked to an involved driver may not answer, and does not count as another', async () => {
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
