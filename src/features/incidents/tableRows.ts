/** The rows of incidents, and their content. */
import type { Incident } from '../../events/incident.ts';
import type { Store } from '../../store/store.ts';
import type { CarContact } from './cluster.ts';
import type { Seconds } from './storedSeconds.ts';

/** An incident without its number and what was decided. */
export type IncidentFacts = Omit<Incident, 'number' | 'state' | 'decisions' | 'penalties' | 'appeals' | 'seen'>;

/** An incident, or what may still become one. */
export interface IncidentFile {
  /** Absent until it is stored. */
  readonly id?: number;
  /** Absent for a graze. */
  readonly number?: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly contacts: readonly CarContact[];
  readonly facts: IncidentFacts;
  /** The recorded positions of everyone in it, by car id: its evidence. */
  readonly seconds: Seconds;
}

/** The facts of a numbered incident, without the evidence. */
export type NumberedFacts = Pick<IncidentFile, 'number' | 'facts'>;

export const factsAlone = (row: Pick<Row, 'number' | 'facts'>): NumberedFacts => ({
  number: row.number ?? undefined,
  facts: factsOf(row),
});

/** Version 0.1.0 stored no history. */
export function factsOf(row: Pick<Row, 'facts'>): IncidentFacts {
  const facts = JSON.parse(row.facts) as IncidentFacts & { readonly history?: IncidentFacts['history'] };
  return { ...facts, history: facts.history ?? [] };
}

export const toldIn = (row: Texts): Told => ({
  facts: factsOf(row),
  contacts: JSON.parse(row.contacts) as CarContact[],
});

/** The content of a row's long texts. */
export type Told = Pick<IncidentFile, 'facts' | 'contacts'>;

export interface Place {
  readonly id: number;
  readonly number: number | null;
  readonly first_at: number;
  readonly last_at: number;
}

export interface Texts {
  readonly contacts: string;
  readonly facts: string;
}

export interface Row extends Place, Texts {}

export function insertRow(store: Store, { firstAt, lastAt, facts }: IncidentFile): number {
  return store.run(
    `INSERT INTO incidents (server, run, session, first_at, last_at, contacts, facts)
     VALUES (?, ?, ?, ?, ?, '[]', '{}')`,
    facts.server,
    facts.run,
    facts.session,
    firstAt,
    lastAt,
  ).id;
}

/** @returns the length of its long texts */
export function updateRow(store: Store, file: IncidentFile & { readonly id: number }): number {
  const { id, number, lastAt, contacts, facts } = file;
  const texts = [JSON.stringify(contacts), JSON.stringify(facts)] as const;
  store.run(
    'UPDATE incidents SET number = ?, last_at = ?, merged_into = ?, contacts = ?, facts = ? WHERE id = ?',
    number ?? null,
    lastAt,
    facts.mergedInto ?? null,
    ...texts,
    id,
  );
  // Drivers may have been split off.
  const present = facts.drivers.map(({ guid }) => guid);
  store.run(
    `DELETE FROM incident_drivers WHERE incident = ? AND guid NOT IN (${present.map(() => '?').join(', ')})`,
    id,
    ...present,
  );
  for (const guid of present) store.run('INSERT OR IGNORE INTO incident_drivers VALUES (?, ?)', id, guid);
  return texts[0].length + texts[1].length;
}
