/** What is learnt about one game server, batch by batch, each of them a transaction. */
import type { FromServer } from '../acserver/udp/packets.ts';
import type { EventBody } from '../events/events.ts';
import { Pace } from '../kit/pace.ts';
import { Backlog, type Input } from './backlog.ts';
import { Batch } from './batch.ts';
import type { FeedOptions, LogBatch } from './feedOptions.ts';
import { KeptState } from './keptState.ts';
import { isAnythingOwed, type Matching, PATIENCE_MS, readMatching } from './matching.ts';
import { observeLog } from './observe/log.ts';
import { observePacket, type Situation } from './observe/observer.ts';
import { packetObservers } from './observe/packets.ts';
import type { RaceState } from './state.ts';

/** See `Feed` for what each of these does. */
export class TransactionalFeed {
  readonly #options: FeedOptions;
  readonly #kept: KeptState;
  #state: RaceState;
  #matching: Matching;
  /** Committed, not yet told to live listeners. */
  readonly #toTell: Batch['told'] = [];
  readonly #backlog: Backlog;
  #isCommitting = false;
  #isTelling = false;
  /** Of datagrams, and of what waited for them in vain. */
  readonly #pace = new Pace({ first: 16, most: 256 });

  constructor(options: FeedOptions) {
    const { journal, clock, log, askAgain } = options;
    this.#options = options;
    this.#kept = new KeptState(options);
    this.#state = this.#kept.restore();
    this.#matching = readMatching(journal.cursor('matching'));
    this.#backlog = new Backlog({
      keep: (input) => this.#keep(input),
      giveUp: (input, error) => this.#lose(input, error),
      caughtUp: askAgain,
      portion: () => this.#pace.size,
      clock,
      log,
    });
  }

  state(): RaceState {
    return this.#state;
  }

  packets(packets: readonly FromServer[]): void {
    const telling = packets.filter(({ type }) => type !== 'carUpdate');
    if (telling.length > 0) this.#backlog.take({ at: this.#options.clock.now(), packets: telling });
  }

  log({ facts, position, absent }: LogBatch): void {
    const { journal, isHeard, clock } = this.#options;
    const standsIn = absent || !isHeard();
    this.#backlog.mustBeEmpty();
    const observe = (batch: Batch): void => {
      // What waited since before the absence comes first.
      if (standsIn) batch.tellWaiting();
      for (const fact of facts) {
        for (const finding of observeLog(fact, this.#situation(batch))) batch.addLine(finding, absent);
        if (standsIn) batch.tellWaiting();
      }
      if (!absent) batch.forgetUnconfirmed();
    };
    const keep = (): void => journal.moveCursor('log', position);
    if (this.#state.run > 0 || facts.length === 0) this.#commit(keep, clock.now(), observe);
    else
      this.#commit((batch) => {
        batch.begin(journal.beginRun());
        observe(batch);
        keep();
      });
  }

  notice(...bodies: EventBody[]): void {
    this.#backlog.take({ at: this.#options.clock.now(), bodies });
  }

  decide(work: () => readonly EventBody[]): void {
    this.#backlog.mustBeEmpty();
    this.#commit((batch) => batch.tell(work()));
  }

  beginRun(): number {
    this.#backlog.mustBeEmpty();
    this.#commit((batch) => batch.begin(this.#options.journal.beginRun()));
    return this.#state.run;
  }

  giveUpWaiting(): void {
    if (!this.#backlog.goOn() || !isAnythingOwed(this.#matching, this.#options.clock.now())) return;
    const before = this.#matching.read.length;
    const most = this.#pace.size;
    try {
      this.#pace.took(
        most,
        this.#commit((batch) => this.#giveUp(batch, most)),
      );
    } catch (error) {
      this.#tellFault(error);
      return;
    }
    if (before - this.#matching.read.length >= most) this.#options.clock.after(0, () => this.giveUpWaiting());
  }

  free(): Promise<void> | undefined {
    return this.#backlog.free();
  }

  #keep(input: Input): void {
    if ('bodies' in input) this.#commit((batch) => batch.notice(input.bodies), input.at);
    else {
      const { packets, at } = input;
      this.#pace.took(
        packets.length,
        this.#commit((batch) => this.#observe(batch, packets), at),
      );
    }
  }

  #lose(input: Input, error: unknown): void {
    this.#tellFault(error);
    if ('packets' in input) this.#options.askAgain();
  }

  #tellFault(error: unknown): void {
    this.#options.log.error({ err: error }, 'a batch of events could not be kept');
  }

  #observe(batch: Batch, packets: readonly FromServer[]): void {
    const { journal, isLogged } = this.#options;
    for (const packet of packets) {
      if (startsNewLife(packet, batch.state)) {
        const { heard } = batch.state;
        // Nobody else tells the end of what the last life left running.
        batch.endSession();
        batch.begin(journal.beginRun());
        // The silence, not the new life, would end that.
        if (heard) batch.tell([{ type: 'serverHeard', again: true }]);
      }
      for (const observer of packetObservers) {
        const findings = observePacket(observer, packet, this.#situation(batch));
        if (findings.length > 0) batch.addPacket(findings, isLogged());
      }
    }
  }

  #giveUp(batch: Batch, most: number): void {
    if (!this.#options.isHeard()) batch.tellWaiting(most);
    batch.forgetOld();
    const missed = batch.giveUp(this.#options.clock.now() - PATIENCE_MS, most);
    if (missed.length > 0) this.#options.askAgain();
  }

  #situation({ state, at }: Batch): Situation {
    const { redact, askAbout, chatFilter, dialect, traces } = this.#options;
    return { at, state, redact, askAbout, chatFilter, dialect, traces };
  }

  /**
   * Writes a batch and tells it. What cannot be written has not happened: memory never runs ahead of the disk.
   *
   * @param observe what is known of it before anything is written
   * @returns how long that took, without waiting for the disk: milliseconds
   */
  #commit(work: (batch: Batch) => void, at = this.#options.clock.now(), observe?: (batch: Batch) => void): number {
    if (this.#isCommitting) throw new Error('a durable listener must not feed events');
    const { server, clock } = this.#options;
    const begun = clock.monotonic();
    let written = begun;
    const batch = new Batch({ server, at, state: this.#state, matching: this.#matching });
    this.#isCommitting = true;
    try {
      observe?.(batch);
      this.#transaction(observe !== undefined && batch.told.length === 0, () => {
        this.#write(batch, work);
        written = clock.monotonic();
      });
      this.#state = batch.state;
      this.#matching = batch.matching;
    } catch (error) {
      this.#backlog.hold(error);
      throw error;
    } finally {
      this.#isCommitting = false;
    }
    const kept = clock.monotonic();
    this.#tell(batch.told);
    return written - begun + clock.monotonic() - kept;
  }

  /**
   * Most lines of the log say nothing new: UDP has told it. How far the log was read waits for no disk then, and holds up
   * nothing: after a power cut it is read again from where it was, and matched as it was.
   */
  #transaction(tellsNothing: boolean, work: () => void): void {
    if (tellsNothing) this.#options.store.unflushed(work);
    else this.#options.store.transaction(work);
  }

  #write(batch: Batch, work: (batch: Batch) => void): void {
    const { journal, bus } = this.#options;
    work(batch);
    // What follows from an event is told behind all that was told already, and has its turn here as well.
    for (const { event, after } of batch.told) {
      journal.append(event);
      const followers = bus.tellDurable(event, after);
      batch.tell(event.late ? followers.map((each) => ({ ...each, late: true as const })) : followers, event.session);
    }
    if (batch.matching !== this.#matching) journal.moveCursor('matching', batch.matching);
    this.#kept.note(batch.told, batch.state);
  }

  /** A live listener may feed events itself: they are told after those that caused them. */
  #tell(told: Batch['told']): void {
    this.#toTell.push(...told);
    if (this.#isTelling) return;
    this.#isTelling = true;
    for (let next = this.#toTell.shift(); next; next = this.#toTell.shift()) {
      this.#options.bus.tellLive(next.event, next.after);
    }
    this.#isTelling = false;
  }
}

/** VERSION is the first word of a new process: a server that had said something before has been restarted. */
const startsNewLife = (packet: FromServer, { session, drivers, run }: RaceState): boolean =>
  run === 0 || (packet.type === 'version' && (session !== undefined || drivers.size > 0));
