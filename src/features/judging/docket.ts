/** Stores what waits for a second steward, and what became of it. */
import type { Proposal } from '../../events/proposal.ts';
import { UserError } from '../../kit/errors.ts';
import { phrase, typed } from '../../kit/sentence.ts';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';
import { readStored } from '../../store/stored.ts';
import { numberLabel } from '../../texts/names.ts';

export const proposalTables: Tables = {
  room: 'judging',
  steps: [
    `CREATE TABLE proposals (
       number INTEGER PRIMARY KEY,
       server TEXT NOT NULL,
       incident INTEGER,
       state TEXT NOT NULL,
       proposal TEXT NOT NULL
     );
     CREATE INDEX proposals_of_incident ON proposals (server, incident);
     CREATE INDEX open_proposals ON proposals (server, state);
     CREATE TABLE proposed_numbers (
       decision INTEGER PRIMARY KEY,
       proposal INTEGER NOT NULL REFERENCES proposals (number)
     );`,
  ],
};

export class Docket {
  readonly #store: Store;
  readonly #server: string;

  constructor(store: Store, server: string) {
    this.#store = store;
    this.#server = server;
  }

  /** By its own number, or that of one of its decisions. */
  find(number: number): Proposal | undefined {
    return this.#all('number = (SELECT proposal FROM proposed_numbers WHERE decision = ?)', number)[0];
  }

  /** @throws UserError for what never needed a second steward */
  get(number: number): Proposal {
    const found = this.find(number);
    if (found) return found;
    throw new UserError(
      phrase`Nothing is waiting for a second steward under number ${numberLabel(number)}; ${typed('incident awaiting')} lists what is.`,
    );
  }

  /** All proposals of these incidents, oldest first. */
  ofIncidents(numbers: readonly number[]): Proposal[] {
    if (numbers.length === 0) return [];
    return this.#all(`incident IN (${numbers.map(() => '?').join(', ')}) ORDER BY number`, ...numbers);
  }

  /** What nobody has confirmed or rejected, oldest first. */
  unsettled(): Proposal[] {
    return this.#all(`state IN ('proposed', 'unconfirmed') ORDER BY number`);
  }

  put(proposal: Proposal): void {
    const { number, numbers, incident, state } = proposal;
    this.#store.transaction(() => {
      this.#store.run(
        `INSERT INTO proposals (number, server, incident, state, proposal) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (number) DO UPDATE SET state = excluded.state, proposal = excluded.proposal`,
        number,
        this.#server,
        incident ?? null,
        state,
        JSON.stringify(proposal),
      );
      for (const decision of numbers) {
        this.#store.run('INSERT OR IGNORE INTO proposed_numbers VALUES (?, ?)', decision, number);
      }
    });
  }

  #all(where: string, ...values: number[]): Proposal[] {
    const rows = this.#store.all<{ number: number; proposal: string }>(
      `SELECT number, proposal FROM proposals WHERE server = ? AND ${where}`,
      this.#server,
      ...values,
    );
    return readStored(
      this.#store,
      rows,
      ({ number }) => `proposal ${number}`,
      ({ proposal }) => JSON.parse(proposal) as Proposal,
    );
  }
}
