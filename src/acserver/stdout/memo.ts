import type { SentSession, StdoutFact, Visitor } from './facts.ts';
import type { FieldsOf, StdoutLine } from './lines.ts';
import type { NamedDriver } from './rule.ts';

/** What the reader remembers between two lines: plain JSON, so that reading can resume in the middle of a block. */
export interface ReaderMemo {
  /** Undefined until a start was read: the file may have been opened while the server was running. */
  phase?: 'starting' | 'running' | 'crashed';
  session: Partial<SentSession>;
  lobby: { calling?: boolean; httpPort?: number; ping?: 'sent' | 'answered' };
  /** Present cars and those that have left, by slot. */
  cars: Record<string, NamedDriver & { readonly gone?: true }>;
  /** The last drivers who left from an unknown slot, as `Name [Team]`. */
  leftUnplaced: string[];
  /** The driver whose message the server is handling. */
  speaker?: NamedDriver & { readonly carId: number };
  /** Text typed by a driver was printed last: until the next message, a line about a car may be part of it. */
  afterTyped?: boolean;
  /** The last line announced a message from some client. */
  packetBegins?: boolean;
  /** How many contact lines are still to come; undefined if the log was joined midway. */
  clientEvents?: number;
  /** The next session restarts the running one. */
  restarting?: boolean;
  /** The marker before a chat line was read, but not the line itself. */
  chatComing?: boolean;
  /** What the plugin said last: SERVERCHAT repeats it. */
  broadcast?: string;
  join?: JoinMemo;
  lap?: LapMemo;
  laps: Record<string, number>;
}

export interface JoinMemo extends Visitor {
  readonly stage: 'version' | 'name' | 'open';
  readonly booking: boolean;
  readonly name?: string;
  readonly searched?: boolean;
  readonly slot?: number;
}

export interface LapMemo {
  readonly name?: string;
  readonly lapMs?: number;
  readonly cuts: number;
  readonly slot?: number;
  /** The server has recorded it in the results. */
  readonly counted?: boolean;
  /** It does not count after all. */
  readonly refused?: boolean;
  /** Slots whose row has the name, and those of them whose number of laps is new. */
  readonly named: readonly number[];
  readonly changed: readonly number[];
}

export const emptyMemo = (): ReaderMemo => ({ session: {}, lobby: {}, cars: {}, leftUnplaced: [], laps: {} });

/** A stored memo; undefined for anything else, and reading then goes on without one. */
export function readMemo(stored: unknown): ReaderMemo | undefined {
  return isMemo(stored) ? stored : undefined;
}

const isMemo = (stored: unknown): stored is ReaderMemo =>
  isObject(stored) &&
  ['session', 'lobby', 'cars', 'laps'].every((part) => isObject(Reflect.get(stored, part))) &&
  Array.isArray(Reflect.get(stored, 'leftUnplaced'));

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Handlers for lines that need the memo: they change it and return the facts. */
export type Handlers = {
  readonly [Kind in StdoutLine['kind']]?: (memo: ReaderMemo, fields: FieldsOf<Kind>) => readonly StdoutFact[];
};
