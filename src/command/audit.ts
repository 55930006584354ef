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
  ],
};

/** One command that was carried out, refused or failed. Arguments are in parsed form: no raw line is kept. */
export interface AuditRow {
  readonly at: number;
  readonly server: string | undefined;
  readonly caller: Caller;
  readonly command: string;
  readonly is: Command['is'];
  readonly args: Readonly<Record<string, unknown>>;
  readonly outcome: 'done' | 'denied' | 'refused' | 'failed';
  /** The sentence of a refusal, the reference of a fault. */
  readonly reason?: string;
}

export type Audit = (row: AuditRow) => void;

export const auditInto =
  (store: Store): Audit =>
  ({ at, server, caller, command, args, outcome, reason }) => {
    store.run(
      `INSERT INTO audit (at, server, via, caller_id, caller, role, command, arguments, outcome, reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    );
  };
