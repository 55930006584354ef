import { describe, expect, it } from 'vitest';
import { activeKg } from '../../../src/features/penalties/penalty.ts';
import { ADA, BOB, penaltyRig, raceRig } from './rig.ts';

const steward = { by: 'The steward', reason: 'contact' };

describe('ballast for some laps', () => {
  it('is carried for exactly that many laps', async () => {
    const rig = raceRig();
    rig.lap(ADA);
    await rig.actions.give(ADA, { type: 'ballast', amount: 20, laps: 3 }, steward);
    const carried = [0, 1, 2, 3].map((laps) => {
      if (laps > 0) rig.lap(ADA);
      rig.lap(BOB);
      return activeKg(rig.ledger.active(ADA.guid));
    });
    expect(carried).toEqual([20, 20, 20, 0]);
    expect(rig.ledger.get(1)).toMatchObject({ state: 'served', lapsLeft: 0 });
  });

  it('adds to other ballast at the same time', async () => {
    const rig = raceRig();
    await rig.actions.give(ADA, { type: 'ballast', amount: 20, laps: 2 }, steward);
    rig.lap(ADA);
    await rig.actions.give(ADA, { type: 'ballast', amount: 15, laps: 2 }, steward);
    const carried = [0, 1, 2].map((laps) => {
      if (laps > 0) rig.lap(ADA);
      return activeKg(rig.ledger.active(ADA.guid));
    });
    expect(carried).toEqual([35, 15, 0]);
  });

  it('continues after a restart of Pitwall', async () => {
    const before = raceRig();
    await before.actions.give(ADA, { type: 'ballast', amount: 20, laps: 3 }, steward);
    before.lap(ADA);
    const rig = before.reopen();
    expect(rig.ledger.get(1)).toMatchObject({ state: 'serving', lapsLeft: 2 });
    rig.lap(ADA);
    rig.lap(ADA);
    expect(rig.ledger.get(1)).toMatchObject({ state: 'served', lapsLeft: 0 });
    expect(rig.ledger.history(1).map(({ lapsLeft, reason }) => `${lapsLeft} ${reason}`)).toEqual([
      '3 contact',
      '2 lap 1',
      '1 lap 2',
      '0 lap 3',
    ]);
  });

  it('follows its driver into another car and the next race', async () => {
    const rig = raceRig();
    await rig.actions.give(ADA, { type: 'ballast', amount: 20, laps: 3 }, steward);
    rig.lap(ADA);
    rig.leave(ADA);
    rig.join({ ...ADA, carId: 5 });
    rig.lap({ carId: 5 });
    rig.end('results/1.json');
    rig.session('race', 1);
    rig.lap({ carId: 5 });
    expect(rig.ledger.get(1).state).toBe('served');
  });

  it('given before the race is carried at once and counted from its start', async () => {
    const rig = penaltyRig();
    rig.session('qualify');
    rig.join(ADA);
    await rig.actions.give(ADA, { type: 'ballast', amount: 20, laps: 1 }, steward);
    rig.lap(ADA);
    expect(rig.ledger.get(1)).toMatchObject({ state: 'issued', lapsLeft: 1 });
    expect(activeKg(rig.ledger.active(ADA.guid))).toBe(20);
    rig.session('race', 1);
    expect(rig.ledger.get(1).state).toBe('serving');
    rig.lap(ADA);
    expect(rig.ledger.get(1).state).toBe('served');
  });
});

describe('laps outside races', () => {
  it('do not count before the race, in any of its sessions', async () => {
    const rig = penaltyRig();
    rig.session('practice');
    rig.join(ADA);
    await rig.actions.give(ADA, { type: 'ballast', amount: 20, laps: 2 }, steward);
    rig.session('qualify', 1);
    rig.lap(ADA);
    expect(rig.ledger.get(1)).toMatchObject({ state: 'issued', lapsLeft: 2 });
    rig.session('race', 2);
    rig.lap(ADA);
    expect(rig.ledger.get(1)).toMatchObject({ state: 'serving', lapsLeft: 1 });
  });

  it('do not count between two races', async () => {
    const rig = raceRig();
    await rig.actions.give(ADA, { type: 'ballast', amount: 20, laps: 2 }, steward);
    rig.lap(ADA);
    rig.end('results/1.json');
    rig.session('practice', 1);
    rig.lap(ADA);
    rig.end();
    expect(rig.ledger.get(1)).toMatchObject({ state: 'serving', lapsLeft: 1 });
    rig.session('race', 2);
    rig.lap(ADA);
    expect(rig.ledger.get(1)).toMatchObject({ state: 'served', lapsLeft: 0 });
  });
});

