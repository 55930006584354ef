import { describe, expect, it } from 'vitest';
import { CHECKS, checkAll, exitCodeOf } from '../../src/doctor/checks.ts';
import type {
  ChannelFacts,
  CheckedConfig,
  DataFacts,
  DiscordFacts,
  Facts,
  GuildFacts,
  ServerFacts,
  SettingsFacts,
} from '../../src/doctor/facts.ts';
import type { EdgeFacts, FleetFacts, NatsFacts, NatsTrouble } from '../../src/doctor/natsFacts.ts';
import { PERMISSIONS, type PermissionName } from '../../src/doctor/permissions.ts';
import { timeOf } from '../../src/doctor/rows/discord.ts';
import {
  ADMINS,
  BOT,
  CHAT,
  config,
  data,
  discord,
  fine,
  fleet,
  GUILD,
  guild,
  hidden,
  LOG,
  MAIN,
  MARSHALS,
  nats,
  STEWARDS,
  server,
} from './fine.ts';

const AT = Date.UTC(2026, 10, 21, 19, 14);

const withDiscord = (changes: Partial<DiscordFacts>): Facts => ({ ...fine, discord: { ...discord, ...changes } });
const withGuild = (changes: Partial<GuildFacts>): Facts => withDiscord({ guild: { ...guild, ...changes } });
const withChannel = (id: string, changes: Partial<ChannelFacts>): Facts =>
  withGuild({ channels: guild.channels.map((each) => (each.id === id ? { ...each, ...changes } : each)) });
const withServer = (changes: Partial<ServerFacts>): Facts => ({ ...fine, servers: [{ ...server, ...changes }] });
const withData = (changes: Partial<DataFacts>): Facts => ({ ...fine, data: { ...data, ...changes } });
const withNats = (changes: Partial<NatsFacts>): Facts => ({ ...fine, nats: { ...nats, ...changes } });
const withFleet = (changes: Partial<FleetFacts>): Facts => ({ ...fine, fleet: { ...fleet, ...changes } });
const withEdge = (changes: Partial<EdgeFacts>): Facts =>
  withFleet({ edges: fleet.edges.map((edge) => ({ ...edge, ...changes })) });
const withTrouble = (trouble: NatsTrouble): Facts => withNats({ trouble });
const withSettings = (changes: Partial<SettingsFacts>): Facts => ({
  ...fine,
  settings: { ...fine.settings, ...changes },
});
const withConfig = (changes: Partial<CheckedConfig['discord']>): Facts =>
  withSettings({ config: { ...config, discord: { ...config.discord, ...changes } } });
const withLines = (...lines: string[]): Facts =>
  withSettings({ envFile: { path: '/srv/pitwall/.env', hasByteOrderMark: false, hasNul: false, lines } });
const withPlugin = (changes: Partial<NonNullable<ServerFacts['plugin']>>, others: Partial<ServerFacts> = {}): Facts =>
  withServer({
    plugin: { listen: '127.0.0.1:12000', localPort: 11_000, serverHost: '172.30.0.2', isHeard: false, ...changes },
    ...others,
  });

/** No role of the bot has it. */
const withoutRight = (name: PermissionName): Facts =>
  withGuild({
    roles: guild.roles.map((each) => ({ ...each, permissions: each.permissions & ~PERMISSIONS[name] })),
  });

const LINK = `https://discord.com/oauth2/authorize?client_id=${BOT}&scope=bot%20applications.commands&permissions=2252109588319296&guild_id=${GUILD}&disable_guild_select=true`;
const VIEW = 1n << 10n;
const EMBEDS = 1n << 14n;

