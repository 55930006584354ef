import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Checked, exitCodeOf } from '../../src/doctor/checks.ts';
import { timeOf } from '../../src/kit/timeOfDay.ts';
import { eventuallyHolds } from '../eventually.ts';
import { freePort } from '../ports.ts';
import { type Installation, installation, PITWALL, run } from '../program.ts';

let made: Installation;
let home: string;
beforeEach(async () => {
  made = await installation({
    channels: [{ name: 'race-control' }, { name: 'stewards' }],
    roles: [{ name: 'Steward' }],
  });
  home = join(dirname(made.directory), 'pitwall');
  mkdirSync(home);
});
afterEach(() => made.remove());

/** Checks that depend on where these tests run: in a container, in a unit. */
const AROUND: ReadonlySet<number> = new Set([38, 39]);

const environment = (changes: Record<string, string> = {}) => ({
  ...made.environment,
  DISCORD_STEWARD_CHANNEL_ID: made.discord.channel('stewards'),
  DISCORD_STEWARD_ROLES: made.discord.role('Steward'),
  ...changes,
});

async function doctor(changes: Record<string, string> = {}, words: readonly string[] = []) {
  const program = run('doctor', environment(changes), ['--json', ...words], home);
  const code = await program.ended;
  const text = program.output();
  const all = JSON.parse(text.slice(text.indexOf('['))) as readonly Checked[];
  expect(code).toBe(exitCodeOf(all));
  const checked = all.filter(({ number }) => !AROUND.has(number));
  const sentences = checked.flatMap(({ number, findings }) => findings.map((each) => `${number} ${each.sentence}`));
  return { code: exitCodeOf(checked), sentences, text };
}

/** Ports that the game server neither sends to nor listens on. */
const elsewhere = async () => ({
  SERVER_UDP_LISTEN: `127.0.0.1:${await freePort()}`,
  SERVER_UDP_SEND: `127.0.0.1:${await freePort()}`,
});

/** The state after a first start: the commands registered with Discord, the store created. */
async function started(): Promise<void> {
  const program = run('main', environment(), [], home);
  await program.says('told Discord our commands');
  await program.says('Pitwall is ready');
  program.child.kill('SIGTERM');
  await program.ended;
}

const hideDesk = () => {
  made.discord.world.overwrite('stewards', { deny: ['ViewChannel'] });
  made.discord.world.overwrite('stewards', { member: 'pitwall', allow: ['ViewChannel'] });
};

