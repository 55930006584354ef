import { describe, expect, it } from 'vitest';
import { checkAll, exitCodeOf } from '../../src/doctor/checks.ts';
import type { Facts, ServerFacts } from '../../src/doctor/facts.ts';
import { linesOf } from '../../src/doctor/print.ts';
import { withData, withDiscord, withNats, withServer, withSettings, withTrouble } from './changes.ts';
import { fine, server } from './fine.ts';

const notRun = (facts: Facts): Record<number, readonly string[]> =>
  Object.fromEntries(
    checkAll(facts)
      .filter(({ reasons }) => reasons.length > 0)
      .map(({ number, reasons }) => [number, reasons]),
  );

const notHere = (facts: Facts): readonly number[] =>
  checkAll(facts)
    .filter(({ state }) => state === 'does not apply')
    .map(({ number }) => number);

/** The same reason for each of these checks. */
const each = (numbers: readonly number[], reason: string) =>
  Object.fromEntries(numbers.map((number) => [number, [reason]]));

const ON_DISCORD = [8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 21, 36, 47];
const IN_STORE = [7, 17, 41, 46, 57];
const OF_NATS = [48, 49, 50, 51, 52, 53, 54, 55, 56];
const OF_EDGES = [58, 59, 60, 61, 62, 63, 64];

const alone: Facts = { ...withData({ hosts: undefined }), nats: undefined, fleet: undefined };
const edge = withNats({ role: 'edge', user: 'spa', jetstream: undefined, stream: undefined, isSynced: undefined });

describe('a check that could not be run says why', () => {
  it.each<readonly [string, Facts, Record<number, readonly string[]>]>([
    [
      'Discord is unreachable',
      withDiscord({ token: 'unknown', unreachable: 'ECONNREFUSED', clockAheadMs: undefined, guild: undefined }),
      each(ON_DISCORD, 'Discord could not be reached'),
    ],
    [
      'a running Pitwall has no connection to Discord',
      { ...fine, discord: undefined },
      each([6, ...ON_DISCORD], 'Discord could not be reached'),
    ],
    [
      'the token is refused',
      withDiscord({ token: 'refused', guild: undefined }),
      each(ON_DISCORD, 'Discord does not accept the token'),
    ],
    [
      'the bot is not on the Discord server',
      withDiscord({ guild: undefined }),
      each([9, 10, 13, 14, 15, 16, 18, 19, 21, 47], 'the bot is not on the Discord server'),
    ],
    [
      'Discord did not answer everything',
      withDiscord({ clockAheadMs: undefined, commands: undefined, commandsShownTo: undefined }),
      {
        10: ['Discord did not say which it has'],
        36: ['Discord did not say what time it is'],
        47: ['Discord did not say to whom the commands are shown'],
      },
    ],
    [
      'the bot may not have commands',
      withDiscord({ commands: 'not allowed' }),
      { 10: ['the bot may not have slash commands'] },
    ],
    [
      'the settings have problems',
      { ...withSettings({ config: undefined, problems: ['no'] }), servers: [], discord: undefined },
      each(
        [6, ...ON_DISCORD, 20].sort((a, b) => a - b),
        'the settings have problems',
      ),
    ],
    [
      'pitwall.db is damaged',
      withData({ damage: 'is damaged', isUnread: true }),
      each(IN_STORE, 'pitwall.db could not be read'),
    ],
    [
      'pitwall.db is locked by another program',
      withData({ isUnread: true }),
      { ...each(IN_STORE, 'pitwall.db could not be read'), 42: ['it could not be read'] },
    ],
    [
      'the free space is unknown',
      withData({ freeBytes: undefined }),
      { 44: ['the system did not say how much is free'] },
    ],
    [
      'NATS is out of reach',
      withTrouble({ kind: 'refused' }),
      each([49, 50, 51, 52, 53, 54, 55, 56], 'NATS could not be reached'),
    ],
    [
      'NATS refuses the password',
      withTrouble({ kind: 'login' }),
      each([50, 51, 52, 53, 54, 55, 56], 'NATS does not accept the password'),
    ],
    [
      'it looks at a hub from outside',
      { ...fine, fleet: undefined },
      each(OF_EDGES, 'only the running hub knows, and tells by /doctor on Discord'),
    ],
    [
      'the files of a game server cannot be read',
      withServer({ problem: 'No.', plugin: undefined }),
      each([22, 23, 24, 25, 26, 34, 35], 'gt3: its files cannot be read'),
    ],
    [
      'the UDP port is taken',
      withServer({ plugin: { listen: 'x:1', localPort: 2, serverHost: 'x', taken: 'UDP port 1 is taken.' } }),
      each([22, 23, 24], 'gt3: its UDP port is taken'),
    ],
    [
      'a server was not listened to',
      withServer({ plugin: { listen: 'x:1', localPort: 2, serverHost: 'x' } }),
      each([22, 23, 24], 'gt3: Pitwall has not listened to it for long enough'),
    ],
    ['RCON does not answer', withServer({ rcon: 'unreachable' }), { 28: ['gt3: RCON does not answer'] }],
    [
      'the plugin behind Pitwall is elsewhere',
      withServer({ chained: { address: '192.0.2.7:12001' } }),
      { 29: ['gt3: 192.0.2.7:12001 is on another machine, and only a running Pitwall hears it'] },
    ],
    [
      'no race has a result yet',
      withServer({ zoneOffHours: undefined }),
      { 37: ['gt3: there is no race result yet to tell it by'] },
    ],
  ])('%s', (_, facts, reasons) => {
    expect(notRun(facts)).toEqual(reasons);
  });

  it('also for one of several servers', () => {
    const second: ServerFacts = { ...server, id: 'gt4', rcon: 'unreachable' };
    expect(notRun({ ...fine, servers: [server, second] })).toEqual({ 28: ['gt4: RCON does not answer'] });
    const refusing = checkAll({ ...fine, servers: [{ ...server, rcon: 'refused' }, second] });
    expect(refusing.find(({ number }) => number === 28)).toMatchObject({
      state: 'found',
      findings: [{ level: 'fault' }],
      reasons: ['gt4: RCON does not answer'],
    });
  });

  it('which changes the exit code in no way', () => {
    expect(exitCodeOf(checkAll({ ...fine, discord: undefined }))).toBe(0);
  });
});

