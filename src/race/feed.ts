import type { StdoutEvent } from '../acserver/stdout/facts.ts';
import type { FromServer } from '../acserver/udp/packets.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { Publisher } from './bus.ts';
import type { EventBody, RaceEvent } from './events.ts';
import type { Journal } from './journal.ts';
import { givenUp, hear, type Matching, nothingToMatch, read } from './matching.ts';
import { chat } from './observe/chat.ts';
import { contacts } from './observe/contacts.ts';
import { identity } from './observe/identity.ts';
import { laps } from './observe/laps.ts';
import { observeLog, settle } from './observe/log.ts';
import { type Finding, observePacket, type Situation } from './observe/observer.ts';
import { sessions } from './observe/sessions.ts';
import { emptyState, fold, type RaceState } from './state.ts';

/** Identity first: the others name drivers by what it has found. */
const packetObservers = [identity, sessions, laps, contacts, chat];

/** Where everything that is learnt about one game server comes together and becomes events. */
export interface Feed {
  state(): RaceState;
  /** One batch of datagrams: one transaction. */
  packets(packets: readonly FromServer[]): void;
  /** One batch of the log, together with how far it has been read. `absent`: written while nobody listened to UDP. */
  log(facts: readonly StdoutEvent[], position: unknown, absent: boolean): void;
  /** What Pitwall itself notices: the process, the silence. */
  notice(...bodies: EventBody[]): void;
  /** A new life of the game server's process: nobody is on it, and its sessions count from one. */
  beginRun(): number;
}

export interface FeedOptions {
  readonly server: string;
  readonly store: Store;
  readonly journal: Journal;
  readonly bus: Publisher;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
  readonly redact: (text: string) => string;
  readonly askAbout: (carId: number) => void;
  /** Whether the server's log is read too. Without it nothing waits for a second witness. */
  readonly hasLog: boolean;
}

export function openFeed(options: FeedOptions): Feed {
  const { server, store, journal, bus, clock, log } = options;
  let state = journal.events().reduce(fold, emptyState(journal.run()));
  let matching = journal.cursor<Matching>('matching') ?? nothingToMatch;

  const situation = (known: RaceState): Situation => ({
    at: clock.now(),
    state: known,
    redact: options.redact,
    askAbout: options.askAbout,
  });

  /** Writes a batch and tells it. What cannot be written has not happened: memory never runs ahead of the disk. */
  function commit(work: (batch: Batch) => void): void {
    const batch = new Batch(server, state, matching, clock);
    try {
      store.transaction(() => {
        work(batch);
        for (const { event, after } of batch.told) {
          journal.append(event);
          bus.tellDurable(event, after);
        }
        if (batch.matching !== matching) journal.moveCursor('matching', batch.matching);
      });
    } catch (error) {
      log.error({ err: error }, 'a batch of events could not be kept');
      return;
    }
    state = batch.state;
    matching = batch.matching;
    for (const { event, after } of batch.told) bus.tellLive(event, after);
  }

  return {
    state: () => state,
    packets(packets) {
      const telling = packets.filter((packet) => packet.type !== 'carUpdate');
      if (telling.length === 0) return;
      commit((batch) => {
        for (const packet of telling) {
          if (startsNewLife(packet, batch.state)) batch.begin(journal.beginRun());
          for (const observer of packetObservers)
            batch.heard(observePacket(observer, packet, situation(batch.state)), options.hasLog);
        }
        batch.giveUpWaiting(false);
      });
    },
    log(facts, position, absent) {
      commit((batch) => {
        for (const fact of facts) {
          for (const finding of observeLog(fact, situation(batch.state))) batch.read(finding);
          if (absent) batch.giveUpWaiting(true);
        }
        batch.giveUpWaiting(absent);
        journal.moveCursor('log', position);
      });
    },
    notice: (...bodies) => commit((batch) => batch.tell(bodies)),
    beginRun() {
      commit((batch) => batch.begin(journal.beginRun()));
      return state.run;
    },
  };
}

/** VERSION is the first word of a new process: a server that had said something before has been restarted. */
const startsNewLife = (packet: FromServer, { session, drivers, run }: RaceState): boolean =>
  run === 0 || (packet.type === 'version' && (session !== undefined || drivers.size > 0));

/** One transaction's worth of events, with the state that each of them leaves behind. */
class Batch {
  readonly told: { event: RaceEvent; after: RaceState }[] = [];
  state: RaceState;
  matching: Matching;
  readonly #server: string;
  readonly #clock: Clock;

  constructor(server: string, state: RaceState, matching: Matching, clock: Clock) {
    this.#server = server;
    this.state = state;
    this.matching = matching;
    this.#clock = clock;
  }

  begin(run: number): void {
    this.state = emptyState(run);
    this.matching = nothingToMatch;
  }

  heard(findings: readonly Finding[], awaitsLog: boolean): void {
    if (awaitsLog) this.matching = findings.reduce(hear, this.matching);
    this.tell(findings);
  }

  read(finding: Finding): void {
    this.matching = read(this.matching, finding, this.#clock.now());
  }

  giveUpWaiting(absent: boolean): void {
    const { matching, lost } = givenUp(this.matching, this.#clock.now(), absent);
    if (matching.read.length === this.matching.read.length) return;
    this.matching = matching;
    for (const finding of lost) this.tell(settle(finding, this.state).map((settled) => ({ ...settled, late: true })));
  }

  tell(findings: readonly Finding[]): void {
    for (const finding of findings) {
      const event = { ...this.#stamp(finding), ...finding } as RaceEvent;
      this.state = fold(this.state, event);
      this.told.push({ event, after: this.state });
    }
  }

  #stamp({ type }: Finding) {
    const at = this.#clock.now();
    const { run, session } = this.state;
    const starts = type === 'sessionStarted';
    const zeroAt = starts ? undefined : session?.facts.zeroAt;
    return {
      at,
      server: this.#server,
      run,
      session: (session?.ordinal ?? 0) + (starts ? 1 : 0),
      ...(zeroAt === undefined ? {} : { sessionMs: at - zeroAt }),
    };
  }
}
