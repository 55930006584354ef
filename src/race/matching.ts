import type { Finding } from './observe/observer.ts';

/**
 * The game server tells most things twice: by UDP at once, and in its log, which survives our absence. Each fact is to
 * count once, whichever source brings it first and however often Pitwall is restarted in between. So what one source
 * said waits here, as small serialisable lists, until the other says it too.
 */
export interface Matching {
  /** Told by UDP, not yet read in the log. */
  readonly heard: readonly Heard[];
  /** Read in the log, not yet told by UDP. */
  readonly read: readonly Waiting[];
  /** Told in place of UDP, whose datagram may still be on its way. */
  readonly told: readonly { readonly key: string; readonly at: number }[];
}

interface Heard {
  readonly key: string;
  /** UTC, milliseconds. */
  readonly at: number;
  /** The ordinal of the session that began with it. */
  readonly began?: number;
}

export interface Waiting {
  readonly finding: Finding;
  readonly at: number;
  /** The ordinal of the session in which the log tells it: by UDP the next one may be running already. */
  readonly session: number;
}

export const nothingToMatch: Matching = { heard: [], read: [], told: [] };

/** How long the log waits for UDP before a datagram counts as lost; contacts come 2.5 s late by both ways. */
export const PATIENCE_MS = 10_000;

/** A line and its datagram leave the game server within a moment: one that comes later is another fact. */
const MOMENT_MS = 2000;

/** What the log has not confirmed by then it will not: it is read ten times a second. */
const UNCONFIRMED_MS = 60_000;

/** The lists are bounded: a source that never answers must not fill the memory. */
const KEPT = 500;

/**
 * UDP told something: it answers the log line that waits for it, or waits for its own.
 *
 * @param session ordinal of the session that runs once it has been told
 */
export function hear(matching: Matching, finding: Finding, { at, session }: { at: number; session: number }): Matching {
  const key = keyOf(finding);
  if (key === undefined) return matching;
  const index = matching.read.findIndex((waiting) => keyOf(waiting.finding) === key);
  if (index >= 0) return { ...matching, read: matching.read.toSpliced(index, 1) };
  const began = finding.type === 'sessionStarted' ? { began: session } : {};
  return { ...matching, heard: [...matching.heard, { key, at, ...began }].slice(-KEPT) };
}

/** Takes out what the log has told already, when this is its datagram after all; undefined when it is not. */
export function withoutEcho(matching: Matching, findings: readonly Finding[], now: number): Matching | undefined {
  const keys = findings.map(keyOf);
  const index = matching.told.findIndex(({ key, at }) => keys.includes(key) && at + MOMENT_MS > now);
  return index < 0 ? undefined : { ...matching, told: matching.told.toSpliced(index, 1) };
}

/**
 * The log told something: it answers what UDP had told already, or waits.
 *
 * @param session ordinal of the session that UDP says is running
 */
export function read(matching: Matching, finding: Finding, { at, session }: { at: number; session: number }): Matching {
  const key = keyOf(finding);
  if (key === undefined) return matching;
  const index = matching.heard.findIndex((heard) => heard.key === key);
  if (index >= 0) return { ...matching, heard: matching.heard.toSpliced(index, 1) };
  const ahead = matching.heard.find(({ began }) => began !== undefined)?.began;
  const waiting = { finding, at, session: ahead === undefined ? session : ahead - 1 };
  return { ...matching, read: [...matching.read, waiting].slice(-KEPT) };
}

/** Splits off what waits in the log and meets the condition. */
export function taken(
  matching: Matching,
  isTaken: (waiting: Waiting) => boolean,
): { matching: Matching; taken: readonly Waiting[] } {
  const over = matching.read.filter(isTaken);
  if (over.length === 0) return { matching, taken: over };
  return { matching: { ...matching, read: matching.read.filter((waiting) => !isTaken(waiting)) }, taken: over };
}

/** Remembers what was told in place of UDP, in case that only was slow. */
export function tellInstead(matching: Matching, finding: Finding, at: number): Matching {
  const key = hasEcho(finding) ? keyOf(finding) : undefined;
  if (key === undefined) return matching;
  const recent = matching.told.filter((told) => told.at + MOMENT_MS > at);
  return { ...matching, told: [...recent, { key, at }].slice(-KEPT) };
}

/** After some of the log was read: what it should have confirmed long ago has no line in it. */
export function confirmed(matching: Matching, now: number): Matching {
  const heard = matching.heard.filter(({ at }) => at + UNCONFIRMED_MS > now);
  return heard.length === matching.heard.length ? matching : { ...matching, heard };
}

/** Facts that stand for themselves: one lost is told late. Who sits where and what runs is asked for instead. */
export const standsAlone = ({ type }: Finding): boolean => type === 'lapCompleted' || type === 'contact';

/** That the session runs already observers see for themselves, and its datagram sets the clock. */
const hasEcho = ({ type }: Finding): boolean => type !== 'sessionStarted' && type !== 'sessionAdjusted';

/** The same fact has the same key in both sources; what only one of them tells has none. */
function keyOf(body: Finding): string | undefined {
  switch (body.type) {
    case 'lapCompleted':
      return `lap ${body.driver.carId} ${body.lapMs}`;
    case 'contact':
      // The log prints the shortest decimal of the same float32.
      return `contact ${body.driver.carId} ${body.other?.carId ?? 'wall'} ${Math.fround(body.speedKmh)}`;
    case 'chat':
      // Old logs are Latin-1, and control characters are replaced: what both spell alike decides.
      return `chat ${body.driver.carId} ${body.text.replace(/[^\w?!]/g, '')}`;
    case 'driverJoined':
      return `joined ${body.driver.carId} ${body.driver.guid}`;
    case 'driverLeft':
      return `left ${body.driver.carId} ${body.driver.guid}`;
    case 'sessionStarted':
    case 'sessionAdjusted':
      // An answer may put the clock right, which no line tells.
      if (body.type === 'sessionAdjusted' && body.late) return undefined;
      return `session ${body.facts.index} ${body.facts.kind}`;
    case 'sessionEnded':
      return body.resultsFile && `ended ${body.resultsFile}`;
    default:
      return undefined;
  }
}
