import { expect, test } from 'vitest';
import type { RaceEvent } from '../../src/events/events.ts';
import { createBus } from '../../src/race/bus.ts';
import { emptyState } from '../../src/race/state.ts';

const event: RaceEvent = { type: 'serverHeard', at: 0, server: 'main', run: 1, session: 0 };
const state = emptyState(1);

test('an error in a live listener is reported, and the other listeners still get the event', () => {
  const [faults, heard]: [unknown[], string[]] = [[], []];
  const bus = createBus((error, { type }) => faults.push([error, type]));
  const problem = new Error('cannot draw this');
  bus.live(() => {
    throw problem;
  });
  bus.live(({ type }) => heard.push(type));
  bus.tellLive(event, state);
  expect([faults, heard]).toEqual([[[problem, 'serverHeard']], ['serverHeard']]);
});

test('an error in a durable listener goes to the writer of the transaction', () => {
  const bus = createBus(() => {});
  bus.durable(() => {
    throw new Error('no room');
  });
  expect(() => bus.tellDurable(event, state)).toThrow('no room');
});

test('a listener that unsubscribes gets no more events, even if it does so during one', () => {
  const heard: string[] = [];
  const bus = createBus(() => {});
  const stopFirst = bus.live(() => {
    heard.push('first');
    stopFirst();
  });
  bus.live(() => heard.push('second'));
  bus.tellLive(event, state);
  bus.tellLive(event, state);
  expect(heard).toEqual(['first', 'second', 'second']);
});
