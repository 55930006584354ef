import type { EntrySlot } from '../../../src/acserver/ini/entryList.ts';
import { finishedRace } from '../../../src/acserver/results/finished.ts';
import { parseResults } from '../../../src/acserver/results/read.ts';
import type { Results } from '../../../src/acserver/results/schema.ts';
import { type GridRule, orderGrid } from '../../../src/features/grid/order.ts';
import { slot } from '../../fakes/grid.ts';

export const guid = (n: number): string => `7656119800000${String(n).padStart(4, '0')}`;

export interface Row {
  readonly carId: number;
  readonly guid?: string;
  readonly name?: string;
  readonly totalMs?: number;
  readonly model?: string;
  readonly more?: object;
}

/** A file as acServer writes it, without laps, so only its own order is known. */
export const race = (rows: readonly Row[], cars: unknown = []): Results =>
  parseResults(
    Buffer.from(
      JSON.stringify({
        TrackName: 'spa',
        TrackConfig: '',
        Type: 'RACE',
        Cars: cars,
        Result: rows.map(
          ({ carId, guid: id = guid(carId), name = `Driver ${carId}`, totalMs = 1, model = 'a', more }) => ({
            CarId: carId,
            DriverGuid: id,
            DriverName: name,
            TotalTime: totalMs,
            CarModel: model,
            ...more,
          }),
        ),
        Laps: null,
        Events: null,
      }),
    ),
    'race.json',
  );

export const slots = (count: number, facts: (carId: number) => Partial<EntrySlot> = () => ({})): EntrySlot[] =>
  Array.from({ length: count }, (_, carId) => slot({ carId, model: 'a', skin: '', guids: [], ...facts(carId) }));

export const gridOf = (results: Results, slots: readonly EntrySlot[], rule: GridRule, top?: number) =>
  orderGrid(finishedRace(results), slots, rule, top);
