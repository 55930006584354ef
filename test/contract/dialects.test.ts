import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { type Action, abilities, DIALECTS, type Dialect } from '../../src/acserver/dialect.ts';
import { answered, type Controlled, controlled } from '../fakes/controlled.ts';

const billy = { guid: '99999999999999999', name: 'Billy' };
const keith = { guid: '76561198102064903', name: 'Keith Vernon' };

/** What somebody says, and what has come of it: by the game where it can, and by what Pitwall keeps. */
interface Promised {
  readonly line: string;
  holds(rig: Controlled): unknown;
}

const billyIsGone = ({ game, feed }: Controlled) =>
  !game.seats.has(4) && game.seats.has(2) && !feed.state().drivers.has(4);

const promises: Readonly<Record<Action, Promised>> = {
  kick: { line: 'kick Billy', holds: billyIsGone },
  force_kick: { line: 'force_kick Billy', holds: billyIsGone },
  ban: {
    line: 'ban Billy 2h ramming',
    holds: (rig) => billyIsGone(rig) && rig.drivers.actions.bans().some(({ guid }) => guid === billy.guid),
  },
  unban: {
    line: `unban ${keith.guid}`,
    holds: ({ drivers, directory, game }) =>
      drivers.actions.bans().length === 0 && !listed(directory).includes(keith.guid) && !game.barred.has(keith.guid),
  },
  pm: {
    line: 'pm Billy "How are you doing today?"',
    holds: ({ game }) => game.chat.includes('4: Stig: How are you doing today?'),
  },
  say: { line: 'say Ten minutes left', holds: ({ game }) => game.chat.includes('all: Ten minutes left') },
  next_session: { line: 'next_session', holds: ({ game }) => game.sessionIndex === 1 },
  restart_session: { line: 'restart_session', holds: ({ game }) => game.restarts === 1 && game.sessionIndex === 0 },
  next_weather: { line: 'next_weather', holds: ({ game }) => game.weather === 1 },
  client_list: { line: 'client_list', holds: () => true },
  ballast: { line: 'ballast Billy 40', holds: ({ game }) => game.ballast.get(4) === 40 && !game.ballast.has(2) },
  restrictor: { line: 'restrictor 4 20', holds: ({ game }) => game.restrictor.get(4) === 20 },
  spectate: { line: 'spectate 10', holds: () => true },
  spectate_class: { line: 'spectate_class lmp2', holds: () => true },
};

const actions = Object.keys(promises) as Action[];

describe.each(DIALECTS)('on %s', (dialect) => {
  it.each(actions)('%s ends in what it promises, or says why it cannot', async (action) => {
    const rig = await withPeople(dialect);
    if (action === 'unban') await rig.say(`ban ${keith.guid}`);
    const { line, holds } = promises[action];
    const before = rig.game.orders.length;
    const outcome = await rig.say(line);
    const ability = abilities[action][dialect];
    if (ability.is === 'impossible') {
      expect(answered(outcome)).toBe(`refused: ${ability.why}`);
      expect(rig.game.orders).toHaveLength(before);
      return;
    }
    expect(answered(outcome)).not.toMatch(/^refused/);
    expect(holds(rig)).toBe(true);
    // One order is one packet, or one line.
    expect(rig.game.orders.length - before).toBeLessThanOrEqual(1);
  });

  it.each(['kick Billy', 'kick 4', 'kick 99999999999999999'])(
    'the seed\u2019s Billy is kicked by "%s"',
    async (line) => {
      const rig = await withPeople(dialect);
      const outcome = await rig.say(line);
      expect(answered(outcome)).toMatch(/^Kicked Billy\./);
      expect(billyIsGone(rig)).toBe(true);
      expect(rig.feed.events.filter(({ type }) => type === 'driverKicked')).toMatchObject([
        { driver: billy, by: 'Stig' },
      ]);
    },
  );

  it('is not said to be done what the server did not do', async () => {
    const rig = await withPeople(dialect);
    rig.game.isDeaf = true;
    expect(answered(await rig.say('kick Billy'))).toMatch(
      dialect === 'kunos' ? /^Sent, but Billy is still connected/ : /^Sent; this server does not confirm it/,
    );
    expect(answered(await rig.say('next_session'))).toMatch(
      /^Sent, but within 5 seconds the next session did not start/,
    );
    expect(answered(await rig.say('restart_session'))).toMatch(/^Sent, but within 5 seconds no session restarted/);
    expect(rig.feed.events.filter(({ type }) => type === 'driverKicked')).toEqual([]);
    // Nothing is tried twice but acServer's kick, in its other way.
    expect(rig.game.orders).toEqual(
      {
        kunos: ['kickUser', '/kick_id 4', 'nextSession', 'restartSession'],
        acsm: ['/kick 99999999999999999', 'nextSession', 'restartSession'],
        assettoserver: ['kick_id 99999999999999999', 'next_session', 'restart_session'],
      }[dialect],
    );
  });

  it('is refused while the server is silent', async () => {
    const rig = await withPeople(dialect);
    rig.feed.notice({ type: 'serverSilent', silentMs: 15_000 });
    for (const line of ['next_session', 'say hello', 'pm Billy hello', 'ballast Billy 10']) {
      expect(answered(await rig.say(line))).toMatch(/^refused: .*(?:no UDP data|No UDP data)/);
    }
    expect(rig.game.orders).toEqual([]);
    expect(rig.game.chat).toEqual([]);
  });
});

