import { afterEach, describe, expect, it } from 'vitest';
import { command } from '../../src/command/command.ts';
import { sentence, text } from '../../src/command/param.ts';
import { UserError } from '../../src/errors.ts';
import { LIMITS } from '../../src/websocket/connection.ts';
import { appOf, driverRow, fakeDispatcher, fakeServer, openRig, type Rig } from './rig.ts';

const rigs: Rig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

async function open(options: Parameters<typeof openRig>[0] = {}): Promise<Rig> {
  const rig = await openRig(options);
  rigs.push(rig);
  return rig;
}

async function connected(options: Parameters<typeof openRig>[0] = {}) {
  const rig = await open(options);
  const client = rig.connect();
  await client.text();
  return { rig, client };
}

const echo = fakeDispatcher(async ({ line }) => ({ kind: 'done', answer: { kind: 'note', text: line } }));

describe('an answer', () => {
  it('carries the request id, and is laid out with four blanks', async () => {
    const { client } = await connected({ dispatcher: echo });
    client.send('@7 hello there');
    expect(await client.text()).toBe('{\n    "id": "7",\n    "data": {\n        "msg": "hello there"\n    }\n}');
  });

  it('goes to the sender alone', async () => {
    const { rig, client } = await connected();
    const other = rig.connect();
    await other.text();
    await client.ask('server sessions');
    expect(await other.ask('@mine server sessions')).toEqual({ id: 'mine' });
  });

  it.each([
    ['', 'The line is empty; "help" lists what can be said.'],
    ['   ', 'The line is empty; "help" lists what can be said.'],
    ['warp 9', 'There is no command "warp"; "help" lists them.'],
    ['server explode', /^There is no "server explode"; it can be followed by start, /],
    ['server info now', '"now" is one word too many.'],
    ['confirm abc', /no longer open/],
    ['__proto__', /^There is no command "__proto__"/],
    ['server=constructor server info', /^There is no server "constructor"/],
    ['server=gt3 subscribe', 'There is no server "gt3".'],
    [Buffer.from([0xff, 0x00, 0x80]), 'The frame is not UTF-8 text.'],
    ['server info\nserver stop', 'A frame holds one line; this one holds several.'],
  ])('to %j is a sentence', async (line, expected) => {
    const { client } = await connected();
    const msg = typeof expected === 'string' ? expected : expect.stringMatching(expected);
    expect(await client.ask(line)).toEqual({ error: { msg } });
    expect(await client.ask('server sessions')).toEqual({});
  });

  it('comes for text in a binary frame too', async () => {
    const { client } = await connected({ dispatcher: echo });
    expect(await client.ask(Buffer.from('é 漢'))).toEqual({ data: { msg: 'é 漢' } });
  });

  it('comes for a fault of ours: a reference, nothing of the fault', async () => {
    const broken = {
      ...fakeServer(),
      sessions: () => {
        throw new Error('secret path');
      },
    };
    const { rig, client } = await connected({ app: appOf(broken) });
    const sentence = /^That went wrong on our side; the log has the details under [0-9a-f]{6}\.$/;
    expect(await client.ask('@1 server sessions')).toEqual({
      id: '1',
      error: { msg: expect.stringMatching(sentence) },
    });
    // Rendering is outside the dispatcher: the newer shape's "server info" lists the sessions.
    await client.ask('logon: {}');
    expect(await client.ask('@2 server info')).toEqual({ id: '2', error: { msg: expect.stringMatching(sentence) } });
    expect(rig.faults).toHaveLength(2);
  });

  it('names what is missing where another front end would show a form', async () => {
    const fields = [
      { name: 'driver', label: 'Driver' },
      { name: 'reason', label: 'Reason' },
      { name: 'note', label: 'Note', required: false },
    ];
    const dispatcher = fakeDispatcher(async ({ line }) => ({ kind: 'input', form: { title: 'Warn', fields }, line }));
    const { client } = await connected({ dispatcher });
    expect(await client.ask('warn')).toEqual({ error: { msg: 'The line says too little: add driver, reason.' } });
  });

  it('needs no confirmation', async () => {
    const { client } = await connected();
    expect(await client.ask('server stop')).toEqual({ data: { msg: 'Assetto Corsa server stopped' } });
  });

  it('takes quoted words and the rest of the line as they are', async () => {
    const pm = command({
      name: 'pm',
      about: 'Speak to a driver',
      role: 'steward',
      params: { driver: text('Who'), message: sentence('What') },
      run: ({ driver, message }) => ({ kind: 'note', text: `${driver} <- ${message}` }),
    });
    const { client } = await connected({ commands: [pm] });
    expect(await client.ask('pm "Mark Hannon" "blue flag"')).toEqual({ data: { msg: 'Mark Hannon <- blue flag' } });
  });
});

