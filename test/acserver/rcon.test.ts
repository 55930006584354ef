import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRcon as openSimulated } from '../../sandbox/acserver/driving/rcon.ts';
import { createFrameReader, encodeFrame, type RconFrame } from '../../src/acserver/rcon/frames.ts';
import { openRcon } from '../../src/acserver/rcon.ts';
import { UserError } from '../../src/kit/errors.ts';
import { eventually, eventuallyHolds } from '../eventually.ts';
import { FakeClock } from '../fakes/clock.ts';
import { type Behaviour, fakeRcon, obliging } from '../fakes/rcon.ts';
import { freePort } from '../ports.ts';

/** Longer than the client waits for anything. */
const TOO_LONG_MS = 60_000;

async function rig(behaviour: Behaviour, password = 'secret') {
  const server = await fakeRcon(behaviour);
  const clock = new FakeClock();
  const rcon = openRcon({ ...server, password: () => password, clock });
  onTestFinished(() => rcon.close());
  return { ...server, rcon, clock };
}

/** Logs in, and then does something other than answer. */
const misbehaving = (misbehave: (socket: Socket, id: number) => void): Behaviour => {
  const login = obliging('secret');
  return (frame, socket, commands) => {
    if (frame.type === 3) return login(frame, socket, commands);
    commands.push(frame.text);
    misbehave(socket, frame.id);
  };
};

describe('an RCON frame', () => {
  // Size 17, id 2, type 2, the text, two zero bytes.
  const bytes = Buffer.from(`110000000200000002000000${Buffer.from('/status').toString('hex')}0000`, 'hex');

  it('is encoded as Valve describes', () => {
    expect(encodeFrame({ id: 2, type: 2, text: '/status' })).toEqual(bytes);
    expect(createFrameReader()(bytes)).toEqual([{ id: 2, type: 2, text: '/status' }]);
  });

  it('can arrive byte by byte, or two at once', () => {
    const read = createFrameReader();
    expect([...bytes].flatMap((byte) => read(Buffer.of(byte)))).toEqual([{ id: 2, type: 2, text: '/status' }]);
    expect(read(Buffer.concat([bytes, bytes]))).toHaveLength(2);
  });

  it.each([9, 0, -1, 2 ** 30])('of %i bytes is refused', (size) => {
    const wrong = Buffer.alloc(4);
    wrong.writeInt32LE(size);
    expect(() => createFrameReader()(wrong)).toThrow(RangeError);
  });
});

