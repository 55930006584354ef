import { expect, test } from 'vitest';
import { Webhooks } from '../../../src/discord/outbox/webhooks.ts';
import { SteadyRest } from '../../../src/discord/session/steadyRest.ts';
import { FakeClock } from '../../fakes/clock.ts';

/** A Discord with one webhook per channel, which accepts every message. */
function webhooks() {
  const clock = new FakeClock();
  const rest = new SteadyRest({
    retries: 0,
    makeRequest: async (_, { method }) => {
      const body = method === 'GET' ? [{ id: '7', token: 'secret', application_id: '1' }] : { id: '100' };
      return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
    },
  }).setToken('secret');
  return { clock, says: new Webhooks({ rest, applicationId: '1', clock }) };
}

test('chat uses the webhook of a channel up to 25 times a minute, below the limit of 30', async () => {
  const { clock, says } = webhooks();
  const heard: boolean[] = [];
  for (let line = 0; line < 60; line += 1) {
    heard.push((await says.say('1', { name: 'Elena' }, { content: 'hello' })) !== undefined);
    clock.advance(1000);
  }
  expect(heard.indexOf(false)).toBe(25);
  expect(heard.filter((isSaid) => isSaid)).toHaveLength(25);
  expect(await says.say('1', { name: 'Elena' }, { content: 'hello' })).toBe('100');
  expect(await says.say('2', { name: 'Elena' }, { content: 'hello' })).toBe('100');
});
