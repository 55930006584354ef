import { describe, expect, it } from 'vitest';
import { command } from '../../src/command/command.ts';
import { sentence, text } from '../../src/command/param.ts';
import { UserError } from '../../src/kit/errors.ts';
import { appOf } from '../fakes/app.ts';
import { connected, driverRow, fakeDispatcher, fakeServer, openRig } from './rig.ts';

const echo = fakeDispatcher(async ({ line }) => ({ kind: 'done', answer: { kind: 'note', text: line } }));

describe('an answer', () => {
  it('carries the request id and is indented by four spaces', async () => {
    const { client } = await connected({ dispatcher: echo });
    client.send('@7 hello there');
    expect(await client.text()).toBe('{\n    "id": "7",\n    "data": {\n        "msg": "hello there"\n    }\n}');
  });

  it('goes only to the sender', async () => {
    const { rig, client } = await connected();
    const other = rig.connect();
    await other.text();
    await client.ask('server sessions');
    expect(await other.ask('@mine server sessions')).toEqual({ id: 'mine' });
  });

  it.each([
    ['', 'The line is empty; "help" lists the commands.'],
    ['   ', 'The line is empty; "help" lists the commands.'],
    ['warp 9', 'There is no command "warp"; "help" lists them.'],
    ['server explode', /^There is no "server explode"\. Did you mean server start, /],
    ['server info now', 'Unexpected "now" at the end.'],
    ['confirm abc', /has expired/],
    ['__proto__', /^There is no command "__proto__"/],
    ['server=constructor server info', /^There is no server "constructor"/],
    ['server=gt3 subscribe', 'There is no server "gt3"; the only one is main.'],
    [Buffer.from([0xff, 0x00, 0x80]), 'The frame is not UTF-8 text.'],
    ['server info\nserver stop', 'A frame holds one line; this one holds several.'],
  ])('to the bad line %j is an error message', async (line, expected) => {
    const { client } = await connected();
    const msg = typeof expected === 'string' ? expected : expect.stringMatching(expected);
    expect(await client.ask(line)).toEqual({ error: { msg } });
    expect(await client.ask('server sessions')).toEqual({});
  });

  it('also comes for text in a binary frame', async () => {
    const { client } = await connected({ dispatcher: echo });
    expect(await client.ask(Buffer.from('é 漢'))).toEqual({ data: { msg: 'é 漢' } });
  });

  it('is an error for a binary frame that is not UTF-8, or that has several lines', async () => {
    const { client } = await connected({ dispatcher: echo });
    client.socket.send(Buffer.from([0x68, 0xff]), { binary: true });
    expect(await client.next()).toEqual({ error: { msg: 'The frame is not UTF-8 text.' } });
    expect(await client.ask('@7 say one\nserver stop')).toEqual({
      id: '7',
      error: { msg: 'A frame holds one line; this one holds several.' },
    });
    expect(await client.ask(`@8 ${'x'.repeat(70_000)}`)).toMatchObject({ id: '8', error: expect.anything() });
  });

  it('is a close with 1007 for a text frame that is not UTF-8', async () => {
    const { client } = await connected({ dispatcher: echo });
    client.socket.send(Buffer.from([0x68, 0xff]), { binary: false });
    expect((await client.closed()).code).toBe(1007);
  });

  it('to a command that fails is a log reference without details', async () => {
    const broken = {
      ...fakeServer(),
      sessions: () => {
        throw new Error('secret path');
      },
    };
    const { rig, client } = await connected({ app: appOf(broken) });
    const sentence = /^Something went wrong in Pitwall; see the log under [0-9a-f]{6}\.$/;
    expect(await client.ask('@1 server sessions')).toEqual({
      id: '1',
      error: { msg: expect.stringMatching(sentence) },
    });
    // Rendering happens outside the dispatcher: the newer shape's "server info" lists the sessions.
    await client.ask('logon: {}');
    expect(await client.ask('@2 server info')).toEqual({ id: '2', error: { msg: expect.stringMatching(sentence) } });
    expect(rig.faults).toHaveLength(2);
  });

  it('lists the missing fields instead of showing a form', async () => {
    const fields = [
      { name: 'driver', label: 'Driver' },
      { name: 'reason', label: 'Reason' },
      { name: 'note', label: 'Note', required: false },
    ];
    const dispatcher = fakeDispatcher(async ({ line }) => ({ kind: 'input', form: { title: 'Warn', fields }, line }));
    const { client } = await connected({ dispatcher });
    expect(await client.ask('warn')).toEqual({ error: { msg: 'The line says too little: add driver, reason.' } });
  });

  it('comes without asking for confirmation', async () => {
    const { client } = await connected();
    expect(await client.ask('server stop')).toEqual({ data: { msg: 'Assetto Corsa server stopped' } });
  });

  it('handles quoted words and free text', async () => {
    const pm = command({
      name: 'pm',
      about: 'Speak to a driver',
      role: 'steward',
      is: 'act',
      effect: ['speaks in the game'],
      params: { driver: text('Who'), message: sentence('What') },
      run: ({ driver, message }) => ({ kind: 'note', text: `${driver} <- ${message}` }),
    });
    const { client } = await connected({ commands: [pm] });
    expect(await client.ask('pm "Mark Hannon" "blue flag"')).toEqual({ data: { msg: 'Mark Hannon <- blue flag' } });
  });
});

