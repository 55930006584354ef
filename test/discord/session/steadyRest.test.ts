import { Client, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SteadyRest } from '../../../src/discord/session/steadyRest.ts';

const HOUR_MS = 3_600_000;
/** A rate limit as Discord reports it: nothing is left, and it resets in a twentieth of a second. */
const LIMITED = {
  'Content-Type': 'application/json',
  'X-RateLimit-Limit': '1',
  'X-RateLimit-Remaining': '0',
  'X-RateLimit-Reset-After': '0.05',
  'X-RateLimit-Bucket': 'messages',
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const rest = (options = {}) =>
  new SteadyRest({
    retries: 0,
    makeRequest: async () => new Response('{}', { headers: LIMITED }),
    ...options,
  }).setToken('secret');

const post = (to: SteadyRest) => to.post(Routes.channelMessages('1'), { body: {} });

/** How long a request takes, by a clock that nobody changes. */
async function msOf(request: Promise<unknown>): Promise<number> {
  const before = performance.now();
  await request;
  return performance.now() - before;
}

describe('a system clock that is set', () => {
  test.each([
    ['back by 90 seconds', -90_000],
    ['back by three hours', -3 * HOUR_MS],
    ['forward by two hours', 2 * HOUR_MS],
    ['forward by 400 days', 400 * 24 * HOUR_MS],
  ])('%s delays no request', async (_, ms) => {
    const steady = rest();
    // The first answer only says which limit applies.
    await post(steady);
    await post(steady);
    vi.setSystemTime(Date.now() + ms);
    expect(await msOf(post(steady))).toBeLessThan(3000);
  });

  test('while a request waits for its rate limit does not delay it further', async () => {
    const steady = rest();
    await post(steady);
    await post(steady);
    const waiting = msOf(post(steady));
    vi.setSystemTime(Date.now() - HOUR_MS);
    expect(await waiting).toBeLessThan(3000);
  });

  test('does not extend the global rate limit', async () => {
    const steady = rest({ globalRequestsPerSecond: 1 });
    await post(steady);
    vi.setSystemTime(Date.now() - HOUR_MS);
    expect(await msOf(steady.get(Routes.gatewayBot()))).toBeLessThan(3000);
  });

  test('does not cut a rate limit short', async () => {
    const steady = rest();
    await post(steady);
    await post(steady);
    vi.setSystemTime(Date.now() + HOUR_MS);
    expect(await msOf(post(steady))).toBeGreaterThanOrEqual(45);
  });
});

test('a 401 does not make it forget its token', async () => {
  const answers = [401, 200];
  const steady = rest({
    makeRequest: async (_: string, { headers }: { headers: Record<string, string> }) => {
      expect(headers.Authorization).toBe('Bot secret');
      return new Response('{"message":"401: Unauthorized","code":0}', {
        status: answers.shift(),
        headers: { 'Content-Type': 'application/json' },
      });
    },
  });
  await expect(post(steady)).rejects.toThrow('401: Unauthorized');
  await post(steady);
  expect(answers).toEqual([]);
});

test('discord.js has no listeners on its own REST that would be lost with another one', () => {
  const { rest: own } = new Client({ intents: [] });
  expect(own.eventNames()).toEqual([]);
});
