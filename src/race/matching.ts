// Two sources, one fact: what UDP and the game server's log have each reported without the other so far.

import { chatOf, keyOf } from './observe/log.ts';
import type { Finding } from './observe/observer.ts';

/**
 * The game server reports most things twice: by UDP at once, and in its log, which survives our absence. Each fact must
 * count once, whichever source brings it first and however often Pitwall restarts in between: none twice, none lost,
 * none later than necessary.
 *
 * Time does not decide whether a line and a datagram are the same fact. On a machine short of processor time, Pitwall
 * may read a datagram from its socket seconds after it has read the line, or the game server may send it that late.
 * Instead they are counted: n lines and m datagrams within a minute mean that it happened max(n, m) times.
 *
 * - A contact has an exact key, the same float32 speed in both. So have a lap (driver and milliseconds) and a session
 *   end (its results file). The same key again is the same fact.
 * - The same chat text may come again within a second, and the same driver may leave again: those are two facts. A
 *   datagram may then be the late one of an earlier line, or the prompt one of a line to come. It is not emitted at
 *   first. If one more line of its key comes, which is read within a tenth of a second, it was a fact of its own.
 *
 * Stored as is, under these names.
 */
export interface Matching {
  /** Reported by UDP, not yet found in the log. */
  readonly heard: readonly Unconfirmed[];
  /** Found in the log, not yet reported by UDP. */
  readonly read: readonly Waiting[];
  /** Emitted from the log in place of UDP. The datagram may still be on its way. */
  readonly told: readonly { readonly key: string; readonly at: number }[];
  /** Datagrams taken for something already emitted from the log, until a line shows otherwise. */
  readonly echoes: readonly Waiting[];
}

interface Unconfirmed {
  readonly key: string;
  /** UTC, milliseconds. */
  readonly at: number;
  /** The ordinal of the session that it began. */
  readonly began?: number;
}

export interface Waiting {
  readonly finding: Finding;
  readonly at: number;
  /** The ordinal of the line's session. By UDP, the next one may already be running. */
  readonly session: number;
  /** A lap missing on the next board. It is emitted with its own datagram, or not at all while Pitwall runs. */
  readonly doubted?: true | undefined;
}

export const nothingToMatch: Matching = { heard: [], read: [], told: [], echoes: [] };

/** Reads what was stored. Lists that an older version did not have are empty. */
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

/** How long the log waits for UDP before a datagram counts as lost. Contact reports come equally late in both. */
export const PATIENCE_MS = 10_000;

/** A lap waits for the next board, which has it or not. If nobody completes another lap, it waits this long. */
export const BOARD_PATIENCE_MS = 180_000;

/**
 * What the other source has not confirmed by then, it never will: both leave the game server within a moment, and a
 * running Pitwall reads them ten times a second.
 */
const UNCONFIRMED_MS = 60_000;

/** A chat datagram this long after a line of chat may have its own line still to come. */
const SPELT_MS = 1000;

/** The lists are bounded: a source that never answers must not fill the memory. */
const KEPT = 500;

/**
 * UDP reported something. It answers the log line that waits for it, or waits for its own line.
 *
 * @param session ordinal of the session that runs after it
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
  // The log was joined midway. A first session known only from an answer began before that, so its line will not come.
  if (starts && finding.late && session <= 1) return matching;
  const began = starts ? session : undefined;
  return { ...matching, heard: [...matching.heard, { key, at, began }].slice(-KEPT) };
}

/**
 * Sources keep their order: this datagram belongs to the first line emitted in its place, and the datagram still on its
 * way belongs to the line answered now.
 */
function withYounger(told: Matching['told'], key: string, at: number): Matching['told'] {
  const index = told.findIndex((each) => each.key === key);
  return index < 0 ? told : told.with(index, { key, at });
}

/**
 * The log reported something that has a key. It answers what UDP has reported already, or waits.
 *
 * @param session ordinal of the session that runs according to UDP
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

/** The log is also past all sessions before the one it reports. */
function withoutConfirmed(heard: Matching['heard'], index: number): Matching['heard'] {
  const session = heard[index]?.began ?? 0;
  return heard.toSpliced(index, 1).filter(({ began = Infinity }) => began > session);
}

/**
 * Takes a datagram for the late one of something already emitted from the log; undefined if it is not. Its finding is
 * kept, in case it was another fact with the same key.
 *
 * @param session ordinal of the running session
 */
