import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openOwnStore } from '../../../src/app/tables.ts';
import { incidentKey } from '../../../src/discord/common/cardLinks.ts';
import { KeptMessages } from '../../../src/discord/outbox/kept.ts';
import { keysByServer } from '../../../src/discord/outbox/keysByServer.ts';
import type { Store } from '../../../src/store/store.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

const LEFT = fileURLToPath(new URL('../../fixtures/stores/0.1.0/pitwall.db', import.meta.url));

function carryOut({ step }: typeof keysByServer, store: Store): void {
  if (typeof step === 'string') throw new Error('it is a function');
  store.transaction(() => step(store));
}

test('the cards in a store of 0.1.0 are found under keys with their server', () => {
  const data = temporaryDirectory('keys');
  cpSync(LEFT, join(data, 'pitwall.db'));
  const store = openOwnStore(data);
  const kept = new KeptMessages(store);
  // The ids are those of the fixture.
  expect(kept.placeOf(incidentKey({ number: 3, server: 'gt3' }))?.messageId).toBe('1456255637913600103');
  expect(kept.placeOf('penalty/13/gt3')?.messageId).toBe('1456255637913600102');
  expect(kept.placeOf('results/gt3/1/2')?.messageId).toBe('1456255637913600109');
  const keys = (sql: string) => store.all<{ key: string }>(sql).map(({ key }) => key);
  expect(keys("SELECT key FROM outbox WHERE state IN ('queued', 'sending') AND key IS NOT NULL ORDER BY id")).toEqual([
    'penalty/13/gt3',
    'incident/6/gt3',
    'penalty/10/gt3',
  ]);
  expect(keys("SELECT key FROM outbox_messages WHERE key GLOB 'incident/[0-9]' OR key GLOB 'penalty/[0-9]'")).toEqual(
    [],
  );
  store.close();
});

test('keys of cards, pictures, moved cards and links get their server', () => {
  const store = openOwnStore(temporaryDirectory('keys'));
  store.run(
    `INSERT INTO incidents (number, server, run, session, first_at, last_at, contacts, facts)
     VALUES (3, 'gt4', 1, 2, 0, 0, '[]', '{}')`,
  );
  store.run(`INSERT INTO proposals VALUES (18, 'gt3', NULL, 'proposed', '{}')`);
  store.run(
    `INSERT INTO decisions (number, id, server, run, session, guid, decision) VALUES (17, 'x', 'gt3', 1, 2, 'g', '{}')`,
  );
  store.run(
    `INSERT INTO sessions (id, server, run, session, name, kind, track, started_at, state)
     VALUES (12, 'gt4', 1, 2, 'Race', 'race', 'spa', 0, 'ended')`,
  );
  store.run(`INSERT INTO league_events (number, server, name, started_at) VALUES (5, 'gt4', 'Round 5', 0)`);
  const old = [
    'incident/3',
    'incident/3/pictures',
    'finding/3/no further action',
    'proposal/18',
    'appeal/17/76561197900000001',
    'decisions/12',
    'carryover/12',
    'document/5/2',
    'document/5/2/pictures',
    'contacts/gt4/1/2/light',
    'incident/99',
  ];
  for (const key of old) store.run('INSERT INTO outbox_messages VALUES (?, ?, ?, 0, NULL)', '1', key, key);
  store.run(`INSERT INTO outbox_moved VALUES ('1', 'incident/3', '2')`);
  store.run(`INSERT INTO outbox_files VALUES ('1', 'incident/3', 's', 'f')`);
  const body = JSON.stringify({
    content: '\u0001incident/3\u0002INC-3\u0003 \u0001incident/99\u0002INC-99\u0003 incident/3',
  });
  store.run(`INSERT INTO outbox (channel, lane, key, body, created_at) VALUES ('1', 0, 'queue/gt4', ?, 0)`, body);

  carryOut(keysByServer, store);
  const renamed = store.all<{ key: string; message_id: string }>('SELECT key, message_id FROM outbox_messages');
  expect(Object.fromEntries(renamed.map(({ key, message_id: was }) => [was, key]))).toEqual({
    'incident/3': 'incident/3/gt4',
    'incident/3/pictures': 'incident/3/gt4/pictures',
    'finding/3/no further action': 'finding/3/gt4/no further action',
    'proposal/18': 'proposal/18/gt3',
    'appeal/17/76561197900000001': 'appeal/17/gt3/76561197900000001',
    'decisions/12': 'decisions/12/gt4',
    'carryover/12': 'carryover/12/gt4',
    'document/5/2': 'document/5/2/gt4',
    'document/5/2/pictures': 'document/5/2/gt4/pictures',
    'contacts/gt4/1/2/light': 'contacts/gt4/1/2/light',
    // Not known here.
    'incident/99': 'incident/99',
  });
  expect(store.get('SELECT key, home FROM outbox_moved')).toEqual({ key: 'incident/3/gt4', home: '2' });
  expect(store.get('SELECT key FROM outbox_files')).toEqual({ key: 'incident/3/gt4' });
  expect(JSON.parse(store.get<{ body: string }>('SELECT body FROM outbox')?.body ?? '')).toEqual({
    content: '\u0001incident/3/gt4\u0002INC-3\u0003 \u0001incident/99\u0002INC-99\u0003 incident/3',
  });
  store.close();
});

test('a key without a server finds the card, unless two servers have that number', () => {
  const store = openOwnStore(temporaryDirectory('keys'));
  const kept = new KeptMessages(store);
  const stands = (key: string) => store.run('INSERT INTO outbox_messages VALUES (?, ?, ?, 0, NULL)', '1', key, key);
  stands('incident/3/gt4');
  stands('incident/30/gt3');
  expect(kept.placeBelow('incident/3')?.messageId).toBe('incident/3/gt4');
  stands('incident/3/gt3');
  expect(kept.placeBelow('incident/3')).toBeUndefined();
  expect(kept.placeBelow('incident/4')).toBeUndefined();
  store.close();
});
