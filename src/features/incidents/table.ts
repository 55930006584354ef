/** The incidents of one server, with their evidence. */
import type { Driver } from '../../events/events.ts';
import { lastNumberOf } from '../../store/numbers.ts';
import type { Store } from '../../store/store.ts';
import { readStored } from '../../store/stored.ts';
import { LatestRead, type Read } from './latestRead.ts';
import { type Seconds, StoredSeconds } from './storedSeconds.ts';
import {
  factsAlone,
  type IncidentFile,
  insertRow,
  type NumberedFacts,
  type Place,
  type Row,
  type Texts,
  type Told,
  toldIn,
  updateRow,
} from './tableRows.ts';

export { incidentTables } from './schema.ts';
export { factsOf, type IncidentFacts, type IncidentFile, type NumberedFacts } from './tableRows.ts';

/** Numbers are shared by all servers of the installation. */
export interface IncidentTable {
  /** Those last reported at `since` or later and not part of another, oldest first. */
  recent(run: number, since: number): IncidentFile[];
  get(number: number): IncidentFile | undefined;
  /** How many of one session, at `since` or later, have their own card, not counting the one with this number. */
  ownCards(place: { readonly run: number; readonly session: number }, since: number, beside?: number): number;
  /** Numbered ones without their evidence, newest first; `before`: only lower numbers. */
  newest(limit: number, guid?: string, before?: number): NumberedFacts[];
  /** The numbers of the incidents that each of these drivers was in, at `since` or later and before `until`. */
  numbersOf(guids: readonly string[], since: number, until: number): ReadonlyMap<string, readonly number[]>;
  nextNumber(): number;
  /** Those that are part of one of these, by number. */
  partsOf(wholes: readonly number[]): { readonly number: number; readonly mergedInto: number }[];
  /** Those of one session. */
  ofSession(run: number, session: number): IncidentFile[];
  /** Everyone in an incident of one session, including grazes, except for these GUIDs. */
  driversIn(place: { readonly run: number; readonly session: number }, except: ReadonlySet<string>): readonly Driver[];
  /** Those of one session that both drivers were in, including grazes. */
  sharedBy(place: { readonly run: number; readonly session: number }, one: string, other: string): IncidentFile[];
  put(file: IncidentFile): IncidentFile;
}

/** Open only one per server: it keeps what it has read in a cache, which only its own writes update. */
export const openIncidentTable = (store: Store, server: string): IncidentTable => new StoredIncidents(store, server);

/** Characters: several times what twenty seconds of a first lap need. */
const MOST_TOLD = 400_000;

class StoredIncidents implements IncidentTable {
  readonly #store: Store;
  readonly #server: string;
  readonly #latest: LatestRead<Told>;
  readonly #seconds: StoredSeconds;

  constructor(store: Store, server: string) {
    this.#latest = new LatestRead(store, MOST_TOLD);
    this.#seconds = new StoredSeconds(store);
    this.#store = store;
    this.#server = server;
  }

  recent(run: number, since: number): IncidentFile[] {
    return this.#latestFiles('run = ? AND last_at >= ? AND merged_into IS NULL ORDER BY id', run, since);
  }

  get(number: number): IncidentFile | undefined {
    return this.#latestFiles('number = ?', number)[0];
  }

  ownCards(place: { readonly run: number; readonly session: number }, since: number, beside = 0): number {
    const own = `number <> ? AND merged_into IS NULL AND json_extract(facts, '$.fold') IS NULL`;
    const where = `server = ? AND run = ? AND session = ? AND first_at >= ? AND ${own}`;
    const values = [this.#server, place.run, place.session, since, beside];
    return this.#store.all(`SELECT id FROM incidents WHERE ${where}`, ...values).length;
  }

  newest(limit: number, guid?: string, before = Number.MAX_SAFE_INTEGER): NumberedFacts[] {
    const ofDriver = guid === undefined ? '' : ' AND id IN (SELECT incident FROM incident_drivers WHERE guid = ?)';
    const rows = this.#store.all<Pick<Row, 'id' | 'number' | 'facts'>>(
      `SELECT id, number, facts FROM incidents
       WHERE server = ? AND number < ? AND merged_into IS NULL${ofDriver} ORDER BY number DESC LIMIT ?`,
      this.#server,
      before,
      ...(guid === undefined ? [] : [guid]),
      limit,
    );
    return readStored(this.#store, rows, ({ id }) => `incident file ${id}`, factsAlone);
  }

  numbersOf(guids: readonly string[], since: number, until: number): ReadonlyMap<string, readonly number[]> {
    const numbers = new Map<string, number[]>(guids.map((guid) => [guid, []]));
    const rows = this.#store.all<{ guid: string; number: number }>(
      `SELECT guid, number FROM incident_drivers CROSS JOIN incidents ON incident = id
       WHERE server = ? AND guid IN (${guids.map(() => '?').join(', ')})
         AND number IS NOT NULL AND merged_into IS NULL AND first_at >= ? AND first_at < ? ORDER BY number`,
      this.#server,
      ...guids,
      since,
      until,
    );
    for (const { guid, number } of rows) numbers.get(guid)?.push(number);
    return numbers;
  }

