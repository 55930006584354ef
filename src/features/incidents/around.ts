/** Every car of a server as it drove around some contacts: read once for all of them, as they happened close together. */
import { lapsOf, type RaceState, type Session } from '../../race/state.ts';
import type { Traces } from '../../race/traces.ts';
import { AFTER_MS, BEFORE_MS, type Runner, runnerOf } from '../evidence/consequence.ts';

/** A lap is reported a moment after the line. */
export const KNOWN_MS = AFTER_MS + 1000;
/** Positions from before this need no look: a car seen less often is not running. */
const SEEN_MS = 1000;

export class Around {
  readonly #state: RaceState;
  readonly #traces: Pick<Traces, 'of'>;
  readonly #from: number;
  readonly #to: number;
  readonly #runners = new Map<number | undefined, readonly Runner[]>();

  /** @param times of the contacts: UTC, milliseconds; at least one */
  constructor(state: RaceState, traces: Pick<Traces, 'of'>, times: readonly number[]) {
    this.#state = state;
    this.#traces = traces;
    this.#from = Math.min(...times) - BEFORE_MS - SEEN_MS;
    this.#to = Math.max(...times) + KNOWN_MS;
  }

  /** With their laps of this session. */
  runnersIn(session: Session | undefined): readonly Runner[] {
    const known = this.#runners.get(session?.ordinal);
    if (known) return known;
    const runners = [...this.#state.drivers.values()].map((driver) =>
      runnerOf({
        carId: driver.carId,
        trace: this.#traces.of(driver.carId, this.#from, this.#to),
        lapsAt: lapsOf(session, driver).map(({ at }) => at),
      }),
    );
    this.#runners.set(session?.ordinal, runners);
    return runners;
  }
}