describe('AssettoServer without a configured RCON', () => {
  it('is told nothing that it would not hear, and says what is missing', async () => {
    const rig = await withPeople('assettoserver', { hasRcon: false });
    const missing = 'main only takes this over RCON: set RCON_ADDRESS (SERVER_RCON_ADDRESS in .env).';
    expect(answered(await rig.say('ballast Billy 40'))).toContain(
      `does not have it yet; Pitwall keeps trying: ${missing}`,
    );
    expect(rig.game.orders).toEqual([]);
    expect(rig.feed.events.filter(({ type }) => type === 'ballastSet')).toEqual([]);
  });

  it('is told by UDP what it hears there', async () => {
    const rig = await withPeople('assettoserver', { hasRcon: false });
    expect(answered(await rig.say('next_session'))).toBe('Next session: Qualify.');
    expect(answered(await rig.say('kick Billy'))).toBe('Kicked Billy.');
    expect(rig.game.orders).toEqual(['nextSession', 'kickUser']);
  });
});

describe('AssettoServer', () => {
  it('is told by UDP whom to kick where RCON refuses the password', async () => {
    const rig = await withPeople('assettoserver', { rconPassword: 'another' });
    expect(answered(await rig.say('kick Billy'))).toBe('Kicked Billy.');
    expect(rig.game.orders).toEqual(['kickUser']);
  });

  it('may have an RCON password of its own', async () => {
    const rig = await withPeople('assettoserver', { rconPassword: 'another', knownRconPassword: 'another' });
    expect(answered(await rig.say('ballast Billy 40'))).toContain('The server said: Ballast set.');
    expect(rig.game.ballast.get(4)).toBe(40);
  });

  it.each(['kick Billy', 'force_kick Billy', 'ban Billy'])(
    'that refuses "%s" is quoted, and nobody is said to be gone',
    async (line) => {
      const rig = await withPeople('assettoserver');
      rig.game.admins.add(4);
      expect(answered(await rig.say(line))).toMatch(
        /The server refused to kick Billy: You cannot (kick|ban) an administrator/,
      );
      expect(rig.feed.events.filter(({ type }) => type === 'driverKicked')).toEqual([]);
      expect(rig.game.orders).toHaveLength(1);
    },
  );

  it.each(['next_session', 'restart_session'])('says why there is no %s while somebody loads', async (line) => {
    const rig = await withPeople('assettoserver');
    rig.game.arrive(7, { guid: '76561198000000007', name: 'Nina New' });
    expect(answered(await rig.say(line))).toMatch(/^The server refused it: Error\. Couldn't .* Player is connecting/);
  });

  it('is not believed to have set what it did not confirm, and is told again', async () => {
    const rig = await withPeople('assettoserver');
    rig.game.isDeaf = true;
    expect(answered(await rig.say('ballast Billy 40'))).toBe(
      'Billy gets 40 kg ballast. The game server does not have it yet; Pitwall keeps trying: The server did not reply. It stays with the driver until it is changed.',
    );
    const set = () => rig.feed.events.filter(({ type }) => type === 'ballastSet');
    expect(set()).toEqual([]);
    rig.game.isDeaf = false;
    rig.game.begin(1);
    await rig.quiet();
    expect(rig.game.ballast.get(4)).toBe(40);
    expect(set()).toMatchObject([{ driver: billy, ballastKg: 40, by: 'Stig' }]);
  });
});

describe('acServer', () => {
  it('that loses a KICK_USER is given one /kick_id after five seconds', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 0 });
    rig.game.arrive(7, { guid: '76561198000000007', name: 'Nina New' });
    const from = rig.clock.monotonic();
    expect(answered(await rig.say('kick 7'))).toMatch(/^Kicked Nina New\./);
    expect(rig.game.orders).toEqual(['kickUser', '/kick_id 7']);
    expect(rig.clock.monotonic() - from).toBeGreaterThanOrEqual(5000);
  });

  it('is not told twice to kick whoever took the car meanwhile', async () => {
    const rig = await withPeople('kunos');
    rig.game.isDeaf = true;
    const said = rig.say('kick Billy');
    rig.clock.after(2000, () => {
      rig.game.leave(4);
      rig.game.join(4, { guid: '76561198000000007', name: 'Nina New' });
    });
    expect(answered(await said)).toMatch(/^Kicked Billy/);
    expect(rig.game.orders).toEqual(['kickUser']);
  });

  it('may write over the GUID of whom it kicks', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 0 });
    rig.game.overwritesKicked = true;
    expect(answered(await rig.say('kick Billy'))).toMatch(/^Kicked Billy\./);
    expect(billyIsGone(rig)).toBe(true);
    expect(rig.feed.events.filter(({ type }) => type === 'kickMissed')).toEqual([]);
  });

  it('may do so to somebody else than was meant', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 0 });
    rig.game.overwritesKicked = true;
    rig.game.kick(2);
    await rig.quiet();
    expect([...rig.feed.state().drivers.keys()]).toEqual([4]);
  });
});