/** Every mistake of the list, made on purpose: its number, the facts, and the sentence. */
const MISTAKES: readonly (readonly [number, Facts, string])[] = [
  [1, withSettings({ isConfigured: false, config: undefined }), 'Not configured yet.'],
  [
    2,
    withSettings({ problems: ['There is no setting DISCORD_TOKN; did you mean DISCORD_TOKEN?'] }),
    'There is no setting DISCORD_TOKN; did you mean DISCORD_TOKEN?',
  ],
  [2, withLines('SERVER_MODUS=external'), 'There is no setting SERVER_MODUS; did you mean SERVER_MODE?'],
  [
    3,
    withSettings({ envFile: { path: '.env', hasByteOrderMark: true, hasNul: false, lines: [] } }),
    '.env begins with a byte order mark: its first line is not read.',
  ],
  [
    3,
    withSettings({ envFile: { path: '.env', hasByteOrderMark: false, hasNul: true, lines: [] } }),
    '.env is UTF-16: nothing in it is read.',
  ],
  [4, withLines('SPECTATOR_PASSWORD=ab#c'), 'SPECTATOR_PASSWORD ends at its #.'],
  [4, withLines('SERVER_DIR="C:\\steam\\newserver"'), 'SERVER_DIR holds a line break: in double quotes \\n is one.'],
  [5, { ...fine, machine: { node: '18.19.1' } }, 'Pitwall needs Node 20.19 or newer; this is 18.19.1.'],
  [5, { ...fine, machine: { node: '20.18.0' } }, 'Pitwall needs Node 20.19 or newer; this is 20.18.0.'],
  [6, withDiscord({ token: 'refused' }), 'Discord does not accept DISCORD_TOKEN.'],
  [
    6,
    { ...withSettings({ token: 'ab'.repeat(32) }), discord: { ...discord, token: 'refused' } },
    'Discord does not accept DISCORD_TOKEN: that is the public key of the application.',
  ],
  [6, withDiscord({ token: 'unknown', unreachable: 'ENOTFOUND' }), 'Discord cannot be asked: ENOTFOUND.'],
  [
    7,
    withData({ notes: [{ key: 'token refused', at: AT }] }),
    `Discord refused the token at ${timeOf(AT)}; posts waited.`,
  ],
  [
    8,
    withDiscord({
      guild: undefined,
      guilds: [
        { id: '1', name: 'A' },
        { id: '2', name: 'B' },
      ],
    }),
    `The bot is on A and B, not on the Discord server ${GUILD} (DISCORD_GUILD_ID).`,
  ],
  [9, withDiscord({ commands: 'not allowed' }), 'The bot may not have commands on "League".'],
  [
    10,
    withDiscord({ commands: 'none' }),
    'Discord has none of our commands: it forgets them when a bot is thrown out.',
  ],
  [10, withDiscord({ commands: 'different' }), 'Discord has other commands than these.'],
  [11, withDiscord({ hasMessageContent: false }), 'Discord refuses to let this bot read messages.'],
  [
    12,
    withDiscord({ logins: { left: 41, resetAt: AT } }),
    `Only 41 log-ins left until ${timeOf(AT)}; Pitwall waits, or Discord resets the token.`,
  ],
  [
    13,
    withGuild({ roles: guild.roles.filter(({ id }) => id !== MARSHALS) }),
    `DISCORD_STEWARD_ROLES holds ${MARSHALS}, but "League" has no role with that id; only admins decide until it is replaced.`,
  ],
  [
    13,
    withGuild({ channels: guild.channels.filter(({ id }) => id !== LOG) }),
    `DISCORD_LOG_CHANNEL_ID is ${LOG}, but "League" has no channel with that id that the bot can see.`,
  ],
  [
    13,
    withConfig({ documentsChannelId: '999999999999999999' }),
    'DISCORD_DOCUMENTS_CHANNEL_ID is 999999999999999999, but "League" has no channel with that id that the bot can see.',
  ],
  [
    14,
    withGuild({ channels: guild.channels.filter(({ id }) => id !== MAIN) }),
    `DISCORD_CHANNEL_ID is ${MAIN}, but "League" has no channel with that id that the bot can see.`,
  ],
  [
    14,
    withChannel(MAIN, { kind: 'other' }),
    `DISCORD_CHANNEL_ID is ${MAIN}, but "race-control" is not a text channel.`,
  ],
  [
    15,
    withChannel(CHAT, { kind: 'thread', parentId: MAIN }),
    'DISCORD_CHAT_CHANNEL_ID: #race-chat is a thread; webhooks live in its parent #race-control: take that.',
  ],
  [
    15,
    withChannel(STEWARDS, { kind: 'forum' }),
    'DISCORD_STEWARD_CHANNEL_ID: #stewards is a forum, which takes no messages.',
  ],
  [
    16,
    withChannel(MAIN, { overwrites: [{ id: GUILD, isMember: false, allow: 0n, deny: EMBEDS }] }),
    'In #race-control (DISCORD_CHANNEL_ID) the bot needs "Embed Links".',
  ],
  [
    16,
    withChannel(STEWARDS, { overwrites: hidden.filter(({ id }) => id !== BOT) }),
    'In #stewards (DISCORD_STEWARD_CHANNEL_ID) the bot needs "View Channel", "Embed Links", "Read Message History", "Send Messages".',
  ],
  [
    16,
    withoutRight('Attach Files'),
    'In #stewards (DISCORD_STEWARD_CHANNEL_ID) the bot has no "Attach Files": incident cards have no pictures.',
  ],
  [
    16,
    withoutRight('Create Public Threads'),
    'In #stewards (DISCORD_STEWARD_CHANNEL_ID) the bot has no "Create Public Threads": "Discuss" opens no thread for an incident.',
  ],
  [
    16,
    withoutRight('Pin Messages'),
    'In #race-control (DISCORD_CHANNEL_ID) the bot has no "Pin Messages": the board is not pinned.',
  ],
  [
    17,
    withData({ waiting: [{ channelId: LOG, posts: 3, since: AT }] }),
    `3 posts for #race-log wait since ${timeOf(AT)}.`,
  ],
  [18, withChannel(STEWARDS, { overwrites: [] }), '#stewards can be read by everybody (DISCORD_STEWARD_CHANNEL_ID).'],
  [
    19,
    withConfig({ stewardChannelId: undefined }),
    'Incident cards would go to #race-control, which everybody reads; they are held back.',
  ],
  [
    20,
    withConfig({ roleIds: { admin: [], steward: [], driver: [] } }),
    "Only members with Administrator decide incidents: no role is a steward's.",
  ],
  [
    21,
    withGuild({ needsTwoFactor: true }),
    'This server demands two-factor authentication of moderators, so of this bot’s owner.',
  ],
  [
    22,
    withPlugin({}),
    "gt3: Nothing is sending UDP data to 127.0.0.1:12000, but HTTP says 8 drivers: the game server's UDP plugin does not point here.",
  ],
  [22, withServer({ plugin: undefined }), 'gt3: The UDP plugin is switched off in server_cfg.ini.'],
  [
    23,
    withPlugin({}, { http: { port: 8081, state: 'refused' } }),
    'gt3: nothing is sending UDP data to 127.0.0.1:12000, and no game server answers on HTTP port 8081.',
  ],
  [
    24,
    withPlugin({ foreignFrom: '172.30.0.1:11000' }),
    'gt3: datagrams come from 172.30.0.1:11000, expected 172.30.0.2: an address translation stands in between, or the ports differ.',
  ],
  [
    25,
    withPlugin({ isHeard: undefined, taken: 'UDP port 12000 on 127.0.0.1 is taken.' }),
    'gt3: UDP port 12000 on 127.0.0.1 is taken.',
  ],
  [
    26,
    withServer({ otherPair: { listen: '127.0.0.1:47872', localPort: 47_871 } }),
    'gt3: server_cfg.ini now says 127.0.0.1:47872 and 47871, Pitwall uses 127.0.0.1:12000 and 11000.',
  ],
  [
    27,
    withServer({ dialect: 'acsm', isPlain: true }),
    'gt3: this answers like a plain acServer, SERVER_DIALECT says acsm: kicks, bans and ballast would do nothing.',
  ],
  [28, withServer({ rcon: 'refused' }), 'gt3: RCON refuses ADMIN_PASSWORD of its files; is a preset in use?'],
  [
    29,
    withServer({ chained: { address: '127.0.0.1:12001', isHeard: false } }),
    'gt3: the plugin behind Pitwall has not answered on 127.0.0.1:12001.',
  ],
  [
    29,
    withServer({ chained: { address: '127.0.0.1:12001', isThere: false } }),
    'gt3: nothing listens on 127.0.0.1:12001, where the plugin behind Pitwall should.',
  ],
  [
    30,
    withServer({ problem: 'No cfg/server_cfg.ini in /srv/ac.', foundDirectory: '/srv/ac/server' }),
    'gt3: No cfg/server_cfg.ini in /srv/ac. It is in /srv/ac/server.',
  ],
  [
    31,
    withServer({ program: { path: '/srv/ac/acServer', state: 'not executable' } }),
    'gt3: /srv/ac/acServer may not be executed.',
  ],
  [
    31,
    withServer({ program: { path: '/srv/ac/acServer', state: 'without its loader' } }),
    'gt3: /srv/ac/acServer is a 32-bit program, and this machine lacks its loader.',
  ],
  [
    31,
    withServer({ program: { path: '/srv/ac/acServer', state: 'missing' } }),
    'gt3: The program /srv/ac/acServer does not exist.',
  ],
  [
    32,
    withServer({ log: { path: '/var/log/ac.log', quietMs: 61_000 } }),
    "gt3: SERVER_LOG_FILE does not grow while UDP speaks: it is not this server's.",
  ],
  [
    32,
    withServer({ log: { path: '/var/log/ac.log', problem: 'EACCES' } }),
    'gt3: SERVER_LOG_FILE /var/log/ac.log cannot be read: EACCES.',
  ],
  [
    33,
    withServer({ logGap: { from: AT, to: AT + 60_000 } }),
    `gt3: the log was replaced while Pitwall was away: ${timeOf(AT)} to ${timeOf(AT + 60_000)} is unknown.`,
  ],
  [
    33,
    withServer({ logGap: { to: AT } }),
    `gt3: the log was replaced while Pitwall was away: what it said before ${timeOf(AT)} is unknown.`,
  ],
  [
    34,
    withServer({ blacklistProblem: 'EACCES' }),
    'gt3: blacklist.txt cannot be written (EACCES): bans hold only while Pitwall runs.',
  ],
  [
    35,
    withServer({ resultsProblem: 'EACCES' }),
    'gt3: the results cannot be read (EACCES): there is no classification.',
  ],
  [36, withDiscord({ clockAheadMs: -93_000 }), "This clock is 93 s behind Discord's; posts may be late."],
  [37, withServer({ zoneOffHours: 2 }), 'gt3: acServer lives in another time zone (+2 h).'],
  [
    38,
    {
      ...withServer({ isExternal: false }),
      machine: { node: '22.0.0', lifeWarning: 'the systemd unit pitwall.service has KillMode=control-group' },
    },
    'The systemd unit pitwall.service has KillMode=control-group.',
  ],
  [
    39,
    { ...fine, machine: { node: '22.0.0', startedThrough: 'npm' } },
    'Started through npm: "stop" reaches that, not Pitwall.',
  ],
  [
    40,
    withData({ isLocked: true, lookedFrom: '/home/a/pitwall', holder: { pid: 812, startedIn: '/srv/pitwall' } }),
    '/var/lib/pitwall is used by a Pitwall that was started in /srv/pitwall (process 812), not here: one started here would not come up beside it.',
  ],
  [
    41,
    withData({ notes: [{ key: 'rival', at: AT }] }),
    `Another program answers with this bot's token, last at ${timeOf(AT)}.`,
  ],
  [42, withData({ damage: 'is damaged' }), 'pitwall.db is damaged.'],
  [
    43,
    withData({ isNewInOld: true }),
    '/var/lib/pitwall was used before, but pitwall.db is new: bans, links and penalties are not in it.',
  ],
  [44, withData({ freeBytes: 180_000_000 }), '180 MB left where DATA_DIR is; below 50 MB Pitwall takes no orders.'],
  [44, withData({ freeBytes: 20_000_000 }), '20 MB left where DATA_DIR is: Pitwall cannot keep what happens.'],
  [45, withData({ open: ['/var/lib/pitwall'] }), '/var/lib/pitwall is readable by every user here.'],
  [
    45,
    withSettings({ envFile: { path: '.env', hasByteOrderMark: false, hasNul: false, lines: [], mode: 0o644 } }),
    '.env is readable by every user here.',
  ],
  [
    47,
    withDiscord({ commandsShownTo: [MARSHALS] }),
    'Your admin role @Admins does not see /ban, /kick and what else is for admins alone: it has no Manage Server.',
  ],
  [46, withData({ eventsInRun: 1_000_000 }), 'This run holds 1.0 million events; starting takes about 17 s.'],
  [48, withTrouble({ kind: 'refused' }), 'Nothing listens at tls://nats.example.org:4222.'],
  [48, withTrouble({ kind: 'no answer' }), 'Nothing answers at tls://nats.example.org:4222.'],
  [48, withTrouble({ kind: 'no NATS' }), 'What answers at tls://nats.example.org:4222 is no NATS.'],
  [48, withTrouble({ kind: 'no tls' }), 'NATS at tls://nats.example.org:4222 has no TLS.'],
  [
    48,
    withTrouble({ kind: 'unknown host', why: 'getaddrinfo ENOTFOUND' }),
    'NATS is not found at tls://nats.example.org:4222: getaddrinfo ENOTFOUND.',
  ],
  [
    48,
    withTrouble({ kind: 'certificate', why: 'self-signed certificate' }),
    'The certificate of NATS at tls://nats.example.org:4222 is not trusted: self-signed certificate.',
  ],
  [48, withTrouble({ kind: 'file', why: 'NATS_CA_FILE /x cannot be read.' }), 'NATS_CA_FILE /x cannot be read.'],
  [48, withTrouble({ kind: 'other', why: 'odd' }), 'There is no way to NATS at tls://nats.example.org:4222: odd.'],
  [49, withTrouble({ kind: 'login' }), 'NATS does not take the password of the user hub.'],
  [
    50,
    withNats({ url: 'nats://nats.example.org:4222', isEncrypted: false }),
    'The password crosses to NATS at nats://nats.example.org:4222 in plain text.',
  ],
  [51, withNats({ version: '2.9.3' }), 'NATS 2.9.3 is too old: Pitwall needs 2.9.4.'],
  [51, withNats({ version: '1.99.99' }), 'NATS 1.99.99 is too old: Pitwall needs 2.9.4.'],
  [
    51,
    withNats({ version: '2.9.4' }),
    'NATS 2.9.4 works, but can lose what it stores in a crash, and stops where its disk is full.',
  ],
  [
    51,
    withNats({ version: '2.10.22' }),
    'NATS 2.10.22 works, but can lose what it stores in a crash, and stops where its disk is full.',
  ],
  [52, withNats({ jetstream: 'none' }), 'NATS has no JetStream for this account: nothing is kept for the hub there.'],
  [52, withNats({ jetstream: 'forbidden' }), 'The user hub may not use JetStream.'],
  [
    53,
    withNats({ user: 'spa', forbidden: [{ verb: 'publish', subject: 'pw.ev.spa' }] }),
    'The user spa may not publish to pw.ev.spa.',
  ],
  [
    53,
    withNats({ user: 'spa', forbidden: [{ verb: 'subscribe', subject: 'pw.cmd.spa.>' }] }),
    'The user spa may not subscribe to pw.cmd.spa.>.',
  ],
  [
    53,
    withNats({ user: 'spa', hearsOthers: true }),
    'The user spa hears what is said to other edges, and may speak in their place.',
  ],
  [
    54,
    withNats({ stream: { bytes: 1_070_000_000, maxBytes: 1_073_741_824, dropsOld: false, foreign: [] } }),
    'The stream PW_EV is full (1070 of 1074 MB): what happens waits at the edges.',
  ],
  [
    54,
    withNats({ stream: { bytes: 0, maxBytes: 1_073_741_824, dropsOld: true, foreign: [] } }),
    'The stream PW_EV drops the oldest where it is full.',
  ],
  [54, withNats({ role: 'edge', stream: 'none' }), 'There is no stream PW_EV yet: what happens waits at the edges.'],
  [55, withNats({ isSynced: false }), 'NATS says that it has what is not on the disk yet.'],
  [
    55,
    withNats({ version: '2.9.10', isSynced: undefined }),
    'NATS 2.9.10 says that it has what is not on the disk yet, and cannot be told otherwise.',
  ],
  [55, withNats({ isSynced: undefined }), 'It is not known whether NATS writes before it says that it has.'],
  [
    55,
    withNats({ isSynced: undefined, doctorTrouble: { kind: 'login' } }),
    'NATS does not take the password of the user doctor.',
  ],
  [
    56,
    withNats({ stream: { bytes: 0, dropsOld: false, foreign: ['pw.ev.spa'] } }),
    'The newest message on pw.ev.spa is none of an edge; it was passed over.',
  ],
  [
    57,
    withData({
      hosts: [
        { edge: 'eifel', servers: ['gt3'] },
        { edge: 'spa', servers: ['gt4', 'gt3'] },
      ],
    }),
    "The server id gt3 is used by the edges eifel and spa: only eifel's is shown.",
  ],
  [
    57,
    withData({
      hosts: [
        { edge: 'eifel', servers: ['gt3'], own: [] },
        { edge: 'spa', servers: ['gt4', 'gt3'], own: ['gt4', 'gt3'] },
      ],
    }),
    "The server id gt3 is used by the edges eifel and spa: only spa's is shown.",
  ],
  [
    57,
    withData({ refusals: ['The letter S is that of the host spa: set EDGE_LETTER to another one on sebring.'] }),
    'The letter S is that of the host spa: set EDGE_LETTER to another one on sebring.',
  ],
  [58, withFleet({ linkDownSince: AT }), `There is no connection to NATS since ${timeOf(AT)}: no host is heard.`],
  [58, withFleet({ isServing: false }), 'NATS does not let the edges be read yet.'],
  [58, withFleet({ edges: [] }), 'No edge has been heard yet.'],
  [59, withEdge({ silentSince: AT }), `The host spa with gt4, cup is silent since ${timeOf(AT)}.`],
  [60, withEdge({ version: '0.3.0' }), 'The host spa has Pitwall 0.3.0, the hub 0.2.0.'],
  [
    60,
    withEdge({ version: '0.3.0', protocol: 2 }),
    'The host spa has Pitwall 0.3.0 with protocol 2, the hub 0.2.0 with 1: it is watched, and not commanded.',
  ],
  [61, withEdge({ clockAheadMs: 90_000 }), "The clock of the host spa is 90 s ahead of the hub's."],
  [61, withEdge({ clockAheadMs: -2000 }), "The clock of the host spa is 2 s behind the hub's."],
  [62, withEdge({ waiting: 1000 }), 'The host spa has 1000 rows that the hub does not have yet.'],
  [63, withEdge({ cannotStore: true }), 'The host spa cannot store: nothing of its race is kept.'],
];

