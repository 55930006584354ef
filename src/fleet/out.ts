/** What an edge keeps for the hub, in the transaction in which it has happened. */
import { randomBytes } from 'node:crypto';
import type { AuditRow } from '../command/audit.ts';
import type { RaceEvent } from '../events/events.ts';
import type { Clock } from '../kit/clock.ts';
import { Signal } from '../kit/signal.ts';
import type { Bus } from '../race/bus.ts';
import type { RaceState } from '../race/state.ts';
import type { Store } from '../store/store.ts';
import { BATCH, type FleetRow, isSame, type Portion, type Position, ROW_BYTES } from './batch.ts';
import type { Counted } from './numbers.ts';
import type { OutRows } from './publisher.ts';
import { eventText, startText } from './rows.ts';

/** So long what the hub has applied is kept: it may be restored from a backup. */
export const KEPT_MS = 24 * 60 * 60_000;

interface OutOptions {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  /** The name of this life; a random one unless a test says which. */
  readonly segment?: string | undefined;
  /** How far this edge has counted. */
  readonly counted?: (() => Counted) | undefined;
  /** When the newest happened that an earlier life has left here; UTC, milliseconds. */
  readonly newest?: number | undefined;
}

interface SegmentRow {
  readonly id: number;
  readonly name: string;
  readonly last: number;
}

interface OutRow {
  readonly n: number;
  readonly kind: FleetRow['kind'];
  readonly server: string | null;
  readonly body: string;
}

export class Out implements OutRows {
  readonly #store: Store;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #segment: number;
  readonly #counted: OutOptions['counted'];
  readonly #more = new Signal<void>();
  /** Its name. */
  readonly segment: string;
  /** Told when there is more to send. */
  readonly onMore = this.#more.listen;

