import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { UserError } from '../../src/kit/errors.ts';
import { Draft } from '../../src/setup/draft.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';

let [directory, path, servers] = ['', '', ''];
beforeEach(() => {
  directory = temporaryDirectory('draft');
  [path, servers] = [join(directory, '.env'), join(directory, 'servers.ini')];
  writeFileSync(path, 'SERVER_DIR=/srv/gt3\n');
});

const moved = () => {
  const draft = new Draft(path);
  draft.set('SERVER_DIR', undefined);
  return draft;
};
const sections = () => ({ path: servers, text: '[gt3]\nSERVER_DIR=/srv/gt3\n' });

it('settings that move to servers.ini are there before .env loses them', () => {
  expect(moved().write(sections())).toEqual({ kept: `${path}.old` });
  expect(readFileSync(servers, 'utf8')).toBe('[gt3]\nSERVER_DIR=/srv/gt3\n');
  expect(readFileSync(path, 'utf8')).not.toContain('SERVER_DIR=/srv');
});

it('.env keeps its settings if servers.ini cannot be written', () => {
  mkdirSync(servers);
  expect(() => moved().write(sections())).toThrow(UserError);
  expect(readFileSync(path, 'utf8')).toBe('SERVER_DIR=/srv/gt3\n');
  expect(readdirSync(directory).sort()).toEqual(['.env', 'servers.ini']);
});

it('there is no servers.ini if .env cannot be written or was changed meanwhile', () => {
  mkdirSync(`${path}.old`);
  expect(() => moved().write(sections())).toThrow(/\.env cannot be written: /);
  expect(existsSync(servers)).toBe(false);
  const draft = moved();
  writeFileSync(path, 'SERVER_DIR=/srv/gt4\n');
  expect(() => draft.write(sections())).toThrow(/changed by somebody else meanwhile/);
  expect(existsSync(servers)).toBe(false);
});
