import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addSettings } from '../../src/config/envFile.ts';
import { REQUIRED, readConfig, readSettings, SECRET_VARIABLES, VARIABLES } from '../../src/config/environment.ts';
import { UserError } from '../../src/kit/errors.ts';

const TOKEN = 'bG9jYWw.c2FuZGJveA.opens-nothing';
const SNOWFLAKE = '123456789012345678';

const required = {
  DISCORD_TOKEN: TOKEN,
  DISCORD_GUILD_ID: '223456789012345678',
  DISCORD_CHANNEL_ID: '323456789012345678',
  SERVER_DIR: '/srv/assetto',
};

/** The problems with the required settings after these changes, line by line. */
function problems(changes: Record<string, string | undefined>): string[] {
  try {
    readConfig({ ...required, ...changes });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message.split('\n');
  }
}

describe('a configuration', () => {
  it('needs four settings and has defaults for the others', () => {
    expect(readConfig(required)).toEqual({
      discord: {
        token: TOKEN,
        guildId: '223456789012345678',
        channelId: '323456789012345678',
        roleIds: { admin: [], steward: [], driver: [] },
        administratorsAreAdmins: true,
        chatToGame: false,
        linksCountInGame: false,
      },
      servers: [{ id: 'main', directory: resolve('/srv/assetto') }],
      dataDirectory: resolve('data'),
      language: 'en',
      incidentAnimation: false,
      publishEvidence: false,
      keepDays: 90,
      logLevel: 'info',
      logFormat: 'text',
      lifeWarning: true,
    });
    expect(Object.keys(required)).toEqual(REQUIRED);
  });

  it('reads every setting', () => {
    const config = readConfig({
      ...required,
      DISCORD_CHAT_CHANNEL_ID: '423456789012345678',
      DISCORD_STEWARD_CHANNEL_ID: '523456789012345678',
      DISCORD_LOG_CHANNEL_ID: '623456789012345678',
      DISCORD_BOARD_CHANNEL_ID: '723456789012345678',
      DISCORD_DOCUMENTS_CHANNEL_ID: '823456789012345678',
      NOTICES: 'lap=race, Fastest-Lap = chat, join=off',
      DISCORD_ADMIN_ROLES: SNOWFLAKE,
      DISCORD_STEWARD_ROLES: `${SNOWFLAKE}, 12345678901234567`,
      DISCORD_DRIVER_ROLES: `${SNOWFLAKE} 12345678901234567890;`,
      DISCORD_ADMINISTRATORS_ARE_ADMINS: 'no',
      DISCORD_CHAT_TO_GAME: 'yes',
      DISCORD_LINKS_COUNT_IN_GAME: 'yes',
      DISCORD_API_URL: 'http://127.0.0.1:4000/api',
      SERVER_ID: 'gt3',
      ACSERVER_COMMAND: 'wine "/srv/assetto corsa/acServer.exe"  -c cfg/a.ini',
      WEBSOCKET_PORT: '8765',
      WEBSOCKET_HOST: '0.0.0.0',
      WEBSOCKET_ADMIN_TOKEN: 'admin-token',
      WEBSOCKET_STEWARD_TOKEN: 'steward-token',
      WEBSOCKET_DRIVER_TOKEN: 'driver-token',
      DATA_DIR: '/var/lib/pitwall',
      INCIDENT_ANIMATION: 'yes',
      PUBLISH_EVIDENCE: 'yes',
      KEEP_DAYS: '30',
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'json',
      LIFE_WARNING: 'no',
      METRICS_PORT: '9464',
    });
    expect(config).toEqual({
      discord: {
        token: TOKEN,
        guildId: '223456789012345678',
        channelId: '323456789012345678',
        chatChannelId: '423456789012345678',
        stewardChannelId: '523456789012345678',
        logChannelId: '623456789012345678',
        boardChannelId: '723456789012345678',
        documentsChannelId: '823456789012345678',
        notices: { lap: 'race', 'fastest lap': 'chat', join: 'off' },
        roleIds: {
          admin: [SNOWFLAKE],
          steward: [SNOWFLAKE, '12345678901234567'],
          driver: [SNOWFLAKE, '12345678901234567890'],
        },
        administratorsAreAdmins: false,
        chatToGame: true,
        linksCountInGame: true,
        apiUrl: 'http://127.0.0.1:4000/api',
      },
      servers: [
        {
          id: 'gt3',
          directory: resolve('/srv/assetto'),
          command: ['wine', '/srv/assetto corsa/acServer.exe', '-c', 'cfg/a.ini'],
        },
      ],
      websocket: {
        host: '0.0.0.0',
        port: 8765,
        tokens: { admin: 'admin-token', steward: 'steward-token', driver: 'driver-token' },
      },
      dataDirectory: resolve('/var/lib/pitwall'),
      language: 'en',
      incidentAnimation: true,
      publishEvidence: true,
      keepDays: 30,
      logLevel: 'debug',
      logFormat: 'json',
      lifeWarning: false,
      metricsPort: 9464,
    });
  });

  it.each([
    ['de', 'de'],
    ['DE', 'de'],
    ['En', 'en'],
    ['pt-br', 'pt-BR'],
  ])('accepts the language "%s" in any case', (written, language) => {
    expect(readConfig({ ...required, LANGUAGE: written })).toMatchObject({ language });
  });

  it('treats an empty setting as missing', () => {
    const empty = Object.fromEntries(VARIABLES.map((name) => [name, ' ']));
    expect(readConfig({ ...empty, ...required })).toEqual(readConfig(required));
    expect(problems({ SERVER_DIR: '' })).toEqual(['SERVER_DIR is missing: it must be the directory of your acServer.']);
  });

  it('ignores spaces around a setting', () => {
    expect(readConfig({ ...required, SERVER_ID: ' gt3 ' }).servers[0]?.id).toBe('gt3');
  });
});

