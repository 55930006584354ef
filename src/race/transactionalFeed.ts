/** What is learnt about one game server, batch by batch, one transaction each. */
import type { FromServer } from '../acserver/udp/packets.ts';
import type { EventBody } from '../events/events.ts';
import { Backlog, type Heard, type Input } from './backlog.ts';
import { Batch } from './batch.ts';
import type { Commit, FeedOptions, LogBatch } from './feedOptions.ts';
import { KeptState } from './keptState.ts';
import { LeftPackets } from './leftPackets.ts';
import { startsNewLife } from './lives.ts';
import { isAnythingOwed, type Matching, readMatching } from './matching.ts';
import { observeLog } from './observe/log.ts';
import { observePacket, type Situation } from './observe/observer.ts';
import { packetObservers } from './observe/packets.ts';
import { Overdue } from './overdue.ts';
import { Share } from './share.ts';
import type { RaceState } from './state.ts';
import { Telling } from './telling.ts';

/** See `Feed` for these methods. */
export class TransactionalFeed {
  readonly #options: FeedOptions;
  readonly #kept: KeptState;
  #state: RaceState;
  #matching: Matching;
  readonly #backlog: Backlog;
  readonly #left: LeftPackets;
  #isCommitting = false;
  readonly #share: Share;
  readonly #telling: Telling;
  readonly #overdue: Overdue;

