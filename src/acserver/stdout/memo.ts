import type { SentSession, StdoutFact, Visitor } from './facts.ts';
import type { FieldsOf, StdoutLine } from './lines.ts';
import type { NamedDriver } from './rule.ts';

/** What the reader remembers between two lines: plain JSON, so that reading goes on in the middle of a block. */
export interface ReaderMemo {
  /** Undefined until a start was read: the file may have been opened while the server was running. */
  phase?: 'starting' | 'running' | 'crashed';
  session: Partial<SentSession>;
  lobby: { calling?: boolean; httpPort?: number; ping?: 'sent' | 'answered' };
  /** Present cars and those that have left, by slot. */
  cars: Record<string, NamedDriver & { readonly gone?: true }>;
  /** The last who left from nobody knows which slot, as `Name [Team]`. */
  leftUnplaced: string[];
  /** Whose message the server is handling. */
  speaker?: NamedDriver & { readonly carId: number };
  /** What drivers type was printed last: until the next message, a line that tells of a car may be a part of it. */
  afterTyped?: boolean;
  /** The last line said that a message of some client begins. */
  packetBegins?: boolean;
  /** How many lines of contacts are still to come; undefined where the log was joined in its middle. */
  clientEvents?: number;
  /** The next session is the running one once more. */
  restarting?: boolean;
  /** The marker before a chat line was read, the line was not. */
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
  /** The server has entered it into the results. */
  readonly counted?: boolean;
  /** It does not count after all. */
  readonly refused?: boolean;
  /** Slots whose row bears the name, and those of them whose number of laps is new. */
  readonly named: readonly number[];
  readonly changed: readonly number[];
}

export const emptyMemo = (): ReaderMemo => ({ session: {}, lobby: {}, cars: {}, leftUnplaced: [], laps: {} });

/** A memo as it was stored; undefined for anything else, and reading then goes on without one. */
export function readMemo(stored: unknown): ReaderMemo | undefined {
  return isMemo(stored) ? stored : undefined;
}

const isMemo = (stored: unknown): stored is ReaderMemo =>
  isObject(stored) &&
  ['session', 'lobby', 'cars', 'laps'].every((part) => isObject(Reflect.get(stored, part))) &&
  Array.isArray(Reflect.get(stored, 'leftUnplaced'));

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What lines mean that need the memo: they change it and return the facts. */
export type Handlers = {
  readonly [Kind in StdoutLine['kind']]?: (memo: ReaderMemo, fields: FieldsOf<Kind>) => readonly StdoutFact[];
};
