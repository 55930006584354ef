// Reads one log file batch by batch: what is stored, retried or skipped.

import type { DecodedLine } from '../acserver/stdout/decode.ts';
import type { StdoutFact } from '../acserver/stdout/facts.ts';
import { type Follower, followFile } from '../acserver/stdout/follow.ts';
import type { WatchFile } from '../acserver/stdout/hints.ts';
import { readStdoutLine } from '../acserver/stdout/lines.ts';
import { createReader, type FactReader } from '../acserver/stdout/reader.ts';
import { type Clock, workedBy } from '../kit/clock.ts';
import { Pace } from '../kit/pace.ts';
import { SHARE_MS } from '../kit/turns.ts';
import { sleep } from '../kit/wait.ts';
import { StoreError } from '../store/errors.ts';
import type { Feed } from './feed.ts';
import type { LogGap, LogPosition } from './logPosition.ts';

export interface ReadingOptions {
  readonly feed: Pick<Feed, 'log' | 'free' | 'standsIn' | 'tellWaiting'>;
  readonly position: () => LogPosition | undefined;
  readonly clock: Clock;
  /** Reports that the file has grown, if the system can. */
  readonly watch?: WatchFile | undefined;
  readonly log: Record<'error' | 'warn', (fields: object, message: string) => void>;
  readonly redact: (line: string) => string;
  /**
   * Whether Pitwall started the process that writes it. A log of somebody else's process is never emptied, however
   * long. If it is new to us, only lines from now on count: it may hold years of races.
   */
  readonly isOurs?: boolean;
  /** Gets every fact once it is stored, for those beside the race: the server is up, it gave its version. */
  readonly onFact: (fact: StdoutFact) => void;
  /** The server has just written something. */
  readonly onGrown?: (() => void) | undefined;
  /** The part still to be read is gone: one sentence for people, and the period for which its contents are unknown. */
  readonly onLost?: ((problem: string, gap: LogGap) => void) | undefined;
}

/** A batch that fails this often contains something that cannot be stored. */
const ATTEMPTS = 5;

/** After so many lines without meaning, this is not a log that Pitwall reads. acServer prints its version at once. */
const FOREIGN_LINES = 100;

/** How often, and how far apart, writing to a failing store is retried before reading is left to the poll. */
const [STORE_ATTEMPTS, STORE_WAIT_MS] = [20, 500];

/** One log file, from the stored position to its end. */
export class LogReading {
  readonly #options: ReadingOptions;
  readonly #path: string;
  readonly #follower: Follower;
  #reader: FactReader;
  /** Offset after the last stored line. */
  #kept: number;
  /** Everything before this offset was written while nobody listened to UDP. */
  #absentUntil: number;
  #isEnding = false;
  #failures = 0;
  /** The store could not be written. The lines are sound and come again until it can. */
  #isStoreShut = false;
  #lastProblem: string | undefined;
  /** Meaningless lines so far; undefined once a line had a meaning, or the warning was logged. */
  #foreignLines: number | undefined = 0;
  /** Facts per transaction while the log stands in for UDP. */
  readonly #pace = new Pace({ first: 4, most: 64 });

