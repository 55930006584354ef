import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findTracker } from '../../../src/acserver/tracker/place.ts';
import { UserError } from '../../../src/kit/errors.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-stracker-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function have(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), '');
  }
}
const find = (platform: NodeJS.Platform = 'linux', command?: readonly string[]) =>
  findTracker({ directory, platform, command });
const at = (...path: string[]) => join(directory, ...path);

describe('the stracker program', () => {
  it('is found in its own folder', () => {
    have('stracker/stracker', 'stracker/stracker.ini');
    expect(find()).toEqual({
      directory: at('stracker'),
      ini: at('stracker', 'stracker.ini'),
      command: [at('stracker', 'stracker'), '--stracker_ini', at('stracker', 'stracker.ini')],
    });
  });

  it('is found next to acServer, with its ini in cfg', () => {
    have('stracker.exe', 'cfg/stracker.ini');
    expect(find('win32')).toEqual({
      directory,
      ini: at('cfg', 'stracker.ini'),
      command: [at('stracker.exe'), '--stracker_ini', at('cfg', 'stracker.ini')],
    });
  });

  it('is found next to acServer on Linux, with the name of its folder', () => {
    have('stracker', 'cfg/stracker.ini');
    expect(find('linux')).toEqual({
      directory,
      ini: at('cfg', 'stracker.ini'),
      command: [at('stracker'), '--stracker_ini', at('cfg', 'stracker.ini')],
    });
  });

  it('uses the ini from wherever it is', () => {
    have('stracker/stracker', 'cfg/stracker.ini');
    expect(find()).toMatchObject({ directory: at('stracker'), ini: at('cfg', 'stracker.ini') });
  });

  it('can be started by another command, in the folder of its ini', () => {
    have('stracker/stracker.ini');
    expect(find('linux', ['python3', 'stracker.py'])).toEqual({
      directory: at('stracker'),
      ini: at('stracker', 'stracker.ini'),
      command: ['python3', 'stracker.py', '--stracker_ini', at('stracker', 'stracker.ini')],
    });
  });

  it('is not a folder of that name', () => {
    have('stracker/stracker.ini');
    expect(() => find()).toThrow(UserError);
  });

  it('is never the Windows program on Linux', () => {
    have('stracker/stracker.exe', 'stracker/stracker.ini');
    expect(() => find('linux')).toThrow('There is no stracker');
  });

  it('that is missing is reported with both places in one sentence', () => {
    expect(() => find()).toThrow(
      `There is no stracker: neither ${at('stracker', 'stracker')} nor ${at('stracker')} exists.`,
    );
  });

  it('without an ini is refused with both places in one sentence', () => {
    have('stracker/stracker');
    expect(() => find()).toThrow(
      `stracker has no configuration: neither ${at('stracker', 'stracker.ini')} nor ${at('cfg', 'stracker.ini')} exists.`,
    );
  });
});
