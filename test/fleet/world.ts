// An edge, a hub and what lies between them, with the faults of a random run: no sockets, no files, no clocks.
import fc from 'fast-check';
import { judge, type Standing, type Verdict, whereOf } from '../../src/fleet/applier.ts';
import { type Batch, lastOf, messageId, type Position } from '../../src/fleet/batch.ts';
import { Publisher } from '../../src/fleet/publisher.ts';
import { MemoryOut } from './rows.ts';

/** What is left out, or done wrong, to check that it is found. */
export interface Planted {
  /** Nobody asks for the hub's position, and nobody listens when it reports it. */
  readonly neverAsks?: boolean;
  /** Rows are deleted once NATS has them. */
  readonly deletesOnAcknowledgement?: boolean;
  /** The hub applies what it has already applied. */
  readonly neverSkips?: boolean;
  /** The hub accepts any segment that it does not know. */
  readonly takesAnySegment?: boolean;
  /** The same rows get the same message id, however late and for whatever reason they are sent again. */
  readonly namesRowsAlone?: boolean;
}

/** NATS stores no second message with the same id. */
interface Message {
  readonly id: string;
  readonly batch: Batch;
}

const ROWS_PER_BATCH = 3;

interface HubDisk {
  readonly applied: readonly string[];
  readonly segments: ReadonlyMap<string, number>;
  /** How much of the stream it has read. */
  readonly read: number;
}

export type Fault =
  | { readonly do: 'make'; readonly rows: number }
  | { readonly do: 'send'; readonly how: 'well' | 'lost' | 'answer lost' | 'twice' }
  | { readonly do: 'read' | 'cut' | 'edge restarts' | 'edge is copied' | 'hub is copied' | 'a day passes' }
  | { readonly do: 'hub runs'; readonly is: boolean }
  | { readonly do: 'hear again'; readonly which: number }
  | { readonly do: 'confirm'; readonly lost: boolean; readonly ms: number }
  | { readonly do: 'edge is set back' | 'hub is set back' | 'NATS goes back'; readonly to: number };

const simple = (...names: ('read' | 'cut' | 'edge restarts' | 'edge is copied' | 'hub is copied' | 'a day passes')[]) =>
  fc.constantFrom(...names).map((name): Fault => ({ do: name }));

const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('make' as const), rows: fc.integer({ min: 1, max: 7 }) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      how: fc.constantFrom('well' as const, 'well' as const, 'lost' as const, 'answer lost' as const, 'twice' as const),
    }),
  },
  { weight: 6, arbitrary: simple('read') },
  { weight: 3, arbitrary: simple('cut', 'edge restarts', 'edge is copied', 'hub is copied', 'a day passes') },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hub runs' as const), is: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hear again' as const), which: fc.nat() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('confirm' as const),
      lost: fc.boolean(),
      ms: fc.constantFrom(1000, 11_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('edge is set back' as const, 'hub is set back' as const, 'NATS goes back' as const),
      to: fc.nat(),
    }),
  },
);

export const faults = fc.array(fault, { maxLength: 120 });

export class World {
  readonly #planted: Planted;
  #segments = 0;
  #made = 0;
  #now = 0;
  #out: MemoryOut;
  #publisher: Publisher;
  #stream: Message[] = [];
  #hub: HubDisk = { applied: [], segments: new Map(), read: 0 };
  #hubRuns = true;
  #rewind = false;
  #edgeCopies: MemoryOut[] = [];
  #hubCopies: HubDisk[] = [];

  constructor(planted: Planted = {}) {
    this.#planted = planted;
    this.#out = new MemoryOut(this.#segment(), undefined, ROWS_PER_BATCH);
    this.#publisher = this.#opened();
  }

  meet(happening: Fault): void {
    switch (happening.do) {
      case 'make':
        for (let row = 0; row < happening.rows; row += 1) this.#out.add(`row ${++this.#made}`);
        return;
      case 'send':
        this.#send(happening.how);
        return;
      case 'read':
        this.#read();
        return;
      case 'hear again':
        this.#hearAgain(happening.which);
        return;
      case 'confirm':
        this.#confirm(happening.lost, happening.ms);
        return;
      case 'hub runs':
        this.#hubRuns = happening.is;
        return;
      case 'cut':
        this.#reconnect();
        return;
      case 'edge restarts':
        this.#restartEdge(this.#out);
        return;
      case 'edge is copied':
        this.#edgeCopies.push(this.#out.copy());
        return;
      case 'hub is copied':
        this.#hubCopies.push(this.#hub);
        return;
      case 'edge is set back':
        this.#restartEdge(pick(this.#edgeCopies, happening.to) ?? this.#out);
        return;
      case 'hub is set back':
        this.#hub = pick(this.#hubCopies, happening.to) ?? this.#hub;
        this.#reconnect();
        return;
      case 'NATS goes back':
        this.#stream = this.#stream.slice(0, happening.to % (this.#stream.length + 1));
        this.#reconnect();
        return;
      case 'a day passes':
        this.#out.prune();
        // Older backups are not supported: their rows are gone.
        this.#hubCopies = [];
    }
  }