const sentencesOf = (facts: Facts, number: number): readonly string[] =>
  checkAll(facts)
    .filter((each) => each.number === number)
    .flatMap(({ findings }) => findings.map(({ sentence }) => sentence));

describe('the doctor', () => {
  it('finds nothing where all is well', () => {
    const checked = checkAll(fine);
    expect(checked.filter(({ state }) => state === 'found')).toEqual([]);
    expect(checked.filter(({ state }) => state === 'unknown')).toEqual([]);
    expect(exitCodeOf(checked)).toBe(0);
  });

  it('has each of its checks once, in the order in which things go wrong', () => {
    expect(CHECKS.map(({ number }) => number)).toEqual(Array.from({ length: 63 }, (_, index) => index + 1));
  });

  it.each(MISTAKES)('%i says its sentence: %#', (number, facts, sentence) => {
    expect(sentencesOf(facts, number)).toEqual([sentence]);
    expect(exitCodeOf(checkAll(facts))).toBeGreaterThan(0);
  });

  it('has a mistake for each check', () => {
    const made = new Set(MISTAKES.map(([number]) => number));
    expect(CHECKS.map(({ number }) => number).filter((number) => !made.has(number))).toEqual([]);
  });

  it('claims nothing about what it could not look at', () => {
    const nothing: Facts = {
      now: fine.now,
      machine: fine.machine,
      settings: { isConfigured: false, problems: [] },
      servers: [],
    };
    const looked = checkAll(nothing).filter(({ state }) => state !== 'unknown');
    expect(looked.map(({ number }) => number)).toEqual([1, 5, 38, 39, 45]);
  });
});

