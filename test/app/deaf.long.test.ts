import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventuallyHolds } from '../eventually.ts';
import { freePort } from '../ports.ts';
import { installation, run } from '../program.ts';

it('reports a server whose UDP plugin points elsewhere as neither stopped nor empty', async () => {
  const made = await installation({ channels: [{ name: 'race-control' }, { name: 'race-log' }] });
  const words = [...(made.environment.ACSERVER_COMMAND ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
  const [program = '', ...rest] = words;
  const server = spawn(program, rest, { cwd: made.directory, stdio: 'ignore' });
  const { ACSERVER_COMMAND: _, ...environment } = made.environment;
  const [listen, send] = [await freePort(), await freePort()];
  const pitwall = run('main', {
    ...environment,
    DISCORD_LOG_CHANNEL_ID: made.discord.channel('race-log'),
    SERVER_MODE: 'external',
    SERVER_UDP_LISTEN: `127.0.0.1:${listen}`,
    SERVER_UDP_SEND: `127.0.0.1:${send}`,
  });
  try {
    await pitwall.says('Pitwall is ready');
    const culprit = `Nothing is sending UDP data to 127.0.0.1:${listen}, but HTTP says`;
    await pitwall.says(culprit);
    const ada = made.discord.person('Ada');
    const told = async (...path: string[]) => {
      const asked = ada.slash({ channel: 'race-control', path });
      await asked.done();
      return JSON.stringify(asked.reply()).replaceAll('\\\\', '');
    };
    const info = await told('server', 'info');
    expect(info).toContain('Unknown: no data from the server');
    expect(info).toContain('Nothing is sending UDP data to 127.0.0.1:');
    expect(info).not.toMatch(/Stopped|0 of/);
    expect(await told('server', 'drivers')).toContain('cannot tell who is on it');
    const log = () => made.discord.world.messages(made.discord.channel('race-log')).map(({ content }) => content);
    await eventuallyHolds(async () => expect(log().join('\n')).toContain('but HTTP says'));
    const socket = new WebSocket(`ws://127.0.0.1:${made.ports.websocket}`);
    await once(socket, 'message');
    socket.send('server info');
    const [frame] = await once(socket, 'message');
    expect(JSON.parse(String(frame)).data.serverInfo.msg).toMatch(/^unknown; Nothing is sending UDP data to /);
    socket.close();
  } finally {
    pitwall.child.kill('SIGTERM');
    await pitwall.ended;
    server.kill('SIGKILL');
    await made.remove();
  }
});