export function withEcho(
  matching: Matching,
  findings: readonly Finding[],
  { at, session }: { at: number; session: number },
): Matching | undefined {
  // A join comes after the previous driver's leaving: the last finding is the datagram's own.
  const finding = findings.at(-1);
  const key = finding && keyOf(finding);
  // An answer of the game server describes the current state. It has no line for which it could be late.
  if (finding === undefined || key === undefined || finding.late) return undefined;
  // Two lines and one datagram: whichever line it belongs to, the fact has happened twice.
  if (matching.read.some((waiting) => keyOf(waiting.finding) === key)) return undefined;
  const index = matching.told.findIndex((told) => told.key === key);
  if (index < 0) return undefined;
  const echoes = [...matching.echoes, { finding, at, session }].slice(-KEPT);
  return { ...matching, told: matching.told.toSpliced(index, 1), echoes };
}

/** Takes out the withheld datagram if this line shows that it was a fact of its own; undefined if not. */
export function withoutEcho(
  matching: Matching,
  key: string,
): { readonly matching: Matching; readonly echo: Waiting } | undefined {
  if (matching.heard.some((heard) => heard.key === key)) return undefined;
  const index = matching.echoes.findIndex(({ finding }) => keyOf(finding) === key);
  const echo = matching.echoes[index];
  return echo && { matching: { ...matching, echoes: matching.echoes.toSpliced(index, 1) }, echo };
}

/** Splits off the waiting log lines that meet the condition. */
export function splitWaiting(
  matching: Matching,
  isMeant: (waiting: Waiting) => boolean,
): { readonly matching: Matching; readonly waiting: readonly Waiting[] } {
  const waiting = matching.read.filter(isMeant);
  if (waiting.length === 0) return { matching, waiting };
  const taken = new Set(waiting);
  return { matching: { ...matching, read: matching.read.filter((each) => !taken.has(each)) }, waiting };
}

/** Remembers what was emitted in place of UDP, in case its datagram is only slow. */
export function withStandIn(matching: Matching, finding: Finding, at: number): Matching {
  const key = canBeRepeated(finding) ? keyOf(finding) : undefined;
  return key === undefined ? matching : { ...matching, told: [...matching.told, { key, at }].slice(-KEPT) };
}

/** After part of the log was read: drops datagrams that it should have confirmed long ago but has not. */
export function withoutUnconfirmed(matching: Matching, now: number): Matching {
  const heard = matching.heard.filter(({ at }) => at + UNCONFIRMED_MS > now);
  return heard.length === matching.heard.length ? matching : { ...matching, heard };
}

/** After all input was processed: drops what is too old for a datagram, or an echo's own line, to come. */
export function withoutOld(matching: Matching, now: number): Matching {
  const told = matching.told.filter(({ at }) => at + UNCONFIRMED_MS > now);
  const echoes = matching.echoes.filter(({ at }) => at + UNCONFIRMED_MS > now);
  const isSame = told.length === matching.told.length && echoes.length === matching.echoes.length;
  return isSame ? matching : { ...matching, told, echoes };
}

/** Whether something waits, or is kept for longer than necessary. */
export const isAnythingOwed = (matching: Matching, now: number): boolean =>
  matching.read.length > 0 || withoutOld(matching, now) !== matching;

/** Facts that are emitted late if their datagram is lost. Who is in which car and what runs is asked instead. */
export const standsAlone = ({ type }: Finding): boolean =>
  type === 'lapCompleted' || type === 'contact' || type === 'chat';

/**
 * For a line of chat whose datagram was emitted too, but differs even after normalising: its driver said something then
 * that no line has confirmed since. Undefined if there is none.
 */
export function withoutOtherSpelling(matching: Matching, { finding, at }: Waiting): Matching | undefined {
  if (finding.type !== 'chat') return undefined;
  const begin = chatOf(finding.driver);
  const index = matching.heard.findIndex((heard) => heard.key.startsWith(begin) && heard.at <= at + SPELT_MS);
  return index < 0 ? undefined : { ...matching, heard: matching.heard.toSpliced(index, 1) };
}

/** Observers see for themselves that the session is already running, and its datagram sets the clock. */
const canBeRepeated = ({ type }: Finding): boolean => type !== 'sessionStarted' && type !== 'sessionAdjusted';
