// What one transaction makes of datagrams, lines of the log and what Pitwall noticed: events and the state after each.

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
  /** When what it holds was heard. */
  readonly at: number;
  readonly state: RaceState;
  readonly matching: Matching;
}

/** One transaction's worth of events, with the state that each of them leaves behind. Touches nothing but itself. */
export class Batch {
  readonly told: { event: RaceEvent; after: RaceState }[] = [];
  state: RaceState;
  matching: Matching;
  readonly at: number;
  readonly #server: string;
  /** How many of those told were looked at. */
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

  /** A new life of a server that is heard. */
  beginHeard(run: number): void {
    const { heard } = this.state;
    // Nobody else tells the end of what the last life left running.
    this.endSession();
    this.begin(run);
    // The silence, not the new life, would end that.
    if (heard) this.tell([{ type: 'serverHeard', again: true }]);
  }

  /** What one datagram says. `isLogged`: a log is read that will say so too. */
  addPacket(findings: readonly Finding[], isLogged: boolean): void {
    const { at } = this;
    const withIt = withEcho(this.matching, findings, { at, session: this.#ordinal() });
    if (withIt) {
      this.matching = withIt;
      return;
    }
    // Datagrams keep their order: what the log told before the end of a session and UDP did not is lost.
    if (findings.some(({ type }) => type === 'sessionEnded' || type === 'sessionStarted')) {
      this.#tellInstead(this.#take(({ finding }) => standsAlone(finding)).filter(({ doubted }) => !doubted));
    }
    for (const finding of findings) if (finding.type === 'lapCompleted') this.#checkBoard(finding, at);
    // A lap that was missed counts before this one.
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
   * What the log says: it waits for its datagram, or is told at once where there will be none.
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

  /** Where UDP cannot speak, the log does at once. */
  tellWaiting(most = Infinity): void {
    this.#tellInstead(this.#take(upTo(most, () => true)));
  }

  /**
   * Takes what has waited since `waitingSince` or longer for lost, `most` at once; returns what is not told but should be
   * asked for.
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

  /** Once all that has arrived was taken in, and while the program runs. */
  forgetOld(): void {
    this.matching = withoutOld(this.matching, this.at);
  }

  /** Once all that was read has been matched. */
  forgetUnconfirmed(): void {
    this.matching = withoutUnconfirmed(this.matching, this.at);
  }

  /** What Pitwall itself noticed. A game server that stops takes its session along. */
  notice(bodies: readonly EventBody[]): void {
    for (const body of bodies) {
      if (body.type === 'serverStopped') this.endSession();
      this.tell([body]);
    }
  }

  /**
   * A life of the game server has ended, and its session with it. The log of a server that has stopped was read to its
   * end: an end of the session that waits there names the results.
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

  /** Each of those told once, in their order. */
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

  /** Laps that the log alone has told are believed, or not, by the board of the next one. */
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
        // Its datagram may be on the way, and must not be lost with a Pitwall that is killed before.
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
    // When something that is learnt late has happened is not known.
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

/** The first so many of those that are meant: asked once for each, in their order. */
function upTo(most: number, isMeant: (waiting: Waiting) => boolean): (waiting: Waiting) => boolean {
  let left = most;
  return (waiting) => {
    if (left <= 0 || !isMeant(waiting)) return false;
    left -= 1;
    return true;
  };
}
