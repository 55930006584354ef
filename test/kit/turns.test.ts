import { expect, test } from 'vitest';
import { SHARE_MS, Turns, worked } from '../../src/kit/turns.ts';

/** An event loop driven by hand, in which everything takes as long as it is told to. */
function loop() {
  const at = { now: 0, rounds: 0, idleMs: 0 };
  const turns = new Turns({
    now: () => at.now,
    worked: () => at.now,
    rounds: () => at.rounds,
    idleMs: () => at.idleMs,
  });
  const ran: string[] = [];
  const work = (name: string, ms: number) => () => {
    at.now += ms;
    ran.push(name);
  };
  return { at, turns, ran, work };
}

/** What Node does between two turns of its own loop. */
const check = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('short tasks run at once', () => {
  const { turns, ran, work } = loop();
  for (const name of ['one', 'two', 'three']) turns.take(work(name, 0.1));
  expect(ran).toEqual(['one', 'two', 'three']);
  expect(turns.isSpent()).toBe(false);
});

test('tasks after a long one run in later turns, in order', async () => {
  const { at, turns, ran, work } = loop();
  for (const name of ['one', 'two', 'three']) turns.take(work(name, SHARE_MS));
  expect(ran).toEqual(['one']);
  expect(turns.isSpent()).toBe(true);
  at.rounds += 1;
  await check();
  expect(ran).toEqual(['one', 'two']);
  turns.take(work('four', 0));
  at.rounds += 1;
  await check();
  at.rounds += 1;
  await check();
  expect(ran).toEqual(['one', 'two', 'three', 'four']);
});

test('waiting tasks get their turn even if other work always comes first', async () => {
  const { at, turns, ran, work } = loop();
  for (const name of ['one', 'two', 'three']) turns.take(work(name, SHARE_MS));
  for (const many of [2, 3]) {
    at.rounds += 2;
    expect(turns.isSpent()).toBe(false);
    at.now += 2 * SHARE_MS;
    await check();
    expect(ran).toHaveLength(many);
  }
});

test('the first task of a turn uses up its share even if nothing has asked before', async () => {
  const { at, turns, ran, work } = loop();
  for (const name of ['one', 'two', 'three']) turns.take(work(name, SHARE_MS));
  at.rounds += 2;
  await check();
  expect(ran).toEqual(['one', 'two']);
});

test('late tasks get three times the share of a turn', async () => {
  const { at, turns, ran, work } = loop();
  for (const name of ['one', 'two', 'three', 'four', 'five']) turns.take(work(name, SHARE_MS));
  at.now += 51;
  await check();
  expect(ran).toEqual(['one', 'two', 'three', 'four']);
  await check();
  expect(ran.at(-1)).toBe('five');
});

test('a task that has just arrived does not get that larger share', async () => {
  const { at, turns, ran, work } = loop();
  for (const name of ['one', 'two', 'three']) turns.take(work(name, SHARE_MS));
  at.now += 51;
  turns.take(work('four', SHARE_MS));
  await check();
  expect(ran).toEqual(['one', 'two', 'three']);
});

test('a new task never overtakes waiting ones, however short it is', () => {
  const { at, turns, ran, work } = loop();
  turns.take(work('long', SHARE_MS));
  turns.take(work('waits', 0));
  at.rounds += 2;
  turns.take(work('short', 0));
  expect(ran).toEqual(['long']);
});

test('a new turn begins after the loop was idle', () => {
  const { at, turns, ran, work } = loop();
  turns.take(work('one', SHARE_MS));
  at.idleMs += 0.5;
  turns.take(work('two', SHARE_MS));
  expect(ran).toEqual(['one', 'two']);
});

test('a waiting task can be cancelled, a finished one cannot', async () => {
  const { at, turns, ran, work } = loop();
  const cancelDone = turns.take(work('one', SHARE_MS));
  const cancel = turns.take(work('two', 0));
  turns.take(work('three', 0));
  cancel();
  cancel();
  cancelDone();
  at.rounds += 2;
  await check();
  expect(ran).toEqual(['one', 'three']);
});

test('a running task can cancel another and add one', async () => {
  const { at, turns, ran, work } = loop();
  turns.take(work('one', SHARE_MS));
  const cancels: (() => void)[] = [];
  turns.take(() => {
    work('two', 0)();
    for (const cancel of cancels) cancel();
    turns.take(work('four', 0));
  });
  cancels.push(turns.take(work('three', 0)));
  at.rounds += 2;
  await check();
  expect(ran).toEqual(['one', 'two', 'four']);
});

test('the real event loop runs other work in between, and a new turn begins after it was idle', async () => {
  const turns = new Turns();
  const spend = (): void => {
    const until = worked() + SHARE_MS + 1;
    while (worked() < until);
  };
  const order: string[] = [];
  turns.take(() => {
    spend();
    order.push('one');
  });
  expect(turns.isSpent()).toBe(true);
  // Something else that must get its turn.
  setImmediate(() => order.push('another'));
  await new Promise<void>((resolve) => {
    turns.take(() => {
      order.push('two');
      resolve();
    });
  });
  expect(order).toEqual(['one', 'another', 'two']);
  spend();
  // The timer counts from the loop's cached time, so the time already spent is part of the wait.
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(turns.isSpent()).toBe(false);
});

test('next() tasks run after sockets and timers, one per turn', async () => {
  const { at, turns, ran, work } = loop();
  turns.next(work('one', 0));
  turns.next(work('two', 0));
  turns.take(work('due', 0));
  await check();
  // In the same round, sockets are read before this.
  expect(ran).toEqual([]);
  for (const expected of [['one'], ['one', 'two'], ['one', 'two', 'due']]) {
    at.rounds += 1;
    await check();
    expect(ran).toEqual(expected);
  }
});

test('pieces of two long jobs alternate, each in a turn of its own', async () => {
  const { at, turns, ran, work } = loop();
  const goOn = (name: string): void => {
    work(name, 2 * SHARE_MS)();
    turns.next(() => goOn(name));
  };
  for (const name of ['one', 'two']) turns.next(() => goOn(name));
  for (let round = 0; round < 4; round += 1) {
    at.rounds += 1;
    await check();
  }
  expect(ran).toEqual(['one', 'two', 'one', 'two']);
});

test('a next() task has a turn of its own even among late tasks', async () => {
  const { at, turns, ran, work } = loop();
  turns.take(work('long', SHARE_MS));
  turns.take(work('late', 0));
  turns.next(work('piece', 0));
  turns.take(work('later', 0));
  at.now += 51;
  at.rounds += 1;
  await check();
  expect(ran).toEqual(['long', 'late']);
  for (const name of ['piece', 'later']) {
    at.rounds += 1;
    await check();
    expect(ran.at(-1)).toBe(name);
  }
});
