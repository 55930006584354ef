/** Adds the server to the keys of cards: numbers are unique per host, and a hub has several hosts. */
import type { StoreChange } from '../../store/migrations.ts';
import type { Rows } from '../../store/rows.ts';

export const keysByServer: StoreChange = {
  room: 'outbox',
  number: 8,
  step(rows) {
    for (const table of ['outbox', 'outbox_messages', 'outbox_moved', 'outbox_files']) {
      const keys = rows.all<{ key: string }>(`SELECT DISTINCT key FROM ${table} WHERE key IS NOT NULL`);
      for (const { key } of keys) {
        const renamed = withServer(rows, key);
        if (renamed !== key) rows.run(`UPDATE ${table} SET key = ? WHERE key = ?`, renamed, key);
      }
    }
    renameLinks(rows);
  },
};

/** Looks up the server that the number in a key belongs to. */
const SERVERS: Readonly<Record<string, string>> = {
  incident: 'SELECT server FROM incidents WHERE number = ?',
  finding: 'SELECT server FROM incidents WHERE number = ?',
  penalty: 'SELECT server FROM penalties WHERE number = ?',
  proposal: 'SELECT server FROM proposals WHERE number = ?',
  appeal: 'SELECT server FROM decisions WHERE number = ?',
  decisions: 'SELECT server FROM sessions WHERE id = ?',
  carryover: 'SELECT server FROM sessions WHERE id = ?',
  document: 'SELECT server FROM league_events WHERE number = ?',
};

/** A key whose number is no longer known stays as it is: it will not be posted to again. */
function withServer(rows: Rows, key: string): string {
  const [kind = '', first = '', ...more] = key.split('/');
  const question = SERVERS[kind];
  const server = question && rows.get<{ server: string }>(question, Number(first))?.server;
  if (!server) return key;
  // A document's number counts within its event.
  const behind = kind === 'document' ? 1 : 0;
  return [kind, first, ...more.slice(0, behind), server, ...more.slice(behind)].join('/');
}

/** Links in the JSON of a body, found by control characters that nobody can type. */
function renameLinks(rows: Rows): void {
  const linking = rows.all<{ id: number; body: string }>(
    "SELECT id, body FROM outbox WHERE instr(body, '\\u0001incident/') > 0",
  );
  for (const { id, body } of linking) {
    const renamed = body.replace(/(?<=\\u0001)incident\/\d+(?=\\u0002)/g, (key) => withServer(rows, key));
    if (renamed !== body) rows.run('UPDATE outbox SET body = ? WHERE id = ?', renamed, id);
  }
}