describe('what to do', () => {
  const fixOf = (facts: Facts, number: number) =>
    checkAll(facts).find((each) => each.number === number)?.findings[0]?.fix;

  it('holds the link with exactly the rights that running needs', () => {
    expect(fixOf(withDiscord({ guild: undefined }), 8)).toBe(`Invite it there: ${LINK}`);
    expect(fixOf(withDiscord({ commands: 'not allowed' }), 9)).toContain(LINK);
  });

  it('names the two lines', () => {
    expect(fixOf(withPlugin({}), 22)).toContain('UDP_PLUGIN_LOCAL_PORT=11000 and UDP_PLUGIN_ADDRESS=127.0.0.1:12000');
  });

  it.each([
    ['everybody', [{ id: GUILD, isMember: false, allow: 0n, deny: EMBEDS }], '@everyone'],
    ['a role of the bot', [{ id: '22', isMember: false, allow: 0n, deny: EMBEDS }], 'the role "Pitwall"'],
    ['the bot itself', [{ id: BOT, isMember: true, allow: VIEW, deny: EMBEDS }], 'the bot itself'],
  ])('names who takes a right: %s', (_, overwrites, who) => {
    expect(fixOf(withChannel(MAIN, { overwrites }), 16)).toContain(`the channel denies it to ${who}`);
  });
});

