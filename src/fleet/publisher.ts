/** Decides what an edge sends next, and from where. No sockets and no clocks. */
import { type Batch, isSame, lastOf, type Portion, type Position } from './batch.ts';
import type { Counted } from './numbers.ts';

/** The rows that an edge keeps for the hub. */
export interface OutRows {
  /**
   * The rows after that position, of one segment, as many as fit into a batch; the oldest rows if the position is
   * unknown.
   */
  behind(place: Position | undefined): Portion | undefined;
  /** The segments of the edge's known lives, oldest first. */
  segments(): readonly string[];
  /** The last row that the hub is known to have applied. */
  applied(): Position | undefined;
  /** The hub has applied everything up to this position, and nothing after it; nothing at all if undefined. */
  confirm(place: Position | undefined): void;
  /** How far this edge has counted; undefined if it does not count. */
  counted(): Counted | undefined;
}

/** What the hub reports to an edge: after each batch, and each second. */
export interface Confirmation {
  /** Undefined if it has nothing from that edge. */
  readonly applied?: Position | undefined;
  readonly rewind?: boolean | undefined;
  /** The life of the hub that reports it. */
  readonly hub?: string | undefined;
  /** The segment of the life that holds the edge's name. */
  readonly life?: string | undefined;
}

/** The answer to an edge that asks for the hub's position and names its own segments. */
export interface Where {
  readonly applied?: Position | undefined;
  /** The last row applied of the newest of those segments that the hub knows. */
  readonly common?: Position | undefined;
  /** How far that edge had counted, by its own reports. An edge that was rolled back continues from there. */
  readonly counted?: Counted | undefined;
  /** Why the hub refuses that edge, in a sentence. */
  readonly refused?: string | undefined;
  /** The other edge with the same letter. */
  readonly letterOf?: string | undefined;
}

export type Next =
  | { readonly kind: 'ask'; readonly segments: readonly string[] }
  /** `round`: unique, and new each time the hub was asked for its position. */
  | { readonly kind: 'send'; readonly batch: Batch; readonly round: string };

/** How long the hub may report the same position before acknowledged batches count as lost. */
const STANDSTILL_MS = 10_000;

/** Sends rows batch by batch, and goes back to the hub's position whenever that may differ. */
export class Publisher {
  readonly #rows: OutRows;
  #isConnected = false;
  /** The hub's position is not known. */
  #asks = false;
  #rounds = 0;
  #round = '';
  /** The last row that NATS has acknowledged, or that the hub has. */
  #cursor: Position | undefined;
  #inFlight: Batch | undefined;
  /** For the next batch only: if a later batch had it and came first, this one would be skipped. */
  #despite: Position | null | undefined;
  /** The hub's last reported position, and since when; on the monotonic clock. */
  #said: { readonly applied: Position | undefined; readonly since: number } | undefined;

  constructor(rows: OutRows) {
    this.#rows = rows;
  }

  connected(): void {
    this.#isConnected = true;
    this.#ask();
  }

  disconnected(): void {
    this.#isConnected = false;
    this.#inFlight = undefined;
  }

  /** What to do now; returns the same until its result is reported. */
  next(): Next | undefined {
    if (!this.#isConnected) return undefined;
    if (this.#asks) return { kind: 'ask', segments: this.#rows.segments() };
    this.#inFlight ??= this.#batch();
    return this.#inFlight && { kind: 'send', batch: this.#inFlight, round: this.#round };
  }

  /** @param now on the monotonic clock */
  stands({ applied, common }: Where, now: number): void {
    this.#asks = false;
    this.#inFlight = undefined;
    this.#said = { applied, since: now };
    this.#cursor = common;
    this.#rows.confirm(common);
    this.#despite = continues(this.#rows.behind(common), applied) ? undefined : (applied ?? null);
  }

  /** The hub is away; NATS keeps what the hub has not read. */
  noAnswer(): void {
    this.#asks = false;
    this.#inFlight = undefined;
    this.#despite = undefined;
    this.#cursor = this.#rows.applied();
  }

  /** NATS has the batch. This only moves the cursor: an acknowledgement guarantees nothing. */
  acknowledged(batch: Batch): void {
    if (batch !== this.#inFlight) return;
    this.#inFlight = undefined;
    this.#despite = undefined;
    this.#cursor = lastOf(batch);
  }

  /** @param now on the monotonic clock */
  confirmed({ applied, rewind }: Confirmation, now: number): void {
    // Confirmations from before the disconnect are out of date.
    if (!this.#isConnected || this.#asks) return;
    if (rewind) {
      this.#ask();
      return;
    }
    if (applied) this.#rows.confirm(applied);
    const isNews = !this.#said || !isSame(this.#said.applied, applied);
    if (isNews || isSame(applied, this.#cursor)) this.#said = { applied, since: now };
    else if (now - (this.#said?.since ?? now) >= STANDSTILL_MS) this.#ask();
  }

  #ask(): void {
    this.#asks = true;
    this.#inFlight = undefined;
    this.#rounds += 1;
    // Later lives also send rows of earlier ones, so the round contains the current life.
    this.#round = `${this.#rows.segments().at(-1)}.${this.#rounds}`;
  }

  #batch(): Batch | undefined {
    const portion = this.#rows.behind(this.#cursor);
    if (!portion) return undefined;
    const { segment, after, from, rows } = portion;
    return { segment, after, from, rows, despite: this.#despite, counted: this.#rows.counted() };
  }
}

/** Whether the portion follows directly. */
function continues(portion: Portion | undefined, place: Position | undefined): boolean {
  if (!portion) return true;
  if (portion.segment === place?.segment) return portion.from === place.n + 1;
  return portion.from === 1 && isSame(portion.after, place);
}
