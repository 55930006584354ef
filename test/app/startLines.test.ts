import { describe, expect, it } from 'vitest';
import { type ServerFacts, type StartFacts, startLines } from '../../src/app/startLines.ts';

const listen = { host: '127.0.0.1', port: 12000 };
const silent = { listen, received: 0, foreign: 0, dropped: 0, silentMs: undefined, openMs: 900 };
const heard: ServerFacts = {
  id: 'gt3',
  isRunning: true,
  traffic: { ...silent, received: 40, silentMs: 12 },
  drivers: 8,
};
const discord = {
  token: 'secret',
  guildId: '1',
  channelId: '10',
  roleIds: { admin: [], steward: [], driver: [] },
  administratorsAreAdmins: true,
  chatToGame: false,
  linksCountInGame: false,
};
const named = new Map([
  ['10', '#race-control'],
  ['11', '#race-chat'],
  ['12', '#stewards'],
  ['13', '#race-log'],
  ['14', '#gt4'],
  ['20', '@Director'],
  ['21', '@Steward'],
]);
const names = { guild: 'Sunday Sprint', channel: (id: string) => named.get(id), role: (id: string) => named.get(id) };
const facts: StartFacts = {
  version: '1.2.3',
  config: { discord, servers: [], dataDirectory: '/srv/pitwall/data' },
  servers: [heard],
  names,
  websocket: undefined,
  health: undefined,
};
const SERVERS = 1;
const CHANNELS = 2;
const ROLES = 3;
const WEBSOCKET = 4;
const line = (index: number, changes: Partial<StartFacts> = {}) => startLines({ ...facts, ...changes })[index];
const ofServer = (changes: Partial<ServerFacts>) => line(SERVERS, { servers: [{ ...heard, ...changes }] });
const withDiscord = (changes: Partial<typeof discord> & object) => ({
  config: { ...facts.config, discord: { ...discord, ...changes } },
});

describe('the five start lines', () => {
  it('show version, servers, channels, roles and websocket, but no token', () => {
    expect(startLines(facts)).toEqual([
      `Pitwall 1.2.3 on Node ${process.versions.node}; data in /srv/pitwall/data`,
      'Game servers: gt3 is sending UDP data to 127.0.0.1:12000, 8 drivers',
      'Channels: #race-control (everything else) of Sunday Sprint',
      'Roles: admins: members with Administrator; stewards: admins only; drivers: every member',
      'Websocket: off',
    ]);
    expect(JSON.stringify(startLines(facts))).not.toContain('secret');
  });

  it.each<[string, Partial<ServerFacts>, string]>([
    ['stopped', { isRunning: false, traffic: silent }, 'gt3 is stopped; Pitwall listens on 127.0.0.1:12000'],
    ['running but not heard', { traffic: silent }, 'gt3 runs, but nothing from it reaches 127.0.0.1:12000'],
    [
      'run by somebody else and not heard',
      { isRunning: undefined, traffic: silent },
      'nothing from gt3 reaches 127.0.0.1:12000',
    ],
    [
      'heard from another address than expected',
      { isRunning: undefined, traffic: { ...silent, foreign: 7 } },
      'nothing from gt3 reaches 127.0.0.1:12000, but 7 datagrams came from somewhere else',
    ],
    [
      'running with its UDP plugin off',
      { traffic: { ...silent, listen: undefined } },
      'gt3 has its UDP plugin switched off, so Pitwall gets no data from it',
    ],
    ['heard, with one driver', { drivers: 1 }, 'gt3 is sending UDP data to 127.0.0.1:12000, 1 driver'],
  ])('show a game server that is %s', (_, changes, sentence) => {
    expect(ofServer(changes)).toBe(`Game servers: ${sentence}`);
  });

  it('show each of several game servers', () => {
    const gt4 = { ...heard, id: 'gt4', drivers: 0 };
    expect(line(SERVERS, { servers: [heard, gt4] })).toBe(
      'Game servers: gt3 is sending UDP data to 127.0.0.1:12000, 8 drivers; gt4 is sending UDP data to 127.0.0.1:12000, 0 drivers',
    );
  });

  it('show channels and roles by name and mark unknown ids', () => {
    const config = {
      ...facts.config,
      discord: { ...discord, chatChannelId: '11', stewardChannelId: '12', logChannelId: '99' },
      servers: [{ id: 'gt4', routes: { channelId: '14' } }],
    };
    expect(line(CHANNELS, { config })).toBe(
      'Channels: #race-control (everything else), #race-chat (chat), #stewards (stewards), 99 (unknown) (log) of Sunday Sprint; of single servers: #gt4',
    );
    const roleIds = { admin: ['20'], steward: ['21', '98'], driver: [] };
    expect(line(ROLES, withDiscord({ roleIds: roleIds as never, administratorsAreAdmins: false }))).toBe(
      'Roles: admins: @Director; stewards: @Steward, 98 (unknown); drivers: every member',
    );
  });

  it('show that Discord is unreachable', () => {
    expect(startLines({ ...facts, names: undefined }).slice(2, 4)).toEqual([
      'Channels: Discord is unreachable; posts wait',
      'Roles: Discord is unreachable',
    ]);
  });

  it('show where programs can connect', () => {
    expect(line(WEBSOCKET, { websocket: '127.0.0.1:8765, tokens for admin' })).toBe(
      'Websocket: 127.0.0.1:8765, tokens for admin',
    );
    expect(line(WEBSOCKET, { health: 'http://127.0.0.1:9464/metrics and /healthz' })).toBe(
      'Websocket: off; health: http://127.0.0.1:9464/metrics and /healthz',
    );
  });
});
