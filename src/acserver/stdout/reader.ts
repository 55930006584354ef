import { carHandlers, labelOf } from './cars.ts';
import { contactHandlers } from './contact.ts';
import type { StdoutFact } from './facts.ts';
import { joinHandlers, takeName } from './join.ts';
import { lapHandlers } from './lap.ts';
import { meaningOf } from './lines.ts';
import { lobbyHandlers } from './lobby.ts';
import { emptyMemo, type Handlers, type ReaderMemo } from './memo.ts';
import { sessionHandlers } from './session.ts';
import { talkHandlers } from './talk.ts';

export interface FactReader {
  /** The facts that this line completes: none, one or several. Takes redacted lines in order. */
  read(line: string): StdoutFact[];
  /** For creating the next reader, which goes on after this line. */
  memo(): ReaderMemo;
}

/**
 * Turns the server's lines into facts. Players choose names and words that look like lines, so a line counts only where
 * the server would print it: names come from the join block, chat after its marker, a lap inside its block, the lobby's
 * answers while the lobby is being asked.
 */
export function createReader(from: ReaderMemo = emptyMemo()): FactReader {
  let memo = structuredClone(from);

  function read(line: string): StdoutFact[] {
    if (takeName(memo, line)) return [];
    const facts = meant(line);
    memo.packetBegins = PACKET_BEGINS.test(line) || undefined;
    return facts;
  }

  function meant(line: string): StdoutFact[] {
    const own = ownLine(memo, line);
    if (own) return own;
    const meaning = meaningOf(line);
    if (!meaning) return [];
    const { line: found, fact } = meaning;
    if (memo.afterTyped && TELLS_OF_CARS.test(found.kind)) return [];
    if (found.kind === 'server-version') {
      memo = { ...emptyMemo(), phase: 'starting' };
      return [{ fact: 'serverStarting', version: found.fields.version }];
    }
    // Kind and fields of a line belong together. The index type cannot express this.
    const handler = handlers[found.kind] as Handler | undefined;
    const facts = [...(fact ? [fact] : []), ...(handler?.(memo, found.fields) ?? [])];
    const glued = found.kind === 'lobby-connected' ? found.fields.glued : undefined;
    return glued ? [...facts, ...readGlued(glued)] : facts;
  }

  /** What follows on the same line because a newline is missing; once, not for ever. */
  const readGlued = (line: string): StdoutFact[] => (line.startsWith('CONNECTED TO LOBBY') ? [] : read(line));

  return { read, memo: () => structuredClone(memo) };
}

const PACKET_BEGINS = /^TCP (?:packet|MESSAGE ID:) \d+$/;

/** What the server prints about a car while it handles a message. It prints the beginning of the message first. */
const TELLS_OF_CARS = /^(?:join|leave|lap|collision)-|^(?:slot-activity|client-events|kicked)$/;

type Handler = (memo: ReaderMemo, fields: unknown) => readonly StdoutFact[];

const handlers: Handlers = {
  ...sessionHandlers,
  ...lobbyHandlers,
  ...joinHandlers,
  ...carHandlers,
  ...lapHandlers,
  ...contactHandlers,
  ...talkHandlers,
};

/** Lines that begin with the name of the driver being served: no other name can be there. */
function ownLine({ speaker }: ReaderMemo, line: string): StdoutFact[] | undefined {
  if (!speaker || !line.startsWith(`${labelOf(speaker)} `)) return undefined;
  const rest = line.slice(labelOf(speaker).length);
  const tyre = /^ changed tyres to (\S+)$/.exec(rest)?.[1];
  if (tyre !== undefined) return [{ fact: 'tyres', name: speaker.name, tyre, slot: speaker.carId }];
  return /^ {1,2}has finished$/.test(rest) ? [] : undefined;
}
