import { expect, test } from 'vitest';
import { fateOf } from '../../../src/app/hub/asked.ts';
import type { Fate } from '../../../src/fleet/orders.ts';
import { OutOfReach } from '../../../src/fleet/talk.ts';
import { FakeClock } from '../../fakes/clock.ts';

const UNKNOWN: Fate = { kind: 'unknown' };
const DONE: Fate = { kind: 'over', outcome: { kind: 'done', answer: { kind: 'note', text: 'kicked' } } };

function hub(fates: Record<string, Fate | 'away'>, here?: string) {
  const clock = new FakeClock();
  const late: string[] = [];
  const needs: Parameters<typeof fateOf>[1] = {
    unfinished: { fateOf: () => Promise.resolve(here) },
    hosts: { edges: () => Object.keys(fates) },
    edges: {
      wayTo: (edge) => ({
        send: () => Promise.reject(new OutOfReach(edge)),
        fate: async () => {
          const fate = fates[edge] ?? 'away';
          if (fate === 'away') throw new OutOfReach(edge);
          return fate;
        },
      }),
    },
    clock,
    late: (sentence) => late.push(sentence),
  };
  const pass = async (): Promise<void> => {
    clock.advance(5000);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { fate: fateOf('x1', needs), late, pass, fates };
}

test('a hub looks up an earlier command in its own audit, then at its hosts', async () => {
  expect(await hub({ a: UNKNOWN }, 'It was carried out here.').fate).toBe('It was carried out here.');
  expect(await hub({ a: UNKNOWN, b: DONE }).fate).toBe('It was carried out.');
  expect(await hub({ a: { kind: 'interrupted', sentence: 'Not repeated.' }, b: 'away' }).fate).toBe('Not repeated.');
  expect(await hub({ a: UNKNOWN, b: UNKNOWN }).fate).toBeUndefined();
});

test.each([
  [DONE, 'It was carried out.'],
  [UNKNOWN, 'Nothing was done.'],
])('the outcome is posted to the log channel once an unreachable host is back: %j', async (fate, sentence) => {
  const { fate: first, late, pass, fates } = hub({ a: UNKNOWN, b: 'away' });
  expect(await first).toMatch(
    /a host is unreachable, so it is not known yet whether it was carried out; the log channel will show it\.$/,
  );
  await pass();
  await pass();
  expect(late).toEqual([]);
  fates.b = fate;
  await pass();
  await pass();
  expect(late).toEqual([sentence]);
});

test('the outcome is posted to the log channel if the command is still running', async () => {
  const { fate: first, late, pass, fates } = hub({ a: { kind: 'running' }, b: UNKNOWN });
  expect(await first).toBe('It is being carried out; the log channel tells what becomes of it.');
  await pass();
  fates.a = DONE;
  await pass();
  await pass();
  expect(late).toEqual(['It was carried out.']);
});
