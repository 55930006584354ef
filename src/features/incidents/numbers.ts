/** Numbers of incidents that are not part of others. They come from an index, so no row is read. */
import type { Store } from '../../store/store.ts';
import type { SessionKey } from '../calendar/session.ts';

export interface IncidentNumbers {
  /** The next numbers of one session after a given one. */
  behind(key: SessionKey, number: number, limit: number): readonly number[];
  /** How many have a lower number. */
  countBefore(number: number): number;
}

export const incidentNumbers = (store: Pick<Store, 'all' | 'get'>, server: string): IncidentNumbers => ({
  behind({ run, session }, number, limit) {
    const where = 'server = ? AND run = ? AND session = ? AND number > ? AND merged_into IS NULL';
    const sql = `SELECT number FROM incidents WHERE ${where} ORDER BY number LIMIT ?`;
    const rows = store.all<{ readonly number: number }>(sql, server, run, session, number, limit);
    return rows.map((row) => row.number);
  },
  countBefore(number) {
    const where = 'server = ? AND number < ? AND merged_into IS NULL';
    const sql = `SELECT count(*) AS many FROM incidents INDEXED BY incidents_of_session WHERE ${where}`;
    return store.get<{ readonly many: number }>(sql, server, number)?.many ?? 0;
  },
});
