// Two witnesses, one fact: what UDP and the log of the game server have told, each without the other so far.

import { keyOf } from './observe/log.ts';
import type { Finding } from './observe/observer.ts';

/**
 * The game server tells most things twice: by UDP at once, and in its log, which survives our absence. Each fact is to
 * count once, whichever source brings it first and however often Pitwall is restarted in between. So what one source
 * said waits here until the other says it too. Stored as it is, under these names.
 */
export interface Matching {
  /** Told by UDP, not yet found in the log. */
  readonly heard: readonly Unconfirmed[];
  /** Found in the log, not yet told by UDP. */
  readonly read: readonly Waiting[];
  /** Told in place of UDP, whose datagram may still be on its way. */
  readonly told: readonly { readonly key: string; readonly at: number }[];
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
  /** The ordinal of the session in which the log tells it: by UDP the next one may be running already. */
  readonly session: number;
}

export const nothingToMatch: Matching = { heard: [], read: [], told: [] };

/** What was stored; lists that an older version did not have are empty. */
export function readMatching(stored: unknown): Matching {
  const list = (name: keyof Matching): unknown => (isObject(stored) ? Reflect.get(stored, name) : undefined);
  return {
    heard: itemsOf(list('heard'), (item): item is Unconfirmed => typeof Reflect.get(item, 'key') === 'string'),
    read: itemsOf(list('read'), (item): item is Waiting => isObject(Reflect.get(item, 'finding'))),
    told: itemsOf(list('told'), (item): item is Unconfirmed => typeof Reflect.get(item, 'key') === 'string'),
  };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const itemsOf = <Item extends object>(list: unknown, isItem: (item: object) => item is Item): readonly Item[] =>
  Array.isArray(list) ? list.filter((item): item is Item => isObject(item) && isItem(item)) : [];

/** How long the log waits for UDP before a datagram counts as lost; a report of a contact is equally late by both ways. */
export const PATIENCE_MS = 10_000;

/** A lap waits for the next board, which has it or has not; where nobody drives on, for this long. */
export const BOARD_PATIENCE_MS = 180_000;

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
export function withPacket(
  matching: Matching,
  finding: Finding,
  { at, session }: { at: number; session: number },
): Matching {
  const key = keyOf(finding);
  if (key === undefined) return matching;
  const index = matching.read.findIndex((waiting) => keyOf(waiting.finding) === key);
  if (index >= 0) return { ...matching, read: matching.read.toSpliced(index, 1) };
  const starts = finding.type === 'sessionStarted';
  // A first session that an answer tells ran before the log was joined in its middle: its line will not come.
  if (starts && finding.late && session <= 1) return matching;
  const began = starts ? session : undefined;
  return { ...matching, heard: [...matching.heard, { key, at, began }].slice(-KEPT) };
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

/** Takes out what the log has told already, when these are its datagram after all; undefined when they are not. */
export function withoutRepeated(matching: Matching, findings: readonly Finding[], now: number): Matching | undefined {
  const keys = findings.map(keyOf);
  const index = matching.told.findIndex(({ key, at }) => keys.includes(key) && at + MOMENT_MS > now);
  return index < 0 ? undefined : { ...matching, told: matching.told.toSpliced(index, 1) };
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
  if (key === undefined) return matching;
  const recent = matching.told.filter((told) => told.at + MOMENT_MS > at);
  return { ...matching, told: [...recent, { key, at }].slice(-KEPT) };
}

/** After some of the log was read: what it should have confirmed long ago has no line in it. */
export function withoutUnconfirmed(matching: Matching, now: number): Matching {
  const heard = matching.heard.filter(({ at }) => at + UNCONFIRMED_MS > now);
  return heard.length === matching.heard.length ? matching : { ...matching, heard };
}

/** Facts that stand for themselves: one lost is told late. Who sits where and what runs is asked for instead. */
export const standsAlone = ({ type }: Finding): boolean => type === 'lapCompleted' || type === 'contact';

/** That the session runs already observers see for themselves, and its datagram sets the clock. */
const canBeRepeated = ({ type }: Finding): boolean => type !== 'sessionStarted' && type !== 'sessionAdjusted';
