import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Post } from '../../../src/discord/outbox/post.ts';
import { outboxTables } from '../../../src/discord/outbox/schema.ts';
import { OutboxTable } from '../../../src/discord/outbox/table.ts';
import type { SqlValue } from '../../../src/store/rows.ts';
import type { Store } from '../../../src/store/store.ts';
import { english } from '../../../src/texts/english/index.ts';
import { openStore } from '../../fakes/openStore.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let directory: string;
let store: Store;
let table: OutboxTable;
const asked: string[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-outbox-'));
  store = openStore(directory, [outboxTables]);
  asked.length = 0;
  table = new OutboxTable(listening(store), english, 0);
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

/** The same store, recording the SQL statements. */
function listening(heard: Store): Store {
  const noting =
    <Answer>(ask: (sql: string, ...values: SqlValue[]) => Answer) =>
    (sql: string, ...values: SqlValue[]): Answer => {
      asked.push(sql);
      return ask(sql, ...values);
    };
  return {
    ...heard,
    run: noting(heard.run),
    get: noting(heard.get) as Store['get'],
    all: noting(heard.all) as Store['all'],
  };
}

const chat = (content: string): Post => ({ lane: 'chat', author: { name: 'Elena' }, body: { content } });
const board: Post = { lane: 'race', key: 'board', body: { content: 'lap 1' } };
const states = () => store.all<{ state: string }>('SELECT state FROM outbox ORDER BY id').map(({ state }) => state);

function taken(at = 0) {
  const message = table.takeNext('race', at);
  if (!message) throw new Error('nothing waits');
  return message;
}

describe('the outbox on disk', () => {
  test('marks a message as sending when it is taken, and as doubtful when taken again', () => {
    table.add('race', chat('hello'), 0);
    expect(taken(5)).toMatchObject({ body: { content: 'hello' }, sendingAt: 5, doubtful: false });
    expect(states()).toEqual(['sending']);
    expect(taken(9)).toMatchObject({ body: { content: 'hello' }, sendingAt: 5, doubtful: true });
  });

  test('takes several lines as one message, and marks them as sent together', () => {
    for (const text of ['a', 'b', 'c']) table.add('race', chat(text), 0);
    const message = taken();
    table.add('race', chat('d'), 0);
    expect(message.body).toEqual({ content: 'a\nb\nc' });
    expect(table.takeNext('race', 0)).toEqual({ ...message, doubtful: true });
    table.sent(message, 'm1', 0);
    expect(states()).toEqual(['sent', 'sent', 'sent', 'queued']);
    expect([table.isOurs('m1'), table.isOurs('m2')]).toEqual([true, false]);
  });

  test('replaces lost chat with a count of its lines', () => {
    for (const text of ['a', 'b']) table.add('race', chat(text), 0);
    const message = taken();
    table.add('race', chat('c'), 0);
    table.lost(message);
    expect(states()).toEqual(['queued', 'dropped', 'queued']);
    expect(taken()).toMatchObject({
      body: { content: '2 chat lines were not relayed while Discord was unreachable.' },
      isChat: false,
    });
  });

  test('remembers which message a key has, for three months after its last use', () => {
    table.add('race', board, 0);
    table.sent(taken(), 'm1', 0);
    expect([table.messageIdOf('race', 'board'), table.messageIdOf('log', 'board')]).toEqual(['m1', undefined]);
    table.discardOld(89 * DAY_MS);
    expect(table.messageIdOf('race', 'board')).toBe('m1');
    table.discardOld(91 * DAY_MS);
    expect(table.messageIdOf('race', 'board')).toBeUndefined();
  });

  test('deletes settled posts after a day, but never waiting ones', () => {
    table.add('race', chat('hello'), 0);
    table.dropped(taken());
    table.add('race', chat('anyone?'), 0);
    table.discardOld(2 * DAY_MS);
    expect(states()).toEqual(['queued']);
  });

  test('keeps one installation name, with nonces of at most 25 characters', () => {
    expect(new OutboxTable(store, english, 0).installation).toBe(table.installation);
    expect(`${table.installation}-${Number.MAX_SAFE_INTEGER}`.length).toBeLessThanOrEqual(25);
  });

  const cards = Array.from({ length: 51 }, (_, number): Post => {
    const key = `main/incident/${number}`;
    return { lane: 'incident', key, body: { content: key } };
  });
  const resting = new Set(cards.flatMap(({ key }) => key ?? []));

  test('sends what waits behind any number of resting cards', () => {
    for (const card of cards) table.add('race', card, 0);
    expect(table.takeNext('race', 0, { resting })).toBeUndefined();
    table.add('race', chat('hello'), 0);
    expect(table.takeNext('race', 0, { resting })).toMatchObject({ body: { content: 'hello' } });
  });

  test('sends no resting card and none of a held server in place of old chat, only its number', () => {
    for (const card of cards) table.add('race', card, 0);
    table.add('race', { lane: 'race', key: 'standings/oval', body: { content: 'of a held server' } }, 0);
    for (let line = 0; line < 51; line += 1) table.add('race', chat('hello'), 0);
    expect(table.takeNext('race', 6 * MINUTE_MS, { resting, held: ['oval'] })).toMatchObject({
      body: { content: '51 chat lines were not relayed while Discord was unreachable.' },
    });
  });

  test('is never scanned from end to end by a query', () => {
    for (let line = 0; line < 60; line += 1) table.add('race', chat('hello'), 0);
    table.takeNext('race', 10 * 60_000);
    const message = taken();
    table.takenAgain(message, 0);
    table.lost(message);
    table.sent(taken(), 'm1', 0);
    table.add('race', board, 0);
    table.isOurs('m1');
    table.discardOld(0);
    const queries = asked.filter((sql) => / outbox (?!\()/.test(sql) && !sql.startsWith('INSERT'));
    expect(new Set(queries).size).toBeGreaterThan(6);
    for (const sql of new Set(queries)) {
      const values = Array(sql.split('?').length - 1).fill(1);
      const plan = store.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values);
      expect([sql, plan.map(({ detail }) => detail).filter((detail) => /SCAN|TEMP/.test(detail))]).toEqual([sql, []]);
    }
  });
});
