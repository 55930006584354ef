import type { EntrySlot, GridActions, GridPlace, GridView } from '../../src/features/grid/actions.ts';
import type { GridWish } from '../../src/features/grid/order.ts';

export const slot = (facts: Partial<EntrySlot> = {}): EntrySlot => ({
  carId: 0,
  model: 'dj_skipbarber_f2000',
  skin: 'The9GAG',
  spectatorMode: false,
  driverName: '',
  team: '',
  guids: ['76561198102064903'],
  ballastKg: 0,
  restrictor: 0,
  ...facts,
});

const place = (carId: number, name: string): GridPlace => ({
  carId,
  from: 1 - carId,
  name,
  model: 'bmw_m3_e30',
  guids: [],
  position: carId + 1,
});

/** Two places that have been swapped, always in the same state. */
export function fakeGrid(facts: Partial<GridView> = {}, entries: readonly EntrySlot[] = [slot()]) {
  const done: string[] = [];
  const grid: GridView = { places: [place(0, 'Keith'), place(1, 'Wayne')], notes: [], ...facts };
  const actions: GridActions = {
    entries: () => entries,
    order: async () => grid,
    async stage(wish, author) {
      const { rule, top, session }: GridWish = typeof wish === 'string' ? { rule: wish } : wish;
      const more = [...(top ? [`top ${top}`] : []), ...(session ? [`S-${session}`] : [])];
      done.push([rule, ...more, 'by', author].join(' '));
      const staged = { rule, author, at: 0, results: 'results/2020_12_20_20_58_RACE.json' };
      return { ...grid, staged };
    },
    async move({ driver, place: to, by }) {
      done.push(`${driver} to ${to} by ${by}`);
      return grid;
    },
    async save() {
      done.push('saved');
      return { change: 'saved', grid, fromNextStart: true };
    },
    async undo() {
      done.push('undone');
      return { change: 'undone', grid, fromNextStart: false };
    },
  };
  return { ...actions, done };
}
