import { describe, expect, it } from 'vitest';
import { pluginProblem, readServerCfg } from '../../../src/acserver/ini/serverCfg.ts';
import { fixture, ini } from './fixtures.ts';

const STOCK = 'server_cfg.stock-manager.ini';
const CONTENT_MANAGER = 'server_cfg.content-manager-dialect.ini';
const ALIGNED = 'server_cfg.spaces-style.ini';

/** The stock file with some keys of [SERVER] changed; undefined removes one. */
function stockWith(changes: Record<string, string | undefined>) {
  const document = fixture(STOCK);
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) document.remove('SERVER', key);
    else document.set('SERVER', key, value);
  }
  return document;
}

describe('reading server_cfg.ini', () => {
  it('reads the stock manager’s file', () => {
    expect(readServerCfg(fixture(STOCK))).toMatchObject({
      name: 'AC_Server',
      track: 'drift',
      layout: '',
      cars: ['bmw_m3_e30_drift'],
      maxClients: 18,
      hasPassword: false,
      adminPassword: 'mypassword',
      udpPort: 9600,
      tcpPort: 9600,
      httpPort: 8081,
      plugin: undefined,
      pickupMode: true,
      lockedEntryList: false,
      loopMode: true,
      registerToLobby: true,
      blacklistMode: 1,
      maxBallastKg: undefined,
      reversedGridPositions: 0,
      disabledSessions: [],
    });
  });

  it('reads Content Manager’s file with its layout, ballast limit and disabled booking', () => {
    const cfg = readServerCfg(fixture(CONTENT_MANAGER));
    expect(cfg.cars).toHaveLength(4);
    expect(cfg).toMatchObject({ layout: 'g_lasFlores', hasPassword: true, maxBallastKg: 0 });
    expect(cfg.disabledSessions).toEqual([
      { section: 'BOOK', name: 'Booking', minutes: 10, laps: 0, waitSeconds: 0, isOpen: 1 },
    ]);
  });

  it('reads aligned values and a car list with commas', () => {
    const cfg = readServerCfg(fixture(ALIGNED));
    expect(cfg).toMatchObject({
      name: 'Nevihost AC_Server',
      track: 'monza',
      layout: '',
      udpPort: 9001,
      httpPort: 8000,
    });
    expect(cfg.cars).toHaveLength(9);
    expect(cfg.cars[3]).toBe('bmw_m3_e30');
  });

  it('lists the sessions in running order, whatever their order in the file', () => {
    const document = ini(
      '[RACE]\nNAME=R\nLAPS=5\nTIME=0\nWAIT_TIME=60\nIS_OPEN=2\n[qualification]\nNAME=Q\nTIME=12\nIS_OPEN=1\n[BOOK]\n' +
        '[SERVER]\nTRACK=monza\nUDP_PORT=1\nTCP_PORT=1\nHTTP_PORT=2\n',
    );
    expect(readServerCfg(document).sessions).toEqual([
      { section: 'BOOK', name: 'BOOK', minutes: 0, laps: 0, waitSeconds: 0, isOpen: undefined },
      { section: 'QUALIFY', name: 'Q', minutes: 12, laps: 0, waitSeconds: 0, isOpen: 1 },
      { section: 'RACE', name: 'R', minutes: 0, laps: 5, waitSeconds: 60, isOpen: 2 },
    ]);
  });

  it('only says whether there is a password', () => {
    const cfg = readServerCfg(stockWith({ PASSWORD: 'a=b#c' }));
    expect(cfg.hasPassword).toBe(true);
    expect(JSON.stringify(cfg)).not.toContain('a=b#c');
  });

  it('uses the manager’s defaults for missing or blank switches', () => {
    const cfg = readServerCfg(stockWith({ PICKUP_MODE_ENABLED: undefined, LOOP_MODE: '', BLACKLIST_MODE: undefined }));
    expect(cfg).toMatchObject({ pickupMode: true, loopMode: true, blacklistMode: 1 });
  });

  it.each([
    [
      { UDP_PORT: 'ninety' },
      `${STOCK}, line 9: [SERVER] UDP_PORT is "ninety", but a number from 1 to 65535 was expected.`,
    ],
    [
      { HTTP_PORT: '65536' },
      `${STOCK}, line 11: [SERVER] HTTP_PORT is "65536", but a number from 1 to 65535 was expected.`,
    ],
    [{ TCP_PORT: undefined }, `${STOCK} has no TCP_PORT in [SERVER]: a port number from 1 to 65535 was expected.`],
    [{ TRACK: '' }, `${STOCK} has no TRACK in [SERVER]: the folder name of a track was expected.`],
    [{ LOOP_MODE: 'yes' }, `${STOCK}, line 13: [SERVER] LOOP_MODE is "yes", but 0 or 1 was expected.`],
  ])('refuses %j and says where and what was expected', (changes, sentence) => {
    expect(() => readServerCfg(stockWith(changes))).toThrow(new RegExp(`^${escaped(sentence)}$`));
  });

  it('refuses a session time that is not a number', () => {
    const document = fixture(STOCK);
    document.set('PRACTICE', 'TIME', '10 min');
    expect(() => readServerCfg(document)).toThrow(
      /line 42: \[PRACTICE\] TIME is "10 min", but a whole number of at least 0/,
    );
  });

  it('refuses a file without [SERVER]', () => {
    expect(() => readServerCfg(ini('<html>no ini</html>\n', 'cfg/server_cfg.ini'))).toThrow(
      'cfg/server_cfg.ini has no [SERVER] section: a server_cfg.ini of acServer was expected.',
    );
  });
});

describe('the UDP plugin', () => {
  const on = { UDP_PLUGIN_LOCAL_PORT: '11000', UDP_PLUGIN_ADDRESS: '127.0.0.1:12000' };

  it('is bound to the address the server sends to, and sends to the port the server listens on', () => {
    const cfg = readServerCfg(stockWith(on));
    expect(cfg.plugin).toEqual({ listen: { host: '127.0.0.1', port: 12000 }, serverPort: 11000 });
    expect(pluginProblem(cfg)).toBeUndefined();
  });

  it.each([
    ['no port', { ...on, UDP_PLUGIN_LOCAL_PORT: '0' }],
    ['no address', { ...on, UDP_PLUGIN_ADDRESS: '' }],
    ['neither key', { UDP_PLUGIN_LOCAL_PORT: undefined, UDP_PLUGIN_ADDRESS: undefined }],
  ])('is off with %s, and the two missing lines are named', (_, changes) => {
    const cfg = readServerCfg(stockWith(changes));
    expect(cfg.plugin).toBeUndefined();
    expect(pluginProblem(cfg)).toMatch(
      /UDP_PLUGIN_LOCAL_PORT=11000 and UDP_PLUGIN_ADDRESS=127\.0\.0\.1:12000\. Then restart acServer/,
    );
  });

  it.each(['12000', '127.0.0.1', '127.0.0.1:', ':12000', '127.0.0.1:99999'])('refuses the address %s', (address) => {
    const document = stockWith({ ...on, UDP_PLUGIN_ADDRESS: address });
    expect(() => readServerCfg(document)).toThrow(/UDP_PLUGIN_ADDRESS is ".*", but host:port like 127\.0\.0\.1:12000/);
  });
});

const escaped = (sentence: string) => sentence.replace(/[.[\]]/g, '\\$&');