  /** A new life of the process begins with a row that says so: the hub learns of it without anything else. */
  constructor({ store, clock, segment = randomBytes(8).toString('hex'), counted, newest }: OutOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#counted = counted;
    this.segment = segment;
    this.#segment = store.transaction(() => {
      const { id } = store.run('INSERT INTO fleet_segments (name, last) VALUES (?, 0)', segment);
      this.#insert(id, { kind: 'start', body: startText({ at: clock.now(), newest, counted: counted?.() }) });
      return id;
    });
  }

  /** Call inside the transaction of what it is about: there is both, or neither. */
  add(row: FleetRow): void {
    this.#insert(this.#segment, row);
    this.#store.afterCommit(this.#more.tell);
  }

  /**
   * Hears everything that the race tells; to be called after every other durable listener.
   *
   * @param write what is sent of it
   */
  follow(
    bus: Pick<Bus, 'durable'>,
    write: (event: RaceEvent, state: RaceState) => string = (event) => eventText(event),
  ): void {
    bus.durable((event, state) => {
      this.add({ kind: 'event', server: event.server, body: write(event, state) });
      return undefined;
    });
  }

  addAudit(row: AuditRow): void {
    this.add({ kind: 'audit', server: row.server, body: JSON.stringify(row) });
  }

  behind(place: Position | undefined): Portion | undefined {
    const known = place && this.#find(place.segment);
    const first = this.#store.get<{ segment: number; n: number }>(
      'SELECT segment, n FROM fleet_out WHERE (segment, n) > (?, ?) ORDER BY segment, n LIMIT 1',
      known?.id ?? 0,
      known ? (place?.n ?? 0) : 0,
    );
    return first && this.#portion(first.segment, first.n);
  }

  segments(): readonly string[] {
    return this.#store.all<SegmentRow>('SELECT * FROM fleet_segments ORDER BY id').map(({ name }) => name);
  }

  applied(): Position | undefined {
    const row = this.#store.get<{ value: string }>("SELECT value FROM fleet_state WHERE name = 'applied'");
    return row && (JSON.parse(row.value) as Position);
  }

  confirm(place: Position | undefined): void {
    this.#store.transaction(() => {
      if (!place) {
        this.#store.run("DELETE FROM fleet_state WHERE name = 'applied'");
        this.#store.run('UPDATE fleet_out SET confirmed_at = NULL WHERE confirmed_at IS NOT NULL');
        return;
      }
      const segment = this.#find(place.segment);
      // It says the same each second.
      if (segment && !isSame(this.applied(), place)) this.#confirmThrough(segment.id, place);
    });
  }

  counted(): Counted | undefined {
    return this.#counted?.();
  }

  /** How many rows the hub is not known to have. */
  waiting(): number {
    const applied = this.applied();
    const segment = applied && this.#find(applied.segment);
    // Those of each life are counted from 1: nothing has to be read through.
    const row = this.#store.get<{ rows: number | null }>(
      'SELECT sum(CASE WHEN id = ?1 THEN last - ?2 ELSE last END) AS rows FROM fleet_segments WHERE id >= ?1',
      segment?.id ?? 0,
      segment ? (applied?.n ?? 0) : 0,
    );
    return row?.rows ?? 0;
  }

  /** Forgets what the hub has had for a day. */
  prune(): void {
    this.#store.transaction(() => {
      this.#store.run('DELETE FROM fleet_out WHERE confirmed_at <= ?', this.#clock.now() - KEPT_MS);
      // The one before a segment that still has rows says where that goes on from.
      this.#store.run(
        `DELETE FROM fleet_segments WHERE id < (
           SELECT max(id) FROM fleet_segments WHERE id < (SELECT coalesce(min(segment), ?) FROM fleet_out))`,
        this.#segment,
      );
    });
  }

  #insert(segment: number, { kind, server, body }: FleetRow): void {
    const fits = Buffer.byteLength(body) <= ROW_BYTES;
    this.#store.run('UPDATE fleet_segments SET last = last + 1 WHERE id = ?', segment);
    this.#store.run(
      `INSERT INTO fleet_out (segment, n, kind, server, body)
       VALUES (?1, (SELECT last FROM fleet_segments WHERE id = ?1), ?2, ?3, ?4)`,
      segment,
      fits ? kind : 'dropped',
      server ?? null,
      fits ? body : JSON.stringify({ kind, bytes: Buffer.byteLength(body) }),
    );
  }

  #confirmThrough(segment: number, place: Position): void {
    const { n } = place;
    this.#store.run(
      'UPDATE fleet_out SET confirmed_at = ? WHERE confirmed_at IS NULL AND (segment, n) <= (?, ?)',
      this.#clock.now(),
      segment,
      n,
    );
    // A hub that was restored from a backup has less than it had.
    this.#store.run(
      'UPDATE fleet_out SET confirmed_at = NULL WHERE confirmed_at IS NOT NULL AND (segment, n) > (?, ?)',
      segment,
      n,
    );
    this.#store.run(
      `INSERT INTO fleet_state (name, value) VALUES ('applied', ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      JSON.stringify(place),
    );
  }

  #portion(segment: number, from: number): Portion | undefined {
    const rows = this.#store.all<OutRow>(
      'SELECT n, kind, server, body FROM fleet_out WHERE segment = ? AND n >= ? ORDER BY n LIMIT ?',
      segment,
      from,
      BATCH.rows,
    );
    const named = this.#store.get<SegmentRow>('SELECT * FROM fleet_segments WHERE id = ?', segment);
    if (!named) throw new Error(`fleet_out has rows of segment ${segment}, and fleet_segments does not`);
    const before = this.#store.get<SegmentRow>(
      'SELECT * FROM fleet_segments WHERE id < ? ORDER BY id DESC LIMIT 1',
      segment,
    );
    return {
      segment: named.name,
      after: before && { segment: before.name, n: before.last },
      from,
      rows: fitting(rows).map(({ kind, server, body }) => ({ kind, server: server ?? undefined, body })),
    };
  }

  #find(name: string): SegmentRow | undefined {
    return this.#store.get<SegmentRow>('SELECT * FROM fleet_segments WHERE name = ?', name);
  }
}

/** One at least. */
function fitting(rows: readonly OutRow[]): readonly OutRow[] {
  let bytes = 0;
  const end = rows.findIndex(({ body }, index) => {
    bytes += Buffer.byteLength(body);
    return index > 0 && bytes > BATCH.bytes;
  });
  return end < 0 ? rows : rows.slice(0, end);
}
