/** Where drivers connect from. */
import type { StdoutFact } from '../acserver/stdout/facts.ts';
import type { Journal } from '../race/journal.ts';
import { guidOf } from '../race/observe/observer.ts';

export interface ClientAddress {
  readonly host: string;
  readonly port: number;
}

type Addresses = Readonly<Record<string, ClientAddress>>;

/** Where drivers connect from, by GUID and by car. Only the log reports it; kept until the game server restarts. */
export class AddressBook {
  readonly #journal: Pick<Journal, 'moveCursor'>;
  #addresses: Addresses;

  constructor(journal: Pick<Journal, 'cursor' | 'moveCursor'>) {
    this.#journal = journal;
    // Only `keep` writes this cursor.
    this.#addresses = (journal.cursor('addresses') as Addresses | undefined) ?? {};
  }

  /** In that car, if given: two clients may claim the same GUID. */
  of(guid: string, carId?: number): ClientAddress | undefined {
    return carId === undefined ? this.#addresses[guid] : (this.#addresses[`${carId}/${guid}`] ?? this.#addresses[guid]);
  }

  note(fact: StdoutFact): void {
    if (fact.fact !== 'driverJoined' || fact.host === undefined) return;
    const guid = guidOf(fact.guid ?? '', fact.slot);
    const address = { host: fact.host, port: fact.port ?? 0 };
    this.#keep({ ...this.#addresses, [guid]: address, [`${fact.slot}/${guid}`]: address });
  }

  clear(): void {
    this.#keep({});
  }

  #keep(changed: Addresses): void {
    this.#addresses = changed;
    this.#journal.moveCursor('addresses', changed);
  }
}
