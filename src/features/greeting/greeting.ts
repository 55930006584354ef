/** Tells drivers in the car, once an evening, that there are stewards and how to reach them, in the league's words. */
import { type Driver, hear, type Listeners, type SessionKind } from '../../events/events.ts';
import type { Bus } from '../../race/bus.ts';
import type { RaceState } from '../../race/state.ts';
import type { GreetingTable } from './table.ts';

export interface GreetingParts {
  readonly bus: Pick<Bus, 'live'>;
  readonly log: { error(fields: object, message: string): void };
  readonly table: GreetingTable;
  readonly words: string;
  readonly greetsIn: readonly SessionKind[];
  readonly state: () => RaceState;
  /** The league night or the day: nobody is greeted twice in it. */
  readonly evening: () => string;
  /** @returns whether all its lines were sent, once the last one was sent or will not be */
  readonly say: (driver: Driver, words: string) => Promise<boolean>;
}

export class Greetings {
  readonly #parts: GreetingParts;
  /** GUIDs of drivers whose greeting is being sent. */
  readonly #saying = new Set<string>();
  readonly #stop: () => void;

  constructor(parts: GreetingParts) {
    this.#parts = parts;
    const reactions: Listeners<void> = {
      driverLoaded: ({ driver }) => void this.#greet(driver),
      // Most drivers come in practice. On the grid they have other things to read.
      sessionStarted: ({ facts }) => (facts.kind === 'race' ? undefined : this.#greetAll()),
    };
    this.#stop = parts.bus.live((event) => hear(reactions, event));
  }

  close(): void {
    this.#stop();
  }

  #greetAll(): void {
    for (const driver of this.#parts.state().drivers.values()) if (driver.loaded) void this.#greet(driver);
  }

  async #greet({ carId, guid, name }: Driver): Promise<void> {
    const { table, state, words, greetsIn, evening, say, log } = this.#parts;
    const kind = state().session?.facts.kind;
    if (!kind || !greetsIn.includes(kind) || this.#saying.has(guid)) return;
    const tonight = evening();
    if (table.has(guid, tonight)) return;
    this.#saying.add(guid);
    try {
      // A driver who left meanwhile is greeted at the next join, even if they read the first line.
      if (await say({ carId, guid, name }, words)) table.add({ guid, evening: tonight });
    } catch (err) {
      log.error({ err }, 'a greeting could not be said');
    } finally {
      this.#saying.delete(guid);
    }
  }
}
