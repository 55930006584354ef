import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventuallyHolds } from '../eventually.ts';
import { freePort } from '../ports.ts';
import { type Installation, installation, run } from '../program.ts';
import { KEYS, type Person, person } from './terminal.ts';

const MOST_ANSWERS = 12;
const SETUP_RIGHTS = ['ManageChannels', 'ManageRoles'] as const;

let made: Installation;
let home: string;
let who: Person | undefined;
beforeEach(async () => {
  made = await installation({ channels: [{ name: 'general' }] });
  home = join(dirname(made.directory), 'pitwall');
  mkdirSync(home);
});
afterEach(async () => {
  who?.kill();
  who = undefined;
  await made.remove();
});

const begin = (words: readonly string[] = []): Person => {
  who = person(home, { DISCORD_API_URL: made.discord.api }, words);
  return who;
};

const written = () => parseEnv(readFileSync(join(home, '.env'), 'utf8'));

const CANCELLED =
  'Cancelled; .env was not written. The channels and roles made on Discord stay; the next set-up uses them.';

/** Answers like a person who accepts what is offered. */
async function answerAll(at: Person): Promise<void> {
  await at.reads("The bot's token:");
  at.answers(made.discord.token);
  await at.reads('Which channels and roles?');
  await at.chooses(0);
  await at.reads('Who starts and stops the game server?');
  await at.chooses(0);
  await at.reads('The directory of the game server');
  at.answers(made.directory);
  await at.reads('Is there another game server?');
  await at.chooses(0);
  await at.reads('Write that?');
  await at.chooses(0);
}

async function takeCard(at: Person): Promise<void> {
  await at.reads('Post a test card into the main channel?');
  await at.chooses(0);
  await at.reads('It is there.');
}

it('the setup leads from the token to the first card in at most twelve answers', async () => {
  for (const right of SETUP_RIGHTS) made.discord.faults.allow(right);
  const at = begin();
  await answerAll(at);
  await takeCard(at);
  expect(await at.ended).toBe(0);
  expect(at.screen()).toContain('Written.');
  expect(at.count()).toBeLessThanOrEqual(MOST_ANSWERS);
  expect(at.screen()).not.toContain(made.discord.token);
  expect(statSync(join(home, '.env')).mode & 0o777).toBe(0o600);

  const channel = (name: string) => made.discord.channel(name);
  expect(written()).toEqual({
    DISCORD_TOKEN: made.discord.token,
    DISCORD_GUILD_ID: made.discord.guildId,
    DISCORD_ADMIN_ROLES: made.discord.role('Race Director'),
    DISCORD_STEWARD_ROLES: made.discord.role('Steward'),
    DISCORD_CHANNEL_ID: channel('race-control'),
    DISCORD_BOARD_CHANNEL_ID: channel('board'),
    DISCORD_CHAT_CHANNEL_ID: channel('race-chat'),
    DISCORD_STEWARD_CHANNEL_ID: channel('stewards'),
    DISCORD_DOCUMENTS_CHANNEL_ID: channel('documents'),
    DISCORD_LOG_CHANNEL_ID: channel('race-log'),
    DISCORD_API_URL: made.discord.api,
    SERVER_DIR: made.directory,
  });
  const ada = made.discord.person('Ada');
  const seen = ['race-control', 'board', 'race-chat', 'documents', 'stewards', 'race-log'];
  expect(seen.map((name) => ada.sees(channel(name)))).toEqual([true, true, true, true, false, false]);
  expect(JSON.stringify(made.discord.world.messages(channel('race-control')))).toContain(
    'Test card: Pitwall can post here.',
  );

  // The first card, once somebody with the role starts the server.
  made.discord.world.setRoles(ada.id, ['Race Director']);
  const { ACSERVER_COMMAND = '' } = made.environment;
  const pitwall = run('main', { ...(written() as Record<string, string>), ACSERVER_COMMAND, DATA_DIR: made.data });
  try {
    await pitwall.says('Pitwall is ready');
    const start = ada.slash({ channel: 'race-control', path: ['server', 'start'] });
    await start.done();
    await eventuallyHolds(async () => {
      const told = made.discord.world.messages(channel('race-control')).map(({ content }) => content);
      expect(told.join('\n')).toContain('🟢');
    });
    const stop = ada.slash({ channel: 'race-control', path: ['server', 'stop'] });
    await stop.done();
  } finally {
    pitwall.child.kill('SIGTERM');
    await pitwall.ended;
  }
});

