import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Permission } from '../../sandbox/discord/codes.ts';
import { type Installation, installation, run } from '../program.ts';

async function whileReady(work: (made: Installation) => Promise<void>): Promise<void> {
  const roles = [{ name: 'Boss', permissions: Permission.ManageGuild }];
  const made = await installation({ roles, people: [{ name: 'Ada', roles: ['Boss'] }] });
  const program = run('main', { ...made.environment, DISCORD_ADMIN_ROLES: made.discord.role('Boss') });
  try {
    await program.says('Pitwall is ready');
    await work(made);
    expect(await program.ended).toBe(0);
    expect(program.errors()).toBe('');
  } finally {
    program.child.kill('SIGKILL');
    await made.remove();
  }
}

describe.concurrent('shutdown now', () => {
  it('is answered on the websocket, which then closes with code 1001', () =>
    whileReady(async ({ ports }) => {
      const socket = new WebSocket(`ws://127.0.0.1:${ports.websocket}`);
      const frames: string[] = [];
      socket.on('message', (data) => frames.push(String(data)));
      await once(socket, 'message');
      socket.send('shutdown now');
      const [code] = await once(socket, 'close');
      expect(JSON.parse(frames[1] ?? '')).toEqual({
        data: { msg: 'Pitwall is shutting down. The game server keeps running.' },
      });
      expect(code).toBe(1001);
    }));

  it('asks for confirmation on Discord and answers before the process ends', () =>
    whileReady(async ({ discord }) => {
      const ada = discord.person('Ada');
      const asked = ada.slash({ channel: 'race-control', path: ['shutdown', 'now'] });
      await asked.done();
      expect(asked.reply()?.content).toMatch(/^Shut down Pitwall\? The game server keeps running/);
      const [row] = asked.reply()?.components ?? [];
      const [yes] = row && 'components' in row ? row.components : [];
      ada.click({ message: asked.reply()?.id ?? '', customId: yes && 'custom_id' in yes ? yes.custom_id : '' });
      await asked.until(() => asked.reply()?.content === 'Pitwall is shutting down. The game server keeps running.');
    }));
});