describe('an empty configuration', () => {
  const sentence =
    'Pitwall is not configured yet: run "npm run setup", or set DISCORD_TOKEN, DISCORD_GUILD_ID, DISCORD_CHANNEL_ID and SERVER_DIR in .env, a copy of .env.example. To look around first:';

  it.each([[{}], [{ DISCORD_TOKEN: '' }], [{ LOG_LEVEL: 'trace', DATA_DIR: '/tmp', SERVER_IP: '127.0.0.1' }]])(
    'points to the demo: %j',
    (variables) => expect(() => readConfig(variables)).toThrow(`${sentence} "npm run demo".`),
  );
});

describe('a wrong setting', () => {
  it.each([
    ['DISCORD_TOKEN', `"${TOKEN}"`, 'the token of your bot, without quotes or blanks'],
    ['DISCORD_TOKEN', `Bot ${TOKEN}`, 'the token of your bot, without quotes or blanks'],
    ['DISCORD_GUILD_ID', '1234567890123456', 'a Discord id of 17 to 20 digits'],
    ['DISCORD_CHANNEL_ID', '123456789012345678901', 'a Discord id of 17 to 20 digits'],
    ['DISCORD_LOG_CHANNEL_ID', '#race-control', 'a Discord id of 17 to 20 digits'],
    ['DISCORD_ADMIN_ROLES', `${SNOWFLAKE}, Race Director`, 'Discord ids of 17 to 20 digits, separated by commas'],
    ['DISCORD_CHAT_TO_GAME', 'true', 'yes or no'],
    ['DISCORD_API_URL', '127.0.0.1:4000', 'an address such as http://127.0.0.1:4000/api'],
    ['SERVER_ID', 'GT3 Cup', 'up to 32 lower-case letters, digits, - or _'],
    ['ACSERVER_COMMAND', 'wine "acServer.exe', 'a command whose double quotes come in pairs'],
    ['WEBSOCKET_PORT', '0', 'a port from 1 to 65535'],
    ['WEBSOCKET_PORT', '65536', 'a port from 1 to 65535'],
    ['WEBSOCKET_PORT', '80.5', 'a port from 1 to 65535'],
    ['WEBSOCKET_PORT', '0x50', 'a port from 1 to 65535'],
    ['INCIDENT_ANIMATION', 'maybe', 'yes or no'],
    ['PUBLISH_EVIDENCE', 'maybe', 'yes or no'],
    ['KEEP_DAYS', '0', 'a number from 1 to 3650'],
    ['LANGUAGE', 'klingon', 'one of en, de, es, fr, it, pt-BR'],
    ['LANGUAGE', 'pt', 'one of en, de, es, fr, it, pt-BR'],
    ['LOG_LEVEL', 'trace', 'debug, info, warn or error'],
    ['LOG_FORMAT', 'xml', 'text or json'],
    ['METRICS_PORT', '0', 'a port from 1 to 65535'],
    ['LIFE_WARNING', 'never', 'yes or no'],
  ])('is reported: %s=%s', (name, value, expected) => {
    expect(problems({ [name]: value })).toEqual([`${name} must be ${expected}.`]);
  });

  it('is reported together with all others', () => {
    const told = problems({ DISCORD_GUILD_ID: undefined, DISCORD_CHANNEL_ID: 'x', LOG_LEVEL: 'loud' });
    expect(told).toEqual([
      'DISCORD_GUILD_ID is missing: it must be the id of your Discord server.',
      'DISCORD_CHANNEL_ID must be a Discord id of 17 to 20 digits.',
      'LOG_LEVEL must be debug, info, warn or error.',
    ]);
  });

  // Any spectator password is valid.
  it.each(SECRET_VARIABLES.filter((name) => name !== 'SPECTATOR_PASSWORD'))(
    'is never repeated in the error if it is secret: %s',
    (name) => {
      const told = problems({ [name]: 's3 cret', WEBSOCKET_PORT: '8765' });
      expect(told).toHaveLength(1);
      expect(told.join()).not.toContain('cret');
    },
  );
});