describe('an RCON command', () => {
  it('is sent once and returns the server’s answer', async () => {
    const { rcon, commands } = await rig(obliging('secret', (command) => `did ${command}\n`));
    expect(await rcon.command('/kick_id 76561198102064903')).toBe('did /kick_id 76561198102064903');
    expect(commands).toEqual(['/kick_id 76561198102064903']);
  });

  it('is understood by the simulated game server', async () => {
    const commands: string[] = [];
    const server = await openSimulated({ port: 0, password: 'secret', run: (line) => `did ${commands.push(line)}` });
    onTestFinished(() => server.close());
    const rcon = openRcon({ host: '127.0.0.1', port: server.port, password: () => 'secret', clock: new FakeClock() });
    expect(await rcon.command('/kick_id 4')).toBe('did 1');
    expect(commands).toEqual(['/kick_id 4']);
  });

  it('returns the whole answer, in however many frames', async () => {
    const long = 'an \u00e4\u00f6\u00fc answer '.repeat(1000);
    const bytes = Buffer.from(long, 'utf8');
    const parts = Array.from({ length: Math.ceil(bytes.length / 4086) }, (_, part) =>
      bytes.subarray(part * 4086, (part + 1) * 4086),
    );
    const { rcon } = await rig(
      misbehaving((socket, id) => {
        for (const part of parts) socket.write(rawFrame(id, part));
      }),
    );
    expect(await rcon.command('help')).toBe(long.trim());
  });

  it('does not wait for more after an answer that exactly fills a frame', async () => {
    const { rcon, commands, clock } = await rig(obliging('secret', () => 'x'.repeat(4086)));
    const told: string[] = [];
    const given = rcon.command('help').then((answer) => told.push(answer));
    await eventuallyHolds(() => expect(commands).toEqual(['help']));
    await eventually('the answer', () => {
      clock.advance(20);
      return told.length > 0;
    });
    await given;
    expect(told[0]).toHaveLength(4086);
  });

  it('cannot contain a second command', async () => {
    const { rcon, commands } = await rig(obliging('secret'));
    await rcon.command('/say hello\n/ban_id 1\0x');
    expect(commands).toEqual(['/say hello /ban_id 1 x']);
  });

  it('waits for the one before', async () => {
    const { rcon, commands } = await rig(obliging('secret'));
    await Promise.all(['/a', '/b', '/c'].map((line) => rcon.command(line)));
    expect(commands).toEqual(['/a', '/b', '/c']);
  });

  it('reconnects to a server that dropped every connection', async () => {
    const { rcon, sockets } = await rig(obliging('secret'));
    await rcon.command('/a');
    for (const socket of sockets) socket.destroy();
    expect(await rcon.command('/b')).toBe('done');
  });

  it('is not sent with a wrong password, which no error contains', async () => {
    const { rcon, commands } = await rig(obliging('secret'), 'hunter2');
    await expect(rcon.command('/a')).rejects.toThrow('RCON refused the password; nothing was sent.');
    await expect(rcon.command('/a')).rejects.not.toThrow(/hunter2/);
    expect(commands).toEqual([]);
  });

  it('is not sent without a password', async () => {
    const { rcon } = await rig(obliging(''), '');
    await expect(rcon.command('/a')).rejects.toThrow(/^RCON needs a password: ADMIN_PASSWORD .* RCON_PASSWORD/);
  });

  it('is not sent if nothing listens', async () => {
    const server = await fakeRcon(obliging('secret'));
    const rcon = openRcon({ ...server, port: await freePort(), password: () => 'secret', clock: new FakeClock() });
    await expect(rcon.command('/a')).rejects.toThrow('does not answer; nothing was sent.');
  });

  it('is not sent if the server does not answer the login', async () => {
    const heard: RconFrame[] = [];
    const { rcon, clock } = await rig((frame) => heard.push(frame));
    const refused = expect(rcon.command('/a')).rejects.toThrow('did not answer to the login; nothing was sent.');
    await eventuallyHolds(() => expect(heard).toHaveLength(1));
    clock.advance(TOO_LONG_MS);
    await refused;
  });

  const unknown = 'Sent by RCON, but the server gave no answer: whether it did it is not known.';
  it.each<[string, Behaviour]>([
    ['says nothing', misbehaving(() => {})],
    ['hangs up', misbehaving((socket) => socket.destroy())],
    ['answers with another id', misbehaving((socket) => socket.write(encodeFrame({ id: 99, type: 0, text: 'x' })))],
    ['announces an endless frame', misbehaving((socket) => socket.write(Buffer.alloc(4, 0x7f)))],
    ['speaks another protocol', misbehaving((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'))],
    [
      'never finishes',
      misbehaving((socket, id) => socket.write(encodeFrame({ id, type: 0, text: 'x' }).subarray(0, -3))),
    ],
  ])('has an unknown outcome if the server then %s, and is not repeated', async (_, behaviour) => {
    const { rcon, commands, clock } = await rig(behaviour);
    const given = rcon.command('/a').catch((error: unknown) => error);
    await eventuallyHolds(() => expect(commands).toEqual(['/a']));
    clock.advance(TOO_LONG_MS);
    const failure = await given;
    expect(failure).toBeInstanceOf(UserError);
    expect(failure).toMatchObject({ message: unknown });
    expect(commands).toEqual(['/a']);
  });

  it('is refused once Pitwall closes', async () => {
    const { rcon } = await rig(() => {});
    const pending = rcon.command('/a').catch((error: unknown) => error);
    rcon.close();
    expect(await pending).toBeInstanceOf(UserError);
    await expect(rcon.command('/b')).rejects.toThrow('closing');
  });
});

/** An answer whose bytes may end in the middle of a character. */
function rawFrame(id: number, body: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeInt32LE(10 + body.length, 0);
  head.writeInt32LE(id, 4);
  return Buffer.concat([head, body, Buffer.alloc(2)]);
}
