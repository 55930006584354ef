import { beforeEach, describe, expect, test } from 'vitest';
import { type Batch, lastOf, messageId, type Position } from '../../src/fleet/batch.ts';
import { Publisher } from '../../src/fleet/publisher.ts';
import { MemoryOut } from './rows.ts';

let out: MemoryOut;
let publisher: Publisher;
beforeEach(() => {
  out = new MemoryOut('a', undefined, 2);
  out.add('1');
  out.add('2');
  publisher = new Publisher(out);
});

const at = (segment: string, n: number): Position => ({ segment, n });

function sent(): Batch {
  const next = publisher.next();
  if (next?.kind !== 'send') throw new Error(`it wants to ${next?.kind}`);
  return next.batch;
}
const rowsOf = (batch: Batch): string => `${batch.segment}/${batch.from}-${lastOf(batch).n}`;
const sendAll = (): string[] => {
  const ids: string[] = [];
  while (publisher.next()?.kind === 'send') {
    const batch = sent();
    ids.push(rowsOf(batch));
    publisher.acknowledged(batch);
  }
  return ids;
};

describe('an edge', () => {
  test('sends nothing before it knows the position of the hub, and asks on every connection', () => {
    expect(publisher.next()).toBeUndefined();
    publisher.connected();
    expect(publisher.next()).toEqual({ kind: 'ask', segments: ['a'] });
    publisher.stands({}, 0);
    expect(sendAll()).toEqual(['a/1-2', 'a/3-3']);
    expect(publisher.next()).toBeUndefined();
    publisher.disconnected();
    expect(publisher.next()).toBeUndefined();
    publisher.connected();
    publisher.stands({ applied: at('a', 2), common: at('a', 2) }, 0);
    expect(sendAll()).toEqual(['a/3-3']);
  });

  test('keeps one batch in flight and resends it until it is acknowledged', () => {
    publisher.connected();
    publisher.stands({}, 0);
    const first = sent();
    out.add('3');
    expect(sent()).toBe(first);
    publisher.acknowledged({ ...first });
    expect(sent()).toBe(first);
    publisher.acknowledged(first);
    expect(rowsOf(sent())).toBe('a/3-4');
  });

  test('resends under the same message id, but uses a new id if the hub lacks the rows', () => {
    const name = (): string => {
      const next = publisher.next();
      return next?.kind === 'send' ? messageId(next) : '';
    };
    publisher.connected();
    publisher.stands({}, 0);
    const first = name();
    expect(name()).toBe(first);
    publisher.confirmed({ rewind: true }, 1);
    publisher.stands({}, 1);
    const second = name();
    expect(second).not.toBe(first);
    // Another life continues with the rows of the one before it.
    publisher = new Publisher(new MemoryOut('b', out, 2));
    publisher.connected();
    publisher.stands({}, 0);
    expect(rowsOf(sent())).toBe('a/1-2');
    expect([first, second]).not.toContain(name());
  });

  test('continues from its last known position if the hub does not answer', () => {
    out.confirm(at('a', 1));
    publisher.connected();
    publisher.noAnswer();
    expect(sendAll()).toEqual(['a/2-3']);
  });

  test('asks again on request of the hub, and after ten seconds without progress', () => {
    publisher.connected();
    publisher.stands({}, 0);
    sendAll();
    publisher.confirmed({ applied: at('a', 2) }, 5_000);
    publisher.confirmed({ applied: at('a', 2) }, 14_999);
    expect(publisher.next()).toBeUndefined();
    publisher.confirmed({ applied: at('a', 2) }, 15_000);
    expect(publisher.next()?.kind).toBe('ask');
    publisher.stands({ applied: at('a', 2), common: at('a', 2) }, 15_000);
    expect(sendAll()).toEqual(['a/3-3']);
    publisher.confirmed({ applied: at('a', 2), rewind: true }, 15_001);
    expect(publisher.next()?.kind).toBe('ask');
  });

  test('does not ask again while the hub is up to date', () => {
    publisher.connected();
    publisher.stands({}, 0);
    sendAll();
    for (const now of [1, 20_000, 60_000]) publisher.confirmed({ applied: at('a', 3) }, now);
    expect(publisher.next()).toBeUndefined();
  });

  test('marks once that its rows do not continue from the position of the hub', () => {
    out = new MemoryOut('b', out, 2);
    publisher = new Publisher(out);
    publisher.connected();
    publisher.stands({ applied: at('a', 9), common: at('a', 9) }, 0);
    const batch = sent();
    expect(batch).toMatchObject({ segment: 'b', after: at('a', 3), despite: at('a', 9) });
    publisher.acknowledged(batch);
    out.add('3');
    expect(sent().despite).toBeUndefined();
  });

  test('marks it too if the hub has nothing and the first rows are gone', () => {
    out.confirm(at('a', 1));
    out.prune();
    publisher.connected();
    publisher.stands({}, 0);
    expect(sent()).toMatchObject({ from: 2, despite: null });
  });
});
