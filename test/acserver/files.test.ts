import disk from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChangedMeanwhile, type FileSystem, redoneWhenChanged, writeFileSafely } from '../../src/acserver/files.ts';
import { FakeClock } from '../fakes/clock.ts';

let directory = '';
const inside = (name: string) => join(directory, name);
const contents = (name: string) => disk.readFile(inside(name), 'utf8');
const modeOf = async (name: string) => (await disk.stat(inside(name))).mode & 0o777;

beforeEach(async () => {
  directory = await disk.realpath(await disk.mkdtemp(join(tmpdir(), 'pitwall-files-')));
  await disk.writeFile(inside('server_cfg.ini'), 'old');
});
afterEach(() => disk.rm(directory, { recursive: true }));

const failure = (code: string) => Object.assign(new Error(`${code}: refused`), { code });

/** The disk, with one step failing `times` times, or always. */
function failing(
  step: keyof FileSystem,
  code: string,
  times = Number.POSITIVE_INFINITY,
): FileSystem & { attempts: number } {
  const files = { ...disk, attempts: 0 };
  const original = disk[step] as (...args: unknown[]) => Promise<unknown>;
  const broken = async (...args: unknown[]) => {
    files.attempts++;
    if (files.attempts <= times) throw failure(code);
    return original(...args);
  };
  return Object.assign(files, { [step]: broken });
}

/** A clock whose timers fire at once, so that retries need no waiting. */
class HurriedClock extends FakeClock {
  override after(_: number, task: () => void): () => void {
    queueMicrotask(task);
    return () => undefined;
  }
}

const write = (text: string, options: Partial<Parameters<typeof writeFileSafely>[2]> = {}) =>
  writeFileSafely(inside('server_cfg.ini'), Buffer.from(text), { backups: 10, clock: new HurriedClock(), ...options });

describe('writing a file', () => {
  it('replaces it and keeps a copy of the old one', async () => {
    const written = await write('new');
    expect(written).toEqual({
      path: inside('server_cfg.ini'),
      backup: inside('server_cfg.ini.pitwall-1'),
      how: 'replaced',
    });
    expect(await contents('server_cfg.ini')).toBe('new');
    expect(await contents('server_cfg.ini.pitwall-1')).toBe('old');
    expect((await disk.readdir(directory)).sort()).toEqual(['server_cfg.ini', 'server_cfg.ini.pitwall-1']);
  });

  it('keeps its mode, and lets only the owner read the copy, which contains passwords', async () => {
    await disk.chmod(inside('server_cfg.ini'), 0o664);
    await write('new');
    expect(await modeOf('server_cfg.ini')).toBe(0o664);
    expect(await modeOf('server_cfg.ini.pitwall-1')).toBe(0o600);
  });

  it('writes through a symlink', async () => {
    await disk.mkdir(inside('real'));
    await disk.rename(inside('server_cfg.ini'), inside('real/server_cfg.ini'));
    await disk.symlink('real/server_cfg.ini', inside('server_cfg.ini'));
    expect((await write('new')).path).toBe(inside('real/server_cfg.ini'));
    expect((await disk.lstat(inside('server_cfg.ini'))).isSymbolicLink()).toBe(true);
    expect(await contents('real/server_cfg.ini')).toBe('new');
  });

  it('creates a missing file without a backup', async () => {
    const written = await writeFileSafely(inside('blacklist.txt'), Buffer.from('x'), { backups: 10 });
    expect(written).toMatchObject({ backup: undefined, how: 'replaced' });
    expect(await contents('blacklist.txt')).toBe('x');
  });

  it('changes nothing if the contents are the same', async () => {
    expect(await write('old')).toMatchObject({ backup: undefined, how: 'unchanged' });
    expect(await disk.readdir(directory)).toEqual(['server_cfg.ini']);
  });

  it('keeps the newest backups, counting by number', async () => {
    for (let n = 1; n <= 12; n++) await write(`version ${n}`, { backups: 3 });
    const kept = (await disk.readdir(directory)).filter((name) => name.includes('.pitwall-')).sort();
    expect(kept).toEqual(['server_cfg.ini.pitwall-10', 'server_cfg.ini.pitwall-11', 'server_cfg.ini.pitwall-12']);
    expect(await contents('server_cfg.ini.pitwall-12')).toBe('version 11');
  });

  it('puts backups into the given directory', async () => {
    const written = await write('new', { directory: inside('backups') });
    expect(written.backup).toBe(inside('backups/server_cfg.ini.pitwall-1'));
    expect(await modeOf('backups')).toBe(0o700);
  });
});