describe('a check does not apply', () => {
  it.each<readonly [string, Facts, readonly number[]]>([
    ['of NATS and of edges to a single host', alone, [...OF_NATS, 57, ...OF_EDGES]],
    ['before the first start', { ...fine, data: undefined }, [7, 17, 40, 41, 42, 43, 44, 46, 57]],
    [
      'of Discord to an edge',
      {
        ...edge,
        settings: { ...fine.settings, config: undefined, token: undefined },
        discord: undefined,
        fleet: undefined,
      },
      [6, ...ON_DISCORD, 20, 52, 54, 55, 56, ...OF_EDGES].sort((a, b) => a - b),
    ],
    [
      'of what is not set up at a game server',
      withServer({ rcon: undefined, chained: undefined, log: undefined, program: undefined }),
      [28, 29, 31, 32, 33],
    ],
    [
      'of UDP data to a server of ours that does not run',
      withServer({
        isExternal: false,
        plugin: { listen: 'x:1', localPort: 2, serverHost: 'x' },
        http: { port: 8081, state: 'refused' },
      }),
      [22, 23, 24],
    ],
    ['of .env without one', withSettings({ envFile: undefined }), [3, 4]],
  ])('%s', (_, facts, numbers) => {
    expect(notHere(facts)).toEqual(numbers);
    expect(notRun(facts)).toEqual({});
  });
});

describe('the printed lines', () => {
  const checked = (facts: Facts) => checkAll(facts).filter(({ number }) => number === 6 || number === 48);
  const both: Facts = { ...fine, discord: undefined, nats: undefined };

  it('name what could not be run with its reason, and count what does not apply', () => {
    expect(linesOf(checked(both))).toEqual([
      '? Not checked: Discord accepts the token (Discord could not be reached)',
      '',
      '1 check does not apply here (--all names it).',
      '',
      'No problems found, but 1 check could not be run.',
    ]);
  });

  it('say once why many checks could not be run, and name them if asked to', () => {
    const facts: Facts = { ...fine, discord: undefined };
    const asked = (numbers: readonly number[]) => checkAll(facts).filter(({ number }) => numbers.includes(number));
    expect(linesOf(asked([6, 8, 9])).filter((line) => line.startsWith('? Not checked: '))).toHaveLength(3);
    expect(linesOf(asked([6, 8, 9, 10]))).toEqual([
      '? 4 checks could not be run: Discord could not be reached (--all names them).',
      '',
      'No problems found, but 4 checks could not be run.',
    ]);
    const named = linesOf(asked([6, 8, 9, 10]), { all: true });
    expect(named.filter((line) => line.endsWith('(Discord could not be reached)'))).toHaveLength(4);
  });

  it('name what does not apply if asked to', () => {
    expect(linesOf(checked(both), { all: true }).slice(1, 4)).toEqual([
      '',
      '1 check does not apply here:',
      '- NATS can be reached',
    ]);
    expect(linesOf(checked(fine), { all: true })).toEqual([
      '✓ Discord accepts the token',
      '✓ NATS can be reached',
      '',
      'No problems found.',
    ]);
  });
});
