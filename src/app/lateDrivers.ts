import type { Server } from '../command/app.ts';
import type { Driver } from '../events/driver.ts';
import { eachOnce } from '../kit/namesakes.ts';
import { driversOfLate } from '../race/people.ts';
import type { RaceState } from '../race/state.ts';

type Asked = {
  readonly calendar: Pick<Server['calendar'], 'newest'>;
  readonly incidents: Pick<Server['incidents'], 'peopleIn'>;
};

/**
 * Everyone of the last two sessions, each once. A race that broke off belongs to an earlier run of the game server: of
 * that, whoever has completed a lap or was in an incident. They are read once, because their session is over.
 */
export class LateDrivers {
  readonly #server: Asked;
  #before: { readonly session: number; readonly people: readonly Driver[] } | undefined;

  constructor(server: Asked) {
    this.#server = server;
  }

  of({ run, session, previous }: RaceState): readonly Driver[] {
    const here = eachOnce(driversOfLate({ session, previous }));
    if (previous) return here;
    const before = this.#server.calendar.newest(2).find((each) => each.run !== run);
    return before ? eachOnce([...here, ...this.#peopleIn(before.id)]) : here;
  }

  #peopleIn(session: number): readonly Driver[] {
    if (this.#before?.session !== session) this.#before = { session, people: this.#server.incidents.peopleIn(session) };
    return this.#before.people;
  }
}
