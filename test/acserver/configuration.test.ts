import { cpSync, mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ConfigurationFiles } from '../../src/acserver/configuration.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/cfg/${name}`, import.meta.url));

function directoryOf() {
  const directory = temporaryDirectory('configuration');
  mkdirSync(join(directory, 'cfg'));
  const [cfg, entries] = ['server_cfg', 'entry_list'].map((name) => join(directory, 'cfg', `${name}.ini`));
  if (!cfg || !entries) throw new Error('two files');
  cpSync(fixture('server_cfg.stock-manager.ini'), cfg);
  cpSync(fixture('entry_list.stock-manager.ini'), entries);
  return { files: new ConfigurationFiles(directory), cfg, entries };
}

it('the same configuration is returned until a file is written', () => {
  const { files } = directoryOf();
  expect(files.read()).toBe(files.read());
});

it('a changed file is read again, even with the same time and size', () => {
  const { files, cfg, entries } = directoryOf();
  const before = files.read();
  const { atime, mtime } = statSync(entries);
  const text = '[CAR_0]\nMODEL=abarth500\n';
  writeFileSync(entries, text);
  utimesSync(entries, atime, mtime);
  const [first] = files.read().entries.slots;
  writeFileSync(entries, text.replace('abarth500', 'lotus_exo'));
  utimesSync(entries, atime, mtime);
  expect([first?.model, files.read().entries.slots[0]?.model]).toEqual(['abarth500', 'lotus_exo']);
  writeFileSync(cfg, '[SERVER]\nTRACK=imola\nUDP_PORT=1\nTCP_PORT=2\nHTTP_PORT=3\n');
  expect([before.cfg.track === 'imola', files.read().cfg.track]).toEqual([false, 'imola']);
});

it('a broken file is refused on every read, and accepted once it is repaired', () => {
  const { files, cfg } = directoryOf();
  const before = files.read();
  writeFileSync(cfg, 'nothing');
  expect(() => files.read()).toThrow('has no [SERVER] section');
  expect(() => files.read()).toThrow('has no [SERVER] section');
  cpSync(fixture('server_cfg.stock-manager.ini'), cfg);
  expect(files.read()).toEqual(before);
});