describe('the seed\u2019s commands', () => {
  const names = commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]);

  it.each([
    ...[
      'help',
      'pm',
      'direct',
      'kick',
      'force_kick',
      'ban',
      'unban',
      'next_session',
      'ksns',
      'restart_session',
      'ksrs',
    ],
    'client_list',
    'ballast',
    'restrictor',
    'next_weather',
    'spectate',
    'spectate_class',
  ])('%s can be said', (name) => {
    expect(names).toContain(name);
  });

  it('are all decided upon for every kind of server that can be configured', () => {
    for (const action of actions) {
      expect(Object.keys(abilities[action]).sort()).toEqual([...DIALECTS].sort());
      expect(names).toContain(action);
    }
    expect(Object.keys(abilities).sort()).toEqual([...actions].sort());
  });
});

describe('a slot that changes hands', () => {
  let rig: Controlled;
  beforeEach(async () => {
    rig = await withPeople('kunos');
  });

  it('before the order is given spares the newcomer', async () => {
    const target = { carId: 4, ...billy };
    rig.game.leave(4);
    rig.game.join(4, { guid: '76561198000000007', name: 'Nina New' });
    await expect(rig.settled(rig.drivers.actions.kick(target, { by: 'Stig' }))).rejects.toThrow(
      'Billy has left the server; nothing was done. Nina New is in car 4 now.',
    );
    expect(rig.game.orders).toEqual([]);
    expect(rig.game.seats.get(4)?.name).toBe('Nina New');
  });

  it('while the driver is told why spares the newcomer, and does not tell them', async () => {
    const kick = rig.drivers.actions.kick({ carId: 4, ...billy }, { by: 'Stig', reason: 'x'.repeat(300) });
    rig.game.leave(4);
    rig.game.join(4, { guid: '76561198000000007', name: 'Nina New' });
    await expect(rig.settled(kick)).rejects.toThrow('has left the server');
    expect(rig.game.orders).toEqual([]);
    expect(rig.game.chat).toHaveLength(1);
  });

  it('follows the driver into another car', async () => {
    rig.game.leave(4);
    rig.game.join(7, billy);
    const text = await rig.settled(rig.drivers.actions.kick({ carId: 4, ...billy }, { by: 'Stig' }));
    expect(text).toMatch(/^Kicked Billy/);
    expect(rig.game.seats.has(7)).toBe(false);
  });

  it('unheard is noticed by who was hit, and told', async () => {
    rig.game.seats.set(4, { guid: '76561198000000007', name: 'Nina New' });
    const outcome = await rig.say('kick Billy blocking');
    expect(answered(outcome)).toMatch(/^Wrong driver kicked: Nina New had just taken car 4 from Billy\./);
    expect(rig.feed.events.filter(({ type }) => type === 'kickMissed')).toMatchObject([
      { meant: billy, hit: { name: 'Nina New', carId: 4 }, by: 'Stig', reason: 'blocking' },
    ]);
    expect(rig.asked).toHaveLength(1);
    expect(rig.logged).toMatchObject([{ meant: billy.guid, hit: '76561198000000007', car: 4 }]);
  });
});

describe('a long reason', () => {
  it('does not keep the kick waiting', async () => {
    const rig = await withPeople('kunos');
    const from = rig.clock.monotonic();
    await rig.say(`kick Billy ${'he would not stop '.repeat(200)}`);
    expect(rig.game.chat.length).toBeLessThanOrEqual(4);
    expect(rig.clock.monotonic() - from).toBeLessThan(1500);
    expect(rig.game.orders).toEqual(['kickUser']);
  });
});

test('of two drivers with one name, the one who was kicked is told by the car', async () => {
  const rig = await withPeople('kunos', { blacklistMode: 0 });
  rig.game.join(9, { ...billy, guid: '76561197900000099' });
  await rig.quiet();
  expect(answered(await rig.say(`kick ${billy.guid}`))).toBe(
    'Kicked Billy (car 4). They can rejoin straight away (BLACKLIST_MODE=0).',
  );
});

