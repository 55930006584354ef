import type { EventBody, RaceEvent } from '../events/events.ts';
import type { Clock } from '../kit/clock.ts';
import {
  confirmed,
  hear,
  type Matching,
  nothingToMatch,
  read,
  standsAlone,
  taken,
  tellInstead,
  type Waiting,
  withoutEcho,
} from './matching.ts';
import { settle } from './observe/log.ts';
import type { Finding } from './observe/observer.ts';
import { emptyState, fold, type RaceState } from './state.ts';

export interface BatchOptions {
  readonly server: string;
  readonly clock: Clock;
  readonly state: RaceState;
  readonly matching: Matching;
}

/** One transaction's worth of events, with the state that each of them leaves behind. Touches nothing but itself. */
export class Batch {
  readonly told: { event: RaceEvent; after: RaceState }[] = [];
  state: RaceState;
  matching: Matching;
  readonly #server: string;
  readonly #clock: Clock;

  constructor({ server, clock, state, matching }: BatchOptions) {
    this.#server = server;
    this.#clock = clock;
    this.state = state;
    this.matching = matching;
  }

  begin(run: number): void {
    this.state = emptyState(run);
    this.matching = nothingToMatch;
  }

  /** What one datagram says. `isLogged`: a log is read that will say so too. */
  hear(findings: readonly Finding[], isLogged: boolean): void {
    const at = this.#clock.now();
    const echoless = withoutEcho(this.matching, findings, at);
    if (echoless) {
      this.matching = echoless;
      return;
    }
    // Datagrams keep their order: what the log told before the end of a session and UDP did not is lost.
    if (findings.some(({ type }) => type === 'sessionEnded' || type === 'sessionStarted')) {
      this.#tellInstead(this.#take(({ finding }) => standsAlone(finding)));
    }
    this.tell(findings);
    if (!isLogged) return;
    const heard = { at, session: this.#ordinal() };
    this.matching = findings.reduce((matching, finding) => hear(matching, finding, heard), this.matching);
  }

  /** What the log says. */
  read(finding: Finding): void {
    this.matching = read(this.matching, finding, { at: this.#clock.now(), session: this.#ordinal() });
  }

  /** Where UDP cannot speak, the log does at once. */
  standIn(): void {
    this.#tellInstead(this.#take(() => true));
  }

  /** Takes what has waited until `heardBefore` for lost; returns what is not told but should be asked for. */
  giveUp(heardBefore: number): readonly Finding[] {
    const over = this.#take(({ at }) => at <= heardBefore);
    this.#tellInstead(over.filter(({ finding }) => standsAlone(finding)));
    return over.map(({ finding }) => finding).filter((finding) => !standsAlone(finding));
  }

  /** To be called when all that was read has been matched. */
  forgetUnconfirmed(): void {
    this.matching = confirmed(this.matching, this.#clock.now());
  }

  /** What Pitwall itself noticed. A game server that stops takes its session along. */
  notice(bodies: readonly EventBody[]): void {
    for (const body of bodies) {
      if (body.type === 'serverStopped') this.#endSession();
      this.tell([body]);
    }
  }

  tell(findings: readonly (Finding | EventBody)[], ordinal?: number): void {
    for (const finding of findings) {
      const event = { ...this.#stamp(finding), ...finding } as RaceEvent;
      const placed = ordinal === undefined ? event : { ...event, session: ordinal };
      this.state = fold(this.state, placed);
      this.told.push({ event: placed, after: this.state });
    }
  }

  /** The log of a server that has stopped was read to its end: an end of the session that waits there names the results. */
  #endSession(): void {
    this.#tellInstead(this.#take(({ finding }) => finding.type === 'sessionEnded'));
    const { session } = this.state;
    if (session && !session.over) this.tell([{ type: 'sessionEnded' }]);
  }

  #take(isTaken: (waiting: Waiting) => boolean): readonly Waiting[] {
    const { matching, taken: over } = taken(this.matching, isTaken);
    this.matching = matching;
    return over;
  }

  #tellInstead(over: readonly Waiting[]): void {
    for (const { finding, session } of over) {
      const settled = settle(finding, this.state, session).map((each) => ({ ...each, late: true as const }));
      this.tell(settled, standsAlone(finding) ? session : undefined);
      this.matching = settled.reduce((matching, each) => tellInstead(matching, each, this.#clock.now()), this.matching);
    }
  }

  #ordinal(): number {
    return this.state.session?.ordinal ?? 0;
  }

  #stamp(finding: Finding) {
    const at = this.#clock.now();
    const { run, session } = this.state;
    const starts = finding.type === 'sessionStarted';
    // When something that is learnt late has happened is not known.
    const zeroAt = starts || finding.late ? undefined : session?.facts.zeroAt;
    return {
      at,
      server: this.#server,
      run,
      session: this.#ordinal() + (starts ? 1 : 0),
      ...(zeroAt === undefined ? {} : { sessionMs: at - zeroAt }),
    };
  }
}
