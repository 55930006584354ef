import type { Rows } from '../store/rows.ts';

/** Stores a named value as JSON, on the hub or an edge. */
export function keepState(rows: Rows, name: string, value: unknown): void {
  rows.run(
    `INSERT INTO fleet_state (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    name,
    JSON.stringify(value),
  );
}
