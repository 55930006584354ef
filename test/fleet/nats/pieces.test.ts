import type { NatsConnection } from '@nats-io/transport-node';
import { expect, test } from 'vitest';
import { answerTo, respond } from '../../../src/fleet/nats/pieces.ts';

const PAYLOAD = 1024 * 1024;

/** Sends the value as bytes, and reads it as text again. */
async function acrossNats(value: unknown): Promise<{ readonly value: unknown; readonly largest: number }> {
  const sent: Buffer[] = [];
  respond({ respond: (text) => sent.push(Buffer.from(String(text))) > 0 }, value);
  const messages = sent.map((bytes) => ({ string: () => bytes.toString() }));
  const connection = { requestMany: () => Promise.resolve(messages) } as unknown as NatsConnection;
  const text = await answerTo(connection, { subject: 'x', text: '', ms: 1 });
  return { value: JSON.parse(text), largest: Math.max(...sent.map(({ length }) => length)) };
}

test.each([
  ['a short text', 'x'],
  ['a long text', 'x'.repeat(3_000_000)],
  ['a text of wide characters', '漢'.repeat(900_000)],
  ['a text of surrogate pairs', '🏁'.repeat(500_000)],
  ['a text of surrogate pairs at odd offsets', `x${'🏁'.repeat(500_000)}`],
])('%s arrives unchanged, in messages small enough for NATS', async (_, text) => {
  const { value, largest } = await acrossNats({ text });
  expect(value).toEqual({ text });
  expect(largest).toBeLessThan(PAYLOAD);
});
