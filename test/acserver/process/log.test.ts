import {
  closeSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastLinesOf, openLog, stampOf } from '../../../src/acserver/process/log.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const noon = Date.UTC(2026, 0, 1, 12);

describe('a game server log', () => {
  it('is deleted when ten are newer, and files with other names are kept', () => {
    writeFileSync(join(directory, 'notes.txt'), '');
    for (let minute = 0; minute < 12; minute++) closeSync(openLog(directory, stampOf(noon + minute * 60_000)).fd);
    const names = readdirSync(directory).sort();
    expect(names).toHaveLength(11);
    expect(names[0]).toBe('acserver-2026-01-01T12-02-00.000Z.log');
    expect(names.at(-1)).toBe('notes.txt');
  });

  it('is kept even if the clock was set back', () => {
    for (let minute = 0; minute < 12; minute++) closeSync(openLog(directory, stampOf(noon + minute * 60_000)).fd);
    const { path, fd } = openLog(directory, stampOf(noon - 1));
    closeSync(fd);
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  it('continues at its new end after truncation', () => {
    const { path, fd } = openLog(directory, stampOf(noon));
    writeSync(fd, 'before\n');
    truncateSync(path);
    writeSync(fd, 'after\n');
    closeSync(fd);
    expect(readFileSync(path, 'utf8')).toBe('after\n');
  });
});

describe('the last lines of a log', () => {
  const linesIn = (content: string) => {
    const path = join(directory, 'some.log');
    writeFileSync(path, content);
    return lastLinesOf(path, 2);
  };

  it('skip empty lines, with either line ending, finished or not', () => {
    expect(linesIn('one\r\ntwo\r\n\r\nthree')).toEqual(['two', 'three']);
    expect(linesIn('')).toEqual([]);
  });

  it('never begin in the middle of a line', () => {
    expect(linesIn(`${'x'.repeat(20_000)}\nlast\n`)).toEqual(['last']);
  });

  it('are empty if there is no file', () => {
    expect(lastLinesOf(join(directory, 'none'))).toEqual([]);
  });
});
