import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadConfig, parseConfig } from '../../../sandbox/acserver/config.ts';
import { readIni } from '../../../sandbox/acserver/iniFile.ts';
import { UserError } from '../../../src/kit/errors.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/cfg/${name}`, import.meta.url), 'utf8');
const server = '[SERVER]\nCARS=bmw_m3_e30;abarth500\nTRACK=imola\n[RACE]\nNAME=Race\nLAPS=5\n';
const entries = '[CAR_0]\nMODEL=abarth500\n';

describe('the ini reader', () => {
  it('keeps everything after the first equals sign, including comment characters', () => {
    const ini = readIni('[SERVER]\r\n; a comment\r\nCARS=a;b\r\npassword = x=#1\r\n');
    expect([...(ini.get('SERVER') ?? [])]).toEqual([
      ['CARS', 'a;b'],
      ['PASSWORD', 'x=#1'],
    ]);
  });
});

describe('the configuration', () => {
  it('is read from a stock server', () => {
    const config = parseConfig(fixture('server_cfg.stock-manager.ini'), fixture('entry_list.stock-manager.ini'));
    expect(config).toMatchObject({ name: 'AC_Server', track: 'drift', cars: ['bmw_m3_e30_drift'], httpPort: 8081 });
    expect(config.sessions.map(({ section, minutes, laps }) => [section, minutes, laps])).toEqual([
      ['PRACTICE', 10, 0],
      ['QUALIFY', 10, 0],
      ['RACE', 0, 5],
    ]);
    expect(config.entries[1]).toMatchObject({ model: 'bmw_m3_e30_drift', skin: 'Brilliant_red', guid: '' });
  });

  it('stops the entry list at its first gap', () => {
    const list = '[CAR_0]\nMODEL=abarth500\n[CAR_2]\nMODEL=abarth500\n';
    expect(parseConfig(server, list).entries).toHaveLength(1);
  });

  it('never offers more places than entries', () => {
    expect(parseConfig(server.replace('TRACK', 'MAX_CLIENTS=24\nTRACK'), entries).maxClients).toBe(1);
  });

  it.each([
    ['a model that is not in CARS', server, '[CAR_0]\nMODEL=lada\n', 'CAR_0 is a lada'],
    ['a file without CARS', server.replace('CARS', 'X'), entries, 'CARS'],
    ['a file without a track', server.replace('TRACK', 'X'), entries, 'TRACK'],
    ['a file without a session', server.replace('RACE', 'X'), entries, 'session'],
    ['an entry list that begins with CAR_1', server, '[CAR_1]\nMODEL=abarth500\n', 'CAR_0'],
  ])('refuses %s', (_, serverText, list, words) => {
    expect(() => parseConfig(serverText, list)).toThrow(UserError);
    expect(() => parseConfig(serverText, list)).toThrow(words);
  });

  it('reports a missing file in the words of Go', () => {
    const paths = { directory: '/nowhere', serverConfig: 'cfg/server_cfg.ini', entryList: 'cfg/entry_list.ini' };
    expect(() => loadConfig(paths)).toThrow('open cfg/server_cfg.ini: no such file or directory');
  });
});