  constructor(options: ReadingOptions, path: string, { absent, file }: { absent: boolean; file: string | undefined }) {
    const stored = options.position();
    const known = stored?.path === path ? stored : undefined;
    this.#options = options;
    this.#path = path;
    this.#reader = createReader(known?.memo);
    this.#kept = known?.offset ?? 0;
    this.#absentUntil = absent ? Infinity : 0;
    this.#follower = followFile({
      path,
      offset: this.#kept,
      mark: file,
      clock: options.clock,
      watch: options.watch,
      onLines: (lines) => this.#take(lines),
      free: () => this.#free(),
      onTruncated: () => this.#startOver(),
      onError: (error) => this.#report(error),
    });
    // At once, so that a Pitwall started after a kill knows this file, and what waited for the last file is emitted.
    this.#quietly(() => this.#keep([], this.#kept, this.#reader));
  }

  /** A failed batch is retried at once, so that one bad line does not hold up what follows. */
  async readAll(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      do await this.#follower.drain();
      while (this.#failures > 0 && this.#failures < ATTEMPTS);
      if (!this.#isStoreShut || attempt === STORE_ATTEMPTS) return;
      await sleep(this.#options.clock, STORE_WAIT_MS);
    }
  }

  /**
   * From here on, lines wait for their datagrams, which may be slower. What a driver types is obeyed when it comes as a
   * datagram, but only noted as late when it comes as a line.
   */
  async present(): Promise<void> {
    await this.readAll();
    if (this.#absentUntil === Infinity && !this.#isEnding) this.#absentUntil = this.#kept;
  }

  /** Datagrams sent before the end have arrived by the time the file is read. */
  async finish(): Promise<void> {
    await this.readAll();
    this.#isEnding = true;
    this.#absentUntil = Infinity;
    await this.#follower.close({ final: true });
    this.#quietly(() => this.#keep([], this.#kept, this.#reader));
  }

  close(): Promise<void> {
    return this.#follower.close();
  }

  cap(): void {
    this.#follower.cap().catch((error: unknown) => this.#report(error));
  }

  /** Waits until earlier input has had its turn, however much it is. */
  async #free(): Promise<void> {
    const { feed } = this.#options;
    await feed.free();
    if (await feed.tellWaiting(this.#isAbsent())) await feed.free();
  }

  /** @returns how many of the lines are stored: at least one */
  #take(lines: readonly DecodedLine[]): number {
    const fresh = lines.filter(({ end }) => end > this.#kept);
    this.#isStoreShut = false;
    let told = fresh.length;
    try {
      told = this.#tellSome(fresh);
    } catch (error) {
      this.#isStoreShut = error instanceof StoreError && error.isPassing;
      if (this.#isStoreShut) throw error;
      this.#failures += 1;
      if (this.#failures < ATTEMPTS) throw error;
      // Some of them may be stored by now.
      for (const line of fresh) if (line.end > this.#kept) this.#tellOrSkip(line);
    }
    this.#failures = 0;
    this.#lastProblem = undefined;
    return lines.length - fresh.length + told;
  }

  /** Handles all lines if UDP reports the same, else as many as there is time for. @returns how many */
  #tellSome(lines: readonly DecodedLine[]): number {
    const { clock, feed } = this.#options;
    const begun = workedBy(clock);
    let told = 0;
    while (told < lines.length && (told === 0 || workedBy(clock) - begun < SHARE_MS)) {
      const most = feed.standsIn(this.#isAbsent()) ? this.#pace.size : Infinity;
      const before = workedBy(clock);
      told += this.#tell(told === 0 ? lines : lines.slice(told), most);
      if (most !== Infinity) this.#pace.took(most, workedBy(clock) - before);
    }
    return told;
  }

  /** In one transaction. @param most facts, or a few more @returns how many lines that were */
  #tell(lines: readonly DecodedLine[], most = Infinity): number {
    const reader = createReader(this.#reader.memo());
    const facts: StdoutFact[] = [];
    const told: DecodedLine[] = [];
    for (const line of lines) {
      if (facts.length >= most) break;
      facts.push(...reader.read(this.#options.redact(line.text)));
      told.push(line);
    }
    const last = told.at(-1);
    if (!last) return 0;
    if (!this.#isAbsent()) this.#options.onGrown?.();
    this.#keep(facts, last.end, reader);
    this.#noteForeign(told);
    facts.forEach(this.#options.onFact);
    return told.length;
  }

  /** Whether the next line was written while nobody listened to UDP. */
  #isAbsent(): boolean {
    return this.#kept < this.#absentUntil;
  }

  #noteForeign(lines: readonly DecodedLine[]): void {
    if (this.#foreignLines === undefined) return;
    const isOurs = lines.some(({ text }) => (readStdoutLine(text)?.kind ?? 'noise') !== 'noise');
    this.#foreignLines = isOurs ? undefined : this.#foreignLines + lines.length;
    if (this.#foreignLines === undefined || this.#foreignLines < FOREIGN_LINES) return;
    this.#foreignLines = undefined;
    const message = 'nothing in this log can be read: it is not the output of acServer 1.x';
    this.#options.log.warn({ path: this.#path }, message);
  }

  #tellOrSkip(line: DecodedLine): void {
    try {
      this.#tell([line]);
    } catch (error) {
      const reader = createReader(this.#reader.memo());
      reader.read(this.#options.redact(line.text));
      this.#keep([], line.end, reader);
      this.#options.log.error({ err: error, path: this.#path }, 'a line of the log could not be kept and was skipped');
    }
  }

  #keep(facts: readonly StdoutFact[], offset: number, reader: FactReader): void {
    const at = this.#options.clock.now();
    const file = this.#follower.mark();
    const position: LogPosition = { path: this.#path, offset, file, at, memo: reader.memo() };
    this.#options.feed.log({ facts, position, absent: this.#isAbsent() });
    this.#kept = offset;
    this.#reader = reader;
  }

  #startOver(): void {
    this.#kept = 0;
    if (this.#absentUntil !== Infinity) this.#absentUntil = 0;
    this.#quietly(() => this.#keep([], 0, this.#reader));
  }

  #quietly(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#report(error);
    }
  }

  /** The file is tried ten times a second: the same problem is logged once. */
  #report(error: unknown): void {
    const problem = String(error);
    if (problem === this.#lastProblem) return;
    this.#lastProblem = problem;
    this.#options.log.error({ err: error, path: this.#path }, "the game server's log could not be taken in");
  }
}