  nextNumber(): number {
    const row = this.#store.get<{ last: number | null }>('SELECT MAX(number) AS last FROM incidents');
    return Math.max(row?.last ?? 0, lastNumberOf(this.#store, 'incidents')) + 1;
  }

  put(file: IncidentFile): IncidentFile {
    const id = file.id ?? insertRow(this.#store, file);
    const size = updateRow(this.#store, { ...file, id });
    this.#latest.written(id, { value: { facts: file.facts, contacts: file.contacts }, size });
    this.#seconds.put(id, file.seconds);
    return { ...file, id };
  }

  partsOf(wholes: readonly number[]): { readonly number: number; readonly mergedInto: number }[] {
    if (wholes.length === 0) return [];
    return this.#store.all<{ number: number; mergedInto: number }>(
      // The other index would go through the whole server.
      `SELECT number, merged_into AS mergedInto FROM incidents
       WHERE +server = ? AND merged_into IN (${wholes.map(() => '?').join(', ')}) ORDER BY number`,
      this.#server,
      ...wholes,
    );
  }

  ofSession(run: number, session: number): IncidentFile[] {
    return this.#files('run = ? AND session = ? AND number IS NOT NULL ORDER BY number', run, session);
  }

  driversIn({ run, session }: { readonly run: number; readonly session: number }, except: ReadonlySet<string>) {
    const rows = this.#store.all<{ guid: string; latest: number }>(
      `SELECT guid, max(incident) AS latest FROM incidents JOIN incident_drivers ON incident = id
       WHERE server = ? AND run = ? AND session = ? GROUP BY guid`,
      this.#server,
      run,
      session,
    );
    const wanted = rows.filter(({ guid }) => !except.has(guid));
    const ids = [...new Set(wanted.map(({ latest }) => latest))];
    if (ids.length === 0) return [];
    const files = this.#files(`id IN (${ids.map(() => '?').join(', ')})`, ...ids);
    return files.flatMap(({ facts }) => facts.drivers).filter(({ guid }) => !except.has(guid));
  }

  sharedBy(place: { readonly run: number; readonly session: number }, one: string, other: string): IncidentFile[] {
    return this.#files(
      `run = ? AND session = ? AND id IN (SELECT incident FROM incident_drivers WHERE guid = ?)
       AND id IN (SELECT incident FROM incident_drivers WHERE guid = ?) ORDER BY id`,
      place.run,
      place.session,
      one,
      other,
    );
  }

  #files(where: string, ...values: (string | number)[]): IncidentFile[] {
    const rows = this.#store.all<Row>(
      `SELECT id, number, first_at, last_at, contacts, facts FROM incidents WHERE server = ? AND ${where}`,
      this.#server,
      ...values,
    );
    return this.#readEach(rows, toldIn);
  }

  /** Files that are needed again and again: their long texts are only read if not cached. */
  #latestFiles(where: string, ...values: (string | number)[]): IncidentFile[] {
    const rows = this.#store.all<Place>(
      `SELECT id, number, first_at, last_at FROM incidents WHERE server = ? AND ${where}`,
      this.#server,
      ...values,
    );
    return this.#readEach(rows, ({ id }) => this.#latest.of(id, () => this.#textsOf(id)));
  }

  #textsOf(id: number): Read<Told> {
    const row = this.#store.get<Texts>('SELECT contacts, facts FROM incidents WHERE id = ?', id);
    if (!row) throw new Error('it is gone');
    return { value: toldIn(row), size: row.contacts.length + row.facts.length };
  }

  #readEach<Found extends Place>(rows: readonly Found[], told: (row: Found) => Told): IncidentFile[] {
    return readStored(
      this.#store,
      rows,
      ({ id }) => `incident file ${id}`,
      (row) => this.#fileOf(row, told(row)),
    );
  }

  /**
   * The positions are read when they are needed, as they are then. Of all files that a contact could belong to, that is
   * one, and each file's positions are a hundred times as long as the rest.
   */
  #fileOf({ id, number, first_at: firstAt, last_at: lastAt }: Place, { facts, contacts }: Told): IncidentFile {
    const stored = this.#seconds;
    let seconds: Seconds | undefined;
    return {
      id,
      number: number ?? undefined,
      firstAt,
      lastAt,
      facts,
      contacts,
      get seconds() {
        seconds ??= stored.of(id);
        return seconds;
      },
    };
  }
}