describe('a misspelled setting', () => {
  it.each([
    ['DISCORD_CHANEL_ID', 'DISCORD_CHANNEL_ID'],
    ['DISCORD_TOKE', 'DISCORD_TOKEN'],
    ['DISCORD_GUILD', 'DISCORD_GUILD_ID'],
  ])('is reported once, with a suggestion: %s', (name, meant) => {
    const told = problems({ [meant]: undefined, [name]: SNOWFLAKE });
    expect(told).toEqual([`There is no setting ${name}; did you mean ${meant}?`]);
  });

  it('is also validated as the setting it was meant to be', () => {
    expect(problems({ WEBSOCKET_PROT: 'x', WEBSOCKET_HOST: '127.0.0.1' })).toEqual([
      'There is no setting WEBSOCKET_PROT; did you mean WEBSOCKET_PORT?',
      'WEBSOCKET_PORT must be a port from 1 to 65535.',
    ]);
  });

  it.each([
    ['DISCORD_WEBHOOK_URL'], // belongs to another program
    ['SERVER_IP'], // set by hosting panels
    ['DATA_DIRS'],
  ])('is ignored if it may belong to another program: %s', (name) => {
    expect(problems({ [name]: 'x' })).toEqual([]);
  });

  it('is ignored if the setting it resembles is set', () => {
    expect(problems({ DISCORD_TOKEN2: 'x' })).toEqual([]);
  });
});

describe('a line of .env', () => {
  const read = (set: Record<string, string>) => {
    const { problems: refused, warnings } = readSettings({ ...required, ...set }, undefined, [
      ...Object.keys(required),
      ...Object.keys(set),
    ]);
    return { refused, warnings };
  };

  it.each([
    ['STEWARD_NEEDED', '2', 'STEWARDS_NEEDED'],
    ['DATA_DIRS', 'x', 'DATA_DIR'],
    ['APPEAL_MINUTS', '60', 'APPEAL_MINUTES'],
    ['appeal_minutes', '60', 'APPEAL_MINUTES'],
    ['WEBSOCKET_TOKEN', 'a-long-secret', 'WEBSOCKET_ADMIN_TOKEN'],
  ])('that misspells a setting is refused: %s', (name, value, meant) => {
    const told = [`There is no setting ${name}; did you mean ${meant}?`];
    expect(read({ [name]: value }).refused).toEqual(expect.arrayContaining(told));
  });

  it('that misspells a setting beside it is named', () => {
    expect(read({ DISCORD_CHANEL_ID: '1' })).toEqual({
      refused: [],
      warnings: [
        'There is no setting DISCORD_CHANEL_ID: that line of .env has no effect. The setting DISCORD_CHANNEL_ID is there as well.',
      ],
    });
  });

  it('that resembles no setting is named', () => {
    expect(read({ POSTGRES_HOST: 'x', DISCORD_WEBHOOK_URL: 'y' })).toEqual({
      refused: [],
      warnings: [
        'There is no setting POSTGRES_HOST: that line of .env has no effect.',
        'There is no setting DISCORD_WEBHOOK_URL: that line of .env has no effect.',
      ],
    });
  });

  it.each(['TZ', 'NODE_OPTIONS', 'HTTPS_PROXY', 'https_proxy', 'npm_config_cache', 'WINEPREFIX', 'PITWALL_TOKEN'])(
    'for another program is left alone: %s',
    (name) => expect(read({ [name]: 'x' })).toEqual({ refused: [], warnings: [] }),
  );
});