  /** From now on everything works, until nothing moves any more. */
  heal(): void {
    this.#hubRuns = true;
    this.#reconnect();
    for (let round = 0; round < 400; round += 1) {
      this.#send('well');
      this.#read();
      this.#confirm(false, 1000);
    }
  }

  /** What is wrong in the end; undefined if the hub has told everything that happened, once each and in order. */
  wrong(): string | undefined {
    const { applied } = this.#hub;
    if (new Set(applied).size < applied.length) return `told twice: ${applied}`;
    const happened = this.#out.happened();
    const [has, told] = [new Set(happened), new Set(applied)];
    const missing = happened.filter((each) => !told.has(each));
    if (missing.length > 0) return `never told: ${missing}`;
    const inOrder = applied.filter((each) => has.has(each));
    return inOrder.join() === happened.join() ? undefined : `out of order: ${inOrder}`;
  }

  #segment(): string {
    this.#segments += 1;
    return `s${this.#segments}`;
  }

  #opened(): Publisher {
    const publisher = new Publisher(this.#out);
    publisher.connected();
    return publisher;
  }

  #restartEdge(from: MemoryOut): void {
    const copy = from.copy();
    this.#out = new MemoryOut(this.#segment(), copy, ROWS_PER_BATCH);
    this.#publisher = this.#opened();
  }

  /** All connections are lost, and come back. The hub notices if the stream is shorter than what it has read. */
  #reconnect(): void {
    this.#rewind = false;
    if (this.#stream.length < this.#hub.read) this.#hub = { ...this.#hub, read: 0 };
    if (this.#planted.neverAsks) return;
    this.#publisher.disconnected();
    this.#publisher.connected();
  }

  #send(how: 'well' | 'lost' | 'answer lost' | 'twice'): void {
    const next = this.#publisher.next();
    if (next?.kind === 'ask') {
      if (this.#planted.neverAsks || how === 'lost' || how === 'answer lost' || !this.#hubRuns) {
        this.#publisher.noAnswer();
      } else this.#publisher.stands(whereOf(this.#standing(), next.segments), this.#now);
    } else if (next?.kind === 'send') {
      const message = { id: this.#planted.namesRowsAlone ? rowsOf(next.batch) : messageId(next), batch: next.batch };
      // NATS looks back for two minutes, which may or may not be long enough.
      const isKnown = how !== 'twice' && this.#stream.some(({ id }) => id === message.id);
      if (how !== 'lost' && !isKnown) this.#stream.push(message);
      if (how === 'twice') this.#stream.push(message);
      if (how === 'lost' || how === 'answer lost') return;
      this.#publisher.acknowledged(next.batch);
      if (!this.#planted.deletesOnAcknowledgement) return;
      this.#out.confirm(lastOf(next.batch));
      this.#out.prune();
    }
  }

  #read(): void {
    const batch = this.#stream[this.#hub.read]?.batch;
    if (!this.#hubRuns || !batch) return;
    this.#hub = { ...this.#hub, read: this.#hub.read + 1 };
    this.#take(batch);
  }

  /** A message that came before, or one whose turn has not come. */
  #hearAgain(which: number): void {
    const batch = pick(this.#stream, which)?.batch;
    if (this.#hubRuns && batch) this.#take(batch);
  }

  #take(batch: Batch): void {
    const verdict = this.#verdict(batch);
    this.#rewind ||= verdict.kind === 'rewind';
    if (verdict.kind !== 'apply' || verdict.skip >= batch.rows.length) return;
    const { segment, n } = lastOf(batch);
    const rows = batch.rows.slice(this.#planted.neverSkips ? 0 : verdict.skip);
    this.#hub = {
      read: this.#hub.read,
      applied: [...this.#hub.applied, ...rows.map(({ body }) => body)],
      segments: new Map([...this.#hub.segments].filter(([name]) => name !== segment)).set(segment, n),
    };
  }

  #verdict(batch: Batch): Verdict {
    const isNew = !this.#hub.segments.has(batch.segment);
    if (this.#planted.takesAnySegment && isNew) return { kind: 'apply', skip: 0 };
    return judge(this.#standing(), batch);
  }

  #confirm(lost: boolean, ms: number): void {
    this.#now += ms;
    if (!this.#hubRuns || lost) return;
    const applied = this.#standing().current();
    if (this.#planted.neverAsks) {
      if (applied) this.#out.confirm(applied);
    } else this.#publisher.confirmed({ applied, rewind: this.#rewind }, this.#now);
    this.#rewind = false;
  }

  #standing(): Standing {
    const { segments } = this.#hub;
    const placeOf = (segment: string | undefined): Position | undefined => {
      const n = segment === undefined ? undefined : segments.get(segment);
      return segment === undefined || n === undefined ? undefined : { segment, n };
    };
    return { current: () => placeOf([...segments.keys()].at(-1)), appliedOf: placeOf };
  }
}

const rowsOf = (batch: Batch): string => `${batch.segment}/${batch.from}-${lastOf(batch).n}`;

const pick = <Each>(from: readonly Each[], which: number): Each | undefined =>
  from.length === 0 ? undefined : from[which % from.length];
