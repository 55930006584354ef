import type { FromServer } from '../../src/acserver/udp/packets.ts';
import type { Recorded } from './recording.ts';

/** One datagram of the replay and when it is due, in milliseconds from the replay's start at normal speed. */
export interface Step {
  dueMs: number;
  /**
   * The server's own clock at that moment. Compressed time has passed on it. Where a silence was cut it does not jump,
   * so a session's time is the time in which it is played.
   */
  serverMs: number;
  message: Recorded;
}

export interface ReplayOptions {
  /** Recorded time before which everything is compressed into `rampMs`. */
  startAtMs?: number | undefined;
  /** Without the lobby the server does not restart its first session. */
  registered: boolean;
}

/** Longer than anything that must stay together: contact windows, their batches, a session change. */
const longestSilenceMs = 10_000;
/** How long the part before `startAtMs` takes. It is not instant, because a plugin's receive buffer is finite. */
const rampMs = 2_000;
/** How much of the race a visitor sees before it becomes interesting. */
const leadInMs = 5_000;

/** Plans when each message is played: as recorded, with silences cut, and the part before `startAtMs` compressed. */
export function planReplay(messages: readonly Recorded[], { startAtMs = 0, registered }: ReplayOptions): Step[] {
  const wanted = registered ? messages : messages.filter((_, index) => !isLobbyRestart(messages, index));
  const life = withoutLoop(wanted);
  const split = life.findIndex(({ atMs }) => atMs >= startAtMs);
  const before = compress(life.slice(0, split < 0 ? life.length : split));
  const after = split < 0 ? [] : life.slice(split);
  const ramp = before.map((message, index) => ({
    dueMs: rampOf(index, before.length),
    serverMs: message.atMs,
    message,
  }));
  return [...ramp, ...atTheirTimes(after, ramp.length > 0 ? { dueMs: rampMs, atMs: startAtMs } : undefined)];
}

/** Shortly before the race's first contact; the start of the recording if there is none. */
export function contactStart(messages: readonly Recorded[]): number {
  const race = messages.findIndex(({ packet }) => packet.type === 'newSession' && packet.sessionType === 3);
  const contact = messages.find(({ packet }, index) => index > race && packet.type === 'clientEvent');
  return race < 0 || !contact ? 0 : Math.max(0, contact.atMs - leadInMs);
}

/**
 * The messages to send instead of skipped ones, so that plugin and server agree again: drivers who joined and stayed
 * join and load; those in `present` who left are closed. Laps, contacts and chat of the skipped time are dropped.
 */
export function bridge(skipped: readonly Recorded[], present: ReadonlySet<string>): Recorded[] {
  const joins = indexesOf(skipped, 'newConnection');
  const leaves = indexesOf(skipped, 'connectionClosed');
  const lastJoin = (guid: string) => joins.get(guid)?.at(-1) ?? -1;
  const staysAfter = (guid: string, index: number) => (leaves.get(guid)?.at(-1) ?? -1) < index;
  return skipped.filter(({ packet, guids: [guid = ''] }, index) => {
    if (packet.type === 'connectionClosed') return present.has(guid) && leaves.get(guid)?.[0] === index;
    if (packet.type === 'newConnection') return lastJoin(guid) === index && staysAfter(guid, index);
    return packet.type === 'clientLoaded' && lastJoin(guid) < index && staysAfter(guid, index);
  });
}

/** Indexes of the steps at which a session begins, in order. */
export function sessionStarts(steps: readonly Step[]): number[] {
  return steps.flatMap(({ message }, index) => (message.packet.type === 'newSession' ? [index] : []));
}

/**
 * Everything before a start at the first contact. Sessions begin and end as recorded, because later packets depend on
 * results files and session indexes; only the driving in them is left out.
 */
function compress(skipped: readonly Recorded[]): Recorded[] {
  const people = new Set(bridge(skipped, new Set()));
  const frame = new Set(['version', 'newSession', 'endSession']);
  return skipped.filter((message) => people.has(message) || frame.has(message.packet.type));
}

/** The first two are VERSION and NEW_SESSION. */
const rampOf = (index: number, count: number): number => (index < 2 ? 0 : (rampMs * (index - 1)) / count);

function atTheirTimes(messages: readonly Recorded[], begin = beginOf(messages)): Step[] {
  let { dueMs, atMs } = begin;
  let lightsMs = 0;
  return messages.map((message) => {
    // The start packets come before the begin and are due at once. The wait on a grid is kept at its announced length.
    const longestMs = longestSilenceMs + Math.max(0, lightsMs - atMs);
    dueMs += Math.min(Math.max(0, message.atMs - atMs), longestMs);
    atMs = Math.max(atMs, message.atMs);
    if (message.packet.type === 'newSession') lightsMs = message.atMs - message.packet.elapsedMs;
    return { dueMs, serverMs: begin.atMs + dueMs - begin.dueMs, message };
  });
}

/** VERSION and the first NEW_SESSION are sent together, before the server says that it has started. */
const beginOf = (messages: readonly Recorded[]) => ({ dueMs: 0, atMs: messages[1]?.atMs ?? 0 });

/** The second of two NEW_SESSIONs in a row: RESTARTING FROM SESSION 0, once the lobby knows the server. */
function isLobbyRestart(messages: readonly Recorded[], index: number): boolean {
  return isFirstSession(messages[index]) && isFirstSession(messages[index - 1]);
}

/** If the recorder kept running past the end, it has the next round's NEW_SESSION: the replay loops by itself. */
function withoutLoop(messages: readonly Recorded[]): readonly Recorded[] {
  return isFirstSession(messages.at(-1)) ? messages.slice(0, -1) : messages;
}

function isFirstSession(message: Recorded | undefined): boolean {
  return message?.packet.type === 'newSession' && message.packet.sessionIndex === 0;
}

/** The indexes of each driver's packets of one type. */
function indexesOf(messages: readonly Recorded[], type: FromServer['type']): Map<string, number[]> {
  const indexes = new Map<string, number[]>();
  for (const [index, { packet, guids }] of messages.entries()) {
    const [guid] = guids;
    if (packet.type === type && guid !== undefined) indexes.set(guid, [...(indexes.get(guid) ?? []), index]);
  }
  return indexes;
}
