import { once } from 'node:events';
import { createInflate } from 'node:zlib';
import { type Client, Events, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { INTENTS, login, newClient, openLeague } from './bot.ts';

describe('the gateway', () => {
  let discord: LocalDiscord;
  let client: Client | undefined;

  beforeEach(async () => {
    discord = await openLeague({ withheldIntents: GatewayIntentBits.GuildPresences });
  });

  afterEach(async () => {
    await client?.destroy();
    client = undefined;
    await discord.close();
  });

  it('lets discord.js log in and shows it the guild', async () => {
    const ready = await login(discord);
    client = ready;
    const guild = ready.guilds.cache.get(discord.guildId);
    expect(ready.application.id).toBe(discord.applicationId);
    expect(guild?.name).toBe('Test league');
    expect(guild?.available).toBe(true);
    expect(guild?.channels.cache.map(({ name }) => name)).toEqual(['race-control', 'chat']);
    expect(guild?.roles.cache.get(discord.role('Admins'))?.permissions.has('Administrator')).toBe(true);
  });

  it('issues ids in which discord.js finds its rate-limit keys', () => {
    expect(discord.channel('chat')).toMatch(/^\d{17,19}$/);
  });

  it('refuses a wrong token', async () => {
    client = newClient(discord);
    await expect(client.login('wrong')).rejects.toThrow('invalid token');
  });

  it('refuses intents that are switched off', async () => {
    client = newClient(discord, { intents: [...INTENTS, GatewayIntentBits.GuildPresences] });
    await expect(client.login(discord.token)).rejects.toThrow('Used disallowed intents');
  });

  it('tells of messages with their text and their author', async () => {
    client = await login(discord);
    const heard = new Promise((resolve) =>
      client?.once(Events.MessageCreate, ({ content, member }) => resolve([member?.displayName, content])),
    );
    discord.person('Dora').say({ channel: 'chat', text: 'good race!' });
    expect(await heard).toEqual(['Dora', 'good race!']);
  });

  it('blanks the text for a bot without the message content intent, unless it is mentioned', async () => {
    client = await login(discord, { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages] });
    const heard: string[] = [];
    const both = new Promise<void>((resolve) => {
      client?.on(Events.MessageCreate, ({ content }) => heard.push(content) === 2 && resolve());
    });
    discord.person('Dora').say({ channel: 'chat', text: 'among us' });
    discord.person('Dora').say({ channel: 'chat', text: `<@${discord.applicationId}> help` });
    await both;
    expect(heard).toEqual(['', `<@${discord.applicationId}> help`]);
  });

  it('tells nothing of messages to a bot that did not ask for them', async () => {
    client = await login(discord, { intents: [GatewayIntentBits.Guilds] });
    const heard: string[] = [];
    client.on(Events.MessageCreate, ({ content }) => heard.push(content));
    discord.person('Dora').say({ channel: 'chat', text: 'hello' });
    discord.faults.deny('ManageWebhooks');
    await new Promise((resolve) => client?.once(Events.GuildRoleUpdate, resolve));
    expect(heard).toEqual([]);
  });

  it('sends the members on request', async () => {
    const ready = await login(discord);
    client = ready;
    const members = await ready.guilds.cache.get(discord.guildId)?.members.fetch();
    expect(members?.map(({ displayName }) => displayName).sort()).toEqual(['Ada', 'Dora', 'Sam', 'pitwall']);
  });

  it('replays what was missed after a dropped socket', async () => {
    client = await login(discord);
    const heard = new Promise((resolve) => client?.once(Events.MessageCreate, ({ content }) => resolve(content)));
    const resumed = new Promise((resolve) => client?.once(Events.ShardResume, resolve));
    discord.faults.dropSockets();
    discord.person('Dora').say({ channel: 'chat', text: 'while you were away' });
    expect(await heard).toBe('while you were away');
    await resumed;
  });

  it('tells its address under the name it was called by', async () => {
    const { port } = new URL(discord.url);
    const answer = await fetch(`http://localhost:${port}/api/v10/gateway/bot`, {
      headers: { authorization: `Bot ${discord.token}` },
    });
    expect(await answer.json()).toMatchObject({ url: `ws://localhost:${port}/gateway` });
  });

  it.each([
    ['it is asked to reconnect', () => discord.faults.askToReconnect()],
    ['its session is shaken', () => discord.faults.invalidateSessions(true)],
  ])('lets discord.js resume when %s', async (_, shake) => {
    client = await login(discord);
    const resumed = new Promise((resolve) => client?.once(Events.ShardResume, resolve));
    shake();
    await resumed;
  });

  it('throws out whoever is connected when the token is revoked', async () => {
    client = await login(discord);
    const closed = new Promise((resolve) => client?.once(Events.ShardDisconnect, ({ code }) => resolve(code)));
    client.on(Events.Error, () => {});
    discord.faults.revokeToken();
    expect(await closed).toBe(4004);
  });

  it('lets discord.js find out that nobody acknowledges its heartbeats', async () => {
    discord.faults.heartbeatMs = 100;
    client = await login(discord);
    discord.faults.isAckMuted = true;
    const reconnecting = new Promise((resolve) => client?.once(Events.ShardReconnecting, resolve));
    await reconnecting;
  });

  it('answers 503 to upgrades while they are refused', async () => {
    const status = () =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway`);
        socket.on('error', () => {});
        socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode));
        socket.on('open', () => {
          socket.close();
          resolve('open');
        });
      });
    discord.faults.refuseUpgrades = true;
    expect(await status()).toBe(503);
    discord.faults.refuseUpgrades = false;
    expect(await status()).toBe('open');
  });
});

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

  it('with a heartbeat is acknowledged', async () => {
    send({ op: 1, d: null });
    await until(({ op }) => op === 11);
  });

  it.each([
    ['that is no JSON ends the connection with 4002', 'x{', 4002],
    ['of over 4096 bytes with 4002', { op: 1, d: 'x'.repeat(4096) }, 4002],
    ['with an unknown opcode with 4001', { op: 99 }, 4001],
    ['that asks for members before the login with 4003', { op: 8, d: { query: '', limit: 0 } }, 4003],
    ['that logs in with a wrong token with 4004', { op: 2, d: { token: 'x', intents: 0 } }, 4004],
    ['that resumes with a wrong token with 4004', { op: 6, d: { token: 'x', session_id: 'x', seq: 1 } }, 4004],
    ['that logs in as the second of one with 4010', { op: 2, d: { token: 'TOKEN', intents: 0, shard: [1, 1] } }, 4010],
    ['that asks for what nobody knows with 4013', { op: 2, d: { token: 'TOKEN', intents: 2 ** 30 } }, 4013],
  ])('%s', async (_, frame, code) => {
    const end = closed();
    if (typeof frame === 'string') socket.send(frame);
    else socket.send(JSON.stringify(frame).replace('TOKEN', discord.token));
    expect(await end).toBe(code);
  });

  it('that logs in again ends the connection with 4005', async () => {
    const end = closed();
    send({ op: 2, d: identity() });
    send({ op: 2, d: identity() });
    expect(await end).toBe(4005);
  });

  it('after a hundred and twenty in a minute ends the connection with 4008', async () => {
    const end = closed();
    for (let count = 0; count <= 120; count += 1) send({ op: 1, d: null });
    expect(await end).toBe(4008);
  });

  it('that resumes gets everything after its number once more, and not what came before', async () => {
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

  it('that resumes after what was never sent ends the connection with 4007', async () => {
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

  it('is not even awaited from a client of another version, which is sent away with 4012', async () => {
    socket = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway?v=6`);
    expect(await closed()).toBe(4012);
  });

  it('comes in one deflate stream for who asks for it', async () => {
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

  it('that resumes an unknown session is told to start again', async () => {
    send({ op: 6, d: { token: discord.token, session_id: 'gone', seq: 1 } });
    expect((await until(({ op }) => op === 9)).d).toBe(false);
  });
});
