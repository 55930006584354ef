/** What is stored about the running server, so that the next Pitwall can find it. Plain data. */
export interface ProcessRecord {
  /** 0 from just before the spawn until the pid is known: see `findStarted`. */
  pid: number;
  /** Identifies the process among all with that pid: see identity.ts. Pids are reused, this is not. */
  processStart: string;
  logPath: string;
  startedAt: number;
  /** Counts the runs of this game server's process; every event carries it. */
  run: number;
  /** In the environment of the process; absent in records of older versions. */
  startId?: string | undefined;
  /** The pid of the Pitwall that started it. */
  startedBy?: number | undefined;
}

/** Where the record is stored. It is saved before the spawn, so that no server runs unrecorded. */
export interface ProcessRecordStore {
  load(): ProcessRecord | undefined;
  save(record: ProcessRecord): void;
  clear(): void;
}

export type ProcessState = 'stopped' | 'starting' | 'running' | 'stopping';

export interface LastExit {
  /** UTC ms when the end was noticed; for an adopted server up to a second late, or when Pitwall came back. */
  at: number;
  /** Code and signal are both null if unknown: only a parent learns them. */
  code: number | null;
  signal: string | null;
  expected: boolean;
  /** The end of its log: text of the game server, unredacted. */
  lastLines: string[];
}

export interface ProcessStatus {
  /** What is wrong with it, or with the source of this status, in one sentence. */
  readonly trouble?: string | undefined;
  /** Its log was replaced meanwhile: what the old one said since `from` is unknown. */
  readonly logGap?: { readonly from?: number | undefined; readonly to: number } | undefined;
  state: ProcessState;
  /** `stopped` only because nothing is heard of it: whether it runs is unknown. */
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
