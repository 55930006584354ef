import { resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { readConfig } from '../../src/config/environment.ts';
import { openServersFile, readServersFile } from '../../src/config/serversFile.ts';
import { UserError } from '../../src/kit/errors.ts';

const CHANNEL = '123456789012345678';
const read = (text: string) => readServersFile({ name: 'servers.ini', text });
const problems = (text: string) => read(text).problems;

describe('servers.ini', () => {
  it('has one section per server and needs only a directory', () => {
    expect(read('[gt3]\nSERVER_DIR=/srv/gt3\n\n[gt4]\nSERVER_DIR=/srv/gt4\n')).toEqual({
      edgeServers: [],
      servers: [
        { id: 'gt3', directory: resolve('/srv/gt3') },
        { id: 'gt4', directory: resolve('/srv/gt4') },
      ],
      problems: [],
    });
  });

  it('reads every setting', () => {
    const text = `\uFEFF; comment
[gt3]
SERVER_DIR = /srv/gt3
DIALECT=assettoserver
MODE=external
UDP_LISTEN=0.0.0.0:12000
UDP_SEND=game.example:11000
CHAIN_LISTEN=127.0.0.1:11001
CHAIN_SEND=127.0.0.1:12001
LOG_FILE=/var/log/gt3.log
START_COMMAND=docker start "gt3 server"
STOP_COMMAND=docker stop gt3
RESTART_COMMAND=docker restart gt3
CHANNELS=${CHANNEL}, 223456789012345678
DISCORD_CHANNEL_ID=323456789012345678
DISCORD_CHAT_CHANNEL_ID=423456789012345678
DISCORD_STEWARD_CHANNEL_ID=523456789012345678
DISCORD_LOG_CHANNEL_ID=623456789012345678
DISCORD_DOCUMENTS_CHANNEL_ID=723456789012345678
LOBBY_HOST=127.0.0.1:4000
TRACKER_COMMAND=python3 stracker.py
`;
    expect(read(text)).toEqual({
      edgeServers: [],
      servers: [
        {
          id: 'gt3',
          directory: resolve('/srv/gt3'),
          dialect: 'assettoserver',
          external: {
            start: ['docker', 'start', 'gt3 server'],
            stop: ['docker', 'stop', 'gt3'],
            restart: ['docker', 'restart', 'gt3'],
            logFile: resolve('/var/log/gt3.log'),
          },
          udp: { listen: { host: '0.0.0.0', port: 12_000 }, server: { host: 'game.example', port: 11_000 } },
          chain: { listen: { host: '127.0.0.1', port: 11_001 }, send: { host: '127.0.0.1', port: 12_001 } },
          channelIds: [CHANNEL, '223456789012345678'],
          routes: {
            channelId: '323456789012345678',
            chatChannelId: '423456789012345678',
            stewardChannelId: '523456789012345678',
            logChannelId: '623456789012345678',
            documentsChannelId: '723456789012345678',
          },
          lobbyHost: '127.0.0.1:4000',
          trackerCommand: ['python3', 'stracker.py'],
        },
      ],
      problems: [],
    });
  });

  it('needs no directory for an external server with UDP addresses', () => {
    const heard = '[gt3]\nMODE=external\nUDP_LISTEN=127.0.0.1:12000\nUDP_SEND=127.0.0.1:11000\n';
    expect(read(heard).servers).toEqual([
      {
        id: 'gt3',
        external: {},
        udp: { listen: { host: '127.0.0.1', port: 12_000 }, server: { host: '127.0.0.1', port: 11_000 } },
      },
    ]);
  });

  it('treats a server with DIALECT=acsm as external', () => {
    const acsm = '[gt3]\nDIALECT=acsm\nUDP_LISTEN=127.0.0.1:12000\nUDP_SEND=127.0.0.1:11000\n';
    expect(read(acsm).servers).toMatchObject([{ dialect: 'acsm', external: {} }]);
  });

  it('keeps backslashes of Windows paths', () => {
    expect(read('[gt3]\nSERVER_DIR=C:\\ac\\gt3\nACSERVER_COMMAND=C:\\ac\\start.exe -c cfg').servers).toMatchObject([
      { command: ['C:\\ac\\start.exe', '-c', 'cfg'] },
    ]);
  });
});

const DIR = 'SERVER_DIR=/srv/gt3';

describe('servers.ini reports a mistake in one sentence:', () => {
  test.each([
    ['', 'servers.ini describes no server: a section such as [gt3] was expected.'],
    ['[gt3]\nMODE=managed', 'servers.ini, [gt3]: SERVER_DIR is missing: it must be the directory of your acServer.'],
    [`[gt3]\n${DIR}\nMODE=both`, 'servers.ini, [gt3]: MODE must be managed or external.'],
    [`[gt3]\n${DIR}\nMODE=true`, 'servers.ini, [gt3]: MODE must be managed or external.'],
    [`[gt3]\n${DIR}\nDIALECT=rfactor`, 'servers.ini, [gt3]: DIALECT must be kunos, acsm or assettoserver.'],
    [`[gt3]\n${DIR}\nMOED=external`, 'servers.ini, [gt3]: MOED is no setting; did you mean MODE?'],
    [`[gt3]\n${DIR}\nmode=external`, 'servers.ini, [gt3]: mode is no setting; did you mean MODE?'],
    [`[gt3]\n${DIR}\nTOKEN_OF_THE_BOT=x`, 'servers.ini, [gt3]: TOKEN_OF_THE_BOT is no setting.'],
    [`[gt3]\n${DIR}\nCHANNELS[]=1`, 'servers.ini, [gt3]: CHANNELS must be one text.'],
    [`[gt3]\n${DIR}\n[gt3.more]\nx=1`, 'servers.ini, [gt3]: more is no setting; did you mean MODE?'],
    [`[GT3 Cup]\n${DIR}`, 'servers.ini: the name [GT3 Cup] must be up to 32 lower-case letters, digits, - or _.'],
    [
      `[gt3]\n${DIR}\nCHANNELS=gt3`,
      'servers.ini, [gt3]: CHANNELS must be Discord ids of 17 to 20 digits, separated by commas.',
    ],
    [
      `[gt3]\n${DIR}\nCHAIN_SEND=127.0.0.1:12001`,
      'servers.ini, [gt3]: Set both CHAIN_LISTEN and CHAIN_SEND, or neither.',
    ],
    [
      `[gt3]\n${DIR}\nCHAIN_LISTEN=11001\nCHAIN_SEND=127.0.0.1:12001`,
      'servers.ini, [gt3]: CHAIN_LISTEN must be a host and a port, such as 127.0.0.1:12000.',
    ],
    [`[gt3]\n${DIR}\nSTART_COMMAND=x`, 'servers.ini, [gt3]: START_COMMAND has no effect unless MODE is external.'],
  ])('%j', (text, sentence) => expect(problems(text)).toEqual([sentence]));

  test.each(['127.0.0.1', '127.0.0.1:0', '127.0.0.1:65536', ':12000', '12000', '::1:12000'])(
    'UDP_LISTEN=%s',
    (value) => {
      const [told, ...others] = problems(`[gt3]\n${DIR}\nUDP_LISTEN=${value}\nUDP_SEND=127.0.0.1:11000`);
      expect(told).toMatch(
        /^servers\.ini, \[gt3\]: UDP_LISTEN must be a host and a port.*such as 127\.0\.0\.1:12000\.$/,
      );
      expect(others).toEqual([]);
    },
  );

  it('a setting outside any section', () => {
    expect(problems(`MODE=external\n[gt3]\n${DIR}`)).toEqual([
      'servers.ini: MODE is outside any section; each server has its own section, such as [gt3].',
    ]);
  });

  it('directories, ports and channels used by two servers', () => {
    const udp = (port: number) => `UDP_LISTEN=127.0.0.1:${port}\nUDP_SEND=127.0.0.1:11000`;
    expect(
      problems(`[a]\n${DIR}\n${udp(12_000)}\nCHANNELS=${CHANNEL}\n[b]\n${DIR}/\n${udp(12_000)}\nCHANNELS=${CHANNEL}`),
    ).toEqual([
      'servers.ini: [a] and [b] have the same SERVER_DIR; each needs its own.',
      'servers.ini: [a] and [b] have the same port in UDP_LISTEN; each needs its own.',
      `servers.ini: the channel ${CHANNEL} can stand in CHANNELS of one server only.`,
    ]);
    expect(problems(`[a]\nSERVER_DIR=/a\n${udp(12_000)}\n[b]\nSERVER_DIR=/b\n${udp(12_001)}`)).toEqual([]);
  });

  it('several mistakes at once', () => {
    expect(problems('[a]\nMODE=x\nDIALECT=y\n[B]\nMODE=managed\n')).toHaveLength(5);
  });

  test.each([
    '\u0000\u0001\u0002',
    '[__proto__]\nSERVER_DIR=/x',
    '[',
    ']]]]',
    '=',
    '[a]\n=\n',
    '[constructor]\ntoString=1',
    '['.repeat(50_000),
  ])('invalid text: %j', (text) => expect(problems(text).length).toBeGreaterThan(0));
});

describe('together with the environment variables', () => {
  const discord = {
    DISCORD_TOKEN: 'bG9jYWw.c2FuZGJveA.opens-nothing',
    DISCORD_GUILD_ID: '223456789012345678',
    DISCORD_CHANNEL_ID: '323456789012345678',
  };
  const file = { name: 'servers.ini', text: '[gt3]\nSERVER_DIR=/srv/gt3\n' };

  it('servers.ini replaces SERVER_DIR', () => {
    expect(readConfig(discord, file).servers).toEqual([{ id: 'gt3', directory: resolve('/srv/gt3') }]);
  });

  test.each([
    ['SERVER_DIR', 'put SERVER_DIR into each section that needs it'],
    ['SERVER_MODE', 'put MODE into each section that needs it'],
    ['ACSERVER_COMMAND', 'put ACSERVER_COMMAND into each section that needs it'],
    ['SERVER_ID', 'the names of its sections count'],
  ])('servers.ini excludes %s', (name, wayOn) => {
    expect(() => readConfig({ ...discord, [name]: 'managed' }, file)).toThrow(
      new UserError(`${name} has no effect if servers.ini describes the servers: ${wayOn}, and remove ${name}.`),
    );
  });

  it('names every setting that it excludes', () => {
    const both = { ...discord, APPEAL_MINUTES: '60', STEWARDS_NEEDED: '2' };
    const told = ['APPEAL_MINUTES', 'STEWARDS_NEEDED'].map(
      (name) =>
        `${name} has no effect if servers.ini describes the servers: put ${name} into each section that needs it, and remove ${name}.`,
    );
    expect(() => readConfig(both, file)).toThrow(new UserError(told.join('\n')));
  });

  it('a single server is configured by variables, without a file', () => {
    const set = { ...discord, SERVER_MODE: 'external', SERVER_UDP_LISTEN: 'localhost:12000' };
    expect(() => readConfig(set)).toThrow('Set both SERVER_UDP_LISTEN and SERVER_UDP_SEND, or neither.');
    expect(readConfig({ ...set, SERVER_UDP_SEND: 'localhost:11000' }).servers).toMatchObject([
      { id: 'main', external: {}, udp: { listen: { host: 'localhost', port: 12_000 } } },
    ]);
  });

  it('a file named in SERVERS_FILE must exist, but servers.ini is optional', () => {
    expect(() => openServersFile('/nowhere/servers.ini')).toThrow(
      /^SERVERS_FILE \/nowhere\/servers\.ini cannot be read/,
    );
    expect(openServersFile(undefined)).toBeUndefined();
    expect(openServersFile(' ')).toBeUndefined();
  });
});
