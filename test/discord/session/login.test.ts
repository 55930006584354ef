import { Client, Events } from 'discord.js';
import { expect, it } from 'vitest';
import { destroy } from '../../../src/discord/session/login.ts';
import { FakeClock } from '../../fakes/clock.ts';

it('reports no reconnect when the client is destroyed on purpose', async () => {
  const client = new Client({ intents: [] });
  const told: string[] = [];
  client.on(Events.ShardReconnecting, () => told.push('reconnecting'));
  client.on(Events.ShardDisconnect, () => told.push('disconnected'));
  client.destroy = async () => {
    client.emit(Events.ShardReconnecting, 0);
    client.emit(Events.ShardDisconnect, { code: 1000, reason: '', wasClean: true }, 0);
  };
  await destroy(client, new FakeClock());
  expect(told).toEqual(['disconnected']);
});