describe('a drive-through', () => {
  const given = async () => {
    const rig = raceRig();
    await rig.actions.give(ADA, { type: 'drive-through', laps: 2 }, steward);
    return rig;
  };

  it('is counted down in messages to its driver', async () => {
    const rig = await given();
    rig.lap(ADA);
    rig.lap(ADA);
    expect(rig.said).toEqual([
      'Race control: drive-through for Ada Quick.',
      'Ada Quick: P-1: drive-through, serve within 2 laps (contact).',
      'Ada Quick: P-1: drive-through, last lap to serve it.',
      'Ada Quick: P-1: drive-through overdue, race control will decide.',
    ]);
  });

  it('is repeated to its driver every lap while overdue, until a steward decides', async () => {
    const rig = await given();
    const overdue = 'Ada Quick: P-1: drive-through overdue, race control will decide.';
    for (let lap = 0; lap < 4; lap++) {
      rig.lap(ADA);
      rig.lap(BOB);
    }
    expect(rig.said.slice(2)).toEqual([
      'Ada Quick: P-1: drive-through, last lap to serve it.',
      overdue,
      overdue,
      overdue,
    ]);
    rig.actions.served(1, { by: 'The steward' });
    rig.lap(ADA);
    expect(rig.said.filter((line) => line === overdue)).toHaveLength(3);
  });

  it('is not repeated for a lap that the log tells later', async () => {
    const rig = await given();
    rig.lap(ADA);
    rig.lap(ADA);
    const before = rig.said.length;
    const raceLine = { fact: 'sessionStarted', name: 'race', index: 0, type: 3, timeMinutes: 0, laps: 12 } as const;
    const lapLine = { fact: 'lapCompleted', slot: ADA.carId, name: ADA.name, lapMs: 90_000, cuts: 0 } as const;
    const laps = [lapLine, lapLine, lapLine];
    rig.feed.log({ facts: [raceLine, ...laps], position: 1, absent: true });
    expect(rig.told('lapCompleted').map(({ lap, late = false }) => [lap, late])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
    expect(rig.said.slice(before)).toEqual([]);
  });

  it('becomes time at the end of the race, until a steward marks it as served', async () => {
    const rig = await given();
    rig.end('results/1.json');
    expect(rig.ledger.get(1)).toMatchObject({ state: 'converted', convertedInto: 3 });
    expect(rig.ledger.get(3)).toMatchObject({
      type: 'time',
      amount: 20,
      state: 'issued',
      session: 1,
      convertedFrom: 1,
      cause: 'finished with an unserved penalty',
    });
    rig.actions.served(1, { by: 'The steward' });
    expect(rig.ledger.get(1).state).toBe('served');
    expect(rig.ledger.get(3).state).toBe('withdrawn');
  });

  it('becomes time at once if marked as not served, and nothing more at the end', async () => {
    const rig = await given();
    rig.actions.notServed(1, { by: 'The steward' });
    expect(rig.ledger.get(3)).toMatchObject({ type: 'time', amount: 20, cause: 'penalty not served' });
    rig.end('results/1.json');
    expect(rig.ledger.newest(9)).toHaveLength(2);
  });

  it('marked as served stays so at the end of the race', async () => {
    const rig = await given();
    rig.actions.served(1, { by: 'The steward' });
    rig.end('results/1.json');
    expect(rig.ledger.newest(9)).toHaveLength(1);
  });

  it('continues in a restarted race, with all its laps', async () => {
    const rig = await given();
    rig.lap(ADA);
    rig.session('race');
    expect(rig.told('sessionEnded')).toMatchObject([{ restarted: true }]);
    expect(rig.ledger.get(1)).toMatchObject({ state: 'serving', lapsLeft: 2 });
  });

  it('stores why it was converted, in English and as a translatable text', async () => {
    const rig = await given();
    rig.end('results/1.json');
    const reasons = (number: number) =>
      rig.ledger.history(number).map(({ reason, reasonText }) => [reason, reasonText]);
    expect(reasons(1)).toEqual([
      ['contact', undefined],
      ['race over, never marked as served', { key: 'neverCalledServed' }],
      ['race over, never marked as served', { key: 'neverCalledServed' }],
    ]);
    const params = { number: 1, type: 'drive-through' };
    expect(rig.ledger.get(3)).toMatchObject({
      reason: 'drive-through P-1 not served',
      reasonText: { key: 'otherNotServed', params },
    });
    rig.actions.clear(1, { by: 'The steward' });
    expect(reasons(3).at(-1)).toEqual(['P-1 withdrawn', { key: 'otherWithdrawn', params: { number: 1 } }]);
  });

  it('from qualifying counts in the result of the race', async () => {
    const rig = penaltyRig();
    rig.session('qualify');
    rig.join(ADA);
    await rig.actions.give(ADA, { type: 'drive-through' }, steward);
    rig.session('race', 1);
    rig.end('results/1.json');
    expect(rig.ledger.get(3)).toMatchObject({ type: 'time', session: 2 });
  });
});

it('a kick is served when its driver has left', async () => {
  const rig = raceRig();
  const { note } = await rig.actions.give(ADA, { type: 'kick' }, steward);
  expect(note).toBe('Ada Quick was kicked.');
  expect(rig.kicked).toEqual(['Ada Quick']);
  expect(() => rig.actions.served(1, steward)).toThrow('P-1 (kick) cannot be served.');
  expect(rig.ledger.get(1).state).toBe('issued');
  rig.leave(ADA);
  expect(rig.ledger.get(1).state).toBe('served');
});

it('a kick is withdrawn if its driver has already left', async () => {
  const rig = raceRig();
  rig.leave(ADA);
  await expect(rig.actions.give(ADA, { type: 'kick' }, steward)).rejects.toThrow('Ada Quick has left.');
  expect(rig.ledger.get(1).state).toBe('withdrawn');
});
