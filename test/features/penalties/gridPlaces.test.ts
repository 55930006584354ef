import { describe, expect, it } from 'vitest';
import { isDueOn } from '../../../src/features/penalties/gridPlaces.ts';
import { penalty } from '../../fakes/penalties.ts';
import { ADA, BOB, penaltyRig } from './rig.ts';

const steward = { by: 'The steward', reason: 'contact' };

/** Ada has three grid places to lose, given in the race before. */
async function given(
  order: Parameters<ReturnType<typeof penaltyRig>['actions']['give']>[1] = { type: 'grid', amount: 3 },
) {
  const rig = penaltyRig();
  rig.session('race');
  rig.join(ADA);
  rig.join(BOB);
  rig.load(ADA);
  rig.load(BOB);
  rig.lap(ADA);
  await rig.actions.give(ADA, order, steward);
  rig.lap(ADA);
  return rig;
}

const stateOf = ({ ledger }: Awaited<ReturnType<typeof given>>) => ledger.get(1).state;

describe('grid drops', () => {
  it('are announced to the driver and stay in force after the race', async () => {
    const rig = await given();
    expect(rig.said).toEqual(['Ada Quick: P-1: 3-place grid drop in the next race (contact).']);
    rig.end('');
    expect(rig.ledger.get(1)).toMatchObject({ state: 'issued', amount: 3, grid: { on: 'next race' }, session: 1 });
    expect((await rig.results.show()).amendments).toEqual([]);
  });

  it('are served when the driver starts the next race, not before', async () => {
    const rig = await given();
    rig.end('');
    rig.session('practice', 1);
    rig.lap(ADA);
    rig.session('race', 2);
    expect(stateOf(rig)).toBe('issued');
    rig.lap(BOB);
    expect(rig.ledger.get(1)).toMatchObject({ state: 'served' });
    expect(rig.ledger.history(1).at(-1)).toMatchObject({ by: 'Automatic', reason: 'started race' });
  });

  it('cannot be marked as served, which would spare the driver the places', async () => {
    const rig = await given();
    expect(() => rig.actions.served(1, { by: 'The steward' })).toThrow(
      'P-1 (3-place grid drop in the next race) cannot be served.',
    );
    expect(() => rig.actions.notServed(1, { by: 'The steward' })).toThrow('P-1 (3-place grid drop in the next race)');
    expect(stateOf(rig)).toBe('issued');
    rig.end('');
    rig.session('race', 1);
    rig.lap(BOB);
    expect(stateOf(rig)).toBe('served');
    expect(() => rig.actions.served(1, { by: 'The steward' })).toThrow('P-1');
  });

  it('wait for a race that the driver starts', async () => {
    const rig = await given();
    rig.end('');
    rig.leave(ADA);
    rig.session('race', 1);
    rig.lap(BOB);
    rig.end('');
    expect(stateOf(rig)).toBe('issued');
    // A driver who joins a running race starts from the pits.
    rig.session('race', 2);
    rig.lap(BOB);
    rig.join(ADA);
    rig.load(ADA);
    rig.lap(BOB);
    expect(stateOf(rig)).toBe('issued');
    rig.end('');
    rig.session('race', 3);
    rig.end('');
    expect(stateOf(rig)).toBe('served');
  });

  it('for the next event are not served in this one', async () => {
    const rig = await given({ type: 'grid', amount: 5, grid: { on: 'next event' } });
    expect(rig.said.at(-1)).toBe('Ada Quick: P-1: 5-place grid drop at the next event (contact).');
    rig.end('');
    rig.session('race', 1);
    rig.lap(ADA);
    rig.end('');
    expect(rig.ledger.get(1)).toMatchObject({ state: 'issued', grid: { on: 'next event', event: 1 } });
    expect(rig.calendar.eventAt(rig.clock.now())).toBe(1);
    // Without a named event, each day is an event.
    rig.clock.advance(24 * 3_600_000);
    expect(rig.calendar.eventAt(rig.clock.now())).toBe(0);
    rig.session('race', 2);
    rig.lap(ADA);
    expect(stateOf(rig)).toBe('served');
  });

  it('survive a restart of Pitwall, and can be withdrawn', async () => {
    const rig = (await given()).reopen();
    expect(rig.ledger.active(ADA.guid)).toMatchObject([{ number: 1, type: 'grid' }]);
    rig.actions.clear(1, { by: 'Another' });
    expect(rig.ledger.active()).toEqual([]);
  });

  it('are not served by a driver whose game has not loaded', async () => {
    const rig = await given();
    rig.end('');
    rig.leave(ADA);
    rig.join(ADA);
    rig.session('race', 1);
    rig.lap(BOB);
    expect(stateOf(rig)).toBe('issued');
  });

  it.each([
    [{ on: 'next race' }, { name: 'Race', event: 7 }, true],
    // A race that belongs to no event costs nobody a grid place.
    [{ on: 'next race' }, { name: 'Race' }, false],
    [{ on: 'next event' }, { name: 'Race', event: 0 }, true],
    [{ on: 'next race', race: 'sprint ' }, { name: 'Sprint', event: 7 }, true],
    [{ on: 'next race', race: 'Sprint' }, { name: 'Race', event: 7 }, false],
    [{ on: 'next event', event: 7 }, { name: 'Race', event: 7 }, false],
    [{ on: 'next event', event: 7 }, { name: 'Race', event: 8 }, true],
    [{ on: 'next event', event: 7, race: 'Sprint' }, { name: 'Race', event: 8 }, false],
    [{ on: 'next event', event: 7 }, { name: 'Race' }, false],
    [undefined, { name: 'Race', event: 7 }, true],
  ] as const)('with %j are due on the grid of %j: %s', (grid, race, expected) => {
    expect(isDueOn(penalty({ type: 'grid', amount: 3, grid }), race)).toBe(expected);
  });

  it.each([
    [
      { type: 'time', amount: 5, grid: { on: 'next event' } },
      'Only grid drops apply to a later race: time takes no "next-event".',
    ],
    [
      { type: 'warning', grid: { on: 'next race', race: 'Sprint' } },
      'Only grid drops apply to a later race: warning takes no "race:Sprint".',
    ],
    [{ type: 'grid' }, 'grid needs an amount: places from 1 to 99'],
  ] as const)('are refused: %j', async (order, sentence) => {
    const rig = penaltyRig();
    rig.session('race');
    rig.join(ADA);
    await expect(rig.actions.give(ADA, order, steward)).rejects.toThrow(sentence);
    expect(rig.ledger.newest(9)).toEqual([]);
  });

  it('are not served by a restart of the race they were given in', async () => {
    const rig = await given();
    rig.session('race');
    rig.lap(BOB);
    rig.lap(ADA);
    expect(rig.calendar.of(1, 2)?.continues).toBe(1);
    expect(stateOf(rig)).toBe('issued');
    rig.end('');
    rig.session('race', 1);
    rig.lap(ADA);
    expect(stateOf(rig)).toBe('served');
  });
});
