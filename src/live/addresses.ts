import type { StdoutFact } from '../acserver/stdout/facts.ts';
import type { DriverRow } from '../features/drivers/rows.ts';
import type { Journal } from '../race/journal.ts';
import { guidOf } from '../race/observe/observer.ts';

/** Where drivers connect from, by GUID. Only the log tells it; kept for the current life of the game server. */
export interface AddressBook {
  of(guid: string): DriverRow['address'];
  note(fact: StdoutFact): void;
  clear(): void;
}

type Addresses = Readonly<Record<string, DriverRow['address']>>;

export function openAddressBook(journal: Pick<Journal, 'cursor' | 'moveCursor'>): AddressBook {
  // Nothing but `keep` writes them.
  let addresses = (journal.cursor('addresses') as Addresses | undefined) ?? {};

  function keep(changed: Addresses): void {
    addresses = changed;
    journal.moveCursor('addresses', addresses);
  }

  return {
    of: (guid) => addresses[guid],
    note(fact) {
      if (fact.fact !== 'driverJoined' || fact.host === undefined) return;
      keep({ ...addresses, [guidOf(fact.guid ?? '', fact.slot)]: { host: fact.host, port: fact.port ?? 0 } });
    },
    clear: () => keep({}),
  };
}
