import { expect, test } from 'vitest';
import { fateOf, tellAnswered, tellLate } from '../../../src/app/hub/asked.ts';
import type { Call } from '../../../src/command/call.ts';
import type { Fate } from '../../../src/fleet/orders.ts';
import { OutOfReach } from '../../../src/fleet/talk.ts';
import { moment, phrase, type Sentence, typed } from '../../../src/kit/sentence.ts';
import { caller } from '../../command/world.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { vocabulary } from '../../fakes/vocabulary.ts';

const BEFORE = 'Result of a command given before the hub restarted: ';
const UNKNOWN: Fate = { kind: 'unknown' };
const DONE: Fate = { kind: 'over', outcome: { kind: 'done', answer: { kind: 'note', text: 'kicked' } } };

function hub(fates: Record<string, Fate | 'away'>, here?: string) {
  const clock = new FakeClock();
  const late: Sentence[] = [];
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

test('what comes too late for its caller is posted with commands and times as Discord shows them', () => {
  const posted: unknown[] = [];
  const parts = {
    config: { discord: { channelId: 'main', logChannelId: 'log' } },
    outbox: { post: (channel: string, { body }: { body: object }) => posted.push([channel, body]) },
    commands: vocabulary,
  } as unknown as Parameters<typeof tellLate>[2];
  const call: Call = { line: 'grid save', caller: caller('steward', { name: '*Ada*' }) };
  const at = Date.UTC(2026, 0, 1, 14);
  tellLate(call, phrase`Nothing at ${moment(at)}: use ${typed('grid finish')} first, *Ada*.`, parts);
  tellAnswered('use "grid finish" at 2026-01-01 14:00 UTC', parts);
  const told = `Nothing at <t:${at / 1000}:f>: use /grid finish first, \\*Ada\\*.`;
  expect(posted).toEqual([
    ['log', { content: `\\*Ada\\*, "grid save": ${told}` }],
    ['log', { content: `${BEFORE}use "grid finish" at 2026-01-01 14:00 UTC` }],
  ]);
});
