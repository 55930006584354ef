/** Run numbers, which others count too. */
import type { Rows } from '../store/rows.ts';

/** By server, the last run that was begun, or that others know of. */
export const runsIn = (rows: Rows): Readonly<Record<string, number>> =>
  Object.fromEntries(
    rows
      .all<{ server: string; last: number }>(
        'SELECT server, max(run, coalesce(told, 0)) AS last FROM runs ORDER BY server',
      )
      .map(({ server, last }) => [server, last]),
  );

/** Makes a server's next run follow that number. The current run goes on. */
export function countRunsOn(rows: Rows, server: string, last: number): void {
  rows.run(
    `INSERT INTO runs (server, run, told) VALUES (?1, 0, ?2)
     ON CONFLICT (server) DO UPDATE SET told = max(coalesce(told, 0), excluded.told)`,
    server,
    last,
  );
}
