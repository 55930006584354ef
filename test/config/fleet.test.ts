import { describe, expect, it } from 'vitest';
import { readConfig, readSettings } from '../../src/config/environment.ts';

const discord = {
  DISCORD_TOKEN: 'bG9jYWw.c2FuZGJveA.opens-nothing',
  DISCORD_GUILD_ID: '223456789012345678',
  DISCORD_CHANNEL_ID: '323456789012345678',
};
const alone = { ...discord, SERVER_DIR: '/srv/assetto' };
const nats = { NATS_URL: 'tls://nats.example.org:4222', NATS_PASSWORD: 'grid walk' };
const hub = { ...discord, ...nats };
const edge = { ...nats, EDGE: 'spa', SERVER_DIR: '/srv/assetto' };

const problemsOf = (variables: Readonly<Record<string, string>>, text?: string): readonly string[] =>
  readSettings(variables, text === undefined ? undefined : { name: 'servers.ini', text }).problems;

describe('a Pitwall without fleet settings', () => {
  it('is a single installation', () => {
    const { role, config, edge: none } = readSettings(alone);
    expect(role).toBe('alone');
    expect(config?.fleet).toBeUndefined();
    expect(none).toBeUndefined();
  });

  it('refuses servers of edges in servers.ini', () => {
    expect(problemsOf(discord, '[gt3]\nEDGE=spa\n')).toEqual([
      'servers.ini, [gt3]: EDGE only has an effect on the hub of a fleet.',
    ]);
  });
});

describe('an edge', () => {
  it('has game servers and no Discord', () => {
    const { role, config, edge: read, problems } = readSettings(edge);
    expect(problems).toEqual([]);
    expect(role).toBe('edge');
    expect(config).toBeUndefined();
    expect(read).toMatchObject({
      fleet: {
        edge: 'spa',
        letter: 'S',
        nats: { url: 'tls://nats.example.org:4222', user: 'spa', password: 'grid walk' },
      },
      servers: [{ id: 'main' }],
      keepDays: 90,
    });
    expect(() => readConfig(edge)).toThrow(
      'EDGE is set, so this is an edge of a fleet and has no Discord: run this on its hub.',
    );
  });

  it('reads every setting', () => {
    const { edge: read } = readSettings({
      NATS_URL: 'nats://[2001:db8::7]:4333',
      NATS_CREDENTIALS_FILE: '/etc/pitwall/spa.nk',
      NATS_CA_FILE: '/etc/pitwall/ca.pem',
      NATS_CERT_FILE: '/etc/pitwall/spa.pem',
      NATS_KEY_FILE: '/etc/pitwall/spa.key',
      NATS_DOCTOR_PASSWORD: 'only looking',
      EDGE: '24h',
      EDGE_LETTER: 'n',
      SERVER_DIR: '/srv/assetto',
    });
    expect(read?.fleet).toEqual({
      edge: '24h',
      letter: 'N',
      nats: {
        url: 'nats://[2001:db8::7]:4333',
        user: '24h',
        credentialsFile: '/etc/pitwall/spa.nk',
        caFile: '/etc/pitwall/ca.pem',
        certificate: { certFile: '/etc/pitwall/spa.pem', keyFile: '/etc/pitwall/spa.key' },
        doctorPassword: 'only looking',
      },
    });
  });

  it.each([
    ['DISCORD_TOKEN', 'x'],
    ['DISCORD_CHAT_CHANNEL_ID', '123456789012345678'],
    ['NOTICES', 'lap=off'],
  ])('refuses a Discord setting: %s', (name, value) => {
    expect(problemsOf({ ...edge, [name]: value })).toEqual([
      `${name} has no effect if EDGE is set: only the hub has Discord. Remove NOTICES and every line that begins with DISCORD_.`,
    ]);
  });

  it.each(['CHANNELS=123456789012345678', 'DISCORD_LOG_CHANNEL_ID=123456789012345678', 'NOTICES=lap=off'])(
    'refuses a Discord setting for one of its servers: %s',
    (line) => {
      const { SERVER_DIR: _, ...others } = edge;
      expect(problemsOf(others, `[gt3]\nSERVER_DIR=/srv/gt3\n${line}\n`)).toEqual([
        'servers.ini, [gt3]: channels and NOTICES have no effect at an edge; they belong to its hub.',
      ]);
    },
  );

  it('needs SERVER_DIR', () => {
    const { SERVER_DIR: _, ...others } = edge;
    expect(problemsOf(others)).toEqual(['SERVER_DIR is missing: it must be the directory of your acServer.']);
  });
});

