import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../sandbox/discord/server.ts';
import { uncalled } from './callers.ts';
import { openJudgedLeague } from './league.ts';

/** Debian installs packages only for its own Python, even if another one is called python3. */
const PYTHONS = ['/usr/bin/python3', 'python3'];
const python = PYTHONS.find((program) => spawnSync(program, ['-c', 'import discord']).status === 0);
const title = python ? 'discord.py' : 'discord.py (left out: there is no python3-discord)';

describe.skipIf(!python)(title, () => {
  let discord: LocalDiscord;
  let complaints: readonly string[];
  let calls: ReadonlySet<string | undefined>;
  let stop: () => void;

  beforeAll(async () => {
    ({ discord, complaints, calls } = await openJudgedLeague());
    stop = await start(python ?? '', discord);
  });

  afterAll(async () => {
    stop?.();
    await discord.close();
  });

  const texts = () => discord.world.messages(discord.channel('chat')).map(({ content }) => content);

  it('answers an autocomplete and a deferred command', async () => {
    const dora = discord.person('Dora');
    const typing = dora.autocomplete({ channel: 'chat', path: ['greet'], options: { name: 'ada' }, focused: 'name' });
    await typing.done();
    expect(typing.choices).toMatchObject([{ name: 'Ada', value: 'ada' }]);
    const greeting = dora.slash({ channel: 'chat', path: ['greet'], options: { name: 'ada' } });
    await greeting.done();
    expect(greeting.reply()?.content).toBe('Hello ada');
  });

  it('opens a form from a button and receives it', async () => {
    const dora = discord.person('Dora');
    const greeting = dora.slash({ channel: 'chat', path: ['greet'], options: { name: 'x' } });
    await greeting.done();
    const press = dora.click({ message: greeting.reply()?.id ?? '', customId: 'report' });
    await press.done();
    const submitted = dora.submit({ modal: press, fields: { lap: '3' } });
    await submitted.done();
    expect([submitted.reply()?.content, submitted.ephemeral]).toEqual(['lap 3', true]);
  });

  it('updates a message from a menu', async () => {
    const dora = discord.person('Dora');
    const greeting = dora.slash({ channel: 'chat', path: ['greet'], options: { name: 'x' } });
    await greeting.done();
    const choice = dora.select({ message: greeting.reply()?.id ?? '', customId: 'verdict', values: ['warn'] });
    await choice.done();
    expect(choice.reply()?.content).toBe('decided: warn');
  });

  it('sends, edits, uploads and posts through a webhook', async () => {
    const using = discord.person('Dora').slash({ channel: 'chat', path: ['use'] });
    await using.until(({ followUps }) => followUps.length > 0);
    // The second is Discord's message about the pin.
    expect(texts().slice(-4)).toEqual(['second', '', '', 'from the car']);
    const [file] = discord.world.messages(discord.channel('chat')).flatMap(({ attachments }) => attachments);
    expect(await (await fetch(file?.url ?? '')).text()).toBe('laps');
  });

  it('receives messages', async () => {
    const answered = new Promise<void>((resolve) => {
      discord.world.on(({ t, d }) => {
        if (t === 'MESSAGE_CREATE' && d.content === 'pong') resolve();
      });
    });
    discord.person('Dora').say({ channel: 'chat', text: 'ping' });
    await answered;
  });

  it('gets only answers allowed by the OpenAPI document', () => {
    expect(complaints).toEqual([]);
  });

  it('calls every route listed for it', () => {
    expect(uncalled('discord.py', calls)).toEqual([]);
  });
});

/** Resolves once the bot is ready, with a function that ends it. */
async function start(program: string, discord: LocalDiscord): Promise<() => void> {
  const script = fileURLToPath(new URL('discord_py_client.py', import.meta.url));
  const env = {
    PATH: process.env.PATH ?? '',
    TMPDIR: tmpdir(),
    DISCORD_API: discord.api,
    DISCORD_GATEWAY: `${discord.url.replace('http', 'ws')}/gateway`,
    DISCORD_TOKEN: discord.token,
    DISCORD_GUILD: discord.guildId,
  };
  const child = spawn(program, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(() => {
    throw new Error('the bot ended before it was ready');
  });
  await Promise.race([once(child.stdout, 'data'), ended]);
  ended.catch(() => {});
  return () => child.kill();
}
