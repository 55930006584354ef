import { describe, expect, it } from 'vitest';
import { openStandalone } from '../../../sandbox/discord/standalone.ts';

const open = (...words: string[]) => openStandalone(words, () => {});

describe('the local Discord by itself', () => {
  it('prints the settings for a bot and serves its page', async () => {
    const { text, close } = await open('--port', '0');
    const names = [...text.matchAll(/^([A-Z_]+)=\S+$/gm)].map(([, name]) => name);
    expect(names).toEqual([
      'DISCORD_TOKEN',
      'DISCORD_API_URL',
      'DISCORD_GUILD_ID',
      'DISCORD_CHANNEL_ID',
      'DISCORD_CHAT_CHANNEL_ID',
      'DISCORD_ADMIN_ROLES',
      'DISCORD_STEWARD_ROLES',
      'DISCORD_DRIVER_ROLES',
    ]);
    const [, address = ''] = /^# The channels: (\S+)$/m.exec(text) ?? [];
    expect((await fetch(address)).status).toBe(200);
    await close();
  });

  it('shows its help', async () => {
    expect((await open('--help')).text).toContain('npm run sandbox:discord -- --port 4000');
  });

  it('reports a taken port', async () => {
    const { text, close } = await open('--port', '0');
    const [, port = ''] = /:(\d+)\/$/m.exec(text) ?? [];
    await expect(open('--port', port)).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is already taken; choose another with --port.`,
    );
    await close();
  });

  it.each([
    [['--port', 'x'], '--port takes 0 to 65535, not "x".'],
    [['--port', '65536'], '--port takes 0 to 65535, not "65536".'],
    [['--bogus'], "Unknown option '--bogus'"],
  ])('refuses %j', async (words, sentence) => {
    await expect(open(...words)).rejects.toThrow(sentence);
  });
});
