/** Who has entered a password in the game. Kept in memory: rights end with the connection. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Dialect } from '../../acserver/dialect.ts';
import type { Stay } from '../../events/driver.ts';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';

/** The passwords that can be typed in the game. */
export type Password = 'admin' | 'spectator';

/** The driver who types a password. */
interface Typist {
  readonly stay?: Stay | undefined;
  /** Everybody on the server can read what they type. */
  readonly isOverheard?: boolean | undefined;
}

export interface RightsOptions {
  readonly dialect: Dialect;
  readonly clock: Clock;
  /** An empty or absent password never matches. */
  readonly passwords: () => Readonly<Partial<Record<Password, string>>>;
  /** The driver's network address, if the log gives it. */
  readonly addressOf: (stay: Stay) => string | undefined;
}

/** After this many wrong passwords in this time, further ones are refused unread, even a right one. */
const FAILURES = 3;
const FAILURES_MS = 60_000;

export class Rights {
  readonly #options: RightsOptions;
  readonly #granted = new Map<string, Stay>();
  readonly #failures = new Map<string, readonly number[]>();

  constructor(options: RightsOptions) {
    this.#options = options;
  }

  /** @throws UserError for a password that everybody can read, for a wrong one, and after too many wrong ones */
  login({ stay, isOverheard }: Typist, kind: Password, typed: string): void {
    if (!stay) throw new UserError('Only a driver in a car can type a password.');
    // Refused before it is checked: the answer must not tell everybody that it was right.
    if (isOverheard) throw new UserError(this.#readByAll(kind));
    const waitMs = this.#waitOf(stay);
    if (waitMs > 0) {
      throw new UserError(`Too many wrong passwords: try again in ${Math.ceil(waitMs / 1000)} seconds.`);
    }
    if (!isRight(typed, this.#options.passwords()[kind] ?? '')) {
      this.#failed(stay);
      throw new UserError(`That is not the ${kind} password.`);
    }
    this.#granted.set(keyOf(stay, kind), stay);
  }

  has(stay: Stay, kind: Password): boolean {
    return this.#granted.has(keyOf(stay, kind));
  }

  /** The driver with that GUID left the car. Failed guesses stay, otherwise a rejoin would allow new ones. */
  forget({ carId, guid }: Pick<Stay, 'carId' | 'guid'>): void {
    for (const [key, stay] of this.#granted) {
      if (stay.carId === carId && stay.guid === guid) this.#granted.delete(key);
    }
  }

  forgetEveryone(): void {
    this.#granted.clear();
  }

  #readByAll(kind: Password): string {
    const instead =
      this.#options.dialect === 'kunos'
        ? `nobody else reads "/${kind}" and the password.`
        : 'on this server use commands on Discord or over the websocket.';
    return `Everyone on the server could read that. If the password is in use, change it; ${instead}`;
  }

  /** Guesses are counted by seat and by address: a rejoin is another stay, and a GUID is only claimed. */
  #guessersOf(stay: Stay): readonly string[] {
    const address = this.#options.addressOf(stay);
    // Drivers whose address is unknown count as one.
    return [`seat ${stay.carId}/${stay.guid}`, `address ${address ?? 'unknown'}`];
  }

  #recentFailures(guesser: string): readonly number[] {
    return (this.#failures.get(guesser) ?? []).filter((at) => at > this.#options.clock.monotonic() - FAILURES_MS);
  }

  #waitOf(stay: Stay): number {
    const waits = this.#guessersOf(stay).map((guesser) => {
      const [first = 0, ...others] = this.#recentFailures(guesser).slice(-FAILURES);
      return others.length === FAILURES - 1 ? first + FAILURES_MS - this.#options.clock.monotonic() : 0;
    });
    return Math.max(...waits);
  }

  #failed(stay: Stay): void {
    for (const guesser of [...this.#failures.keys()]) {
      if (this.#recentFailures(guesser).length === 0) this.#failures.delete(guesser);
    }
    for (const guesser of this.#guessersOf(stay)) {
      this.#failures.set(guesser, [...this.#recentFailures(guesser), this.#options.clock.monotonic()]);
    }
  }
}

const keyOf = ({ run, carId, guid, connection }: Stay, kind: Password): string =>
  [kind, run, carId, connection, guid].join(' ');

/** Hashed first, so that the timing reveals neither the length nor the position of a difference. */
function isRight(typed: string, password: string): boolean {
  if (password === '') return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(typed), digest(password));
}
