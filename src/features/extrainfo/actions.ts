import type { Seat } from '../../acserver/dialect.ts';
import { UserError } from '../../kit/errors.ts';
import type { RaceState } from '../../race/state.ts';
import type { Hearer, Worth } from './hearing.ts';
import type { OptIns } from './optIns.ts';

/** Extra information, the lines for programs in the cars: which cars get it, and what programs there have received. */
export interface ExtraInfoActions {
  /** From now on this car gets the lines, until its driver leaves. */
  optIn(seat: Partial<Seat>): void;
  optOut(seat: Partial<Seat>): void;
  /** A line that the server sent to a client in the game. */
  hear(line: string, hearer: Hearer): Worth;
}

export interface ExtraInfoParts {
  readonly optIns: OptIns;
  readonly state: () => RaceState;
  readonly hear: ExtraInfoActions['hear'];
}

export function extraInfoActions({ optIns, state, hear }: ExtraInfoParts): ExtraInfoActions {
  function present({ carId = -1, guid }: Partial<Seat>): Seat {
    const driver = state().drivers.get(carId);
    if (!driver || driver.guid !== guid) throw new UserError('You are no longer on the game server.');
    return { carId, guid };
  }
  return {
    optIn: (seat) => optIns.add(present(seat)),
    optOut: (seat) => optIns.remove(present(seat)),
    hear,
  };
}
