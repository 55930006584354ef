import { describe, expect, it } from 'vitest';
import type { EntrySlot } from '../../../src/acserver/ini/entryList.ts';
import type { Results } from '../../../src/acserver/results/schema.ts';
import { fixture } from '../../acserver/results/fixtures.ts';
import { slot } from '../../fakes/grid.ts';
import { gridOf, guid, race, slots } from './made.ts';

const SUZUKA = fixture('2019_3_2_22_28_RACE.json', 'manager');
const NURBURGRING = fixture('2019_3_2_21_36_RACE.json', 'manager');

/** The entry list of such a race, with every slot open to everyone. */
const openSlots = ({ cars }: Results): EntrySlot[] =>
  cars.toSorted((a, b) => a.carId - b.carId).map(({ carId, model, skin }) => slot({ carId, model, skin, guids: [] }));

describe('the grid by the finish', () => {
  it('has the finishers of a real race in front, and the others as they stood', () => {
    const { order, finishers } = gridOf(SUZUKA, openSlots(SUZUKA), 'finish');
    const front = [0, 9, 10, 18, 5, 1];
    expect(finishers.map(({ carId }) => carId)).toEqual(front);
    expect(finishers[1]).toEqual({ position: 2, name: 'Alvada Rioal', carId: 9 });
    expect(order).toEqual([...front, 2, 3, 4, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21]);
  });

  it('counts a car that retired after three of six laps as the last finisher', () => {
    expect(gridOf(NURBURGRING, openSlots(NURBURGRING), 'finish').order.slice(0, 8)).toEqual([
      12, 5, 0, 14, 13, 4, 1, 2,
    ]);
  });

  it('goes by laps, not by total time: a lapped driver may have the smaller one', () => {
    const lapped = fixture('2019_2_15_21_16_RACE.json');
    expect(gridOf(lapped, openSlots(lapped), 'finish').order.slice(0, 2)).toEqual([1, 0]);
    // Six of the seven laps of car 12 belong to a driver who had the slot before.
    const old = fixture('null_events_RACE.json');
    expect(gridOf(old, openSlots(old), 'finish').finishers.map(({ carId }) => carId)).toEqual([
      9, 7, 4, 2, 0, 3, 5, 15, 16, 12,
    ]);
  });

  it('reads files without Restrictor or BallastKG', () => {
    const bare = fixture('no_ballastkg.json');
    expect(gridOf(bare, openSlots(bare), 'finish').finishers).toHaveLength(10);
  });

  it('respects the manager’s penalties: a disqualified winner starts behind the finishers', () => {
    const rows = [{ carId: 0, more: { Disqualified: true } }, { carId: 1 }, { carId: 2 }];
    expect(gridOf(race(rows), slots(3), 'finish').order).toEqual([1, 2, 0]);
  });
});

describe('who is disqualified', () => {
  const rows = [{ carId: 0, more: { Disqualified: true } }, { carId: 1 }, { carId: 2 }];

  it.each(['finish', 'reverse'] as const)('starts behind everybody in an open list, reserved for them: %s', (rule) => {
    const { order, reservations } = gridOf(race(rows), slots(5), rule);
    expect(order.slice(2)).toEqual([3, 4, 0]);
    expect(reservations).toContainEqual({ carId: 0, guid: guid(0), name: 'Driver 0' });
  });

  it('is named where no slot is left', () => {
    const taken = slots(5, (carId) => (carId === 0 ? { guids: [guid(9)] } : { model: carId < 3 ? 'a' : 'b' }));
    expect(gridOf(race(rows), taken, 'finish').left).toEqual(['Driver 0']);
  });

  it('and has not driven gets no slot of others', () => {
    const stayed = [{ carId: 0, totalMs: 0, more: { Disqualified: true } }, { carId: 1 }];
    expect(gridOf(race(stayed), slots(3), 'finish')).toMatchObject({ order: [1, 0, 2], left: [] });
  });
});

describe('the grid reversed', () => {
  it('turns round the first few alone where that is asked', () => {
    const { order, finishers } = gridOf(SUZUKA, openSlots(SUZUKA), 'reverse', 3);
    expect(order.slice(0, 6)).toEqual([10, 9, 0, 18, 5, 1]);
    expect(finishers.map(({ position }) => position)).toEqual([3, 2, 1, 4, 5, 6]);
    expect(gridOf(SUZUKA, openSlots(SUZUKA), 'reverse', 50).order).toEqual(
      gridOf(SUZUKA, openSlots(SUZUKA), 'reverse').order,
    );
  });

  it('turns the finishers round and leaves the others behind them', () => {
    const { order, finishers } = gridOf(SUZUKA, openSlots(SUZUKA), 'reverse');
    expect(order).toEqual([1, 5, 18, 10, 9, 0, 2, 3, 4, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21]);
    expect(finishers[0]).toEqual({ position: 6, name: 'Fabio Mirjaf', carId: 1 });
  });
});

