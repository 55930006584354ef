import { DiscordAPIError, HTTPError } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { attempt } from '../../../src/discord/common/attempt.ts';
import { FakeClock } from '../../fakes/clock.ts';

const address = 'https://discord.com/api/v10/webhooks/1/secret-token/messages/@original';
const said = { body: { content: 'what somebody said' }, files: undefined };
const refusal = { code: 10062, message: 'Unknown interaction' };
const unknown = new DiscordAPIError(refusal, 10062, 404, 'PATCH', address, said);
const outage = new HTTPError(502, 'Bad Gateway', 'PATCH', address, said);
const cable = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

function trying(...failures: Error[]) {
  const clock = new FakeClock();
  const logged: object[] = [];
  const log = { info() {}, error() {}, warn: (fields: object, message: string) => logged.push({ ...fields, message }) };
  let calls = 0;
  const request = async (): Promise<void> => {
    const failure = failures[calls++];
    if (failure) throw failure;
  };
  const result = attempt(request, { what: 'answering', log, clock, retryAfterMs: [1000, 3000] });
  return { result, clock, logged, calls: () => calls };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a failed request', () => {
  test('is logged and resolves to false instead of throwing', async () => {
    const { result, logged, calls } = trying(unknown);
    expect(await result).toBe(false);
    expect(calls()).toBe(1);
    expect(logged).toEqual([{ code: 10062, status: 404, reason: 'Unknown interaction', message: 'answering failed' }]);
  });

  test('is retried after each wait', async () => {
    const { result, clock, calls, logged } = trying(outage, cable);
    await settle();
    clock.advance(1000);
    await settle();
    clock.advance(3000);
    expect(await result).toBe(true);
    expect(calls()).toBe(3);
    expect(logged).toEqual([]);
  });

  test('is given up after the last retry', async () => {
    const { result, clock, calls } = trying(outage, outage, outage, outage);
    await settle();
    clock.advance(1000);
    await settle();
    clock.advance(3000);
    expect(await result).toBe(false);
    expect(calls()).toBe(3);
  });
});
