import type { Load } from '../../acserver/limits.ts';
import type { RaceState } from '../../race/state.ts';
import { loadToCarry } from './load.ts';
import type { LoadTable, SentLoad } from './table.ts';

export interface LastSentOptions {
  readonly state: () => RaceState;
  readonly table: LoadTable;
  /** The load of each car in the entry list, which is read when this is called. */
  readonly bases: () => (carId: number) => Load;
  /** The most that the game server accepts. */
  readonly limits: () => Load;
}

/** What the game server was last told about a car in this life of it; otherwise the entry list's load. */
export class LastSent {
  readonly #options: LastSentOptions;

  constructor(options: LastSentOptions) {
    this.#options = options;
  }

  of(carId: number): SentLoad {
    const { table, state } = this.#options;
    const known = table.sent(state().run, carId);
    if (known) return known;
    const { ballastKg, restrictorPercent } = this.base(carId);
    return { ballastKg, restrictorPercent, sure: true };
  }

  base(carId: number): Load {
    const { bases, limits } = this.#options;
    return loadToCarry({ base: bases()(carId), limits: limits() });
  }

  isKnown(carId: number): boolean {
    const { table, state } = this.#options;
    return table.sent(state().run, carId) !== undefined;
  }

  known(): readonly number[] {
    const { table, state } = this.#options;
    return table.carsToldOf(state().run);
  }

  note(carId: number, changed: Partial<SentLoad>): void {
    const { table, state } = this.#options;
    table.setSent(state().run, carId, { ...this.of(carId), ...changed });
  }
}
