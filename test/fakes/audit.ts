import type { Audit, AuditRow } from '../../src/command/audit.ts';

/** Stores rows as the table does: a row replaces the earlier one of the same act. */
export const auditInto =
  (rows: AuditRow[]): Audit =>
  (row) => {
    const index = rows.findIndex(({ act }) => act === row.act);
    if (index === -1) rows.push(row);
    else rows[index] = row;
  };