  constructor(options: FeedOptions) {
    const { journal, bus, clock, log, redact, askAgain } = options;
    this.#options = options;
    this.#kept = new KeptState(options);
    this.#state = this.#kept.restore();
    this.#matching = readMatching(journal.cursor('matching'));
    this.#share = new Share(clock);
    this.#telling = new Telling({ bus, clock, told: (events, ms) => this.#share.told(events, ms) });
    this.#left = new LeftPackets(journal, redact);
    this.#overdue = new Overdue({
      many: () => this.#matching.read.length,
      commit: (work) => this.#commit(work),
      standsIn: (absent) => this.standsIn(absent),
      failed: (error) => this.#tellFault(error),
      askAgain,
      clock,
    });
    this.#backlog = new Backlog({
      left: this.#left.stored(),
      keep: (input, kept) => this.#keep(input, kept),
      giveUp: (input, error) => this.#lose(input, error),
      caughtUp: askAgain,
      clock,
      log,
    });
  }

  state(): RaceState {
    return this.#state;
  }

  packets(packets: readonly FromServer[]): void {
    const telling = packets.filter(({ type }) => type !== 'carUpdate');
    const { clock, isLogged } = this.#options;
    if (telling.length > 0) this.#backlog.take({ at: clock.now(), packets: telling, isLogged: isLogged() });
  }

  log({ facts, position, absent }: LogBatch): void {
    const { journal } = this.#options;
    const standsIn = this.standsIn(absent);
    this.#backlog.mustBeEmpty();
    const observe = (batch: Batch): void => {
      // What has waited since before the absence comes first.
      if (standsIn) batch.tellWaiting();
      for (const fact of facts) {
        for (const finding of observeLog(fact, this.#situation(batch))) batch.addLine(finding, absent);
        if (standsIn) batch.tellWaiting();
      }
      if (!absent) batch.forgetUnconfirmed();
    };
    const keep = (): void => journal.moveCursor('log', position);
    if (this.#state.run > 0 || facts.length === 0) this.#commit(keep, { observe });
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

  goOn(work: () => readonly EventBody[]): void {
    this.#backlog.takeFirst({ at: this.#options.clock.now(), work });
  }

  beginRun(): number {
    this.#backlog.mustBeEmpty();
    this.#commit((batch) => batch.begin(this.#options.journal.beginRun()));
    return this.#state.run;
  }

  giveUpWaiting(): void {
    const { clock } = this.#options;
    if (!this.#backlog.goOn() || !isAnythingOwed(this.#matching, clock.now())) return;
    if (this.#overdue.giveUp()) clock.after(0, () => this.giveUpWaiting());
  }

  standsIn(absent: boolean): boolean {
    return absent || !this.#options.isHeard();
  }

  tellWaiting(absent: boolean): Promise<true> | undefined {
    return this.#overdue.tell(absent);
  }

  free(): Promise<void> | undefined {
    return this.#backlog.free();
  }

  #keep(input: Input, kept: (many: number) => void): void {
    const { at } = input;
    if ('bodies' in input) return void this.#commit((batch) => batch.notice(input.bodies), { at });
    if ('work' in input) return void this.#commit((batch) => batch.tell(input.work()), { at });
    let many = 0;
    const work = (batch: Batch): void => {
      many = this.#observeSome(batch, input);
      this.#left.keep({ ...input, packets: input.packets.slice(many) });
    };
    this.#commit(work, { at, committed: () => kept(many) });
  }

  /** As many as there is time for, at least one: one can be a hundred times the work of another. @returns how many */
  #observeSome(batch: Batch, { packets, isLogged }: Heard): number {
    const isSpent = this.#share.begin();
    let kept = 0;
    for (const packet of packets) {
      const isWhole = this.#observe(batch, packet, isLogged);
      this.#writeTold(batch);
      if (isWhole) kept += 1;
      // Follow-up work of a session's end comes before the next session.
      const isEnd = batch.told.some(({ event }) => event.type === 'sessionEnded');
      if (isEnd || isSpent(batch.told.length)) break;
    }
    return kept;
  }

  #lose(input: Input, error: unknown): void {
    this.#tellFault(error);
    if ('packets' in input) this.#options.askAgain();
  }

  #tellFault(error: unknown): void {
    this.#options.log.error({ err: error }, 'a batch of events could not be kept');
  }

  /** @returns false for a new session that ends one first: observed again after that, it begins the new one */
  #observe(batch: Batch, packet: FromServer, isLogged: boolean): boolean {
    if (startsNewLife(packet, batch.state)) batch.beginHeard(this.#options.journal.beginRun());
    for (const observer of packetObservers) {
      const findings = observePacket(observer, packet, this.#situation(batch));
      const [first] = findings;
      if (packet.type === 'newSession' && first?.type === 'sessionEnded') {
        batch.addPacket([first], isLogged);
        return false;
      }
      if (findings.length > 0) batch.addPacket(findings, isLogged);
    }
    return true;
  }

  #situation({ state, at }: Batch): Situation {
    const { redact, askAbout, chatFilter, dialect, traces } = this.#options;
    return { at, state, redact, askAbout, chatFilter, dialect, traces };
  }

  /**
   * Writes a batch and emits its events. What cannot be written has not happened: memory is never ahead of the disk.
   *
   * @returns how long that took, without waiting for the disk: milliseconds
   */
  #commit(work: (batch: Batch) => void, { at = this.#options.clock.now(), observe, committed }: Commit = {}): number {
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
      this.#backlog.stored();
      this.#state = batch.state;
      this.#matching = batch.matching;
      committed?.();
    } catch (error) {
      this.#backlog.hold(error);
      throw error;
    } finally {
      this.#isCommitting = false;
    }
    const kept = clock.monotonic();
    this.#share.waited(kept - written);
    this.#telling.tell(batch.told);
    return written - begun + clock.monotonic() - kept;
  }

  /**
   * Most lines of the log are not news: UDP has reported them. Then the read position does not wait for the disk. After
   * a power cut the log is read again from the older position, and matched as before.
   */
  #transaction(tellsNothing: boolean, work: () => void): void {
    if (tellsNothing) this.#options.store.unflushed(work);
    else this.#options.store.transaction(work);
  }

  #write(batch: Batch, work: (batch: Batch) => void): void {
    const { journal } = this.#options;
    work(batch);
    this.#writeTold(batch);
    if (batch.matching !== this.#matching) journal.moveCursor('matching', batch.matching);
    this.#kept.note(batch.told, batch.state);
  }

  /** What follows from an event is emitted after everything emitted so far, and is processed here as well. */
  #writeTold(batch: Batch): void {
    const { journal, bus } = this.#options;
    for (let told = batch.next(); told; told = batch.next()) {
      const { event, after } = told;
      journal.append(event);
      const followers = bus.tellDurable(event, after);
      batch.tell(event.late ? followers.map((each) => ({ ...each, late: true as const })) : followers, event.session);
    }
  }
}
