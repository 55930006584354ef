/** Who has proved in the game that they may do more. In memory: rights end with the connection. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Dialect } from '../../acserver/dialect.ts';
import type { Stay } from '../../events/driver.ts';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';

/** The passwords that can be typed in the game. */
export type Password = 'admin' | 'spectator';

/** Who types a password. */
interface Typist {
  readonly stay?: Stay | undefined;
  /** Everybody on the server reads what they type. */
  readonly isOverheard?: boolean | undefined;
}

export interface RightsOptions {
  readonly dialect: Dialect;
  readonly clock: Clock;
  /** An empty or absent one is never right. */
  readonly passwords: () => Readonly<Partial<Record<Password, string>>>;
  /** Where somebody connects from, where the log tells it. */
  readonly addressOf: (stay: Stay) => string | undefined;
}

/** More wrong ones in this time are not looked at, nor is a right one. */
const FAILURES = 3;
const FAILURES_MS = 60_000;

export class Rights {
  readonly #options: RightsOptions;
  readonly #granted = new Map<string, Stay>();
  readonly #failures = new Map<string, readonly number[]>();

  constructor(options: RightsOptions) {
    this.#options = options;
  }

  /** @throws UserError for a word that everybody reads, for a wrong one, and after too many of them */
  login({ stay, isOverheard }: Typist, kind: Password, typed: string): void {
    if (!stay) throw new UserError('Only a driver in a car can type a password.');
    // Before it is looked at: the answer must not tell everybody that it was right.
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

  /** Whoever sat there with that GUID left. What was guessed stays: a rejoin would be a new try. */
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

  /** By whom it is counted: a rejoin is another stay, and another GUID is only claimed. */
  #guessersOf(stay: Stay): readonly string[] {
    const address = this.#options.addressOf(stay);
    // Those of whom nobody can say where they are count as one.
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

/** Hashed first, so that the comparison tells neither length nor place of a difference. */
function isRight(typed: string, password: string): boolean {
  if (password === '') return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(typed), digest(password));
}