describe('whose slot it is', () => {
  it('reserves an open slot for the finisher who takes it', () => {
    const { reservations } = gridOf(SUZUKA, openSlots(SUZUKA), 'finish');
    expect(reservations).toHaveLength(6);
    expect(reservations[3]).toEqual({ carId: 18, guid: '76561197900001010', name: 'Brunok Arinb' });
  });

  it('finds a reserved slot by GUID, wherever it stands now, and leaves it as it is', () => {
    const reserved = slots(3, (carId) => ({ guids: carId === 2 ? [guid(8), guid(0)] : [] }));
    const { order, reservations } = gridOf(race([{ carId: 0 }]), reserved, 'finish');
    expect(order).toEqual([2, 0, 1]);
    expect(reservations).toEqual([]);
  });

  it('reserves nothing for a driver whose shared car has its place already', () => {
    const reserved = slots(3, (carId) => ({ guids: carId === 2 ? [guid(0), guid(1)] : [] }));
    const rows = [
      { carId: 2, guid: guid(0) },
      { carId: 1, guid: guid(1), name: 'Bo' },
    ];
    const { order, reservations, left } = gridOf(race(rows), reserved, 'finish');
    expect({ order, reservations, left }).toEqual({ order: [2, 0, 1], reservations: [], left: ['Bo'] });
  });

  it('never takes a slot that is reserved for somebody else', () => {
    const reserved = slots(2, () => ({ guids: [guid(9)] })).slice(0, 1);
    const { order, finishers, left } = gridOf(race([{ carId: 0, name: 'Ada' }]), reserved, 'finish');
    expect({ order, finishers, left }).toEqual({ order: [0], finishers: [], left: ['Ada'] });
  });

  it('takes another open slot of the same car and livery where the own place is gone', () => {
    const cars = [{ CarId: 0, Model: 'a', Skin: 'red', Driver: {} }];
    const others = slots(4, (carId) => ({
      skin: ['red', 'blue', 'red', 'red'][carId] ?? '',
      guids: carId === 0 ? [guid(9)] : [],
    }));
    expect(gridOf(race([{ carId: 0 }], cars), others, 'finish').order).toEqual([2, 0, 1, 3]);
  });

  it('gives nobody a car of another model, nor a spectator’s place', () => {
    const others = slots(2, (carId) => (carId === 0 ? { model: 'b' } : { spectatorMode: true }));
    expect(gridOf(race([{ carId: 0, name: 'Ada' }]), others, 'finish').left).toEqual(['Ada']);
  });

  it('goes by the place where the results do not name the model', () => {
    const { finishers } = gridOf(
      race([
        { carId: 1, model: '' },
        { carId: 7, model: '' },
      ]),
      slots(3),
      'finish',
    );
    expect(finishers.map(({ carId }) => carId)).toEqual([1]);
  });

  it('counts a driver who changed cars once, by the better row', () => {
    const rows = [{ carId: 2, guid: guid(5) }, { carId: 0 }, { carId: 1, guid: guid(5) }];
    const { order, reservations } = gridOf(race(rows), slots(3), 'finish');
    expect(order).toEqual([2, 0, 1]);
    expect(reservations.map(({ guid: each }) => each)).toEqual([guid(5), guid(0)]);
  });

  it('keeps namesakes apart, and drivers without a name', () => {
    const rows = [1, 0, 2].map((carId) => ({ carId, name: carId === 2 ? '' : 'Ada' }));
    const { order, finishers } = gridOf(race(rows), slots(3), 'finish');
    expect(order).toEqual([1, 0, 2]);
    expect(finishers.map(({ name }) => name)).toEqual(['Ada', 'Ada', '']);
  });

  it.each(['0', '$#@@!$kicked', '', '7656119'])('writes no GUID like %j, but moves the slot', (id) => {
    const { order, reservations } = gridOf(race([{ carId: 1, guid: id }]), slots(2), 'finish');
    expect(order).toEqual([1, 0]);
    expect(reservations).toEqual([]);
  });

  it('leaves the car of an unknown id where it is', () => {
    const { order, left } = gridOf(race([{ carId: 99, model: 'zonda' }, { carId: 1 }]), slots(2), 'finish');
    expect(order).toEqual([1, 0]);
    expect(left).toEqual(['Driver 99']);
  });

  it('keeps a non-finisher’s own slot ahead of the slots nobody drove', () => {
    const reserved = slots(3, (carId) => ({ guids: carId === 2 ? [guid(2)] : [] }));
    expect(gridOf(race([{ carId: 1 }, { carId: 2, totalMs: 0 }]), reserved, 'finish').order).toEqual([1, 2, 0]);
  });

  it('makes a name fit on a line of the file', () => {
    const rows = [{ carId: 0, name: ' Ada\r\n[CAR_9]\0\ud800; "x" = 1 ' }];
    expect(gridOf(race(rows), slots(1), 'finish').reservations[0]?.name).toBe('Ada [CAR_9] ; "x" = 1');
  });
});
