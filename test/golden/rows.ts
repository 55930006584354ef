import { join } from 'node:path';
import Database from 'libsql';

export type Row = Readonly<Record<string, unknown>>;

/** What a store holds, even while Pitwall has it open. */
export function rowsIn(data: string, sql: string): Row[] {
  const database = new Database(join(data, 'pitwall.db'), { readonly: true });
  try {
    return database.prepare(sql).all() as Row[];
  } finally {
    database.close();
  }
}

/** For a store that meets another Discord, which knows no commands yet. */
export function forgetCommands(data: string): void {
  const database = new Database(join(data, 'pitwall.db'));
  database.exec('DELETE FROM discord_commands');
  database.close();
}
