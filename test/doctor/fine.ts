/** A healthy installation. Each test breaks one thing in it. */
import type { CheckedConfig, DataFacts, DiscordFacts, Facts, GuildFacts, ServerFacts } from '../../src/doctor/facts.ts';
import type { FleetFacts, NatsFacts } from '../../src/doctor/natsFacts.ts';
import { INVITATIONS } from '../../src/doctor/permissions.ts';

export const GUILD = '100000000000000000';
export const BOT = '100000000000000001';
export const [MAIN, CHAT, STEWARDS, LOG] = ['10', '11', '12', '13'] as const;
export const [ADMINS, MARSHALS] = ['20', '21'] as const;
const BOT_ROLE = '22';

/** From Discord's documentation: the permissions everybody has on a new server, as far as they are checked. */
const VIEW = 1n << 10n;
const SEND = 1n << 11n;
const HISTORY = 1n << 16n;

const channel = (id: string, name: string, overwrites: GuildFacts['channels'][number]['overwrites'] = []) => ({
  id,
  name,
  kind: 'text' as const,
  overwrites,
});

export const hidden = [
  { id: GUILD, isMember: false, allow: 0n, deny: VIEW },
  { id: BOT, isMember: true, allow: VIEW, deny: 0n },
  { id: MARSHALS, isMember: false, allow: VIEW, deny: 0n },
];

export const guild: GuildFacts = {
  id: GUILD,
  name: 'League',
  needsTwoFactor: false,
  roles: [
    { id: GUILD, name: '@everyone', position: 0, permissions: VIEW | SEND | HISTORY },
    { id: MARSHALS, name: 'Marshals', position: 1, permissions: 0n },
    { id: ADMINS, name: 'Admins', position: 2, permissions: 0n },
    { id: BOT_ROLE, name: 'Pitwall', position: 3, permissions: INVITATIONS.running, isManaged: true },
  ],
  botRoleIds: [BOT_ROLE],
  channels: [
    channel(MAIN, 'race-control'),
    channel(CHAT, 'race-chat'),
    channel(STEWARDS, 'stewards', hidden),
    channel(LOG, 'race-log', hidden),
  ],
};

export const discord: DiscordFacts = {
  token: 'accepted',
  applicationId: BOT,
  botId: BOT,
  hasMessageContent: true,
  logins: { left: 990, resetAt: 0 },
  clockAheadMs: 200,
  guilds: [{ id: GUILD, name: 'League' }],
  guild,
  commandsShownTo: [ADMINS],
  commands: 'same',
};

export const config: CheckedConfig = {
  discord: {
    token: 'a.b.c',
    guildId: GUILD,
    channelId: MAIN,
    chatChannelId: CHAT,
    stewardChannelId: STEWARDS,
    logChannelId: LOG,
    roleIds: { admin: [ADMINS], steward: [MARSHALS], driver: [] },
    administratorsAreAdmins: true,
    chatToGame: true,
  },
  servers: [{ id: 'gt3', directory: '/srv/ac' }],
};

export const server: ServerFacts = {
  id: 'gt3',
  isExternal: true,
  dialect: 'kunos',
  directory: '/srv/ac',
  plugin: { listen: '127.0.0.1:12000', localPort: 11_000, serverHost: '127.0.0.1', isHeard: true },
  http: { port: 8081, state: 'answers', name: 'Friday GT3', drivers: 8 },
  rcon: 'accepted',
  chained: { address: '127.0.0.1:12001', isHeard: true },
  program: { path: '/srv/ac/acServer', state: 'fine' },
  log: { path: '/var/log/ac.log', quietMs: 1000 },
  zoneOffHours: 0,
};

export const data: DataFacts = {
  directory: '/var/lib/pitwall',
  freeBytes: 10_000_000_000,
  open: [],
  eventsToRead: 1000,
  waiting: [],
  notes: [],
  hosts: [
    { edge: 'eifel', servers: ['gt3'] },
    { edge: 'spa', servers: ['gt4', 'cup'] },
  ],
};

export const nats: NatsFacts = {
  role: 'hub',
  url: 'tls://nats.example.org:4222',
  user: 'hub',
  version: '2.10.25',
  isEncrypted: true,
  jetstream: 'fine',
  forbidden: [],
  stream: { bytes: 1_000_000, maxBytes: 1_073_741_824, dropsOld: false, foreign: [] },
  isSynced: true,
};

/** A hub with one edge. */
export const fleet: FleetFacts = {
  version: '0.2.0',
  protocol: 1,
  language: 'de',
  isServing: true,
  edges: [
    {
      edge: 'spa',
      servers: ['gt4', 'cup'],
      version: '0.2.0',
      protocol: 1,
      language: 'de',
      heardMs: 800,
      clockAheadMs: -20,
      waiting: 3,
    },
  ],
};

export const fine: Facts = {
  now: new Date(2026, 10, 21, 20).getTime(),
  machine: { node: '20.19.0' },
  settings: {
    isConfigured: true,
    problems: [],
    token: 'a.b.c',
    envFile: {
      path: '/srv/pitwall/.env',
      hasByteOrderMark: false,
      hasNul: false,
      lines: ['# mine', 'DISCORD_TOKEN=a.b.c', "SPECTATOR_PASSWORD='ab#c' # a comment", 'LOG_LEVEL=info # another', ''],
      mode: 0o600,
    },
    config,
  },
  discord,
  servers: [server],
  data,
  nats,
  fleet,
};
