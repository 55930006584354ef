import { afterEach, beforeEach, expect, test } from 'vitest';
import { outboxFigures } from '../../../src/discord/outbox/figures.ts';
import { outboxTables } from '../../../src/discord/outbox/schema.ts';
import { OutboxTable } from '../../../src/discord/outbox/table.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { english } from '../../../src/texts/english/index.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

let store: Store;
let table: OutboxTable;
beforeEach(() => {
  store = openStore(temporaryDirectory('outbox'), [outboxTables]);
  table = new OutboxTable(store, english, 0);
});
afterEach(() => store.close());

const add = (at: number) => table.add('race', { lane: 'race', body: { content: String(at) } }, at);

test('an empty outbox has nothing waiting', () => {
  expect(outboxFigures(store, 1000)).toEqual({ waiting: 0, oldestMs: 0, inDoubt: 0 });
});

test('waiting posts are counted, with the age of the oldest', () => {
  add(1000);
  add(5000);
  expect(outboxFigures(store, 8000)).toEqual({ waiting: 2, oldestMs: 7000, inDoubt: 0 });
  // A clock that was set back gives no negative age.
  expect(outboxFigures(store, 500)).toMatchObject({ oldestMs: 0 });
});

test('a post unanswered for more than 15 s is in doubt, and a sent one no longer counts', () => {
  add(1000);
  const message = table.takeNext('race', 2000);
  expect(outboxFigures(store, 17_000)).toEqual({ waiting: 1, oldestMs: 16_000, inDoubt: 0 });
  expect(outboxFigures(store, 17_001)).toMatchObject({ inDoubt: 1 });
  if (message) table.sent(message, '1', 18_000);
  expect(outboxFigures(store, 20_000)).toEqual({ waiting: 0, oldestMs: 0, inDoubt: 0 });
});
