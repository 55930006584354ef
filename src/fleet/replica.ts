/** Applies the batches of one edge: a whole batch and the new position, or nothing. */
import type { AuditRow } from '../command/audit.ts';
import { messageOf } from '../kit/errors.ts';
import { StoreError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { type Break, isSetBack, judge, whereOf } from './applier.ts';
import { type Batch, type FleetRow, lastOf } from './batch.ts';
import { StoredStanding } from './edges.ts';
import type { Mirror, MirrorBatch } from './mirror.ts';
import type { Confirmation, Where } from './publisher.ts';
import { auditIn, eventIn, type Start, startIn, type Warning, warningIn } from './rows.ts';

export interface ReplicaOptions {
  readonly store: Store;
  readonly edge: string;
  /** The copy of a server of that edge; undefined for another edge's server. */
  readonly mirrorOf: (server: string) => Pick<Mirror, 'begin'> | undefined;
  /** Stores a row of that edge's audit; called in the transaction. */
  readonly audit: (row: AuditRow) => void;
  /** Gets the stewards' open incidents of one of its servers, as that edge sends them; called in the transaction. */
  readonly desk?: ((server: string, news: unknown) => void) | undefined;
  /** Gets a warning for the owner; called in the transaction. */
  readonly warning?: ((warning: Warning) => void) | undefined;
  /** The edge has lost rows that it had reported. Called with its start row, before its rows, in the transaction. */
  readonly setBack?: ((start: Partial<Start>) => void) | undefined;
  /** Gets the number of events in a batch, after the commit. */
  readonly applied?: ((events: number) => void) | undefined;
  /** The edge's history differs from what was reported. Called after the commit. */
  readonly broken: (broken: Break) => void;
  readonly log: { warn(fields: object, message: string): void };
}

/** The position of a batch in the stream, stored together with what it changed. */
export interface StreamPlace {
  /** When the stream was created, to distinguish it from another one of that name. */
  readonly created: string;
  readonly sequence: number;
}

export class Replica {
  readonly #options: ReplicaOptions;
  readonly #standing: StoredStanding;

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.#standing = new StoredStanding(options.store, options.edge);
  }

  /** @throws StoreError when it cannot be stored; nothing has changed then, and the same batch may come again */
  take(batch: Batch, place: StreamPlace | undefined): Confirmation {
    const { store } = this.#options;
    return store.transaction(() => {
      if (place) keepStreamPlace(store, place);
      const verdict = judge(this.#standing, batch);
      if (verdict.kind === 'apply' && verdict.skip < batch.rows.length) {
        if (verdict.broken) this.#noteBreak(verdict.broken, batch);
        this.#apply(batch.rows.slice(verdict.skip));
        this.#standing.moveTo(lastOf(batch));
        if (batch.counted) this.#standing.count(batch.counted);
      }
      return { applied: this.#standing.current(), rewind: verdict.kind === 'rewind' || undefined };
    });
  }

  stands(): Confirmation {
    return { applied: this.#standing.current() };
  }

  where(segments: readonly string[]): Where {
    const { applied, common } = whereOf(this.#standing, segments);
    return { applied, common, counted: this.#standing.counted() };
  }

  #noteBreak(found: Break, { from, rows: [first] }: Batch): void {
    const { store, broken, setBack } = this.#options;
    if (isSetBack(this.#standing, found)) setBack?.(from === 1 && first?.kind === 'start' ? startIn(first) : {});
    store.afterCommit(() => broken(found));
  }

  #apply(rows: readonly FleetRow[]): void {
    const servers = new Map<string, MirrorBatch>();
    for (const row of rows) {
      try {
        this.#applyOne(row, servers);
      } catch (error) {
        // A malformed row does not affect the others.
        if (error instanceof StoreError) throw error;
        this.#leaveOut(row, messageOf(error));
      }
    }
    for (const batch of servers.values()) batch.end();
    const { store, applied } = this.#options;
    store.afterCommit(() => applied?.(rows.filter(({ kind }) => kind === 'event').length));
  }

  #applyOne(row: FleetRow, servers: Map<string, MirrorBatch>): void {
    const { mirrorOf, audit, desk, warning } = this.#options;
    if (row.kind === 'event') {
      const { event, beside } = eventIn(row);
      const batch = servers.get(event.server) ?? mirrorOf(event.server)?.begin();
      if (!batch) throw new Error('its server is not of this edge');
      servers.set(event.server, batch);
      batch.apply(event, beside);
    } else if (row.kind === 'audit') audit(auditIn(row));
    else if (row.kind === 'desk') desk?.(row.server ?? '', JSON.parse(row.body));
    else if (row.kind === 'warning') warning?.(warningIn(row));
    else if (row.kind === 'dropped') throw new Error('it was too large to be sent');
    else if (row.kind !== 'start') throw new Error('an edge of another version has sent it');
  }

  #leaveOut({ kind, server, body }: FleetRow, why: string): void {
    const { log, edge } = this.#options;
    log.warn({ edge, kind, server, why, row: body.slice(0, 200) }, 'a row of an edge is left out');
  }
}

export function keepStreamPlace(store: Store, place: StreamPlace): void {
  store.run(
    `INSERT INTO fleet_state (name, value) VALUES ('stream', ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    JSON.stringify(place),
  );
}

/** How far the stream has been read; undefined before the first batch. */
export function streamPlaceIn(store: Store): StreamPlace | undefined {
  const row = store.get<{ value: string }>("SELECT value FROM fleet_state WHERE name = 'stream'");
  return row && (JSON.parse(row.value) as StreamPlace);
}

/** Whether this store is behind what was already read of the same stream: it was restored from a backup, or is new. */
export const isBehind = (own: StreamPlace | undefined, before: StreamPlace | undefined): boolean =>
  before !== undefined && (own === undefined || (own.created === before.created && own.sequence < before.sequence));
