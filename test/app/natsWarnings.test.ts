import { expect, test } from 'vitest';
import { warnOfNats } from '../../src/app/natsWarnings.ts';
import { freePort } from '../ports.ts';

test('a NATS that is not there is named at the start, in one sentence', async () => {
  const url = `nats://127.0.0.1:${await freePort()}`;
  const told: string[] = [];
  const nats = { url, user: 'spa', password: 'x' };
  await warnOfNats({ nats, edge: 'spa', letter: 'S' }, { warn: (sentence) => told.push(sentence) });
  expect(told).toEqual([`Nothing listens at ${url}. Start nats-server there, or set NATS_URL to where it listens.`]);
});
