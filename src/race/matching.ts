// Two witnesses, one fact: what UDP and the log of the game server have told, each without the other so far.

import { chatOf, keyOf } from './observe/log.ts';
import type { Finding } from './observe/observer.ts';

/**
 * The game server tells most things twice: by UDP at once, and in its log, which survives our absence. Each fact is to
 * count once, whichever source brings it first and however often Pitwall is restarted in between: none is told twice,
 * none is lost, and none is told later than it must be.
 *
 * Whether a line and a datagram are one fact is not decided by how far apart they come. Where a machine has no processor
 * time to spare, Pitwall comes to read the datagram in its socket seconds after it has told the line, or the game server
 * to send it. It is counted instead: what had n lines and m datagrams within a minute has happened as often as the
 * larger of the two says.
 *
 * - A contact has an exact key, the same float32 of a speed in both, and so have a lap, by driver and milliseconds, and
 *   an end, by its file of results: the same key again is the same fact.
 * - The same words in the chat may come again within a second, and so may the same driver, who left: those are two
 *   facts. A datagram may then be the late one of the line before or the prompt one of a line to come. It is not told
 *   at first. If one more line of its key comes, which is read within a tenth of a second, it was a fact of its own.
 *
 * Stored as it is, under these names.
 */
export interface Matching {
  /** Told by UDP, not yet found in the log. */
  readonly heard: readonly Unconfirmed[];
  /** Found in the log, not yet told by UDP. */
  readonly read: readonly Waiting[];
  /** Told in place of UDP, whose datagram may still be on its way. */
  readonly told: readonly { readonly key: string; readonly at: number }[];
  /** By UDP, and taken for what the log had told already, until a line says that it was not. */
  readonly echoes: readonly Waiting[];
}

interface Unconfirmed {
  readonly key: string;
  /** UTC, milliseconds. */
  readonly at: number;
  /** The ordinal of the session that began with it. */
  readonly began?: number;
}

export interface Waiting {
  readonly finding: Finding;
  readonly at: number;
  /** The ordinal of the session in which the log tells it, where by UDP the next one may be running already. */
  readonly session: number;
  /** A lap that the next board did not have: told by its own datagram, or by nobody while Pitwall runs. */
  readonly doubted?: true | undefined;
}

export const nothingToMatch: Matching = { heard: [], read: [], told: [], echoes: [] };

/** What was stored; lists that an older version did not have are empty. */
export function readMatching(stored: unknown): Matching {
  const list = (name: keyof Matching): unknown => (isObject(stored) ? Reflect.get(stored, name) : undefined);
  return {
    heard: itemsOf(list('heard'), isUnconfirmed),
    read: itemsOf(list('read'), isWaiting),
    told: itemsOf(list('told'), isUnconfirmed),
    echoes: itemsOf(list('echoes'), isWaiting),
  };
}

const isUnconfirmed = (item: object): item is Unconfirmed => typeof Reflect.get(item, 'key') === 'string';
const isWaiting = (item: object): item is Waiting => isObject(Reflect.get(item, 'finding'));

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const itemsOf = <Item extends object>(list: unknown, isItem: (item: object) => item is Item): readonly Item[] =>
  Array.isArray(list) ? list.filter((item): item is Item => isObject(item) && isItem(item)) : [];

/** How long the log waits for UDP before a datagram counts as lost; a report of a contact is equally late by both ways. */
export const PATIENCE_MS = 10_000;

/** A lap waits for the next board, which has it or has not; where nobody drives on, for this long. */
export const BOARD_PATIENCE_MS = 180_000;

/**
 * What the other source has not confirmed by then it will not: both leave the game server within a moment, and are read
 * ten times a second by a program that runs.
 */
const UNCONFIRMED_MS = 60_000;

/** What was said so long after a line of chat may have its own line still to come. */
const SPELT_MS = 1000;

/** The lists are bounded: a source that never answers must not fill the memory. */
const KEPT = 500;

/**
 * UDP told something: it answers the log line that waits for it, or waits for its own.
 *
 * @param session ordinal of the session that runs once it has been told
 */
export function withPacket(
  matching: Matching,
  finding: Finding,
  { at, session }: { at: number; session: number },
): Matching {
  const key = keyOf(finding);
  if (key === undefined) return matching;
  const index = matching.read.findIndex((waiting) => keyOf(waiting.finding) === key);
  const answered = matching.read[index];
  if (answered) {
    const told = withYounger(matching.told, key, answered.at);
    return { ...matching, told, read: matching.read.toSpliced(index, 1) };
  }
  const starts = finding.type === 'sessionStarted';
  // A first session that an answer tells ran before the log was joined in its middle: its line will not come.
  if (starts && finding.late && session <= 1) return matching;
  const began = starts ? session : undefined;
  return { ...matching, heard: [...matching.heard, { key, at, began }].slice(-KEPT) };
}

/**
 * A source keeps its order: this datagram was the one of what stood in for it first, and the one still on its way belongs
 * to the line that is answered now.
 */
function withYounger(told: Matching['told'], key: string, at: number): Matching['told'] {
  const index = told.findIndex((each) => each.key === key);
  return index < 0 ? told : told.with(index, { key, at });
}

/**
 * The log told something that has a key: it answers what UDP had told already, or waits.
 *
 * @param session ordinal of the session that UDP says is running
 */
