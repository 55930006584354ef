/** The rows that an edge keeps for the hub, written in the transaction of what they report. */
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

/** Rows that the hub has applied are kept for this long, because the hub may be restored from a backup. */
export const KEPT_MS = 24 * 60 * 60_000;

interface OutOptions {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  /** The name of this life; random unless a test sets it. */
  readonly segment?: string | undefined;
  /** How far this edge has counted. */
  readonly counted?: (() => Counted) | undefined;
  /** The time of the newest event that an earlier life has left here; UTC, milliseconds. */
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
  /** The name of this life. */
  readonly segment: string;
  /** Called when there is more to send. */
  readonly onMore = this.#more.listen;

  /** A new life begins with a start row, which tells the hub of it. */
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

  /** Call in the transaction of what it reports, so that both are stored or neither. */
  add(row: FleetRow): void {
    this.#insert(this.#segment, row);
    this.#store.afterCommit(this.#more.tell);
  }

  /**
   * Sends all events of a race; call after every other durable listener is registered.
   *
   * @param write returns the text to send for an event
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
      known ? place.n : 0,
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
      // The hub repeats this each second.
      if (segment && !isSame(this.applied(), place)) this.#confirmThrough(segment.id, place);
    });
  }

  counted(): Counted | undefined {
    return this.#counted?.();
  }

  /** How many rows the hub may not have yet. */
  waiting(): number {
    const applied = this.applied();
    const segment = applied && this.#find(applied.segment);
    // The rows of each life count from 1, so the rows themselves need not be read.
    const row = this.#store.get<{ rows: number | null }>(
      'SELECT sum(CASE WHEN id = ?1 THEN last - ?2 ELSE last END) AS rows FROM fleet_segments WHERE id >= ?1',
      segment?.id ?? 0,
      segment ? applied.n : 0,
    );
    return row?.rows ?? 0;
  }

  /** Deletes what the hub has had for a day. */
  prune(): void {
    this.#store.transaction(() => {
      this.#store.run('DELETE FROM fleet_out WHERE confirmed_at <= ?', this.#clock.now() - KEPT_MS);
      // The segment before the oldest one with rows is kept, because that one continues from it.
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
    // A hub restored from a backup has less than before.
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

/** At least one row. */
function fitting(rows: readonly OutRow[]): readonly OutRow[] {
  let bytes = 0;
  const end = rows.findIndex(({ body }, index) => {
    bytes += Buffer.byteLength(body);
    return index > 0 && bytes > BATCH.bytes;
  });
  return end < 0 ? rows : rows.slice(0, end);
}