it('the setup waits until the bot is on the server and shows both invitations', async () => {
  made.discord.world.throwOutBot();
  const at = begin();
  await at.reads("The bot's token:");
  at.answers(made.discord.token);
  const link = `https://discord.com/oauth2/authorize?client_id=${made.discord.applicationId}&scope=bot%20applications.commands&permissions=`;
  await at.reads(`${link}2252109856754768`);
  await at.reads(`${link}2252109588319296`);
  await at.reads('Waiting until it is on a server');
  made.discord.world.inviteBot();
  await at.reads('The bot is on "Sunday Sprint League".');
  // Without the permissions to make them, it says how to get them, and asks again until the bot has them.
  await at.reads('Which channels and roles?');
  await at.chooses(0);
  await at.reads('&permissions=2252109856754768&guild_id=');
  await at.reads('What now?');
  await at.chooses(0);
  await at.reads('For that the bot needs Manage Channels');
  for (const right of SETUP_RIGHTS) made.discord.faults.allow(right);
  await at.reads('What now?');
  await at.chooses(0);
  await at.reads('#board: created');
  await at.reads('Who starts and stops the game server?');
  at.types(KEYS.cancel);
  expect(await at.ended).toBe(2);
  expect(at.screen()).toContain(CANCELLED);
  expect(existsSync(join(home, '.env'))).toBe(false);
});

it('the setup rejects bad input at every prompt with one sentence and asks again', async () => {
  for (const right of SETUP_RIGHTS) made.discord.faults.allow(right);
  const at = begin();
  await at.reads("The bot's token:");
  at.answers('123456789012345678');
  await at.reads('That is the id of the application; the token is under "Bot".');
  at.types('\u0015');
  at.answers('no token');
  await at.reads('A token has three parts with dots between them.');
  at.types('\u0015');
  at.answers('bm9ib2R5.c2FuZGJveA.wrong');
  await at.reads('Discord does not accept this token.');
  await at.reads("The bot's token:");
  at.answers(made.discord.token);
  await at.reads('Which channels and roles?');
  // Typing letters does nothing: it waits until an option is chosen.
  at.types('xyz');
  await at.chooses(0);
  await at.reads('Who starts and stops the game server?');
  await at.chooses(0);
  await at.reads('The directory of the game server');
  at.answers('/nowhere');
  await at.reads('There is no directory /nowhere');
  at.types('\u0015');
  at.answers(dirname(made.directory));
  await at.reads(`No cfg/server_cfg.ini in ${dirname(made.directory)}; it is in ${made.directory}.`);
  at.types('\u0015');
  at.answers(made.directory);
  await at.reads('Is there another game server?');
  await at.chooses(1);
  await at.reads('What is the first one called in commands?');
  at.answers('GT 3');
  await at.reads('Up to 32 lower-case letters, digits, - or _.');
  at.types(KEYS.cancel);
  expect(await at.ended).toBe(2);
  expect(at.screen()).toContain(CANCELLED);
  expect(existsSync(join(home, '.env'))).toBe(false);
});

it('the setup can be repeated: it keeps other settings, and a copy of the old file', async () => {
  for (const right of SETUP_RIGHTS) made.discord.faults.allow(right);
  const before = '# mine\nLOG_LEVEL=debug\nMY_OWN="a\\nb"\n';
  writeFileSync(join(home, '.env'), before, { mode: 0o644 });
  const at = begin();
  await answerAll(at);
  await takeCard(at);
  expect(await at.ended).toBe(0);
  const text = readFileSync(join(home, '.env'), 'utf8');
  expect(text.startsWith(before)).toBe(true);
  expect(readFileSync(join(home, '.env.old'), 'utf8')).toBe(before);

  const again = begin();
  await again.reads('Which channels and roles?');
  await again.chooses(0);
  await again.reads('Who starts and stops the game server?');
  await again.chooses(0);
  await again.reads('The directory of the game server');
  again.answers('');
  await again.reads('Is there another game server?');
  await again.chooses(0);
  await again.reads('.env is like that already; nothing was written.');
  expect(await again.ended).toBe(0);
  expect(readFileSync(join(home, '.env'), 'utf8')).toBe(text);
});

