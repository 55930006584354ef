import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NatsServer, noNats } from './natsServer.ts';

let server: NatsServer;
let edge: NatsConnection;

describe.skipIf(noNats)(noNats ?? 'an edge in NATS', () => {
  beforeAll(async () => {
    server = await NatsServer.start();
    edge = await server.as('a');
  });
  afterAll(async () => {
    await edge.close();
    await server.end();
  });

  /** How NATS refuses the attempt; undefined if it allows it. */
  async function refused(attempt: () => void): Promise<string | undefined> {
    const told = edge.status()[Symbol.asyncIterator]();
    const refusal = told.next().then(({ value }) => (value?.type === 'error' ? value.error.message : undefined));
    attempt();
    await edge.flush();
    return Promise.race([refusal, edge.flush().then(() => undefined)]);
  }

  test.each([
    'pw.ev.b',
    'pw.up.b.beat',
    'pw.cmd.a.call',
    'pw.cmd.b.call',
    'pw.hub.to.a',
    'pw.hub.all',
    '$KV.pw_state.b.gt4',
    '$JS.API.STREAM.DELETE.PW_EV',
    '$JS.API.STREAM.INFO.PW_EV',
  ])('may not publish to %s', async (subject) => {
    expect(await refused(() => edge.publish(subject, 'x'))).toMatch(/permissions violation/i);
  });

  test.each(['pw.ev.>', 'pw.cmd.b.>', 'pw.hub.to.b', '_INBOX_hub.>', '$KV.>'])(
    'may not subscribe to %s',
    async (subject) => {
      expect(await refused(() => edge.subscribe(subject, { callback() {} }))).toMatch(/permissions violation/i);
    },
  );

  test.each(['pw.ev.a', 'pw.up.a.where', '$KV.pw_state.a.gt3'])('may publish to %s', async (subject) => {
    expect(await refused(() => edge.publish(subject, 'x'))).toBeUndefined();
  });
});
