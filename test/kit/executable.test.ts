import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../src/kit/errors.ts';
import { isExecutable, unpacked } from '../../src/kit/executable.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'pitwall-addons-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const addon = (text: string) => [['canvas.node', Buffer.from(text)]] as const;

test('Pitwall started with node is not a standalone executable', () => expect(isExecutable()).toBe(false));

describe('an add-on unpacked from the executable', () => {
  test('is written to a private folder named after its bytes', () => {
    const directory = join(home, 'data/addons');
    const folder = unpacked([...addon('one'), ['icudtl.dat', Buffer.from('about scripts')]], directory);
    expect(basename(folder)).toMatch(/^canvas-[0-9a-f]{16}$/);
    expect(readFileSync(join(folder, 'canvas.node'), 'utf8')).toBe('one');
    expect(readFileSync(join(folder, 'icudtl.dat'), 'utf8')).toBe('about scripts');
    if (process.platform !== 'win32') expect(statSync(directory).mode & 0o777).toBe(0o700);
  });

  test('is not written again unless it is incomplete', () => {
    const folder = unpacked(addon('one'), home);
    const path = join(folder, 'canvas.node');
    const { ino } = statSync(path);
    expect(unpacked(addon('one'), home)).toBe(folder);
    expect(statSync(path).ino).toBe(ino);
    writeFileSync(path, 'on');
    expect(unpacked(addon('one'), home)).toBe(folder);
    expect(readFileSync(path, 'utf8')).toBe('one');
    expect(readdirSync(home)).toEqual([basename(folder)]);
  });

  test('replaces that of another version, and nothing else', () => {
    const before = unpacked(addon('one'), home);
    mkdirSync(join(home, 'libsql-0123456789abcdef'));
    const folder = unpacked(addon('two'), home);
    expect(existsSync(before)).toBe(false);
    expect(readdirSync(home).sort()).toEqual([basename(folder), 'libsql-0123456789abcdef']);
  });

  test('is refused in a sentence if nothing can be written', () => {
    // No folder can be made in a file, not even by root, who ignores permissions.
    const file = join(home, 'data');
    writeFileSync(file, '');
    const tried = () => unpacked(addon('one'), join(file, 'addons'));
    expect(tried).toThrow(UserError);
    expect(tried).toThrow(
      /addons cannot be written \(E.+\): give the user that runs Pitwall the right to, or name another DATA_DIR\.$/,
    );
  });
});