export function withLine(
  matching: Matching,
  finding: Finding,
  { key, at, session }: { key: string; at: number; session: number },
): Matching {
  const index = matching.heard.findIndex((heard) => heard.key === key);
  if (index >= 0) return { ...matching, heard: withoutConfirmed(matching.heard, index) };
  const ahead = matching.heard.find(({ began }) => began !== undefined)?.began;
  const waiting = { finding, at, session: ahead === undefined ? session : ahead - 1 };
  return { ...matching, read: [...matching.read, waiting].slice(-KEPT) };
}

/** The log has also passed the sessions before one that it tells. */
function withoutConfirmed(heard: Matching['heard'], index: number): Matching['heard'] {
  const session = heard[index]?.began ?? 0;
  return heard.toSpliced(index, 1).filter(({ began = Infinity }) => began > session);
}

/**
 * Takes a datagram for the late one of something that the log has told already; undefined when it is none. What is known
 * of it is kept, in case that it was another fact of the same key.
 *
 * @param session ordinal of the session that runs
 */
export function withEcho(
  matching: Matching,
  findings: readonly Finding[],
  { at, session }: { at: number; session: number },
): Matching | undefined {
  // Before a join stands that whoever sat there leaves: a datagram is what it says last.
  const finding = findings.at(-1);
  const key = finding && keyOf(finding);
  // What the game server answers is how things stand: it has no line of its own to be late for.
  if (finding === undefined || key === undefined || finding.late) return undefined;
  // Two lines and a datagram: whichever of them it belongs to, the fact has happened twice.
  if (matching.read.some((waiting) => keyOf(waiting.finding) === key)) return undefined;
  const index = matching.told.findIndex((told) => told.key === key);
  if (index < 0) return undefined;
  const echoes = [...matching.echoes, { finding, at, session }].slice(-KEPT);
  return { ...matching, told: matching.told.toSpliced(index, 1), echoes };
}

/** Takes out the datagram that was not told, when this line says that it was a fact of its own; undefined when not. */
export function withoutEcho(
  matching: Matching,
  key: string,
): { readonly matching: Matching; readonly echo: Waiting } | undefined {
  if (matching.heard.some((heard) => heard.key === key)) return undefined;
  const index = matching.echoes.findIndex(({ finding }) => keyOf(finding) === key);
  const echo = matching.echoes[index];
  return echo && { matching: { ...matching, echoes: matching.echoes.toSpliced(index, 1) }, echo };
}

/** Splits off what waits in the log and meets the condition. */
export function splitWaiting(
  matching: Matching,
  isMeant: (waiting: Waiting) => boolean,
): { readonly matching: Matching; readonly waiting: readonly Waiting[] } {
  const waiting = matching.read.filter(isMeant);
  if (waiting.length === 0) return { matching, waiting };
  const taken = new Set(waiting);
  return { matching: { ...matching, read: matching.read.filter((each) => !taken.has(each)) }, waiting };
}

/** Remembers what was told in place of UDP, in case that only was slow. */
export function withStandIn(matching: Matching, finding: Finding, at: number): Matching {
  const key = canBeRepeated(finding) ? keyOf(finding) : undefined;
  return key === undefined ? matching : { ...matching, told: [...matching.told, { key, at }].slice(-KEPT) };
}

/** After some of the log was read: what it should have confirmed long ago has no line in it. */
export function withoutUnconfirmed(matching: Matching, now: number): Matching {
  const heard = matching.heard.filter(({ at }) => at + UNCONFIRMED_MS > now);
  return heard.length === matching.heard.length ? matching : { ...matching, heard };
}

/** Once all that has arrived was taken in: what was told long ago has no datagram any more, and no echo another line. */
export function withoutOld(matching: Matching, now: number): Matching {
  const told = matching.told.filter(({ at }) => at + UNCONFIRMED_MS > now);
  const echoes = matching.echoes.filter(({ at }) => at + UNCONFIRMED_MS > now);
  const isSame = told.length === matching.told.length && echoes.length === matching.echoes.length;
  return isSame ? matching : { ...matching, told, echoes };
}

/** Whether something waits, or is kept for longer than it need be. */
export const isAnythingOwed = (matching: Matching, now: number): boolean =>
  matching.read.length > 0 || withoutOld(matching, now) !== matching;

/** Facts that stand for themselves: one lost is told late. Who sits where and what runs is asked for instead. */
export const standsAlone = ({ type }: Finding): boolean =>
  type === 'lapCompleted' || type === 'contact' || type === 'chat';

/**
 * A line of chat whose datagram was told, too, but spelt otherwise than what both spell alike: its driver said something
 * then that no line has confirmed since. Undefined when there is none.
 */
export function withoutOtherSpelling(matching: Matching, { finding, at }: Waiting): Matching | undefined {
  if (finding.type !== 'chat') return undefined;
  const begin = chatOf(finding.driver);
  const index = matching.heard.findIndex((heard) => heard.key.startsWith(begin) && heard.at <= at + SPELT_MS);
  return index < 0 ? undefined : { ...matching, heard: matching.heard.toSpliced(index, 1) };
}

/** That the session runs already observers see for themselves, and its datagram sets the clock. */
const canBeRepeated = ({ type }: Finding): boolean => type !== 'sessionStarted' && type !== 'sessionAdjusted';