describe('npm run doctor', () => {
  it('finds nothing wrong after a first start, even while Pitwall is running', async () => {
    hideDesk();
    await started();
    const { code, sentences } = await doctor();
    expect([code, sentences]).toEqual([0, []]);
    const pitwall = run('main', environment(), [], home);
    await pitwall.says('Pitwall is ready');
    const { used } = made.discord.logins;
    const beside = await doctor();
    expect([beside.code, beside.sentences]).toEqual([0, []]);
    expect(made.discord.logins.used).toBe(used);
    const elsewhere = run('doctor', environment(), ['--json'], dirname(home));
    await elsewhere.ended;
    expect(elsewhere.output()).toContain(`a Pitwall that was started in ${home} (process ${pitwall.child.pid})`);
    pitwall.child.kill('SIGTERM');
    expect(await pitwall.ended).toBe(0);
  });

  it('reports everything that is wrong on Discord at once', async () => {
    made.discord.world.inviteBot({ permissions: ['ViewChannel', 'SendMessages', 'ReadMessageHistory'] });
    const { code, sentences } = await doctor({
      DISCORD_STEWARD_ROLES: '123456789012345678',
      DISCORD_LOG_CHANNEL_ID: '123456789012345678',
    });
    expect(code).toBe(2);
    expect(sentences).toEqual([
      '13 DISCORD_STEWARD_ROLES holds 123456789012345678, but "Sunday Sprint League" has no role with that id; only admins decide until it is replaced.',
      '13 DISCORD_LOG_CHANNEL_ID is 123456789012345678, but "Sunday Sprint League" has no channel with that id that the bot can see.',
      '16 In #race-control (DISCORD_CHANNEL_ID) the bot needs "Embed Links".',
      '16 In #stewards (DISCORD_STEWARD_CHANNEL_ID) the bot needs "Embed Links".',
      '18 #stewards can be read by everybody (DISCORD_STEWARD_CHANNEL_ID).',
    ]);
  });

  it('reports a refused token, a missing bot, missing command rights and an unreachable Discord', async () => {
    expect((await doctor({ DISCORD_TOKEN: 'ab'.repeat(32) })).sentences).toEqual([
      '6 Discord does not accept DISCORD_TOKEN: that is the public key of the application.',
    ]);
    made.discord.world.inviteBot({ withCommands: false });
    expect((await doctor()).sentences[0]).toBe('9 The bot may not have commands on "Sunday Sprint League".');
    made.discord.world.throwOutBot();
    const gone = await doctor();
    expect(gone.sentences[0]).toMatch(/^8 The bot is on no server yet, not on the Discord server /);
    expect((await doctor({ DISCORD_API_URL: 'http://127.0.0.1:9/api' })).sentences[0]).toMatch(
      /^6 Discord cannot be reached: /,
    );
  });

  it('reports a server directory one level off, a program without execute permission and a taken port', async () => {
    hideDesk();
    await started();
    const above = await doctor({ SERVER_DIR: dirname(made.directory) });
    expect(above.sentences).toEqual([
      `30 gt3: ${join(dirname(made.directory), 'cfg', 'server_cfg.ini')} is missing; acServer needs it. It is in ${made.directory}.`,
    ]);
    chmodSync(join(made.directory, 'acServer'), 0o644);
    const { ACSERVER_COMMAND: _, ...rest } = environment();
    const other = createSocket('udp4').bind(made.ports.plugin, '127.0.0.1');
    await once(other, 'listening');
    const program = run('doctor', rest, ['--json'], home);
    expect(await program.ended).toBe(2);
    expect(program.output()).toContain(`gt3: ${join(made.directory, 'acServer')} may not be executed.`);
    expect(program.output()).toContain(`gt3: UDP port ${made.ports.plugin} on 127.0.0.1 is taken`);
    other.close();
  });

  it('hears a running server, and says so if only HTTP answers', async () => {
    hideDesk();
    await started();
    const words = [...(made.environment.ACSERVER_COMMAND ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
    const server = spawn(words[0] ?? '', words.slice(1), { cwd: made.directory, stdio: 'ignore' });
    try {
      const { ACSERVER_COMMAND: _, ...external } = { ...environment(), SERVER_MODE: 'external' };
      const heard = run('doctor', external, [], home);
      await heard.ended;
      expect(heard.output()).toContain('✓ Every running game server sends UDP data');
      const deaf = await elsewhere();
      const program = run('doctor', { ...external, ...deaf }, [], home);
      expect(await program.ended).toBe(2);
      expect(program.output()).toContain(
        `✗ gt3: Nothing is sending UDP data to ${deaf.SERVER_UDP_LISTEN}, but HTTP says`,
      );
      expect(program.output()).toContain('✗ gt3: server_cfg.ini now says 127.0.0.1:');
    } finally {
      server.kill('SIGKILL');
    }
  });

  it('repairs its own files and commands with --fix and leaves the rest', async () => {
    hideDesk();
    await started();
    made.discord.world.vocabulary.forget();
    const path = join(home, '.env');
    const written =
      '\uFEFFLOG_LEVEL=info\nSPECTATOR_PASSWORD=ab#c\nSERVER_DIR="C:\\new"\nACSERVER_COMMAND="wine" "a b.exe"\n';
    writeFileSync(path, written, { mode: 0o644 });
    chmodSync(join(made.data, 'pitwall.db'), 0o644);
    const before = await doctor();
    expect(before.code).toBe(2);
    expect(before.sentences.map((each) => Number(each.split(' ')[0]))).toEqual([3, 4, 4, 4, 10, 45, 45]);
    const { code, sentences, text } = await doctor({}, ['--fix']);
    expect([code, sentences]).toEqual([0, []]);
    expect(text).toContain('Fixed: Discord knows the commands again.');
    expect(readFileSync(path, 'utf8')).toBe(
      `LOG_LEVEL=info\nSPECTATOR_PASSWORD='ab#c'\nSERVER_DIR='C:\\new'\nACSERVER_COMMAND='"wine" "a b.exe"'\n`,
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(made.discord.world.commands().length).toBeGreaterThan(0);
  });

  it('checks everything else if one setting is wrong', async () => {
    const wrong = await doctor({ KEEP_DAYS: 'x', SERVER_DIR: dirname(made.directory), ACSERVER_COMMAND: '' });
    expect(wrong.sentences).toEqual([
      '2 KEEP_DAYS must be a number from 1 to 3650.',
      `30 gt3: ${join(dirname(made.directory), 'cfg', 'server_cfg.ini')} is missing; acServer needs it. It is in ${made.directory}.`,
    ]);
  });

  it('reports a silent server while Pitwall is running', async () => {
    hideDesk();
    const words = [...(made.environment.ACSERVER_COMMAND ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
    const server = spawn(words[0] ?? '', words.slice(1), { cwd: made.directory, stdio: 'ignore' });
    const { ACSERVER_COMMAND: _, ...external } = { ...environment(), SERVER_MODE: 'external', ...(await elsewhere()) };
    const nothing = `Nothing is sending UDP data to ${external.SERVER_UDP_LISTEN}, but HTTP says`;
    const pitwall = run('main', external, [], home);
    try {
      await pitwall.says(nothing);
      await eventuallyHolds(async () => {
        const beside = run('doctor', external, [], home);
        expect(await beside.ended).toBe(2);
        expect(beside.output()).toContain(`✗ gt3: ${nothing}`);
      });
    } finally {
      pitwall.child.kill('SIGTERM');
      await pitwall.ended;
      server.kill('SIGKILL');
    }
  });

  it('reports old notes, waiting posts and the number of events from the store', async () => {
    hideDesk();
    await started();
    const store = new Database(join(made.data, 'pitwall.db'));
    const at = Date.now() - 3_600_000;
    store.exec(`INSERT INTO doctor_notes VALUES ('token refused', ${at}, ''), ('rival', ${at}, '')`);
    store.exec(
      `INSERT INTO outbox (channel, lane, body, created_at) VALUES ('${made.discord.channel('stewards')}', 0, '{}', ${at})`,
    );
    store.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250000)
                INSERT INTO events (server, run, type, at, event) SELECT 'gt3', 1, 'x', ${at}, '{}' FROM n`);
    store.exec("INSERT INTO runs (server, run) VALUES ('gt3', 1) ON CONFLICT (server) DO UPDATE SET run = 1");
    store.close();
    chmodSync(made.data, 0o755);
    const { sentences } = await doctor();
    const time = timeOf(at, Date.now());
    expect(sentences).toEqual([
      `7 Discord refused the token at ${time}; posts waited.`,
      `17 1 post for #stewards waits since ${time}.`,
      `41 Another program answers with this bot's token, last at ${time}.`,
      `45 ${made.data} is readable by every user here.`,
      '46 The next start reads 0.3 million events, which takes about 4 s.',
    ]);
  });

  it('reports a damaged store and leaves it alone', async () => {
    hideDesk();
    await started();
    const path = join(made.data, 'pitwall.db');
    renameSync(path, `${path}.kept`);
    writeFileSync(path, 'garbage'.repeat(2000), { mode: 0o600 });
    for (const name of ['-wal', '-shm']) rmSync(`${path}${name}`, { force: true });
    expect((await doctor()).sentences).toEqual(['42 pitwall.db is damaged.']);
    expect(readFileSync(path, 'utf8')).toBe('garbage'.repeat(2000));
  });

  it('shows its help and refuses unknown options', async () => {
    const help = run('doctor', {}, ['--help'], home);
    expect(await help.ended).toBe(0);
    expect(help.output()).toContain('--fix');
    expect(help.output()).toContain('--all');
    const wrong = run('doctor', {}, ['--fixx'], home);
    expect(await wrong.ended).toBe(2);
    expect(wrong.errors()).toBe("Unknown option '--fixx'. Did you mean --fix?\n");
  });

  it('points to the setup if nothing is configured', async () => {
    const program = run('doctor', {}, [], home);
    expect(await program.ended).toBe(2);
    expect(program.output()).toContain(`✗ Not configured yet.\n    Run "node ${PITWALL} setup"`);
  });
});
