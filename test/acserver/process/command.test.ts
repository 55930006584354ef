import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commandOf, environmentWithout, mustBeRunnable, spawnProblem } from '../../../src/acserver/process/command.ts';
import { UserError } from '../../../src/kit/errors.ts';

const directory = mkdtempSync(join(tmpdir(), 'command-'));
afterAll(() => rmSync(directory, { recursive: true }));

function put(name: string, content: string, mode = 0o755): string {
  const path = join(directory, name);
  writeFileSync(path, content, 'latin1');
  chmodSync(path, mode);
  return path;
}

describe('the command of the game server', () => {
  it('defaults to the platform’s acServer', () => {
    expect(commandOf(undefined, '/srv/gt3', 'linux')).toEqual({
      program: '/srv/gt3/acServer',
      words: [],
      isDefault: true,
    });
    expect(commandOf(undefined, '/srv/gt3', 'win32').program).toBe('/srv/gt3/acServer.exe');
    expect(commandOf([], '/srv/gt3', 'linux').program).toBe('/srv/gt3/acServer');
  });

  it('finds paths and files in the server directory, and leaves other words to PATH', () => {
    put('acServer.exe', 'MZ');
    expect(commandOf(['bin/run', '-e', 'x'], '/srv/gt3')).toEqual({ program: '/srv/gt3/bin/run', words: ['-e', 'x'] });
    expect(commandOf(['/opt/ac/acServer'], '/srv/gt3').program).toBe('/opt/ac/acServer');
    expect(commandOf(['acServer.exe'], directory).program).toBe(join(directory, 'acServer.exe'));
    expect(commandOf(['wine', 'acServer.exe'], directory)).toEqual({ program: 'wine', words: ['acServer.exe'] });
  });
});

describe('the check before a start', () => {
  const check = (program: string, inDirectory = directory) => mustBeRunnable({ program, words: [] }, inDirectory);

  it('accepts a script, an ELF file, a link to one, and a word for PATH', () => {
    expect(() => check(put('script', '#!/bin/sh\n'))).not.toThrow();
    expect(() => check(put('elf', '\x7fELF\x02\x01\x01'))).not.toThrow();
    symlinkSync('elf', join(directory, 'link'));
    expect(() => check(join(directory, 'link'))).not.toThrow();
    expect(() => check('wine')).not.toThrow();
  });

  it('refuses a server directory that is missing or not a directory', () => {
    const file = put('file', '');
    expect(() => check('wine', '/no/such')).toThrow(new UserError('The server directory /no/such does not exist.'));
    expect(() => check('wine', file)).toThrow(new UserError(`The server directory ${file} is not a directory.`));
  });

  it('names ACSERVER_COMMAND if acServer is missing, and Wine if only acServer.exe is there', () => {
    const empty = join(directory, 'empty');
    mkdirSync(empty);
    const runs = () => mustBeRunnable(commandOf(undefined, empty, 'linux'), empty);
    const missing = `The program ${join(empty, 'acServer')} does not exist.`;
    expect(runs).toThrow(`${missing} Where the game server is started in another way, ACSERVER_COMMAND must say how.`);
    put('empty/acServer.exe', 'MZ');
    if (process.platform === 'win32') return;
    expect(runs).toThrow(`${missing} The folder only has acServer.exe, which needs Windows:`);
    expect(runs).toThrow('or set ACSERVER_COMMAND=wine acServer.exe.');
  });

  it('says what is wrong with the program', () => {
    const inside = join(directory, 'inside');
    mkdirSync(inside);
    const locked = put('locked', '#!/bin/sh\n', 0o644);
    expect(() => check(`${directory}/none`)).toThrow(new UserError(`The program ${directory}/none does not exist.`));
    expect(() => check(inside)).toThrow(new UserError(`${inside} is a directory, not a program.`));
    expect(() => check(locked)).toThrow(`${locked} is not executable for the user Pitwall runs as`);
  });

  it.runIf(process.platform === 'linux').each([
    ['a Windows program', 'MZ\x90\x00'],
    ['text', 'echo hello'],
    ['an empty file', ''],
  ])('refuses %s, which a shell would read as a script', (_what, content) => {
    const path = put('foreign', content);
    expect(() => check(path)).toThrow(new UserError(`${path} is not a program this machine can run.`));
  });
});

describe('a spawn error', () => {
  it.each([
    ['ENOEXEC', '/srv/gt3/acServer is not a program this machine can run.'],
    ['EACCES', '/srv/gt3/acServer may not be executed by the user Pitwall runs as.'],
    ['ENOENT', '/srv/gt3/acServer was not found, or the interpreter it needs is missing on this machine.'],
    ['EXDEV', '/srv/gt3/acServer could not be started (EXDEV).'],
  ])('%s becomes a sentence', (code, sentence) => {
    const error = Object.assign(new Error(`spawn ${code}`), { code });
    expect(spawnProblem(error, '/srv/gt3/acServer')).toEqual(new UserError(sentence));
  });
});

it('the environment loses the secrets, in any case, and nothing else', () => {
  const environment = { PATH: '/bin', DISCORD_TOKEN: 'x', Discord_Token: 'y', DISCORD: 'z' };
  expect(environmentWithout(['DISCORD_TOKEN'], environment)).toEqual({ PATH: '/bin', DISCORD: 'z' });
});