describe('when the system refuses, writing a file', () => {
  it('tries to rename three times', async () => {
    const files = failing('rename', 'EBUSY', 2);
    expect(await write('new', { disk: files })).toMatchObject({ how: 'replaced' });
    expect(files.attempts).toBe(3);
  });

  it.each(['EBUSY', 'EPERM', 'EACCES', 'EXDEV'])(
    'writes in place after %s, with a backup even if none was asked for',
    async (code) => {
      const before = (await disk.stat(inside('server_cfg.ini'))).ino;
      const written = await write('longer than before', { disk: failing('rename', code), backups: 0 });
      expect(written).toMatchObject({ how: 'in place', backup: inside('server_cfg.ini.pitwall-1') });
      expect(await contents('server_cfg.ini')).toBe('longer than before');
      expect(await contents('server_cfg.ini.pitwall-1')).toBe('old');
      expect((await disk.stat(inside('server_cfg.ini'))).ino).toBe(before);
      expect(await disk.readdir(directory)).toHaveLength(2);
    },
  );

  it('does not retry a rename to another device', async () => {
    const files = failing('rename', 'EXDEV');
    await write('n', { disk: files });
    expect(files.attempts).toBe(1);
    expect(await contents('server_cfg.ini')).toBe('n');
  });

  it('writes in place if the owner could not be kept otherwise', async () => {
    const stat = async (path: string) =>
      Object.assign(await disk.stat(path), path.endsWith('.tmp') ? { uid: 4711 } : {});
    const files = { ...failing('chown', 'EPERM'), stat: stat as FileSystem['stat'] };
    expect(await write('new', { disk: files })).toMatchObject({ how: 'in place' });
  });

  it('keeps the old file if the disk is full, and says so', async () => {
    const full = write('new', { disk: failing('rename', 'ENOSPC') });
    await expect(full).rejects.toThrow(
      `${inside('server_cfg.ini')} could not be written and is as it was: ENOSPC: refused.`,
    );
    await expect(full).rejects.toMatchObject({ name: 'UserError' });
    expect(await contents('server_cfg.ini')).toBe('old');
    expect((await disk.readdir(directory)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('puts the old bytes back if writing in place fails halfway', async () => {
    const files = { ...failing('rename', 'EXDEV'), open: openFailingOnce('r+') };
    await expect(write('new', { disk: files })).rejects.toThrow(/is as it was: ENOSPC/);
    expect(await contents('server_cfg.ini')).toBe('old');
  });

  it('touches nothing if no backup can be made', async () => {
    const refused = write('new', { disk: failing('readdir', 'EACCES') });
    await expect(refused).rejects.toThrow(/could not be written and is as it was: EACCES/);
    expect(await contents('server_cfg.ini')).toBe('old');
  });

  it('names a directory that does not exist', async () => {
    const path = inside('cfg/server_cfg.ini');
    await expect(writeFileSafely(path, Buffer.from('x'), { backups: 1 })).rejects.toThrow(
      `${path} could not be written`,
    );
  });
});

/** Opens files as the disk does, but the first one opened with `flags` is full after one byte. */
function openFailingOnce(flags: string): FileSystem['open'] {
  let failed = false;
  return async (path, how, mode) => {
    const handle = await disk.open(path, how, mode);
    if (how !== flags || failed) return handle;
    failed = true;
    const writeFile = async () => {
      await handle.write('n');
      throw failure('ENOSPC');
    };
    return Object.assign(handle, { writeFile });
  };
}

describe('a file that another program writes at the same moment', () => {
  /** The owner saves at the last moment, when the new bytes are already written next to the old file. */
  const ownersEdit = (step: 'chmod' | 'mkdir'): FileSystem => ({
    ...disk,
    [step]: async (...args: Parameters<typeof disk.chmod>) => {
      await disk.writeFile(inside('server_cfg.ini'), "the owner's");
      await (disk[step] as (...all: unknown[]) => Promise<unknown>)(...args);
    },
  });

  it.each(['chmod', 'mkdir'] as const)('keeps the other program’s contents (%s)', async (step) => {
    await expect(write('new', { disk: ownersEdit(step) })).rejects.toThrow(
      'server_cfg.ini was written by another program at the same moment. Nothing was changed; try again.',
    );
    expect(await contents('server_cfg.ini')).toBe("the owner's");
    expect((await disk.readdir(directory)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('is not written if it no longer has the contents that the new ones were made of', async () => {
    await expect(write('new', { madeOf: Buffer.from('older') })).rejects.toThrow(ChangedMeanwhile);
    expect(await contents('server_cfg.ini')).toBe('old');
    await write('new', { madeOf: Buffer.from('old') });
    expect(await contents('server_cfg.ini')).toBe('new');
  });

  it('may be missing if the new contents were made of an empty file', async () => {
    await writeFileSafely(inside('blacklist.txt'), Buffer.from('1'), { backups: 0, madeOf: Buffer.alloc(0) });
    expect(await contents('blacklist.txt')).toBe('1');
  });

  it('has both edits after the work was done again', async () => {
    let isFirst = true;
    const owner: FileSystem = {
      ...disk,
      chmod: async (...args) => {
        if (isFirst) await disk.writeFile(inside('server_cfg.ini'), "the owner's");
        isFirst = false;
        await disk.chmod(...args);
      },
    };
    await redoneWhenChanged(async () => {
      const madeOf = await disk.readFile(inside('server_cfg.ini'));
      return write(`${madeOf} and ours`, { madeOf, disk: owner });
    });
    expect(await contents('server_cfg.ini')).toBe("the owner's and ours");
  });

  it('is tried three times, and not again after any other error', async () => {
    let attempts = 0;
    const failing = (error: Error) => {
      attempts = 0;
      return redoneWhenChanged(async () => {
        attempts++;
        throw error;
      });
    };
    await expect(failing(new ChangedMeanwhile('x'))).rejects.toThrow(ChangedMeanwhile);
    expect(attempts).toBe(3);
    await expect(failing(new Error('full'))).rejects.toThrow('full');
    expect(attempts).toBe(1);
  });
});
