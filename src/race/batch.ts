// The result of one transaction with datagrams, log lines and Pitwall's own notices: events, and the state after each.

import type { EventBody, RaceEvent, Stamp } from '../events/events.ts';
import { isOnBoard } from './boardCheck.ts';
import { leaderHasFinished } from './flag.ts';
import {
  BOARD_PATIENCE_MS,
  type Matching,
  nothingToMatch,
  PATIENCE_MS,
  splitWaiting,
  standsAlone,
  type Waiting,
  withEcho,
  withLine,
  withoutEcho,
  withoutOld,
  withoutOtherSpelling,
  withoutUnconfirmed,
  withPacket,
  withStandIn,
} from './matching.ts';
import { nextLap } from './observe/laps.ts';
import { keyOf, type LogFinding } from './observe/log.ts';
import type { Finding, FindingOf } from './observe/observer.ts';
import { upToDate } from './observe/overtaken.ts';
import { emptyState, fold, type RaceState } from './state.ts';

interface BatchOptions {
  readonly server: string;
  /** When its input was received. */
  readonly at: number;
  readonly state: RaceState;
  readonly matching: Matching;
}

/** The events of one transaction, each with the state after it. Has no side effects. */
export class Batch {
  readonly told: { event: RaceEvent; after: RaceState }[] = [];
  state: RaceState;
  matching: Matching;
  readonly at: number;
  readonly #server: string;
  /** How many events of `told` have been returned by `next`. */
  #seen = 0;

  constructor({ server, at, state, matching }: BatchOptions) {
    this.#server = server;
    this.at = at;
    this.state = state;
    this.matching = matching;
  }

  begin(run: number): void {
    this.state = emptyState(run);
    this.matching = nothingToMatch;
  }

  /** A new run of a server that sends UDP. */
  beginHeard(run: number): void {
    const { heard } = this.state;
    // Nothing else reports the end of a session that the last run left open.
    this.endSession();
    this.begin(run);
    // Only silence ends `heard`, not a new run.
    if (heard) this.tell([{ type: 'serverHeard', again: true }]);
  }

