import type { PacketOf } from '../../acserver/udp/packets.ts';
import type { SessionFacts, SessionKind } from '../../events/session.ts';
import { leaderHasFinished } from '../flag.ts';
import { hasLaps } from '../standings.ts';
import type { Session } from '../state.ts';
import type { Finding, PacketObserver } from './observer.ts';

/** How far the clocks of one session may differ between two answers: polling and rounding, not a restart. */
const CLOCK_TOLERANCE_MS = 10_000;

const KINDS: readonly SessionKind[] = ['booking', 'practice', 'qualify', 'race'];
export const sessionKind = (type: number): SessionKind => KINDS[type] ?? 'other';

/** Which session runs. NEW_SESSION reports a change; SESSION_INFO answers a question and reveals what was missed. */
export const sessionObserver: PacketObserver = {
  newSession: (packet, { at, state, dialect }) =>
    dialect === 'assettoserver'
      ? afterItsEnd(changeTo(factsOf(packet, arrivedAt(packet, at)), state.session), state.session)
      : changeTo(factsOf(packet, toldBy(packet, at)), state.session),

  sessionInfo(packet, { at, state: { session }, dialect }) {
    // An answer may describe another session than the running one. Only the running one counts.
    if (packet.sessionIndex !== packet.currentSessionIndex) return [];
    if (dialect === 'assettoserver') return foundRunning(packet, at, session);
    const facts = factsOf(packet, toldBy(packet, at));
    const moved = session && isSame(session.facts, facts) ? clockMoved(session.facts, facts) : 'back';
    if (moved === 'not') return [];
    const found: readonly Finding[] = moved === 'on' ? [{ type: 'sessionAdjusted', facts }] : changeTo(facts, session);
    return found.map((finding) => ({ ...finding, late: true }));
  },

  endSession: ({ filename }, { state: { session } }) =>
    session && !session.over
      ? [{ type: 'sessionEnded', resultsFile: filename === '' ? undefined : filename.replaceAll('\\', '/') }]
      : [],
};

/**
 * acServer reports its first session twice, at its start and again when the lobby has answered, and once more whenever
 * it is restarted. As long as nobody has completed a lap, that is one session whose clock was set back. After the
 * leader's flag, or after an end that the server reported, it is another one of the same name: acServer's second race
 * on a reversed grid.
 *
 * @param isRestart the server said so; by UDP only the clock shows it
 */
export function changeTo(facts: SessionFacts, session: Session | undefined, isRestart = false): readonly Finding[] {
  if (!session) return [{ type: 'sessionStarted', facts, again: false }];
  const same = isSame(session.facts, facts);
  if (same && !session.over && !hasLaps(session)) return [{ type: 'sessionAdjusted', facts }];
  if (same && !session.over && !isRestart && session.facts.zeroAt === undefined)
    return [{ type: 'sessionAdjusted', facts }];
  const isCutShort = session.restarted ?? (!session.over && !leaderHasFinished(session));
  const again = session.facts.index === facts.index && isCutShort;
  const ended: Finding[] = session.over ? [] : [{ type: 'sessionEnded', restarted: again ? true : undefined }];
  return [...ended, { type: 'sessionStarted', facts, again }];
}

type SessionPacket = PacketOf<'newSession' | 'sessionInfo'>;

const toldBy = ({ elapsedMs }: SessionPacket, at: number): number => at - elapsedMs;

/** AssettoServer reports its process's uptime in place of the session's elapsed time, and its wait in seconds. */
const arrivedAt = ({ sessionType, waitTime }: SessionPacket, at: number): number =>
  sessionKind(sessionType) === 'race' ? at + waitTime * 1000 : at;

/**
 * An answer of AssettoServer, whose clock says nothing. After a session's end the answer comes a moment late. If the
 * session began before anybody listened, its start is unknown.
 */
function foundRunning(packet: SessionPacket, at: number, session: Session | undefined): readonly Finding[] {
  const facts = factsOf(packet, session?.over ? arrivedAt(packet, at) : undefined);
  if (session && !session.over && isSame(session.facts, facts)) return [];
  return changeTo(facts, session).map((finding) => ({ ...finding, late: true }));
}

/** AssettoServer reports an end before every start, also when a race restarts. */
function afterItsEnd(findings: readonly Finding[], session: Session | undefined): readonly Finding[] {
  const isCutShort = session?.facts.kind === 'race' && session.over && !leaderHasFinished(session);
  return findings.map((finding) =>
    finding.type === 'sessionStarted' && isCutShort && isSame(session.facts, finding.facts)
      ? { ...finding, again: true }
      : finding,
  );
}

function factsOf(packet: SessionPacket, zeroAt: number | undefined): SessionFacts {
  return {
    index: packet.sessionIndex,
    kind: sessionKind(packet.sessionType),
    name: packet.name,
    minutes: packet.timeMinutes,
    laps: packet.laps,
    track: packet.track,
    layout: packet.trackConfig,
    serverName: packet.serverName,
    ambientC: packet.ambientTemp,
    roadC: packet.roadTemp,
    weather: packet.weatherGraphics,
    zeroAt,
  };
}

const isSame = (a: SessionFacts, b: SessionFacts): boolean =>
  a.index === b.index && a.kind === b.kind && a.name === b.name && isSameTrack(a, b);

/** The log names no track, so that of a session whose start was not heard is unknown at first. */
const isSameTrack = (a: SessionFacts, b: SessionFacts): boolean =>
  a.track === '' || b.track === '' || (a.track === b.track && a.layout === b.layout);

/** A clock that was set back means a restart; one that is ahead was only wrong before. */
function clockMoved(before: SessionFacts, after: SessionFacts): 'not' | 'back' | 'on' {
  if (before.zeroAt === undefined || after.zeroAt === undefined) return 'on';
  if (Math.abs(after.zeroAt - before.zeroAt) <= CLOCK_TOLERANCE_MS) return 'not';
  return after.zeroAt > before.zeroAt ? 'back' : 'on';
}
