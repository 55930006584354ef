import { expect, test } from 'vitest';
import { type EventOf, hear, type Listeners, type Reactions } from '../../src/events/events.ts';

const stamp = { at: 1, server: 'main', run: 1, session: 1 };
const silent: EventOf<'serverSilent'> = {
  at: 1,
  server: 'main',
  run: 1,
  session: 1,
  type: 'serverSilent',
  silentMs: 5,
};

test('a table calls the listener of the event type, with the given arguments', () => {
  const table: Listeners<string, [string]> = { serverSilent: ({ silentMs }, name) => `${name} ${silentMs}` };
  expect(hear(table, silent, 'gt3')).toBe('gt3 5');
  expect(hear(table, { ...stamp, type: 'serverHeard' }, 'gt3')).toBeUndefined();
});

test('a table of every event does not compile if one is missing', () => {
  // @ts-expect-error all the others are missing
  const table: Reactions<number> = { serverSilent: ({ silentMs }) => silentMs, serverHeard: undefined };
  expect(hear(table, silent)).toBe(5);
  expect(hear(table, { ...stamp, type: 'serverHeard' })).toBeUndefined();
});