describe('order', () => {
  it('is that of the lines, whatever each takes', async () => {
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

  it('holds for 200 lines at once: a burst is answered, the rest is told to slow down', async () => {
    const { rig, client } = await connected({ dispatcher: echo });
    for (let number = 0; number < 200; number++) client.send(`@${number} line ${number}`);
    for (let number = 0; number < LIMITS.burstLines; number++) {
      expect(await client.next()).toEqual({ id: `${number}`, data: { msg: `line ${number}` } });
    }
    for (let number = LIMITS.burstLines; number < 200; number++) {
      expect(await client.next()).toEqual({ error: { msg: 'Too many lines: 50 a second are answered.' } });
    }
    rig.clock.advance(20);
    expect(await client.ask('again')).toEqual({ data: { msg: 'again' } });
    expect(await client.ask('and again')).toHaveProperty('error');
  });
});

describe('limits', () => {
  it('answers a frame of 64 KiB, and closes behind a larger one', async () => {
    const { client } = await connected({ dispatcher: echo });
    const largest = 'x'.repeat(LIMITS.frameBytes);
    expect(await client.ask(largest)).toEqual({ data: { msg: largest } });
    expect(await client.ask('x'.repeat(70 * 1024))).toEqual({ error: { msg: 'A frame holds at most 64 KiB.' } });
    expect(await client.closed()).toEqual({ code: 1009, reason: 'A frame holds at most 64 KiB.' });
  });

  it('closes on a frame too large to be read at all', async () => {
    const { client } = await connected();
    client.send('x'.repeat(300 * 1024));
    expect((await client.closed()).code).toBe(1009);
  });

  it('closes when too many lines wait', async () => {
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
    for (let line = 0; line < LIMITS.waitingLines; line++) client.send('more');
    client.socket.ping();
    await received;
    finish();
    expect(await client.closed()).toEqual({ code: 1008, reason: 'Too many lines wait for an answer.' });
  });

  it('takes 64 clients, and another one when one has left', async () => {
    const rig = await open();
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

  it('pings every 30 seconds, and drops who does not answer', async () => {
    const rig = await open();
    const [quick, dead] = [rig.connect(), rig.connect({ autoPong: false })];
    await Promise.all([quick.text(), dead.text()]);
    const pinged = new Promise((resolve) => quick.socket.once('ping', resolve));
    rig.clock.advance(LIMITS.keepAliveMs);
    await pinged;
    await quick.ask('help'); // its pong has arrived before this line
    rig.clock.advance(LIMITS.keepAliveMs);
    expect((await dead.closed()).code).toBe(1006);
    expect(await quick.ask('server sessions')).toEqual({});
  });
});

describe('several servers', () => {
  const app = appOf(
    fakeServer({ id: 'gt3', drivers: [driverRow({ name: 'Ada' })] }),
    fakeServer({ id: 'mx5', drivers: [driverRow({ name: 'Ben' })] }),
  );
  const namesIn = (frame: unknown): string[] =>
    Object.keys((frame as { data: { drivers: Record<string, unknown> } }).data.drivers);

  it('are told apart by a prefix or by the path, and the prefix wins', async () => {
    const { rig, client } = await connected({ app });
    expect(await client.ask('server drivers')).toEqual({ error: { msg: 'Which server? There are gt3, mx5.' } });
    expect(namesIn(await client.ask('server=mx5 server drivers'))).toEqual(['Ben']);
    const onPath = rig.connect({ path: '/gt3?x=1' });
    await onPath.text();
    expect(namesIn(await onPath.ask('server drivers'))).toEqual(['Ada']);
    expect(namesIn(await onPath.ask('server=mx5 server drivers'))).toEqual(['Ben']);
  });

  it.each(['/gt4', '/__proto__', '/gt3/x', '/%67t3', '//gt3'])('a path %s is refused', async (path) => {
    const rig = await open({ app });
    expect((await rig.connect({ path }).refused()).status).toBe(404);
  });

  it('are named in pushes, unless the path names one', async () => {
    const { rig, client } = await connected({ app });
    const onPath = rig.connect({ path: '/gt3' });
    await onPath.text();
    const left = (name: string) => ({ type: 'driverLeft', driver: { carId: 0, guid: '1', name } }) as const;
    rig.publish(left('Ben'), 'mx5');
    rig.publish(left('Ada'), 'gt3');
    expect(await client.next()).toMatchObject({ server: 'mx5', data: { driver: { name: 'Ben' } } });
    expect(await client.next()).toMatchObject({ server: 'gt3', data: { driver: { name: 'Ada' } } });
    const frame = await onPath.next();
    expect(frame).toMatchObject({ data: { driver: { name: 'Ada' } } });
    expect(frame).not.toHaveProperty('server');
  });
});

describe('opening and closing', () => {
  it('names the variable when the port is taken', async () => {
    const rig = await open();
    const port = Number(rig.address.split(':')[1]);
    const second = openRig({ port });
    await expect(second).rejects.toThrow(UserError);
    await expect(second).rejects.toThrow(`WEBSOCKET_PORT ${port} is taken by another program; choose another one.`);
  });

  it('names the variable when the host is not ours', async () => {
    const elsewhere = openRig({ host: '203.0.113.7', tokens: { admin: 'admin-token' } });
    await expect(elsewhere).rejects.toThrow(/^WEBSOCKET_HOST "203\.0\.113\.7" is no address of this machine/);
  });

  it('says goodbye to everyone, also in the middle of a command', async () => {
    let finish = () => {};
    const dispatcher = fakeDispatcher(async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return { kind: 'done', answer: { kind: 'note', text: 'done' } };
    });
    const { rig, client } = await connected({ dispatcher });
    const [known] = [client.closed()];
    client.send('slow');
    client.send('never');
    await rig.close();
    expect(await known).toEqual({ code: 1001, reason: 'Pitwall is shutting down.' });
    finish();
    expect(rig.faults).toEqual([]);
  });

  it('carries out what was received from a client that has left', async () => {
    const ran: string[] = [];
    let finish = () => {};
    const last = new Promise<void>((resolve) => {
      const dispatcher = fakeDispatcher(async ({ line }) => {
        if (line === 'slow') await new Promise<void>((go) => (finish = go));
        ran.push(line);
        if (line === 'next') resolve();
        return { kind: 'done', answer: { kind: 'note', text: line } };
      });
      void connected({ dispatcher }).then(async ({ client }) => {
        client.send('slow');
        client.send('next');
        client.socket.close();
        await client.closed();
        finish();
      });
    });
    await last;
    expect(ran).toEqual(['slow', 'next']);
  });
});
