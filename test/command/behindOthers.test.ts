import { describe, expect, test } from 'vitest';
import { command } from '../../src/command/command.ts';
import { text } from '../../src/command/param.ts';
import { nextTurn } from '../../src/kit/wait.ts';
import { caller, fakeServer, worldOf } from './world.ts';

const about = 'Something';
const run = () => ({ kind: 'note' as const, text: 'done' });
const steward = caller('steward');

describe('while earlier events are still waiting', () => {
  const ask = command({ name: 'ask', about, role: 'steward', is: 'question', params: {}, run });
  const act = command({ name: 'act', about, role: 'steward', is: 'act', effect: ['sends away'], params: {}, run });

  function busyWorld() {
    let [isFree, end] = [false, () => {}];
    const others = new Promise<void>((resolve) => {
      end = resolve;
    }).then(() => {
      isFree = true;
    });
    const { server } = fakeServer('gt3', { free: () => (isFree ? undefined : others) });
    return { ...worldOf([ask, act], [server]), end };
  }

  test('an act runs and is audited after them', async () => {
    const { dispatcher, audit, end } = busyWorld();
    const outcome = dispatcher.dispatch({ line: 'act', caller: steward });
    await nextTurn();
    expect(audit).toEqual([]);
    end();
    expect(await outcome).toEqual({ kind: 'done', answer: run() });
    expect(audit.map(({ outcome: what }) => what)).toEqual(['done']);
    expect(dispatcher.dispatch({ line: 'act', caller: steward })).toEqual({ kind: 'done', answer: run() });
  });

  test('an act waits no longer than a second', async () => {
    const { dispatcher, clock } = busyWorld();
    const outcome = dispatcher.dispatch({ line: 'act', caller: steward });
    clock.advance(1000);
    expect(await outcome).toEqual({ kind: 'done', answer: run() });
  });

  test('an act starts in the next turn if this one is spent, and a question at once', async () => {
    const { dispatcher, clock } = worldOf([ask, act]);
    let isSpent = true;
    Object.assign(clock, { isTurnSpent: () => isSpent });
    expect(dispatcher.dispatch({ line: 'ask', caller: steward })).toEqual({ kind: 'done', answer: run() });
    const outcome = dispatcher.dispatch({ line: 'act', caller: steward });
    expect(outcome).toBeInstanceOf(Promise);
    expect(await outcome).toEqual({ kind: 'done', answer: run() });
    isSpent = false;
    expect(dispatcher.dispatch({ line: 'act', caller: steward })).toEqual({ kind: 'done', answer: run() });
  });

  test('an act whose words took the whole turn is read again and carried out in the next one', async () => {
    const read: string[] = [];
    const param = text('Who');
    const who: typeof param = {
      ...param,
      read: (...line) => `${param.read(...line)} ${read.push('read')}`,
    };
    const long = command({
      name: 'long',
      about,
      role: 'steward',
      is: 'act',
      effect: ['sends away'],
      params: { who },
      run: (given) => ({ kind: 'note' as const, text: given.who }),
    });
    const { dispatcher, clock } = worldOf([long]);
    Object.assign(clock, { isTurnSpent: () => read.length === 1 });
    const outcome = dispatcher.dispatch({ line: 'long Ada', caller: steward });
    expect(outcome).toBeInstanceOf(Promise);
    expect(await outcome).toEqual({ kind: 'done', answer: { kind: 'note', text: 'Ada 2' } });
  });

  test('an act that took the whole turn is audited and answered in the next one', async () => {
    let isSpent = false;
    const long = command({
      name: 'long',
      about,
      role: 'steward',
      is: 'act',
      effect: ['sends away'],
      params: {},
      run: () => {
        isSpent = true;
        return run();
      },
    });
    const { dispatcher, clock, audit } = worldOf([long]);
    Object.assign(clock, { isTurnSpent: () => isSpent });
    const outcome = dispatcher.dispatch({ line: 'long', caller: steward });
    const outcomes = () => audit.map(({ outcome: what }) => what);
    expect(outcomes()).toEqual(['asked']);
    expect(await outcome).toEqual({ kind: 'done', answer: run() });
    expect(outcomes()).toEqual(['done']);
  });

  test('an act without the right is denied at once, and a question answered', () => {
    const { dispatcher } = busyWorld();
    expect(dispatcher.dispatch({ line: 'act', caller: caller('driver') })).toMatchObject({ kind: 'failed' });
    expect(dispatcher.dispatch({ line: 'ask', caller: steward })).toEqual({ kind: 'done', answer: run() });
  });
});
