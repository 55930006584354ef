import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeRcon, openRcon, type RconPacket, readPackets } from '../../../../sandbox/acserver/driving/rcon.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** The bytes of an authentication with the password "passwrd", from Valve's description of the protocol. */
const described = Buffer.from('110000000000000003000000706173737772640000', 'hex');

async function consoleWith(password = 'passwrd', run?: (command: string) => string | undefined) {
  const ran: string[] = [];
  const rcon = await openRcon({ port: 0, password, run: run ?? ((command) => `ran ${ran.push(command)}`) });
  const socket = connect({ host: '127.0.0.1', port: rcon.port });
  await once(socket, 'connect');
  open.push(rcon, { close: () => socket.destroy() });
  return { ran, socket };
}

async function answerTo(socket: Socket, ...chunks: Buffer[]): Promise<RconPacket | undefined> {
  for (const chunk of chunks) socket.write(chunk);
  const [bytes] = await once(socket, 'data');
  return readPackets(bytes)?.packets[0];
}

describe('the remote console', () => {
  it('encodes packets as documented', () => {
    expect(encodeRcon({ id: 0, type: 3, body: 'passwrd' })).toEqual(described);
  });

  it('accepts the password and runs commands', async () => {
    const { socket, ran } = await consoleWith();
    expect(await answerTo(socket, described)).toEqual({ id: 0, type: 2, body: '' });
    expect(await answerTo(socket, encodeRcon({ id: 5, type: 2, body: 'kick_id 3' }))).toEqual({
      id: 5,
      type: 0,
      body: 'ran 1',
    });
    expect(ran).toEqual(['kick_id 3']);
  });

  it('reads a packet that arrives in two pieces', async () => {
    const { socket } = await consoleWith();
    expect(await answerTo(socket, described.subarray(0, 7), described.subarray(7))).toMatchObject({ id: 0, type: 2 });
  });

  it.each(['wrong', ''])('refuses the password "%s" and hangs up', async (body) => {
    const { socket, ran } = await consoleWith(body === '' ? '' : undefined);
    const closed = once(socket, 'close');
    const login = encodeRcon({ id: 2, type: 3, body });
    const command = encodeRcon({ id: 3, type: 2, body: 'kick_id 3' });
    expect(await answerTo(socket, Buffer.concat([login, command]))).toEqual({ id: -1, type: 2, body: '' });
    await closed;
    expect(ran).toEqual([]);
  });

  it('hangs up silently on a command before the login', async () => {
    const { socket, ran } = await consoleWith();
    const heard: Buffer[] = [];
    socket.on('data', (bytes) => heard.push(bytes));
    socket.write(encodeRcon({ id: 1, type: 2, body: 'kick_id 3' }));
    await once(socket, 'close');
    expect([heard, ran]).toEqual([[], []]);
  });

  it('ignores a second login', async () => {
    const { socket } = await consoleWith();
    await answerTo(socket, described);
    const again = encodeRcon({ id: 7, type: 3, body: 'wrong' });
    expect(await answerTo(socket, again, encodeRcon({ id: 8, type: 2, body: 'x' }))).toMatchObject({ id: 8 });
  });

  it('splits a long answer into several packets', async () => {
    const long = 'x'.repeat(9000);
    const { socket } = await consoleWith('passwrd', () => long);
    await answerTo(socket, described);
    let bytes = Buffer.alloc(0);
    socket.write(encodeRcon({ id: 5, type: 2, body: 'all' }));
    while (bytes.length < 9000 + 3 * 14) bytes = Buffer.concat([bytes, ...(await once(socket, 'data'))]);
    const packets = readPackets(bytes)?.packets ?? [];
    expect(packets.map(({ id, type }) => [id, type])).toEqual([
      [5, 0],
      [5, 0],
      [5, 0],
    ]);
    expect(packets.map(({ body }) => body).join('')).toBe(long);
  });

  it('hangs up on any other protocol', async () => {
    const { socket } = await consoleWith();
    socket.write('GET / HTTP/1.1\r\n\r\n');
    await once(socket, 'close');
  });
});
