/** What an edge sends next, and from where: without sockets and clocks. */
import { type Batch, isSame, lastOf, type Portion, type Position } from './batch.ts';
import type { Counted } from './numbers.ts';

/** The rows that an edge keeps for the hub. */
export interface OutRows {
  /** Those that follow that place, of one segment, as many as go into a batch; the oldest where the place is unknown. */
  behind(place: Position | undefined): Portion | undefined;
  /** The edge's lives that it knows of, oldest first. */
  segments(): readonly string[];
  /** The last that the hub was known to have applied. */
  applied(): Position | undefined;
  /** The hub has applied so far, and nothing behind it; nothing at all where there is no place. */
  confirm(place: Position | undefined): void;
  /** How far this edge has counted; undefined where nothing is counted. */
  counted(): Counted | undefined;
}

/** What the hub says of one edge: after each batch, and each second. */
export interface Confirmation {
  /** Nothing, where it has nothing of that edge. */
  readonly applied?: Position | undefined;
  readonly rewind?: boolean | undefined;
  /** The life of the hub that says so. */
  readonly hub?: string | undefined;
  /** The segment of the life that has the edge's name. */
  readonly life?: string | undefined;
}

/** What it answers to the question where it stands, which names the edge's segments. */
export interface Where {
  readonly applied?: Position | undefined;
  /** The last that it has applied of the newest of those segments that it knows. */
  readonly common?: Position | undefined;
  /** How far that edge had counted by what it has told: an edge that was set back counts on from there. */
  readonly counted?: Counted | undefined;
  /** Why it takes nothing of that edge, in a sentence. */
  readonly refused?: string | undefined;
  /** The other edge that has its letter. */
  readonly letterOf?: string | undefined;
}

export type Next =
  | { readonly kind: 'ask'; readonly segments: readonly string[] }
  /** `round`: another one each time it was asked where the hub stands; the same nowhere else. */
  | { readonly kind: 'send'; readonly batch: Batch; readonly round: string };

/** How long the hub may say that it stands still before what was acknowledged is taken for lost. */
const STANDSTILL_MS = 10_000;

/** Rows go one batch after the other, and again from where the hub stands whenever that may be elsewhere. */
export class Publisher {
  readonly #rows: OutRows;
  #isConnected = false;
  /** It is not known where the hub stands. */
  #asks = false;
  #rounds = 0;
  #round = '';
  /** The last row that NATS has acknowledged, or that the hub has. */
  #cursor: Position | undefined;
  #inFlight: Batch | undefined;
  /** For the next batch alone: a later one that came first would leave this one out. */
  #despite: Position | null | undefined;
  /** What the hub has said last, and since when it says so; on the monotonic clock. */
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

  /** What is to be done now; the same again until something has come of it. */
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

  /** The hub is away, and NATS keeps what it has not read. */
  noAnswer(): void {
    this.#asks = false;
    this.#inFlight = undefined;
    this.#despite = undefined;
    this.#cursor = this.#rows.applied();
  }

  /** NATS has a batch. That moves the cursor, and nothing else: an acknowledgement is no promise. */
  acknowledged(batch: Batch): void {
    if (batch !== this.#inFlight) return;
    this.#inFlight = undefined;
    this.#despite = undefined;
    this.#cursor = lastOf(batch);
  }

  /** @param now on the monotonic clock */
  confirmed({ applied, rewind }: Confirmation, now: number): void {
    // What was said before the connection was lost says nothing of now.
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
    // Rows of an earlier life are sent by later ones, too.
    this.#round = `${this.#rows.segments().at(-1)}.${this.#rounds}`;
  }

  #batch(): Batch | undefined {
    const portion = this.#rows.behind(this.#cursor);
    if (!portion) return undefined;
    const { segment, after, from, rows } = portion;
    return { segment, after, from, rows, despite: this.#despite, counted: this.#rows.counted() };
  }
}

/** Whether nothing lies between. */
function continues(portion: Portion | undefined, place: Position | undefined): boolean {
  if (!portion) return true;
  if (portion.segment === place?.segment) return portion.from === place.n + 1;
  return portion.from === 1 && isSame(portion.after, place);
}
