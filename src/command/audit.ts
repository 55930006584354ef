/** Who gave which command, with what outcome: one row per command, written before an act does anything. */
import type { Step } from '../kit/attempt.ts';
import type { Tables } from '../store/migrations.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { Command } from './command.ts';

export const auditTables: Tables = {
  room: 'audit',
  steps: [
    `CREATE TABLE audit (
       id INTEGER PRIMARY KEY,
       at INTEGER NOT NULL,
       server TEXT,
       via TEXT NOT NULL,
       caller_id TEXT NOT NULL,
       caller TEXT NOT NULL,
       role TEXT NOT NULL,
       command TEXT NOT NULL,
       arguments TEXT NOT NULL,
       outcome TEXT NOT NULL,
       reason TEXT
     );`,
    `ALTER TABLE audit ADD COLUMN act TEXT;
     ALTER TABLE audit ADD COLUMN steps TEXT;
     CREATE UNIQUE INDEX audit_of_act ON audit (act);
     CREATE INDEX audit_unfinished ON audit (outcome) WHERE outcome IN ('asked', 'attempting');`,
  ],
};

/** A step of an act, as stored. */
export interface KeptStep extends Step {
  /** UTC, milliseconds. */
  readonly at: number;
  /** Known to have been carried out. */
  readonly isDone?: true | undefined;
}

/**
 * - asked: stored before anything happened
 * - attempting: a step was begun, and its outcome is not known yet
 * - done, denied, refused, failed: the outcome
 * - not done: Pitwall ended before the first step
 * - unknown: Pitwall ended after a step was begun, and nothing shows whether it was carried out
 */
export type AuditOutcome = 'asked' | 'attempting' | 'done' | 'denied' | 'refused' | 'failed' | 'not done' | 'unknown';

/** One command. Arguments are stored parsed; the raw line is not stored. Plain data. */
export interface AuditRow {
  /** A globally unique random id. Storing a row again under its id replaces it. */
  readonly act: string;
  /** When the command was given; UTC, milliseconds. */
  readonly at: number;
  readonly server: string | undefined;
  readonly caller: Pick<Caller, 'via' | 'id' | 'name' | 'role'>;
  readonly command: string;
  readonly is: Command['is'];
  readonly args: Readonly<Record<string, unknown>>;
  readonly outcome: AuditOutcome;
  /** The sentence of a refusal, the reference of a fault, or what is known after a crash. */
  readonly reason?: string;
  readonly steps: readonly KeptStep[];
}

/** @throws if it cannot be stored */
export type Audit = (row: AuditRow) => void;

/** Whether the outcome is final. */
export const isOver = ({ outcome }: Pick<AuditRow, 'outcome'>): boolean =>
  outcome !== 'asked' && outcome !== 'attempting';

export const auditInto =
  (store: Store): Audit =>
  ({ act, at, server, caller, command, args, outcome, reason, steps }) => {
    store.run(
      `INSERT INTO audit (act, at, server, via, caller_id, caller, role, command, arguments, outcome, reason, steps)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (act) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason, steps = excluded.steps`,
      act,
      at,
      server ?? null,
      caller.via,
      caller.id,
      caller.name,
      caller.role,
      command,
      JSON.stringify(args),
      outcome,
      reason ?? null,
      steps.length === 0 ? null : JSON.stringify(steps),
    );
  };

/** The row of an act; undefined if it was never stored. */
export const auditOf = (store: Store, act: string): AuditRow | undefined => readRows(store, 'act = ?', act)[0];

/** What an earlier process left unfinished, oldest first. */
export const unfinishedIn = (store: Store): readonly AuditRow[] =>
  readRows(store, "outcome IN ('asked', 'attempting')");

interface Row extends Pick<AuditRow, 'act' | 'at' | 'command' | 'outcome'> {
  readonly server: string | null;
  readonly via: Caller['via'];
  readonly caller_id: string;
  readonly caller: string;
  readonly role: Caller['role'];
  readonly arguments: string;
  readonly reason: string | null;
  readonly steps: string | null;
}

function readRows(store: Store, where: string, ...values: string[]): AuditRow[] {
  const rows = store.all<Row>(`SELECT * FROM audit WHERE ${where} ORDER BY id`, ...values);
  return rows.map((row) => ({
    act: row.act,
    at: row.at,
    server: row.server ?? undefined,
    caller: { via: row.via, id: row.caller_id, name: row.caller, role: row.role },
    command: row.command,
    // Only acts are stored before they are over.
    is: 'act',
    args: JSON.parse(row.arguments) as AuditRow['args'],
    outcome: row.outcome,
    reason: row.reason ?? undefined,
    steps: row.steps === null ? [] : (JSON.parse(row.steps) as KeptStep[]),
  }));
}
