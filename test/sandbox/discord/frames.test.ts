import { once } from 'node:events';
import { createInflate } from 'node:zlib';
import { GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { openLeague } from './bot.ts';

describe('a frame', () => {
  let discord: LocalDiscord;
  let socket: WebSocket;
  const received: { op: number; t: string | null; s: number | null; d: { session_id?: string } | null | boolean }[] =
    [];

  beforeEach(async () => {
    discord = await openLeague();
    received.length = 0;
    await connect();
  });

  afterEach(() => discord.close());

  const closed = () => new Promise((resolve) => socket.once('close', resolve));
  const identity = () => ({ token: discord.token, intents: GatewayIntentBits.GuildMessages, properties: {} });
  const send = (frame: unknown) => socket.send(JSON.stringify(frame));

  async function connect(query = 'v=10&encoding=json'): Promise<void> {
    socket = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway?${query}`);
    socket.on('message', (data) => received.push(JSON.parse(String(data))));
    await until((frame) => frame.op === 10);
  }

  async function until(check: (frame: (typeof received)[number]) => boolean) {
    for (;;) {
      const found = received.find(check);
      if (found) return found;
      await new Promise((resolve) => socket.once('message', resolve));
    }
  }

  it('containing a heartbeat is acknowledged', async () => {
    send({ op: 1, d: null });
    await until(({ op }) => op === 11);
  });

  it.each([
    ['that is not JSON ends the connection with 4002', 'x{', 4002],
    ['of over 4096 bytes ends the connection with 4002', { op: 1, d: 'x'.repeat(4096) }, 4002],
    ['with an unknown opcode ends the connection with 4001', { op: 99 }, 4001],
    ['asking for members before the login ends the connection with 4003', { op: 8, d: { query: '', limit: 0 } }, 4003],
    ['logging in with a wrong token ends the connection with 4004', { op: 2, d: { ...IDENTITY, token: 'x' } }, 4004],
    [
      'resuming with a wrong token ends the connection with 4004',
      { op: 6, d: { token: 'x', session_id: 'x', seq: 1 } },
      4004,
    ],
    [
      'logging in with an invalid shard ends the connection with 4010',
      { op: 2, d: { ...IDENTITY, shard: [1, 1] } },
      4010,
    ],
    [
      'asking for an unknown intent ends the connection with 4013',
      { op: 2, d: { ...IDENTITY, intents: 2 ** 30 } },
      4013,
    ],
    ['logging in without properties ends the connection with 4002', { op: 2, d: { token: 'TOKEN', intents: 0 } }, 4002],
  ])('%s', async (_, frame, code) => {
    const end = closed();
    if (typeof frame === 'string') socket.send(frame);
    else socket.send(JSON.stringify(frame).replace('TOKEN', discord.token));
    expect(await end).toBe(code);
  });

  it('logging in again ends the connection with 4005', async () => {
    const end = closed();
    send({ op: 2, d: identity() });
    send({ op: 2, d: identity() });
    expect(await end).toBe(4005);
  });

  it('beyond 120 in a minute ends the connection with 4008', async () => {
    const end = closed();
    for (let count = 0; count <= 120; count += 1) send({ op: 1, d: null });
    expect(await end).toBe(4008);
  });

  it('resuming gets everything after its sequence number, and nothing before', async () => {
    send({ op: 2, d: identity() });
    const ready = await until(({ t }) => t === 'READY');
    const sessionId = typeof ready.d === 'object' ? ready.d?.session_id : undefined;
    const end = closed();
    discord.faults.dropSockets(4000);
    await end;
    discord.person('Dora').say({ channel: 'chat', text: 'missed' });
    received.length = 0;
    await connect();
    send({ op: 6, d: { token: discord.token, session_id: sessionId, seq: 1 } });
    await until(({ t }) => t === 'RESUMED');
    expect(received.map(({ t, s }) => [t, s])).toEqual([
      [null, null],
      ['MESSAGE_CREATE', 2],
      ['RESUMED', 3],
    ]);
  });

  it('resuming after a number never sent ends the connection with 4007', async () => {
    send({ op: 2, d: identity() });
    const ready = await until(({ t }) => t === 'READY');
    const sessionId = typeof ready.d === 'object' ? ready.d?.session_id : undefined;
    discord.faults.dropSockets(4000);
    await closed();
    received.length = 0;
    await connect();
    const end = closed();
    send({ op: 6, d: { token: discord.token, session_id: sessionId, seq: 99 } });
    expect(await end).toBe(4007);
  });

  it('is never awaited from a client of another version: it is closed with 4012', async () => {
    socket = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway?v=6`);
    expect(await closed()).toBe(4012);
  });

  it('is compressed in one deflate stream on request', async () => {
    const inflate = createInflate();
    let text = '';
    inflate.on('data', (bytes: Buffer) => {
      text += bytes.toString();
    });
    const wire = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway?v=10&compress=zlib-stream`);
    let last: Buffer = Buffer.alloc(0);
    wire.on('message', (data: Buffer) => {
      last = data;
      inflate.write(data);
    });
    await once(inflate, 'data');
    wire.send(JSON.stringify({ op: 1, d: null }));
    while (!text.includes('"op":11')) await once(inflate, 'data');
    expect(text).toMatch(/^\{"op":10,.*\}\{"op":11,.*\}$/);
    expect(last.subarray(-4)).toEqual(Buffer.from([0, 0, 0xff, 0xff]));
    wire.terminate();
  });

  it('resuming an unknown session is told to start again', async () => {
    send({ op: 6, d: { token: discord.token, session_id: 'gone', seq: 1 } });
    expect((await until(({ op }) => op === 9)).d).toBe(false);
  });
});

const IDENTITY = { token: 'TOKEN', intents: 0, properties: {} };