  /** Adds what one datagram says. `isLogged`: a log is being read that will say so too. */
  addPacket(findings: readonly Finding[], isLogged: boolean): void {
    const { at } = this;
    const withIt = withEcho(this.matching, findings, { at, session: this.#ordinal() });
    if (withIt) {
      this.matching = withIt;
      return;
    }
    // Datagrams keep their order: a log line still waiting at a session change has lost its datagram.
    if (findings.some(({ type }) => type === 'sessionEnded' || type === 'sessionStarted')) {
      this.#tellInstead(this.#take(({ finding }) => standsAlone(finding)).filter(({ doubted }) => !doubted));
    }
    for (const finding of findings) if (finding.type === 'lapCompleted') this.#checkBoard(finding, at);
    // Missed laps are counted before this one.
    this.tell(
      findings.map((each) =>
        each.type === 'lapCompleted' ? { ...each, lap: nextLap(this.state, each.driver) } : each,
      ),
    );
    if (!isLogged) return;
    const told = { at, session: this.#ordinal() };
    this.matching = findings.reduce((matching, finding) => withPacket(matching, finding, told), this.matching);
  }

  /**
   * Adds what the log says. It waits for its datagram, or is emitted at once if there will be none.
   *
   * @param isLate written while nobody listened
   */
  addLine(finding: LogFinding, isLate: boolean): void {
    const key = keyOf(finding);
    if (key === undefined) {
      this.tell([isLate ? { ...finding, late: true } : finding]);
      return;
    }
    const found = withoutEcho(this.matching, key);
    this.matching = found?.matching ?? this.matching;
    if (found) this.#tellWaited(found.echo);
    else this.matching = withLine(this.matching, finding, { key, at: this.at, session: this.#ordinal() });
  }

  /** When UDP cannot report, emits what waits from the log at once. */
  tellWaiting(most = Infinity): void {
    this.#tellInstead(this.#take(upTo(most, () => true)));
  }

  /**
   * Treats what has waited since `waitingSince` or longer as lost, at most `most` of it. Returns what is not emitted
   * but has to be asked for.
   */
  giveUp(waitingSince: number, most = Infinity): readonly Finding[] {
    const running = this.state.session?.ordinal;
    const isLost = ({ finding, at, session, doubted }: Waiting): boolean => {
      const hasBoard = finding.type === 'lapCompleted' && session === running && !doubted;
      return at <= waitingSince - (hasBoard ? BOARD_PATIENCE_MS - PATIENCE_MS : 0);
    };
    const lost = this.#take(upTo(most, isLost)).filter(({ doubted }) => !doubted);
    this.#tellInstead(lost.filter((each) => standsAlone(each.finding) && !this.#isSpeltOtherwise(each)));
    return lost.map(({ finding }) => finding).filter((finding) => !standsAlone(finding));
  }

  /** Call while the program runs, after everything that arrived has been processed. */
  forgetOld(): void {
    this.matching = withoutOld(this.matching, this.at);
  }

  /** Call after everything read so far has been matched. */
  forgetUnconfirmed(): void {
    this.matching = withoutUnconfirmed(this.matching, this.at);
  }

  /** What Pitwall itself noticed. When a game server stops, its session ends. */
  notice(bodies: readonly EventBody[]): void {
    for (const body of bodies) {
      if (body.type === 'serverStopped') this.endSession();
      this.tell([body]);
    }
  }

  /**
   * A run of the game server has ended, and its session with it. The log of a stopped server has been read to its end,
   * so a session end that waits there names the results.
   */
  endSession(): void {
    const { session: running } = this.state;
    const isCutShort = running?.facts.kind === 'race' && !leaderHasFinished(running);
    const interrupted = isCutShort || undefined;
    const waiting = this.#take(({ finding }) => finding.type === 'sessionEnded');
    this.#tellInstead(waiting.map((each) => ({ ...each, finding: { ...each.finding, interrupted } })));
    const { session } = this.state;
    if (session && !session.over) this.tell([{ type: 'sessionEnded', interrupted }]);
  }

  /** Returns each event of `told` once, in order. */
  next(): { readonly event: RaceEvent; readonly after: RaceState } | undefined {
    const next = this.told[this.#seen];
    if (next) this.#seen += 1;
    return next;
  }

  tell(findings: readonly (Finding | EventBody)[], ordinal?: number): void {
    for (const finding of findings) {
      const stamp = this.#stamp(finding);
      const event: RaceEvent = { ...stamp, ...finding, session: ordinal ?? stamp.session };
      this.state = fold(this.state, event);
      this.told.push({ event, after: this.state });
    }
  }

  /** The board of the next lap decides whether laps reported only by the log count. */
  #checkBoard(heard: FindingOf<'lapCompleted'>, now: number): void {
    const ordinal = this.#ordinal();
    const key = keyOf(heard);
    const waiting = this.#take(
      ({ finding, session }) => finding.type === 'lapCompleted' && session === ordinal && keyOf(finding) !== key,
    );
    for (const each of waiting) {
      const isMissed = each.finding.type === 'lapCompleted' && isOnBoard(each.finding, heard, this.state);
      const isFresh = each.at + PATIENCE_MS > now;
      if (isMissed || (isMissed === undefined && !isFresh)) this.#tellInstead([each]);
      else if (isFresh) {
        // Its datagram may still be on the way. It must not be lost if Pitwall is killed before.
        const kept: Waiting = isMissed === false ? { ...each, doubted: true } : each;
        this.matching = { ...this.matching, read: [...this.matching.read, kept] };
      }
    }
  }

  #isSpeltOtherwise(line: Waiting): boolean {
    const confirmed = withoutOtherSpelling(this.matching, line);
    this.matching = confirmed ?? this.matching;
    return confirmed !== undefined;
  }

  #take(isMeant: (waiting: Waiting) => boolean): readonly Waiting[] {
    const { matching, waiting } = splitWaiting(this.matching, isMeant);
    this.matching = matching;
    return waiting;
  }

  #tellInstead(lines: readonly Waiting[]): void {
    for (const line of lines) this.#tellWaited(line, true);
  }

  #tellWaited({ finding, session }: Waiting, late?: true): void {
    const told = upToDate(finding, this.state, session).map((each) => ({ ...each, late }));
    this.tell(told, standsAlone(finding) ? session : undefined);
    this.matching = told.reduce((matching, each) => withStandIn(matching, each, this.at), this.matching);
  }

  #ordinal(): number {
    return this.state.session?.ordinal ?? 0;
  }

  #stamp(finding: Finding): Stamp {
    const { at } = this;
    const { run, session } = this.state;
    const starts = finding.type === 'sessionStarted';
    // For something learnt late, the time at which it happened is unknown.
    const zeroAt = starts || finding.late ? undefined : session?.facts.zeroAt;
    return {
      at,
      server: this.#server,
      run,
      session: this.#ordinal() + (starts ? 1 : 0),
      sessionMs: zeroAt === undefined ? undefined : at - zeroAt,
    };
  }
}

/** Accepts the first `most` items that `isMeant` accepts. Call once per item, in order. */
function upTo(most: number, isMeant: (waiting: Waiting) => boolean): (waiting: Waiting) => boolean {
  let left = most;
  return (waiting) => {
    if (left <= 0 || !isMeant(waiting)) return false;
    left -= 1;
    return true;
  };
}