describe('several servers', () => {
  const app = appOf(
    fakeServer({ id: 'gt3', drivers: [driverRow({ name: 'Ada' })] }),
    fakeServer({ id: 'mx5', drivers: [driverRow({ name: 'Ben' })] }),
  );
  const namesIn = (frame: unknown): string[] =>
    Object.keys((frame as { data: { drivers: Record<string, unknown> } }).data.drivers);

  it('are chosen by prefix or path, and the prefix takes precedence', async () => {
    const { rig, client } = await connected({ app });
    expect(await client.ask('server drivers')).toEqual({ error: { msg: 'Which server? There are gt3, mx5.' } });
    expect(namesIn(await client.ask('server=mx5 server drivers'))).toEqual(['Ben']);
    const onPath = rig.connect({ path: '/gt3?x=1' });
    await onPath.text();
    expect(namesIn(await onPath.ask('server drivers'))).toEqual(['Ada']);
    expect(namesIn(await onPath.ask('server=mx5 server drivers'))).toEqual(['Ben']);
  });

  it.each(['/gt4', '/__proto__', '/gt3/x', '/%67t3', '//gt3'])('reject the path %s', async (path) => {
    const rig = await openRig({ app });
    expect((await rig.connect({ path }).refused()).status).toBe(404);
  });

  it('are named in pushes, unless the path already names one', async () => {
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

describe('the websocket server', () => {
  it('refuses a port in use and names the setting', async () => {
    const rig = await openRig();
    const port = Number(rig.address.split(':')[1]);
    const second = openRig({ port });
    await expect(second).rejects.toThrow(UserError);
    await expect(second).rejects.toThrow(`WEBSOCKET_PORT ${port} is taken by another program; choose another one.`);
  });

  it('refuses a foreign address and names the setting', async () => {
    const elsewhere = openRig({ host: '203.0.113.7', tokens: { admin: 'admin-token' } });
    await expect(elsewhere).rejects.toThrow(/^WEBSOCKET_HOST "203\.0\.113\.7" is no address of this machine/);
  });

  it('closes all clients, even during a command, and runs none of the waiting lines', async () => {
    const ran: string[] = [];
    let finish = () => {};
    const dispatcher = fakeDispatcher(async ({ line }) => {
      ran.push(line);
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return { kind: 'done', answer: { kind: 'note', text: 'done' } };
    });
    const { rig, client } = await connected({ dispatcher });
    const received = new Promise((resolve) => client.socket.once('pong', resolve));
    client.send('slow');
    client.send('never');
    client.socket.ping();
    await received;
    const closed = client.closed();
    await rig.close();
    expect(await closed).toEqual({ code: 1001, reason: 'Pitwall is shutting down.' });
    finish();
    await new Promise(setImmediate);
    expect(ran).toEqual(['slow']);
    expect(rig.faults).toEqual([]);
  });

  it('still runs the lines received from a client that has left', async () => {
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
