import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeRcon, openRcon, type RconPacket, readPackets } from '../../../../sandbox/acserver/driving/rcon.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** The bytes of an authentication with the password "passwrd", as Valve's description of the protocol has them. */
const described = Buffer.from('110000000000000003000000706173737772640000', 'hex');

async function consoleWith(password = 'passwrd') {
  const ran: string[] = [];
  const rcon = await openRcon({ port: 0, password, run: (command) => `ran ${ran.push(command)}` });
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
  it('writes packets as they are described', () => {
    expect(encodeRcon({ id: 0, type: 3, body: 'passwrd' })).toEqual(described);
  });

  it('lets in who knows the password, and runs his commands', async () => {
    const { socket, ran } = await consoleWith();
    expect(await answerTo(socket, described)).toEqual({ id: 0, type: 2, body: '' });
    expect(await answerTo(socket, encodeRcon({ id: 5, type: 2, body: 'kick_id 3' }))).toEqual({
      id: 5,
      type: 0,
      body: 'ran 1',
    });
    expect(ran).toEqual(['kick_id 3']);
  });

  it('reads a packet that comes in two pieces', async () => {
    const { socket } = await consoleWith();
    expect(await answerTo(socket, described.subarray(0, 7), described.subarray(7))).toMatchObject({ id: 0, type: 2 });
  });

  it.each(['wrong', ''])('keeps out "%s"', async (body) => {
    const { socket, ran } = await consoleWith(body === '' ? '' : undefined);
    socket.write(encodeRcon({ id: 1, type: 2, body: 'kick_id 3' }));
    expect(await answerTo(socket, encodeRcon({ id: 2, type: 3, body }))).toEqual({ id: -1, type: 2, body: '' });
    expect(ran).toEqual([]);
  });

  it('hangs up on whoever speaks something else', async () => {
    const { socket } = await consoleWith();
    socket.write('GET / HTTP/1.1\r\n\r\n');
    await once(socket, 'close');
  });
});
