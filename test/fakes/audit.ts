import type { Audit, AuditRow } from '../../src/command/audit.ts';

/** Keeps rows as the table does: what is kept under an act takes the place of what was kept before. */
export const auditInto =
  (rows: AuditRow[]): Audit =>
  (row) => {
    const index = rows.findIndex(({ act }) => act === row.act);
    if (index === -1) rows.push(row);
    else rows[index] = row;
  };
