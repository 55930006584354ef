import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { caller } from '../../command/world.ts';
import { car, contact, type IncidentRig } from './rig.ts';
import { commandsOn, rigWithIncident } from './world.ts';

let rig: IncidentRig;
beforeEach(() => {
  rig = rigWithIncident();
});
afterEach(() => rig.remove());

const { world, say, decisions } = commandsOn(() => rig);

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

  test('can be no further action', async () => {
    expect(await say('incident decide 1 Driver 2 no-further-action nothing in it')).toBe('decided');
    expect(rig.ledger.newest(9)).toEqual([]);
    expect(rig.actions.show(1).decisions).toMatchObject([
      { number: 1, says: 'no further action', reason: 'nothing in it', driver: car(2) },
    ]);
  });

  test.each(['no-further-action', 'racing-incident', 'no-action'])(
    '%s without a driver covers every undecided driver',
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

  test('can cover several drivers, with a number each', async () => {
    expect(await say('incident decide 1 "Driver 1" 3 time 5 late braking')).toBe('decided');
    expect(rig.actions.show(1)).toMatchObject({
      decisions: [
        { number: 1, driver: car(1), says: 'time', amount: 5, reason: 'late braking' },
        { number: 2, driver: car(3), says: 'time', amount: 5, reason: 'late braking' },
      ],
      penalties: [{ number: 1 }, { number: 2 }],
    });
  });

  test('keeps the code of the infringement', async () => {
    await say('incident decide 1 "Driver 1" time 5 collision late braking');
    expect(rig.actions.show(1).decisions).toMatchObject([{ infringement: 'collision', reason: 'late braking' }]);
  });

  test('shares its number with no other penalty', async () => {
    await say('incident decide 1 Driver 1 no-further-action');
    await say('incident decide 1 Driver 2 time 5');
    expect(rig.actions.show(1).decisions.map(({ number, penalty }) => [number, penalty])).toEqual([
      [1, undefined],
      [2, 2],
    ]);
    expect(rig.ledger.get(2)).toMatchObject({ type: 'time' });
    expect(() => rig.ledger.get(1)).toThrow('There is no penalty P-1 on gt3');
  });

  test('can be about a driver who has left', async () => {
    rig.tell({ type: 'driverLeft', driver: car(1) });
    expect(await say('incident decide 1 Driver 1 time 10')).toBe('decided');
  });

  test('survives a restart', async () => {
    await say('incident decide 1 Driver 1 time 5');
    const before = rig.actions.show(1);
    rig = rig.reopen();
    expect(rig.actions.show(1)).toEqual(before);
    expect(await say('incident decide 1 Driver 1 time 5')).toMatch(
      /^The steward already decided: 5-second time penalty for Driver 1 in INC-1 \(P-1\)\./,
    );
  });

  test('shows later changes to its penalty', async () => {
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

  test('can be withdrawn, after which the driver can be decided again', async () => {
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

describe('missing details of a decision', () => {
  test.each([
    ['incident decide 1 warning', ['drivers', 'infringement', 'reason']],
    ['incident decide 1', ['drivers', 'outcome', 'amount', 'infringement', 'reason']],
    ['incident decide 1 Driver 1', ['outcome', 'amount', 'laps', 'infringement', 'reason']],
    ['incident decide 1 Driver 1 ballast', ['amount', 'laps', 'infringement', 'reason']],
    ['incident decide 1 Driver 1 time', ['amount', 'infringement', 'reason']],
  ])('are asked for: %s', async (line, fields) => {
    const outcome = await world().dispatcher.dispatch({ line, caller: caller('steward') });
    expect(outcome).toMatchObject({ kind: 'input', form: { title: expect.stringMatching(/^INC-1/) } });
    expect(outcome.kind === 'input' && outcome.form.fields.map(({ name }) => name)).toEqual(fields);
  });

  test('are taken from the form', async () => {
    const named = { outcome: 'ballast', amount: '15', laps: '2', reason: 'late braking' };
    await world().dispatcher.dispatch({ line: 'incident decide 1 "Driver 1"', named, caller: caller('steward') });
    expect(rig.ledger.newest(9)).toMatchObject([{ type: 'ballast', amount: 15, laps: 2, reason: 'late braking' }]);
  });

  test.each<Record<string, string>>([
    { outcome: 'ballast', amount: 'much' },
    { outcome: 'ballast', amount: '15', laps: '-1' },
    { outcome: 'stoning', amount: '15' },
    { outcome: 'ballast', amount: '15', extra: 'x' },
  ])('are refused if they make no sense: %j', async (named) => {
    const line = 'incident decide 1 "Driver 1"';
    expect(await world().dispatcher.dispatch({ line, named, caller: caller('steward') })).toMatchObject({
      kind: 'failed',
    });
    expect(decisions()).toEqual([]);
  });
});

describe('a command about an incident', () => {
  test.each([
    ['incident decide', 'number is missing: a number such as INC-17.'],
    ['incident decide 99999999999999999999 Driver 1 warning', /^number must be a number such as INC-17/],
    ['incident decide 7 Driver 1 warning', 'There is no incident INC-7 on gt3; "incident list" shows them all.'],
    [
      'incident decide 1 Nobody warning',
      /^"Nobody" is not one of the drivers to choose from\. Those who are: car 1 Driver 1, car 2 Driver 2/,
    ],
    ['incident decide 1 Driver 4 warning', /^"Driver" is not one of the drivers to choose from\./],
    ['incident decide 1 Driver 1 stoning', /^outcome must be one of no-further-action, racing-incident/],
    ['incident decide 1 Driver 1 time 5000000', /^amount must be a whole number from 1 to 5000/],
    ['incident decide 1 Driver 1 time 4000', 'time needs an amount: seconds from 1 to 3600, such as "time 10".'],
    ['incident decide 1 Driver 1 ballast 101', /at most 100 kg/],
    ['incident decide 1 Driver 1 no-further-action 5', /^"no-further-action" takes no number/],
    [`incident decide 1 ${'\u0000\u202e'.repeat(500)} warning`, /^.{1,60} is not one of the drivers to choose from\./s],
    ['incident change 1', '"incident change" only works behind a button on Discord.'],
    ['incident show', 'number is missing: a number such as INC-17.'],
    ['incident show 1 2', 'Unexpected "2" at the end.'],
    ['incident list Nobody', /^"Nobody" is not one of the drivers to choose from\./],
  ])('is refused: %j', async (line, sentence) => {
    expect(await say(line)).toMatch(sentence);
    expect([decisions(), rig.ledger.newest(9)]).toEqual([[], []]);
  });

  test('is refused about a driver who was not in it', async () => {
    rig.clock.advance(60_000);
    rig.tell(contact(3, 4));
    expect(await say('incident decide 1 Driver 4 warning')).toBe(
      'Driver 4 was not in INC-1: it involves Driver 1, Driver 2, Driver 3.',
    );
  });

  test.each(['incident list', 'incident show 1', 'incident decide 1 Driver 1 warning'])(
    'is refused to drivers: %j',
    async (line) => {
      expect(await say(line, 'driver')).toMatch(/is for stewards/);
      expect(await say(line, 'steward')).not.toMatch(/is for (stewards|admins)/);
    },
  );

  test('is refused to a driver with a forged button', async () => {
    const via = { via: 'component' as const };
    expect(await say('incident decide 1 @0 warning', 'driver', via)).toMatch(/is for stewards/);
    expect(await say(`incident decide 1 "${car(1).guid}" kick`, 'driver', via)).toMatch(/is for stewards/);
    expect(decisions()).toEqual([]);
  });
});
