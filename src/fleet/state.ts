import type { Rows } from '../store/rows.ts';

/** What each end keeps by a name, as JSON. */
export function keepState(rows: Rows, name: string, value: unknown): void {
  rows.run(
    `INSERT INTO fleet_state (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    name,
    JSON.stringify(value),
  );
}