describe('a hub', () => {
  it('has Discord and needs no game server', () => {
    const { role, config, problems } = readSettings(hub);
    expect(problems).toEqual([]);
    expect(role).toBe('hub');
    expect(config).toMatchObject({
      discord: { guildId: '223456789012345678' },
      servers: [],
      fleet: { nats: { url: 'tls://nats.example.org:4222', user: 'hub', password: 'grid walk' }, places: [] },
    });
  });

  it('may have game servers of its own', () => {
    expect(readSettings({ ...hub, SERVER_DIR: '/srv/assetto', SERVER_ID: 'cup' }).config?.servers).toMatchObject([
      { id: 'cup' },
    ]);
  });

  it('reads the channels for servers of its edges', () => {
    const text =
      '[cup]\nSERVER_DIR=/srv/cup\n[gt3]\nEDGE=spa\nCHANNELS=123456789012345678\nDISCORD_CHANNEL_ID=423456789012345678\nNOTICES=lap=off\n';
    const { config, problems } = readSettings(hub, { name: 'servers.ini', text });
    expect(problems).toEqual([]);
    expect(config?.servers.map(({ id }) => id)).toEqual(['cup']);
    expect(config?.fleet?.places).toEqual([
      {
        id: 'gt3',
        edge: 'spa',
        channelIds: ['123456789012345678'],
        routes: { channelId: '423456789012345678' },
        notices: { lap: 'off' },
      },
    ]);
  });

  it.each([
    ['EDGE=hub', '[gt3]: EDGE must be up to 32 lower-case letters, digits, - or _, and not hub.'],
    ['EDGE=spa\nSERVER_DIR=/x', '[gt3]: SERVER_DIR has no effect in a section with EDGE: set it on that edge instead.'],
    ['EDGE=spa\nDISCORD_CHANNEL_ID=x', '[gt3]: DISCORD_CHANNEL_ID must be a Discord id of 17 to 20 digits.'],
  ])('refuses an invalid section: %j', (lines, told) => {
    expect(problemsOf(hub, `[gt3]\n${lines}\n`)).toEqual([`servers.ini, ${told}`]);
  });

  it('refuses one command channel for two servers', () => {
    const text = '[cup]\nSERVER_DIR=/c\nCHANNELS=123456789012345678\n[gt3]\nEDGE=spa\nCHANNELS=123456789012345678\n';
    expect(problemsOf(hub, text)).toEqual([
      'servers.ini: the channel 123456789012345678 can stand in CHANNELS of one server only.',
    ]);
  });
});

describe('the fleet settings', () => {
  const ADDRESS = 'NATS_URL must be an address such as tls://nats.example.org:4222.';
  it.each([
    ['NATS_URL', 'nats.example.org:4222', ADDRESS],
    ['NATS_URL', 'http://nats.example.org', ADDRESS],
    ['NATS_URL', 'tls://spa:secret@nats.example.org', ADDRESS],
    ['NATS_URL', 'tls://nats.example.org:70000', ADDRESS],
    ['NATS_URL', 'nats://', ADDRESS],
    ['EDGE', 'Spa Francorchamps', 'EDGE must be up to 32 lower-case letters, digits, - or _, and not hub.'],
    ['EDGE', 'hub', 'EDGE must be up to 32 lower-case letters, digits, - or _, and not hub.'],
    ['EDGE', '24h', 'EDGE_LETTER is missing: it must be one letter from A to Z, because EDGE begins with none.'],
    ['EDGE_LETTER', 'SP', 'EDGE_LETTER must be one letter from A to Z.'],
    ['EDGE_LETTER', '7', 'EDGE_LETTER must be one letter from A to Z.'],
    ['NATS_CERT_FILE', '/x', 'Set both NATS_CERT_FILE and NATS_KEY_FILE, or neither.'],
    ['NATS_CREDENTIALS_FILE', '/x', 'NATS_CREDENTIALS_FILE has no effect if NATS_PASSWORD is set: remove one of them.'],
    [
      'NATS_PASSWORD',
      '',
      'NATS_PASSWORD is missing: it must be that of the user spa in nats-server.conf; or set NATS_CREDENTIALS_FILE.',
    ],
    ['NATS_URL', '', 'NATS_PASSWORD has no effect without NATS_URL; set that, too.'],
  ])('report a mistake at an edge in one sentence: %s=%s', (name, value, sentence) => {
    expect(problemsOf({ ...edge, [name]: value })).toEqual([sentence]);
  });

  it.each([
    ['NATS_PASSWORD', '', 'that of the user hub in nats-server.conf; or set NATS_CREDENTIALS_FILE.'],
    ['EDGE_LETTER', 'S', 'EDGE_LETTER has no effect without EDGE; set that, too.'],
    ['DISCORD_TOKEN', '', 'DISCORD_TOKEN is missing: it must be the token of your bot, without quotes or blanks.'],
  ])('report a mistake at a hub in one sentence: %s=%s', (name, value, sentence) => {
    const told = problemsOf({ ...hub, [name]: value });
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(sentence);
  });

  it.each(['nats://10.0.0.7', 'tls://nats.example.org', 'nats://[::1]:4222'])('accept the NATS address %s', (url) => {
    expect(problemsOf({ ...edge, NATS_URL: url })).toEqual([]);
  });
});