describe('what is no mistake', () => {
  it.each<readonly [string, number, Facts]>([
    [
      'the ports of a manager in the file that it writes',
      26,
      withServer({ isWrittenByManager: true, otherPair: { listen: '127.0.0.1:47872', localPort: 47_871 } }),
    ],
    ['a # behind a blank', 4, withLines('LOG_LEVEL=info # why')],
    ['a # in single quotes', 4, withLines("SPECTATOR_PASSWORD='ab#c'")],
    ['a # in a setting of another program', 4, withLines('COLOUR=a#b')],
    ['a name that a hosting panel sets', 2, withLines('PATH_INFO=/x')],
    [
      'a chat channel without the message intent, where nothing goes into the game',
      11,
      {
        ...withConfig({ chatToGame: false }),
        discord: { ...discord, hasMessageContent: false },
      },
    ],
    [
      'an admin who may do everything, whatever a channel denies',
      16,
      withGuild({
        roles: guild.roles.map((each) => (each.id === '22' ? { ...each, permissions: 8n } : each)),
        channels: guild.channels.map((each) => ({
          ...each,
          overwrites: [{ id: GUILD, isMember: false, allow: 0n, deny: VIEW }],
        })),
      }),
    ],
    [
      'an allowance of one role that outweighs the denial of another',
      16,
      withGuild({
        botRoleIds: ['22', ADMINS],
        channels: guild.channels.map((each) => ({
          ...each,
          overwrites: [
            ...each.overwrites,
            { id: '22', isMember: false, allow: 0n, deny: EMBEDS },
            { id: ADMINS, isMember: false, allow: EMBEDS, deny: 0n },
          ],
        })),
      }),
    ],
    [
      'a main channel that not everybody reads, and no other',
      19,
      {
        ...withConfig({ stewardChannelId: undefined }),
        discord: {
          ...discord,
          guild: { ...guild, channels: guild.channels.map((each) => ({ ...each, overwrites: hidden })) },
        },
      },
    ],
    [
      'a container that ends, where somebody else runs the game server',
      38,
      {
        ...fine,
        machine: { node: '22.0.0', lifeWarning: 'Pitwall shares a container' },
      },
    ],
    ['a log that is quiet while nothing is heard', 32, withPlugin({}, { log: { path: '/x', quietMs: 99_000 } })],
    [
      'the running Pitwall that was started here',
      40,
      withData({ isLocked: true, lookedFrom: '/srv/pitwall', holder: { pid: 812, startedIn: '/srv/pitwall' } }),
    ],
    ['a plain acServer that is told to be one', 27, withServer({ isPlain: true })],
    [
      'a plugin behind Pitwall of which nothing is known but that it listens',
      29,
      withServer({ chained: { address: '127.0.0.1:12001', isThere: true } }),
    ],
    [
      'commands that Discord does not know before a first start',
      10,
      { ...withDiscord({ commands: 'none' }), data: undefined },
    ],
    ['plain text on one machine', 50, withNats({ url: 'nats://127.0.0.1:4222', isEncrypted: false })],
    ['the oldest NATS that is good', 51, withNats({ version: '2.10.23' })],
    ['a newer one', 51, withNats({ version: '2.12.0-RC.1' })],
    ['a hub that has not made the stream yet', 54, withNats({ stream: 'none' })],
    ['a single host', 48, { ...fine, nats: undefined }],
    ['a host of which nobody is to speak', 59, { ...fine, fleet: undefined }],
    [
      'hosts that are silent as NATS is',
      59,
      { ...withEdge({ silentSince: AT }), fleet: { ...fleet, linkDownSince: AT } },
    ],
    ['clocks that differ by less', 61, withEdge({ clockAheadMs: 1999 })],
    ['an older edge that says nothing of its clock', 61, withEdge({ clockAheadMs: undefined, waiting: undefined })],
    ['rows of a host that is silent', 62, withEdge({ waiting: 5000, silentSince: AT })],
    ['a minute less of waiting', 36, withDiscord({ clockAheadMs: 1900 })],
  ])('%s', (_, number, facts) => {
    expect(sentencesOf(facts, number)).toEqual([]);
  });
});
