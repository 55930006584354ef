import { describe, expect, it } from 'vitest';
import { CONNECTION_LIMITS } from '../../src/websocket/connection.ts';
import { eventually } from '../eventually.ts';
import { connected, fakeDispatcher, openRig } from './rig.ts';

const echo = fakeDispatcher(async ({ line }) => ({ kind: 'done', answer: { kind: 'note', text: line } }));

describe('the order of answers', () => {
  it('is the order of the lines, however long each takes', async () => {
    const release: (() => void)[] = [];
    const dispatcher = fakeDispatcher(async ({ line }) => {
      if (line === 'slow') await new Promise<void>((resolve) => release.push(resolve));
      return { kind: 'done', answer: { kind: 'note', text: line } };
    });
    const { rig, client } = await connected({ dispatcher });
    client.send('slow');
    client.send('fast');
    const other = rig.connect();
    await other.text();
    expect(await other.ask('meanwhile')).toEqual({ data: { msg: 'meanwhile' } });
    release.shift()?.();
    expect(await client.next()).toEqual({ data: { msg: 'slow' } });
    expect(await client.next()).toEqual({ data: { msg: 'fast' } });
  });

  it('is kept for a mix of immediate and slow answers', async () => {
    const release: (() => void)[] = [];
    const dispatcher = fakeDispatcher(({ line }) => {
      const outcome = { kind: 'done', answer: { kind: 'note', text: line } } as const;
      if (!line.startsWith('slow')) return outcome;
      return new Promise((resolve) => release.push(() => resolve(outcome)));
    });
    const { client } = await connected({ dispatcher });
    const lines = ['quick 1', 'slow 2', 'quick 3', 'slow 4', 'quick 5'];
    for (const line of lines) client.send(line);
    const heard: unknown[] = [];
    for (const line of lines) {
      if (line.startsWith('slow')) {
        await eventually(`${line} is under way`, () => release.length === 1);
        release.pop()?.();
      }
      heard.push(await client.next());
    }
    expect(heard).toEqual(lines.map((msg) => ({ data: { msg } })));
  });

  it('continues after a line whose command failed', async () => {
    const dispatcher = fakeDispatcher(({ line }) => {
      if (line === 'broken') throw new Error('of ours');
      if (line === 'later broken') return Promise.reject(new Error('of ours, later'));
      return { kind: 'done', answer: { kind: 'note', text: line } };
    });
    const { rig, client } = await connected({ dispatcher });
    expect(await client.ask('broken')).toHaveProperty('error.msg');
    expect(await client.ask('later broken')).toHaveProperty('error.msg');
    expect(await client.ask('whole')).toEqual({ data: { msg: 'whole' } });
    expect(rig.faults).toHaveLength(2);
  });

  it('is kept for 200 lines at once: a burst is answered, the rest is refused', async () => {
    const { rig, client } = await connected({ dispatcher: echo });
    for (let number = 0; number < 200; number++) client.send(`@${number} line ${number}`);
    for (let number = 0; number < CONNECTION_LIMITS.burstLines; number++) {
      expect(await client.next()).toEqual({ id: `${number}`, data: { msg: `line ${number}` } });
    }
    for (let number = CONNECTION_LIMITS.burstLines; number < 200; number++) {
      expect(await client.next()).toEqual({
        id: `${number}`,
        error: { msg: 'Too many lines: 50 a second are answered.' },
      });
    }
    rig.clock.advance(20);
    expect(await client.ask('again')).toEqual({ data: { msg: 'again' } });
    expect(await client.ask('and again')).toHaveProperty('error');
  });
});

describe('limits', () => {
  it('answers a frame of 64 KiB and closes after a larger one', async () => {
    const { client } = await connected({ dispatcher: echo });
    const largest = 'x'.repeat(CONNECTION_LIMITS.frameBytes);
    expect(await client.ask(largest)).toEqual({ data: { msg: largest } });
    expect(await client.ask('x'.repeat(70 * 1024))).toEqual({ error: { msg: 'A frame holds at most 64 KiB.' } });
    expect(await client.closed()).toEqual({ code: 1009, reason: 'A frame holds at most 64 KiB.' });
  });

  it('closes on a frame too large to read at all', async () => {
    const { client } = await connected();
    client.send('x'.repeat(300 * 1024));
    expect((await client.closed()).code).toBe(1009);
  });

  it('closes if too many lines are waiting', async () => {
    let finish = () => {};
    const dispatcher = fakeDispatcher(async ({ line }) => {
      if (line === 'slow') {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
      }
      return { kind: 'done', answer: { kind: 'note', text: line } };
    });
    const { client } = await connected({ dispatcher });
    const received = new Promise((resolve) => client.socket.once('pong', resolve));
    client.send('slow');
    for (let line = 0; line < CONNECTION_LIMITS.waitingLines; line++) client.send('more');
    client.socket.ping();
    await received;
    finish();
    expect(await client.closed()).toEqual({ code: 1008, reason: 'Too many lines wait for an answer.' });
  });

  it('accepts 64 clients, and another once one has left', async () => {
    const rig = await openRig();
    const clients = Array.from({ length: 64 }, () => rig.connect());
    await Promise.all(clients.map((client) => client.text()));
    expect(await rig.connect().refused()).toEqual({ status: 503, text: '64 clients are connected.' });
    clients[0]?.socket.close();
    await clients[0]?.closed();
    expect(await rig.connect().next()).toHaveProperty('data.msg');
  });

  it('closes a client that does not read', async () => {
    const { rig, client } = await connected();
    await client.ask('subscribe');
    client.socket.pause();
    const driver = { carId: 0, guid: '1', name: 'Ada' };
    for (let line = 0; line < 200; line++) rig.publish({ type: 'chat', driver, text: 'x'.repeat(100_000) });
    client.socket.resume();
    expect(await client.closed()).toEqual({ code: 1013, reason: 'You read too slowly.' });
  });

  it('pings every 30 seconds and drops clients that do not answer', async () => {
    const rig = await openRig();
    const [quick, dead] = [rig.connect(), rig.connect({ autoPong: false })];
    await Promise.all([quick.text(), dead.text()]);
    const pinged = new Promise((resolve) => quick.socket.once('ping', resolve));
    rig.clock.advance(CONNECTION_LIMITS.keepAliveMs);
    await pinged;
    await quick.ask('help'); // its pong has arrived before this line
    rig.clock.advance(CONNECTION_LIMITS.keepAliveMs);
    expect((await dead.closed()).code).toBe(1006);
    expect(await quick.ask('server sessions')).toEqual({});
  });
});
