import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventuallyHolds } from '../eventually.ts';
import { type Installation, installation, type Program, run } from '../program.ts';

const ADMINISTRATOR = 8n;

let made: Installation;
let pitwall: Program | undefined;
beforeEach(async () => {
  made = await installation({
    channels: [{ name: 'league' }, { name: 'Race-Chat' }],
    roles: [{ name: 'Boss', permissions: ADMINISTRATOR }],
    people: [
      { name: 'Ada', roles: ['Boss'] },
      { name: 'Dora', roles: [] },
    ],
  });
});
afterEach(async () => {
  await end();
  await made.remove();
});

async function start(): Promise<void> {
  pitwall = run('main', made.environment);
  await pitwall.says('Pitwall is ready');
}

async function end(): Promise<void> {
  pitwall?.child.kill('SIGTERM');
  await pitwall?.ended;
  pitwall = undefined;
}

/** Gives the command and waits for its answer. */
async function say(name: string, path: string, options: Record<string, string> = {}) {
  const asked = made.discord.person(name).slash({ channel: 'league', path: [path], options });
  await asked.done();
  return asked;
}

const textOf = (asked: Awaited<ReturnType<typeof say>>): string =>
  JSON.stringify(asked.reply() ?? '').replaceAll('\\\\', '');

/** Says yes to the question. */
async function confirmed(what: string): Promise<string> {
  const asked = await say('Ada', 'setup', { what });
  const [row] = asked.reply()?.components ?? [];
  const [yes] = row && 'components' in row ? row.components : [];
  if (!yes || !('custom_id' in yes)) throw new Error(`there is no question: ${textOf(asked)}`);
  const question = asked.reply()?.content;
  made.discord.person('Ada').click({ message: asked.reply()?.id ?? '', customId: yes.custom_id });
  await asked.until(() => asked.reply()?.content !== question);
  return textOf(asked);
}

describe('/setup', () => {
  it('shows what is missing, creates it, uses it from the next start and undoes it', async () => {
    await start();
    const shown = textOf(await say('Ada', 'setup', { what: 'show' }));
    expect(shown).toContain('#Race-Chat: there');
    expect(shown).toContain('#stewards: missing; it would be for stewards alone');
    expect(shown).toMatch(/<https:..discord.com.oauth2.authorize[^>]+permissions=2252109856754768/);

    // The bot does not have these permissions yet.
    expect(await confirmed('roles')).toMatch(/the bot needs .{0,3}Manage Channels.{0,3} and/);
    for (const right of ['ManageChannels', 'ManageRoles'] as const) made.discord.faults.allow(right);
    expect(await confirmed('roles')).toContain('Race Director: created; assign it');
    expect(await confirmed('channels')).toContain('#stewards: created');
    const dora = made.discord.person('Dora');
    expect(['stewards', 'race-log'].map((name) => dora.sees(made.discord.channel(name)))).toEqual([false, false]);
    expect(() => dora.say({ channel: 'board', text: 'first!' })).toThrow('may not');
    // The existing channel is used, and the main channel is the owner's.
    const names = made.discord.world.channels().map(({ name }) => name);
    expect(names.sort()).toEqual(['Race-Chat', 'board', 'documents', 'league', 'race-log', 'stewards']);
    expect(textOf(await say('Ada', 'setup', { what: 'show' }))).not.toContain('missing');

    await end();
    await start();
    made.discord.world.setRoles(dora.id, ['Race Director']);
    const info = await say('Dora', 'whoami');
    expect(info.reply()?.content).toContain('You are Dora, role admin');

    const undone = await confirmed('undo');
    expect(undone.match(/is gone/g)).toHaveLength(6);
    const left = made.discord.world.channels().map(({ name }) => name);
    expect(left.sort()).toEqual(['Race-Chat', 'league']);
  });

  it('takes existing channels and roles if they fit, but not over a setting in .env', async () => {
    await start();
    const take = async (options: Record<string, string>) =>
      textOf(await say('Ada', 'setup', { what: 'take', ...options }));
    const [chat, boss] = [made.discord.channel('Race-Chat'), made.discord.role('Boss')];
    expect(await take({ channel: chat })).toContain('Use \\"as\\" to say what it is for');
    expect(await take({ as: 'board' })).toContain('to pick the one for');
    expect(await take({ as: 'steward', channel: chat })).toContain('to pick the one for');
    expect(await take({ as: 'stewards', channel: chat })).toContain('Everybody can read #Race-Chat');
    expect(await take({ as: 'steward', role: made.discord.guildId })).toMatch(
      /Every member has @.?everyone: choose a role that only officials have/,
    );
    expect(await take({ as: 'board', channel: chat })).toContain('#Race-Chat is set for');
    expect(await take({ as: 'race-director', role: boss })).toContain('Boss is set for');
    expect(textOf(await say('Ada', 'setup', { what: 'show' }))).not.toContain('#board: missing');
    // A setting written by the owner takes precedence.
    await end();
    pitwall = run('main', { ...made.environment, DISCORD_BOARD_CHANNEL_ID: made.discord.channel('league') });
    await pitwall.says('Pitwall is ready');
    expect(await take({ as: 'board', channel: chat })).toContain('DISCORD_BOARD_CHANNEL_ID is set in .env');
  });

  it('posts a test card, refuses a test line without a game server and is for admins only', async () => {
    await start();
    expect(textOf(await say('Ada', 'setup', { what: 'card' }))).toContain('Test card sent to the main channel.');
    await eventuallyHolds(async () => {
      const posted = made.discord.world.messages(made.discord.channel('league'));
      expect(JSON.stringify(posted)).toContain('Test card: Pitwall can post here.');
    });
    const asked = await say('Ada', 'setup', { what: 'line' });
    expect(asked.reply()?.content).toBe('⚠️ gt3 is not running, or sends no UDP data: nothing was sent.');
    await expect(say('Dora', 'setup', { what: 'card' })).rejects.toThrow('"/setup" is hidden from Dora');
  });

  it('says a test line in the game', async () => {
    await start();
    const begun = made.discord.person('Ada').slash({ channel: 'league', path: ['server', 'start'] });
    await begun.done();
    const line = 'Race control is connected.';
    // The server is heard a moment after its start; until then, nothing is sent.
    await eventuallyHolds(async () => {
      const asked = await say('Ada', 'setup', { what: 'line' });
      expect(asked.reply()?.content).toBe(`Sent to everyone on the server: ${line}`);
    });
    const logs = join(made.data, 'servers/gt3/logs');
    const [log = ''] = readdirSync(logs);
    await eventuallyHolds(() => expect(readFileSync(join(logs, log), 'utf8')).toContain(`SERVERCHAT: ${line}\n`));
  });
});

describe('/doctor', () => {
  it('shows only the caller what is wrong and what is fine, with the fix', async () => {
    await start();
    const asked = await say('Ada', 'doctor');
    expect(asked.ephemeral).toBe(true);
    const text = textOf(asked);
    expect(text).toContain('✅ Discord accepts the token');
    expect(text).toContain('Incident cards would go to #league, which everybody reads; they are held back.');
    expect(text).toContain('/setup makes one');
    expect(text).not.toContain(made.discord.token);
    await expect(say('Dora', 'doctor')).rejects.toThrow('"/doctor" is hidden from Dora');
  });
});
