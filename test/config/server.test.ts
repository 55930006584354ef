import { describe, expect, it } from 'vitest';
import { readServer } from '../../src/config/server.ts';

const read = (written: Record<string, string>) =>
  readServer({ id: 'gt3', written: { SERVER_DIR: '/srv/ac', ...written }, nameOf: (key) => key });

describe('the settings of a game server', () => {
  it('include RCON and the width of the chat', () => {
    const { server, problems } = read({ DIALECT: 'assettoserver', RCON_ADDRESS: '127.0.0.1:9602', CHAT_WIDTH: '100' });
    expect(problems).toEqual([]);
    expect(server).toMatchObject({ rcon: { host: '127.0.0.1', port: 9602 }, chatWidth: 100 });
  });

  it('leave RCON and the chat width unset by default', () => {
    const { server } = read({});
    expect(server?.rcon).toBeUndefined();
    expect(server?.chatWidth).toBeUndefined();
  });

  it.each([
    ['29', 'CHAT_WIDTH must be a number from 30 to 112.'],
    ['113', 'CHAT_WIDTH must be a number from 30 to 112.'],
    ['wide', 'CHAT_WIDTH must be a number from 30 to 112.'],
  ])('refuse a chat width of %s', (CHAT_WIDTH, sentence) => {
    expect(read({ CHAT_WIDTH }).problems).toEqual([sentence]);
  });

  it('include the chat filter and the first lap with DRS', () => {
    const { server } = read({ CHAT_FILTER: 'PLP:, Car Damage - ,,#app', DRS_FROM_LAP: '3' });
    expect(server).toMatchObject({ chatFilter: ['PLP:', 'Car Damage -', '#app'], drsFromLap: 3 });
    expect(read({}).server?.drsFromLap).toBeUndefined();
  });

  it.each(['0', '1', '1000', '2.5', 'second'])('refuse DRS from lap %s', (DRS_FROM_LAP) => {
    expect(read({ DRS_FROM_LAP }).problems).toEqual(['DRS_FROM_LAP must be a number from 2 to 999.']);
  });

  it('include the position interval and the minimum speed of an incident', () => {
    const { server, problems } = read({ POSITION_INTERVAL_MS: '100', INCIDENT_MIN_KMH: '0' });
    expect(problems).toEqual([]);
    expect(server).toMatchObject({ positionIntervalMs: 100, incidentMinKmh: 0 });
    expect(read({}).server?.positionIntervalMs).toBeUndefined();
  });

  it.each([
    [{ POSITION_INTERVAL_MS: '501' }, 'POSITION_INTERVAL_MS must be a number from 0 to 500.'],
    [{ POSITION_INTERVAL_MS: 'often' }, 'POSITION_INTERVAL_MS must be a number from 0 to 500.'],
    [{ INCIDENT_MIN_KMH: '-1' }, 'INCIDENT_MIN_KMH must be a number from 0 to 300.'],
    [{ INCIDENT_MIN_KMH: '12.5' }, 'INCIDENT_MIN_KMH must be a number from 0 to 300.'],
  ])('refuse %j', (written, sentence) => {
    expect(read(written).problems).toEqual([sentence]);
  });

  it('say who writes the server files', () => {
    expect(read({ FILES_WRITTEN_BY: 'manager' }).server).toMatchObject({ filesBy: 'manager' });
    expect(read({ FILES_WRITTEN_BY: 'pitwall', MODE: 'external' }).server).toMatchObject({ filesBy: 'pitwall' });
    expect(read({}).server?.filesBy).toBeUndefined();
    expect(read({ FILES_WRITTEN_BY: 'acsm' }).problems).toEqual(['FILES_WRITTEN_BY must be pitwall or manager.']);
  });

  it('need UDP ports if a server manager writes the files of an external server', () => {
    const free = { MODE: 'external', FILES_WRITTEN_BY: 'manager' };
    expect(read(free).problems).toEqual([
      'UDP_LISTEN and UDP_SEND are missing: the ports in server_cfg.ini are for the manager itself; give those of its options.',
    ]);
    const pair = { UDP_LISTEN: '127.0.0.1:12000', UDP_SEND: '127.0.0.1:11000' };
    expect(read({ ...free, ...pair }).problems).toEqual([]);
  });

  it('refuse FILES_WRITTEN_BY=pitwall with DIALECT=acsm', () => {
    const pair = { UDP_LISTEN: '127.0.0.1:12000', UDP_SEND: '127.0.0.1:11000' };
    expect(read({ DIALECT: 'acsm', FILES_WRITTEN_BY: 'pitwall', ...pair }).problems).toEqual([
      'FILES_WRITTEN_BY=pitwall cannot be with DIALECT=acsm: that server manager writes the files of its servers itself.',
    ]);
    expect(read({ DIALECT: 'acsm', FILES_WRITTEN_BY: 'manager', ...pair }).problems).toEqual([]);
  });

  it('accept a preset for an external server', () => {
    expect(read({ MODE: 'external', PRESET: 'SERVER_00' }).server).toMatchObject({ preset: 'SERVER_00' });
  });

  it('refuse RCON and PRESET settings that have no effect', () => {
    expect(read({ RCON_ADDRESS: '127.0.0.1:9602' }).problems).toEqual([
      'RCON_ADDRESS has no effect unless DIALECT is assettoserver.',
    ]);
    expect(read({ PRESET: 'night' }).problems).toEqual([
      'PRESET has no effect unless DIALECT is assettoserver or MODE is external.',
    ]);
    expect(read({ DIALECT: 'assettoserver', RCON_PASSWORD: 'x' }).problems).toEqual([
      'RCON_PASSWORD has no effect without RCON_ADDRESS.',
    ]);
    expect(read({ DIALECT: 'assettoserver', PRESET: '../..' }).problems).toHaveLength(1);
    expect(read({ DIALECT: 'assettoserver', RCON_ADDRESS: '9602' }).problems).toHaveLength(1);
  });
});