describe('the environment', () => {
  it('goes before .env, but an empty variable counts as left out', () => {
    const environment = { KEEP_DAYS: '7', DISCORD_API_URL: '', LANGUAGE: ' ' };
    addSettings(environment, { KEEP_DAYS: '9', DISCORD_API_URL: 'http://localhost/api', LANGUAGE: 'de', TZ: 'UTC' });
    expect(environment).toEqual({
      KEEP_DAYS: '7',
      DISCORD_API_URL: 'http://localhost/api',
      LANGUAGE: 'de',
      TZ: 'UTC',
    });
  });
});

describe('settings of a chained plugin', () => {
  it('are only valid together', () => {
    const both = { SERVER_CHAIN_LISTEN: '127.0.0.1:11001', SERVER_CHAIN_SEND: 'localhost:12001' };
    expect(readConfig({ ...required, ...both }).servers).toMatchObject([
      { chain: { listen: { host: '127.0.0.1', port: 11_001 }, send: { host: 'localhost', port: 12_001 } } },
    ]);
    expect(problems({ SERVER_CHAIN_LISTEN: '127.0.0.1:11001' })).toEqual([
      'Set both SERVER_CHAIN_LISTEN and SERVER_CHAIN_SEND, or neither.',
    ]);
  });
});

describe('settings of the websocket', () => {
  it.each(['WEBSOCKET_HOST', 'WEBSOCKET_ADMIN_TOKEN'])('need WEBSOCKET_PORT: %s', (name) => {
    expect(problems({ [name]: '127.0.0.1' })).toEqual([`${name} has no effect without WEBSOCKET_PORT; set that, too.`]);
  });

  it('need a different token for each role', () => {
    const token = 'the-same-token';
    const told = problems({ WEBSOCKET_PORT: '8765', WEBSOCKET_ADMIN_TOKEN: token, WEBSOCKET_DRIVER_TOKEN: token });
    expect(told).toEqual(['WEBSOCKET_DRIVER_TOKEN is also the token of another role; each role needs its own.']);
  });

  it('accept the owner of a token only together with the token', () => {
    const token = { WEBSOCKET_PORT: '8765', WEBSOCKET_STEWARD_TOKEN: 'steward-token' };
    expect(problems({ ...token, WEBSOCKET_STEWARD_TOKEN_OWNER: SNOWFLAKE })).toEqual([]);
    expect(problems({ ...token, WEBSOCKET_ADMIN_TOKEN_OWNER: SNOWFLAKE })).toEqual([
      'WEBSOCKET_ADMIN_TOKEN_OWNER has no effect without WEBSOCKET_ADMIN_TOKEN; set that, too.',
    ]);
    expect(problems({ ...token, WEBSOCKET_STEWARD_TOKEN_OWNER: 'Ada' })).toHaveLength(1);
  });

  it('refuse a port that is also the metrics port', () => {
    expect(problems({ WEBSOCKET_PORT: '8765', METRICS_PORT: '8765' })).toEqual([
      'METRICS_PORT is also WEBSOCKET_PORT; each needs a port of its own.',
    ]);
  });

  it('refuse a short token', () => {
    const told = problems({ WEBSOCKET_PORT: '8765', WEBSOCKET_ADMIN_TOKEN: 'letmein' });
    expect(told).toEqual(['WEBSOCKET_ADMIN_TOKEN must be at least 8 characters long.']);
  });
});