describe('what a kick means under BLACKLIST_MODE', () => {
  test.each([
    [0, 'Kicked Billy. They can rejoin straight away (BLACKLIST_MODE=0).'],
    [1, 'Kicked Billy. They cannot rejoin until the game server restarts (BLACKLIST_MODE=1).'],
    [2, /blacklist\.txt \(BLACKLIST_MODE=2\): to let them back in, use "unban" and restart the game server\.$/],
  ])('%i is told', async (blacklistMode, told) => {
    const rig = await withPeople('kunos', { blacklistMode });
    const text = answered(await rig.say('kick Billy'));
    if (typeof told === 'string') expect(text).toBe(told);
    else expect(text).toMatch(told);
  });

  test.each([
    ['kunos', 0, 'Kick Billy? They can rejoin straight away (BLACKLIST_MODE=0).'],
    ['kunos', 1, 'Kick Billy? They cannot rejoin until the game server restarts (BLACKLIST_MODE=1).'],
    ['kunos', 2, /^Kick Billy\? acServer adds them to blacklist\.txt \(BLACKLIST_MODE=2\)/],
    ['assettoserver', 1, /up to the game server \(BLACKLIST_MODE is not known here\)\.$/],
  ] as const)('of %s %i is in the question before it', async (dialect, blacklistMode, told) => {
    const rig = await withPeople(dialect, { blacklistMode });
    const question = rig.drivers.actions.costOfKick({ carId: 4, ...billy });
    if (typeof told === 'string') expect(question).toBe(told);
    else expect(question).toMatch(told);
  });

  test('is told of a ban that a kick outlasts', async () => {
    const strict = await withPeople('kunos', { blacklistMode: 1 });
    expect(answered(await strict.say('ban Billy 30m'))).toBe(
      'Billy (99999999999999999) is banned until 2026-01-01 12:30 UTC. Kicked Billy. The kick keeps them ' +
        'out until the game server restarts, even if the ban ends before (BLACKLIST_MODE=1).',
    );
    const lax = await withPeople('kunos', { blacklistMode: 0 });
    expect(answered(await lax.say('ban Billy 30m'))).not.toContain('BLACKLIST_MODE');
  });

  test('is told when a ban is lifted', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 1 });
    await rig.say('ban Billy');
    expect(answered(await rig.say(`unban ${billy.guid}`))).toBe(
      'Billy (99999999999999999) is no longer banned. Anyone who was in ' +
        'blacklist.txt when the game server started or was kicked since (BLACKLIST_MODE=1) can only rejoin after it restarts.',
    );
  });
});

describe('force_kick', () => {
  it('says that acServer knows no harder way', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 0 });
    expect(answered(await rig.say('force_kick Billy'))).toContain(
      'It was the same as kick: acServer knows no harder way.',
    );
  });
});

describe('limits of this server', () => {
  it.each<[string, Dialect, object, string]>([
    [
      'ballast Billy 300',
      'kunos',
      {},
      'This server allows at most 200 kg ballast (MAX_BALLAST_KG in server_cfg.ini), not 300 kg.',
    ],
    [
      'ballast Billy 1',
      'kunos',
      { maxBallastKg: 0 },
      'This server does not allow ballast: MAX_BALLAST_KG was 0 in server_cfg.ini when it started.',
    ],
    ['ballast Billy 5001', 'acsm', {}, 'kg must be a whole number from 0 to 5000, not "5001".'],
    ['restrictor Billy 401', 'acsm', {}, 'percent must be a whole number from 0 to 400, not "401".'],
  ])('%s on %s is refused', async (line, dialect, settings, sentence) => {
    const rig = await withPeople(dialect, settings);
    expect(answered(await rig.say(line))).toBe(`refused: ${sentence}`);
    expect(rig.game.orders).toEqual([]);
  });

  it('restrictor Billy 101 is refused by acServer alone', async () => {
    expect(answered(await (await withPeople('kunos')).say('restrictor Billy 101'))).toMatch(
      /^refused: .* at most a 100 % restrictor, not 101 %/,
    );
    const manager = await withPeople('acsm');
    await manager.say('restrictor Billy 400');
    expect(manager.game.restrictor.get(4)).toBe(400);
  });
});

async function withPeople(dialect: Dialect, settings: Parameters<typeof controlled>[1] = {}): Promise<Controlled> {
  const rig = await controlled(dialect, settings);
  rig.game.join(2, keith);
  rig.game.join(4, billy);
  return rig;
}

function listed(directory: string): string {
  const path = join(directory, 'blacklist.txt');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
