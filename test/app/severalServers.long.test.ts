import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { installation, run } from '../program.ts';

it('two game servers are told apart by channel and by prefix', async () => {
  const channels = [{ name: 'race-control' }, { name: 'gt4' }];
  const gt3 = await installation({ channels });
  const gt4 = await installation();
  const file = join(gt3.directory, 'servers.ini');
  const own = gt3.discord.channel('gt4');
  writeFileSync(
    file,
    `[gt3]\nSERVER_DIR=${gt3.directory}\nACSERVER_COMMAND=${gt3.environment.ACSERVER_COMMAND} \n` +
      `[gt4]\nSERVER_DIR=${gt4.directory}\nMODE=external\nDISCORD_CHANNEL_ID=${own}\n`,
  );
  const { SERVER_DIR, SERVER_ID, ACSERVER_COMMAND, ...environment } = gt3.environment;
  const program = run('main', { ...environment, SERVERS_FILE: file });
  try {
    await program.says('Pitwall is ready');
    const ada = gt3.discord.person('Ada');
    const asked = async (channel: string): Promise<string> => {
      const handle = ada.slash({ channel, path: ['server', 'info'] });
      await handle.done();
      const { content = '', embeds = [] } = handle.followUps.at(-1) ?? handle.reply() ?? {};
      return content || (embeds[0]?.footer?.text ?? '');
    };
    expect(await asked('gt4')).toMatch(/^gt4/);
    expect(await asked('race-control')).toContain('Which server? There are gt3, gt4.');

    const socket = new WebSocket(`ws://127.0.0.1:${gt3.ports.websocket}`);
    await once(socket, 'message');
    const said = async (line: string): Promise<string> => {
      socket.send(line);
      return String((await once(socket, 'message'))[0]);
    };
    expect(await said('server info')).toContain('Which server?');
    expect(await said('server=gt4 server start')).toContain('START_COMMAND');
    expect(await said('server=gt5 server info')).toContain('gt5');
    socket.close();
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
  } finally {
    program.child.kill('SIGKILL');
    await gt3.remove();
    await gt4.remove();
  }
});