it('the setup hears a game server that is already running', async () => {
  for (const right of SETUP_RIGHTS) made.discord.faults.allow(right);
  const words = [...(made.environment.ACSERVER_COMMAND ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
  const [program = '', ...rest] = words;
  const server = spawn(program, rest, { cwd: made.directory, stdio: 'ignore' });
  try {
    const at = begin(['--channels', 'make', '--mode', 'external', '--server-dir', made.directory]);
    await at.reads("The bot's token:");
    at.answers(made.discord.token);
    await at.reads('Who writes server_cfg.ini and entry_list.ini?');
    await at.chooses(0);
    await at.reads('It is heard over UDP.');
    await at.reads('Is there another game server?');
    await at.chooses(0);
    await at.reads('Write that?');
    await at.chooses(0);
    await at.reads('Post a test card');
    await at.chooses(1);
    expect(await at.ended).toBe(0);
    expect(written()).toMatchObject({ SERVER_MODE: 'external', SERVER_DIR: made.directory });
  } finally {
    server.kill('SIGKILL');
  }
});

it('the setup writes several servers to servers.ini instead of .env', async () => {
  for (const right of SETUP_RIGHTS) made.discord.faults.allow(right);
  const [sends, listens] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
  const at = begin(['--channels', 'make']);
  await at.reads("The bot's token:");
  at.answers(made.discord.token);
  for (const id of ['gt3', 'league']) {
    await at.reads('Who starts and stops the game server?');
    if (id === 'gt3') {
      await at.chooses(0);
      await at.reads('The directory of the game server');
      at.answers(made.directory);
    } else {
      await at.chooses(3);
      await at.reads('Where it sends to');
      at.answers('nonsense');
      await at.reads('A host and a port, such as 127.0.0.1:12000.');
      at.types('\u0015');
      at.answers(sends);
      await at.reads('Where it listens');
      at.answers(listens);
      await at.reads('Nothing is heard.');
      await at.reads('What now?');
      await at.chooses(1);
    }
    await at.reads('Is there another game server?');
    await at.chooses(id === 'gt3' ? 1 : 0);
    if (id === 'gt3') {
      await at.reads('What is the first one called');
      at.answers('gt3');
      await at.reads('What is the next one called');
      at.answers('league');
    }
  }
  await at.reads('Write that?');
  await at.chooses(0);
  await at.reads('Post a test card');
  await at.chooses(0);
  expect(await at.ended).toBe(0);
  expect(readFileSync(join(home, 'servers.ini'), 'utf8')).toBe(
    `[gt3]\nSERVER_DIR=${made.directory}\n\n[league]\nDIALECT=acsm\nMODE=external\nUDP_LISTEN=${sends}\nUDP_SEND=${listens}\n`,
  );
  expect(Object.keys(written()).filter((name) => name.startsWith('SERVER'))).toEqual([]);
});

it('the setup leaves an unreadable .env alone, and one it cannot back up', async () => {
  const utf16 = Buffer.from('DISCORD_TOKEN=x', 'utf16le');
  writeFileSync(join(home, '.env'), utf16);
  const at = begin();
  expect(await at.ended).toBe(2);
  expect(at.screen()).toContain('it is not plain UTF-8. It was left as it is.');
  expect(readFileSync(join(home, '.env'))).toEqual(utf16);
  writeFileSync(join(home, '.env'), '# mine\n');
  mkdirSync(join(home, '.env.old'));
  for (const right of SETUP_RIGHTS) made.discord.faults.allow(right);
  const other = begin();
  await answerAll(other);
  expect(await other.ended).toBe(2);
  expect(other.screen()).toMatch(/\.env cannot be written: /);
  expect(readFileSync(join(home, '.env'), 'utf8')).toBe('# mine\n');
  expect(readdirSync(home).sort()).toEqual(['.env', '.env.old']);
});
