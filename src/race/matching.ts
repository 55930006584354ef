import type { EventBody } from './events.ts';
import type { Finding } from './observe/observer.ts';

/**
 * The game server tells most things twice: by UDP at once, and in its log, which survives our absence. Each fact is to
 * count once, whichever source brings it first and however often Pitwall is restarted in between. So what one source
 * said waits here, as a small serialisable list, until the other says it too.
 */
export interface Matching {
  /** Told by UDP, not yet read in the log. */
  readonly heard: readonly string[];
  /** Read in the log, not yet told by UDP. */
  readonly read: readonly { readonly finding: Finding; readonly at: number }[];
}

export const nothingToMatch: Matching = { heard: [], read: [] };

/** How long the log waits for UDP before a datagram counts as lost; contacts come 2.5 s late by both ways. */
export const PATIENCE_MS = 10_000;

/** Both lists are bounded: a source that never answers must not fill the memory. */
const KEPT = 500;

/** UDP told something: it answers the log line that waits for it, or waits for its own. */
export function hear(matching: Matching, finding: Finding): Matching {
  const key = keyOf(finding);
  if (key === undefined) return matching;
  const index = matching.read.findIndex((waiting) => keyOf(waiting.finding) === key);
  if (index >= 0) return { ...matching, read: matching.read.toSpliced(index, 1) };
  return { ...matching, heard: [...matching.heard, key].slice(-KEPT) };
}

/** The log told something: it answers what UDP had told already, or waits. */
export function read(matching: Matching, finding: Finding, at: number): Matching {
  const key = keyOf(finding);
  if (key === undefined) return matching;
  const index = matching.heard.indexOf(key);
  if (index >= 0) return { ...matching, heard: matching.heard.toSpliced(index, 1) };
  return { ...matching, read: [...matching.read, { finding, at }].slice(-KEPT) };
}

/**
 * What UDP will not tell any more: after an absence everything that waits, else what has waited too long and is safe
 * to tell late. Who sits where and which session runs are asked for instead, and chat may differ by its encoding.
 */
export function givenUp(matching: Matching, now: number, absent: boolean): { matching: Matching; lost: Finding[] } {
  const stays = ({ at }: Matching['read'][number]) => !absent && at + PATIENCE_MS > now;
  const over = matching.read.filter((waiting) => !stays(waiting)).map(({ finding }) => finding);
  const lost = absent ? over : over.filter(({ type }) => type === 'lapCompleted' || type === 'contact');
  return { matching: { ...matching, read: matching.read.filter(stays) }, lost };
}

/** The same fact has the same key in both sources; what only one of them tells has none. */
function keyOf(body: EventBody): string | undefined {
  switch (body.type) {
    case 'lapCompleted':
      return `lap ${body.driver.carId} ${body.lapMs}`;
    case 'contact':
      // The log prints the shortest decimal of the same float32.
      return `contact ${body.driver.carId} ${body.other?.carId ?? 'wall'} ${Math.fround(body.speedKmh)}`;
    case 'chat':
      return `chat ${body.driver.carId} ${body.text}`;
    case 'driverJoined':
      return `joined ${body.driver.carId} ${body.driver.guid}`;
    case 'driverLeft':
      return `left ${body.driver.carId} ${body.driver.guid}`;
    case 'sessionStarted':
    case 'sessionAdjusted':
      return `session ${body.facts.index} ${body.facts.kind}`;
    case 'sessionEnded':
      return body.resultsFile && `ended ${body.resultsFile}`;
    case 'driverLoaded':
      return `loaded ${body.driver.carId} ${body.driver.guid}`;
    default:
      return undefined;
  }
}
