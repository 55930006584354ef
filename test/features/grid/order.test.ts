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

describe('the grid in finishing order', () => {
  it('puts the finishers of a real race in front, and keeps the others in order', () => {
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

  it('goes by laps before total time, as a lapped driver may have less time', () => {
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

describe('a disqualified driver', () => {
  const rows = [{ carId: 0, more: { Disqualified: true } }, { carId: 1 }, { carId: 2 }];

  it.each(['finish', 'reverse'] as const)('starts last in an open list, in a slot reserved for them: %s', (rule) => {
    const { order, reservations } = gridOf(race(rows), slots(5), rule);
    expect(order.slice(2)).toEqual([3, 4, 0]);
    expect(reservations).toContainEqual({ carId: 0, guid: guid(0), name: 'Driver 0' });
  });

  it('is named if no slot is left', () => {
    const taken = slots(5, (carId) => (carId === 0 ? { guids: [guid(9)] } : { model: carId < 3 ? 'a' : 'b' }));
    expect(gridOf(race(rows), taken, 'finish').left).toEqual(['Driver 0']);
  });

  it('takes no slot from others without having driven', () => {
    const stayed = [{ carId: 0, totalMs: 0, more: { Disqualified: true } }, { carId: 1 }];
    expect(gridOf(race(stayed), slots(3), 'finish')).toMatchObject({ order: [1, 0, 2], left: [] });
  });
});

describe('the reversed grid', () => {
  it('reverses only the top places if asked', () => {
    const { order, finishers } = gridOf(SUZUKA, openSlots(SUZUKA), 'reverse', 3);
    expect(order.slice(0, 6)).toEqual([10, 9, 0, 18, 5, 1]);
    expect(finishers.map(({ position }) => position)).toEqual([3, 2, 1, 4, 5, 6]);
    expect(gridOf(SUZUKA, openSlots(SUZUKA), 'reverse', 50).order).toEqual(
      gridOf(SUZUKA, openSlots(SUZUKA), 'reverse').order,
    );
  });

  it('reverses the finishers and leaves the others behind them', () => {
    const { order, finishers } = gridOf(SUZUKA, openSlots(SUZUKA), 'reverse');
    expect(order).toEqual([1, 5, 18, 10, 9, 0, 2, 3, 4, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21]);
    expect(finishers[0]).toEqual({ position: 6, name: 'Fabio Mirjaf', carId: 1 });
  });
});

describe('a slot on the grid', () => {
  it('is reserved for the finisher who takes it, if it was open', () => {
    const { reservations } = gridOf(SUZUKA, openSlots(SUZUKA), 'finish');
    expect(reservations).toHaveLength(6);
    expect(reservations[3]).toEqual({ carId: 18, guid: '76561197900001010', name: 'Brunok Arinb' });
  });

  it('is found by its GUID, wherever it is now, and left unchanged', () => {
    const reserved = slots(3, (carId) => ({ guids: carId === 2 ? [guid(8), guid(0)] : [] }));
    const { order, reservations } = gridOf(race([{ carId: 0 }]), reserved, 'finish');
    expect(order).toEqual([2, 0, 1]);
    expect(reservations).toEqual([]);
  });

  it('is not reserved for a driver whose shared car already has a place', () => {
    const reserved = slots(3, (carId) => ({ guids: carId === 2 ? [guid(0), guid(1)] : [] }));
    const rows = [
      { carId: 2, guid: guid(0) },
      { carId: 1, guid: guid(1), name: 'Bo' },
    ];
    const { order, reservations, left } = gridOf(race(rows), reserved, 'finish');
    expect({ order, reservations, left }).toEqual({ order: [2, 0, 1], reservations: [], left: ['Bo'] });
  });

  it('is never taken if it is reserved for another driver', () => {
    const reserved = slots(2, () => ({ guids: [guid(9)] })).slice(0, 1);
    const { order, finishers, left } = gridOf(race([{ carId: 0, name: 'Ada' }]), reserved, 'finish');
    expect({ order, finishers, left }).toEqual({ order: [0], finishers: [], left: ['Ada'] });
  });

  it('is replaced by another open one for the same car and livery if the driver’s own is gone', () => {
    const cars = [{ CarId: 0, Model: 'a', Skin: 'red', Driver: {} }];
    const others = slots(4, (carId) => ({
      skin: ['red', 'blue', 'red', 'red'][carId] ?? '',
      guids: carId === 0 ? [guid(9)] : [],
    }));
    expect(gridOf(race([{ carId: 0 }], cars), others, 'finish').order).toEqual([2, 0, 1, 3]);
  });

  it('is never one for another model or a spectator', () => {
    const others = slots(2, (carId) => (carId === 0 ? { model: 'b' } : { spectatorMode: true }));
    expect(gridOf(race([{ carId: 0, name: 'Ada' }]), others, 'finish').left).toEqual(['Ada']);
  });

  it('is found by car id if the results do not name the model', () => {
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

  it('is given once to a driver who changed cars, by the better row', () => {
    const rows = [{ carId: 2, guid: guid(5) }, { carId: 0 }, { carId: 1, guid: guid(5) }];
    const { order, reservations } = gridOf(race(rows), slots(3), 'finish');
    expect(order).toEqual([2, 0, 1]);
    expect(reservations.map(({ guid: each }) => each)).toEqual([guid(5), guid(0)]);
  });

  it('is given to each of two namesakes, and to a driver without a name', () => {
    const rows = [1, 0, 2].map((carId) => ({ carId, name: carId === 2 ? '' : 'Ada' }));
    const { order, finishers } = gridOf(race(rows), slots(3), 'finish');
    expect(order).toEqual([1, 0, 2]);
    expect(finishers.map(({ name }) => name)).toEqual(['Ada', 'Ada', '']);
  });

  it.each(['0', '$#@@!$kicked', '', '7656119'])('gets no GUID like %j, but is moved', (id) => {
    const { order, reservations } = gridOf(race([{ carId: 1, guid: id }]), slots(2), 'finish');
    expect(order).toEqual([1, 0]);
    expect(reservations).toEqual([]);
  });

  it('is not found for a driver with an unknown car id', () => {
    const { order, left } = gridOf(race([{ carId: 99, model: 'zonda' }, { carId: 1 }]), slots(2), 'finish');
    expect(order).toEqual([1, 0]);
    expect(left).toEqual(['Driver 99']);
  });

  it('of a non-finisher stays ahead of the slots nobody drove', () => {
    const reserved = slots(3, (carId) => ({ guids: carId === 2 ? [guid(2)] : [] }));
    expect(gridOf(race([{ carId: 1 }, { carId: 2, totalMs: 0 }]), reserved, 'finish').order).toEqual([1, 2, 0]);
  });

  it('gets the driver’s name made to fit on one line of the file', () => {
    const rows = [{ carId: 0, name: ' Ada\r\n[CAR_9]\0\ud800; "x" = 1 ' }];
    expect(gridOf(race(rows), slots(1), 'finish').reservations[0]?.name).toBe('Ada [CAR_9] ; "x" = 1');
  });
});
