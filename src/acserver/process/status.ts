/** What is stored about the running server, so that the next Pitwall finds it again. Plain data. */
export interface ProcessRecord {
  /** 0 from just before the spawn until the system has told the number: see `findStarted`. */
  pid: number;
  /** Which process of that number it is: see identity.ts. Pids are reused, this is not. */
  processStart: string;
  logPath: string;
  startedAt: number;
  /** Counts the lives of this game server's process; every event carries it. */
  run: number;
  /** Stands in the environment of the process; records of older versions have none. */
  startId?: string | undefined;
  /** The process of the Pitwall that started it. */
  startedBy?: number | undefined;
}

/** Where the record lives. It is saved before the spawn, so that no server runs of which nothing is known. */
export interface ProcessRecordStore {
  load(): ProcessRecord | undefined;
  save(record: ProcessRecord): void;
  clear(): void;
}

export type ProcessState = 'stopped' | 'starting' | 'running' | 'stopping';

export interface LastExit {
  /** UTC ms when the end was noticed; for an adopted server up to a second late, or when Pitwall came back. */
  at: number;
  /** Code and signal are both null when they cannot be known: only a parent learns them. */
  code: number | null;
  signal: string | null;
  expected: boolean;
  /** The end of its log: text of the game server, unredacted. */
  lastLines: string[];
}

export interface ProcessStatus {
  /** What is wrong with it or with what tells of it, in one sentence. */
  readonly trouble?: string | undefined;
  /** Its log was replaced meanwhile: what the old one said since the first of these times is not known. */
  readonly logGap?: { readonly from?: number | undefined; readonly to: number } | undefined;
  state: ProcessState;
  /** `stopped` only because nothing is heard of it: whether it runs is not known. */
  readonly isAssumed?: boolean;
  pid?: number;
  startedAt?: number;
  logPath?: string;
  run?: number;
  /** Started by an earlier Pitwall and found again. */
  adopted: boolean;
  lastExit?: LastExit;
}

export function howItEnded({ code, signal }: Pick<LastExit, 'code' | 'signal'>): string {
  if (code !== null) return `exit code ${code}`;
  if (signal !== null) return `ended by ${signal}`;
  return 'exit code unknown, an earlier Pitwall had started it';
}
