import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPTIMIZE_LATER } from '../../src/kit/optimizing.ts';
import { type Installation, installation, run } from '../program.ts';

let made: Installation;
let home: string;
beforeEach(async () => {
  made = await installation();
  home = join(dirname(made.directory), 'pitwall');
  mkdirSync(home);
});
afterEach(() => made.remove());

async function setup(words: readonly string[], environment: Record<string, string> = {}) {
  const program = run('setup', { DISCORD_API_URL: made.discord.api, ...environment }, words, home);
  const code = await program.ended;
  return { code, said: program.output(), errors: program.errors() };
}

const env = () => join(home, '.env');
const every = () => [
  '--channels',
  'choose',
  '--race-control',
  made.discord.channel('race-control'),
  '--mode',
  'managed',
  '--server-dir',
  made.directory,
  '--write',
  'yes',
];

describe('npm run setup without a terminal', () => {
  it('takes all answers from flags and the token from the environment', async () => {
    const { code, said, errors } = await setup(every(), { DISCORD_TOKEN: made.discord.token });
    expect([code, errors]).toEqual([0, '']);
    expect(said).toContain('Written.');
    expect(said).not.toContain(made.discord.token);
    expect(statSync(env()).mode & 0o777).toBe(0o600);
    expect(parseEnv(readFileSync(env(), 'utf8'))).toEqual({
      DISCORD_TOKEN: made.discord.token,
      DISCORD_GUILD_ID: made.discord.guildId,
      DISCORD_CHANNEL_ID: made.discord.channel('race-control'),
      DISCORD_API_URL: made.discord.api,
      SERVER_DIR: made.directory,
    });
  });

  it.each([
    ['no token', [], {}, '--token is missing, and there is no terminal to ask "The bot\'s token" on.'],
    ['a token that is none', ['--token', 'x'], {}, '--token: A token has three parts with dots between them.'],
    ['a wrong token', ['--token', 'bm9ib2R5.c2FuZGJveA.wrong'], {}, 'Discord does not accept this token.'],
    ['no network', [], { DISCORD_API_URL: 'http://127.0.0.1:9/api' }, 'Discord cannot be reached: '],
    ['an unknown flag', ['--tokn', 'x'], {}, "Unknown option '--tokn'. Did you mean --token?"],
  ] as const)('reports %s in one sentence and writes nothing', async (what, words, environment, sentence) => {
    const token: Record<string, string> = what === 'no network' ? { DISCORD_TOKEN: made.discord.token } : {};
    const { code, errors } = await setup(words, { ...token, ...environment });
    expect(code).toBe(what === 'no network' ? 75 : 2);
    expect(errors).toContain(sentence);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect(existsSync(env())).toBe(false);
  });

  // Nobody can make files there, not even root, who ignores permissions.
  it.runIf(process.platform === 'linux')('asks and creates nothing if it cannot write its folder', async () => {
    const channels = made.discord.world.channels().length;
    const environment = { DISCORD_API_URL: made.discord.api, DISCORD_TOKEN: made.discord.token };
    const program = run('setup', environment, ['--channels', 'make'], '/sys');
    expect(await program.ended).toBe(2);
    expect(program.output()).toBe('');
    expect(program.errors()).toMatch(
      /^\/sys\/\.env cannot be written: E[^\n]+ Start the set-up in a folder that is yours\.\n$/,
    );
    expect(made.discord.world.channels().length).toBe(channels);
  });

  it('names a missing flag and the valid values of a wrong one', async () => {
    const token = { DISCORD_TOKEN: made.discord.token };
    expect((await setup([], token)).errors).toBe(
      '--channels is missing, and there is no terminal to ask "Which channels and roles?" on. It must be one of make, choose.\n',
    );
    expect((await setup(['--channels', 'all'], token)).errors).toBe(
      '--channels must be one of make, choose, not "all".\n',
    );
    const unwritten = await setup(every().slice(0, -2), token);
    expect(unwritten.errors).toContain('--write is missing, and there is no terminal to ask "Write that?" on.');
    const nowhere = every().map((word) => (word === made.directory ? '/nowhere' : word));
    expect((await setup(nowhere, token)).errors).toContain('--server-dir: There is no directory /nowhere');
    expect(existsSync(env())).toBe(false);
  });

  it('posts a test card and writes a systemd unit on request', async () => {
    const { code, said } = await setup([...every(), '--card', 'yes', '--unit', 'yes'], {
      DISCORD_TOKEN: made.discord.token,
    });
    expect(code).toBe(0);
    expect(said).toContain('sudo systemctl enable --now pitwall');
    const posted = made.discord.world.messages(made.discord.channel('race-control'));
    expect(JSON.stringify(posted)).toContain('Test card: Pitwall can post here.');
    const unit = readFileSync(join(home, 'pitwall.service'), 'utf8');
    expect(unit).toContain(`WorkingDirectory=${home}\n`);
    expect(unit).toContain(`ReadWritePaths=${home} ${made.directory}\n`);
    expect(unit).toMatch(new RegExp(`^ExecStart=${process.execPath} ${OPTIMIZE_LATER} .*bin.pitwall.cjs start$`, 'm'));
    expect(unit).toContain('KillMode=process\n');
  });

  it('ends with the invitation link if the bot is on no server', async () => {
    made.discord.world.throwOutBot();
    const { code, said, errors } = await setup([], { DISCORD_TOKEN: made.discord.token });
    expect(code).toBe(2);
    expect(said).toContain('https://discord.com/oauth2/authorize?client_id=');
    expect(errors).toBe('The bot is on no Discord server yet: invite it by the link above.\n');
  });

  it('shows its help', async () => {
    const { code, said } = await setup(['--help']);
    expect(code).toBe(0);
    expect(said).toContain('--server-dir <D>');
    expect(said).toContain('Without a terminal, every answer must be given as a flag');
  });
});
