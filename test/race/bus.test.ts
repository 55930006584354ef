import { expect, test } from 'vitest';
import type { RaceEvent } from '../../src/events/events.ts';
import { createBus } from '../../src/race/bus.ts';
import { emptyState } from '../../src/race/state.ts';

const event: RaceEvent = { type: 'serverHeard', at: 0, server: 'main', run: 1, session: 0 };
const state = emptyState(1);

test('what a live listener throws is told, and the others hear the event all the same', () => {
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

test('what a durable listener throws goes to whoever writes the transaction', () => {
  const bus = createBus(() => {});
  bus.durable(() => {
    throw new Error('no room');
  });
  expect(() => bus.tellDurable(event, state)).toThrow('no room');
});

test('whoever no longer listens hears nothing, even when they leave while being told', () => {
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
