import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../src/acserver/configuration.ts';
import { parseIni } from '../../src/acserver/ini/document.ts';
import { readEntryList } from '../../src/acserver/ini/entryList.ts';
import { readLobbyRules } from '../../src/acserver/ini/lobbyRules.ts';
import { readServerCfg } from '../../src/acserver/ini/serverCfg.ts';
import {
  LOBBY_HOST,
  pingUrl,
  type Registration,
  readReply,
  registerUrl,
  registrationOf,
} from '../../src/acserver/lobby.ts';

const fixture = (path: string) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url));

/** A line that a real acServer printed. */
function printed(log: string, beginning: string): string {
  const line = fixture(`stdout/${log}.log`)
    .toString('utf8')
    .split(/\r?\n/)
    .find((each) => each.startsWith(beginning));
  return line?.slice(beginning.indexOf('http') < 0 ? beginning.length : beginning.indexOf('http')) ?? '';
}

function configuration(dialect: string, edit: (cfg: string) => string = (cfg) => cfg): Configuration {
  const cfgFile = parseIni(
    Buffer.from(edit(fixture(`cfg/server_cfg.${dialect}.ini`).toString('latin1')), 'latin1'),
    'cfg',
  );
  const entriesFile = parseIni(fixture(`cfg/entry_list.${dialect}.ini`), 'entries');
  const cfg = readServerCfg(cfgFile);
  return { cfg, entries: readEntryList(entriesFile), lobby: readLobbyRules(cfgFile, entriesFile) };
}

function registered(dialect: string, edit?: (cfg: string) => string): Registration {
  const registration = registrationOf(configuration(dialect, edit));
  if (!registration) throw new Error('this configuration registers');
  return registration;
}

const set = (key: string, value: string) => (cfg: string) =>
  cfg.replace(new RegExp(`^${key}=.*$`, 'm'), `${key}=${value}`);
const add = (lines: string) => (cfg: string) =>
  cfg.replace('[SERVER]\n', `[SERVER]\n${lines}\n`).replace('[SERVER]\r\n', `[SERVER]\r\n${lines}\r\n`);
const parameter = (registration: Registration, name: string): string | undefined =>
  new RegExp(`[?&]${name}=([^&]*)`).exec(registerUrl('lobby', registration))?.[1];

describe('the lobby registration', () => {
  it('has exactly the URL that acServer printed for the same configuration', () => {
    const real = printed('v1.15_2024_empty_server_session_loop', 'CALLING ');
    const ours = { ...registered('content-manager-dialect'), name: 'Test Server' };
    expect(registerUrl(LOBBY_HOST, ours)).toBe(real);
  });

  it('of the stock configuration has its legal tyres', () => {
    const ours = registered('stock-manager');
    expect(parameter(ours, 'legal_tyres')).toBe('SV');
    expect(parameter(ours, 'password')).toBe('0');
    expect(parameter(ours, 'durations')).toBe('600,600,5');
    expect(parameter(ours, 'track')).toBe('drift');
  });

  it('escapes the server name as acServer does', () => {
    // From a published log of acServer v1.15.
    const name = 'discord.me/LoPeN for cars, tracks, and laughs! Flags drop Sundays 9:30pm & 10pm ET';
    const escaped = 'discord.me%2FLoPeN+for+cars%2C+tracks%2C+and+laughs%21+Flags+drop+Sundays+9%3A30pm+%26+10pm+ET';
    expect(parameter({ ...registered('stock-manager'), name }, 'name')).toBe(escaped);
  });

  it('cannot be extended with parameters or another path by the server name', () => {
    const name = '&port=1#/../../evil?x=\r\nHost: evil';
    const url = new URL(registerUrl(LOBBY_HOST, { ...registered('stock-manager'), name }));
    expect(url.host).toBe(LOBBY_HOST);
    expect(url.pathname).toBe('/lobby.ashx/register');
    expect(url.searchParams.getAll('port')).toEqual(['9600']);
    expect(url.searchParams.get('name')).toBe(name);
  });

  it('gives a timed race in seconds and marks it as timed', () => {
    const timed = registered('stock-manager', (cfg) =>
      set('LAPS', '0')(cfg).replace('NAME=Race', 'NAME=Race\nTIME=20'),
    );
    expect(parameter(timed, 'durations')).toBe('600,600,1200');
    expect(parameter(timed, 'timed')).toBe('1');
  });

  it('limits the slots to the entry list only in pickup mode', () => {
    const booking = registered('content-manager-dialect', set('PICKUP_MODE_ENABLED', '0'));
    expect(parameter(registered('content-manager-dialect'), 'max_clients')).toBe('5');
    expect(parameter(booking, 'max_clients')).toBe('18');
    expect(parameter(booking, 'pickup')).toBe('0');
  });

  it('contains extra lap, pit window and reversed grid', () => {
    const ours = registered(
      'stock-manager',
      add('RACE_EXTRA_LAP=1\nRACE_PIT_WINDOW_START=5\nRACE_PIT_WINDOW_END=9\nREVERSED_GRID_RACE_POSITIONS=-1'),
    );
    expect(registerUrl(LOBBY_HOST, ours)).toContain('&extra=1&pit=1&inverted=-1');
  });

  it('uses defaults for unreadable values', () => {
    const ours = registered('stock-manager', (cfg) => set('SUN_ANGLE', 'noon')(set('ABS_ALLOWED', '')(cfg)));
    expect(registerUrl(LOBBY_HOST, ours)).toContain('&timeofday=0&');
    expect(registerUrl(LOBBY_HOST, ours)).toContain('&abs=1&');
  });

  it('is undefined if the server must not register', () => {
    expect(registrationOf(configuration('stock-manager', set('REGISTER_TO_LOBBY', '0')))).toBeUndefined();
  });
});

describe('the lobby heartbeat', () => {
  it('has the URL that acServer printed', () => {
    const real = printed('v1.15_2024_empty_server_session_loop', 'SENDING http');
    const ours = registered('content-manager-dialect');
    expect(pingUrl(LOBBY_HOST, ours, { sessionType: 1, left: 600, clients: 0 })).toBe(real);
  });
});

describe('a lobby reply', () => {
  it.each(['OK,47949312,8081', 'OK,0,8081', 'OK,2881560,8012', 'OK'])('%s is a success', (text) => {
    expect(readReply(`${text}\r\n`)).toEqual({ ok: true, text });
  });

  it.each([
    'ERROR,INVALID SERVER,CHECK YOUR PORT FORWARDING SETTINGS',
    'ERROR,SERVER NOT REGISTERED WITH LOBBY - PLEASE RESTART',
    'ERROR - RESTART YOUR SERVER TO REGISTER WITH THE LOBBY',
  ])('%s is a refusal', (text) => {
    expect(readReply(text)).toEqual({ ok: false, text });
  });

  it.each([
    ['', 'an empty answer'],
    ['<html>OK,1,2</html>', 'an answer that is none of the lobby'],
    ['OKAY', 'an answer that is none of the lobby'],
    ['OK,1,2,@everyone', 'an answer that is none of the lobby'],
    ['ERRORS', 'an answer that is none of the lobby'],
  ])('%j is neither success nor refusal', (body, text) => {
    expect(readReply(body)).toEqual({ ok: false, text });
  });

  it('is cut to one line of limited length', () => {
    const { text } = readReply(`ERROR,\u001b[31m${'x'.repeat(5000)}\nOK,1,2`);
    expect(text).toMatch(/^ERROR, \[31mx+$/);
    expect(text).toHaveLength(200);
  });
});
