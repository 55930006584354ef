import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { type Action, abilities, DIALECTS, type Dialect } from '../../src/acserver/dialect.ts';
import { plain } from '../../src/kit/sentence.ts';
import { answered, type Controlled } from '../fakes/controlled.ts';
import { billy, billyIsGone, keith, withPeople } from './people.ts';

/** What somebody says, and whether it took effect: in the game if it shows there, otherwise in what Pitwall stores. */
interface Promised {
  readonly line: string;
  holds(rig: Controlled): unknown;
}

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
  it.each(actions)('%s has its effect, or is refused with the reason', async (action) => {
    const rig = await withPeople(dialect);
    if (action === 'unban') await rig.say(`ban ${keith.guid}`);
    const { line, holds } = promises[action];
    const before = rig.game.orders.length;
    const outcome = await rig.say(line);
    const ability = abilities[action][dialect];
    if (ability.is === 'impossible') {
      expect(answered(outcome)).toBe(`refused: ${plain(ability.why)}`);
      expect(rig.game.orders).toHaveLength(before);
      return;
    }
    expect(answered(outcome)).not.toMatch(/^refused/);
    expect(holds(rig)).toBe(true);
    // An order is one packet or one line.
    expect(rig.game.orders.length - before).toBeLessThanOrEqual(1);
  });

  it.each(['kick Billy', 'kick 4', 'kick 99999999999999999'])('Billy is kicked by "%s"', async (line) => {
    const rig = await withPeople(dialect);
    const outcome = await rig.say(line);
    expect(answered(outcome)).toMatch(/^Kicked Billy\./);
    expect(billyIsGone(rig)).toBe(true);
    expect(rig.feed.events.filter(({ type }) => type === 'driverKicked')).toMatchObject([
      { driver: billy, by: 'Stig' },
    ]);
  });

  it('commands ignored by the server are not reported as done', async () => {
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
    // Nothing is tried twice except acServer's kick, the second time in its other form.
    expect(rig.game.orders).toEqual(
      {
        kunos: ['kickUser', '/kick_id 4', 'nextSession', 'restartSession'],
        acsm: ['/kick 99999999999999999', 'nextSession', 'restartSession'],
        assettoserver: ['kick_id 99999999999999999', 'next_session', 'restart_session'],
      }[dialect],
    );
  });

  it('commands are refused while the server is silent', async () => {
    const rig = await withPeople(dialect);
    rig.feed.notice({ type: 'serverSilent', silentMs: 15_000 });
    for (const line of ['next_session', 'say hello', 'pm Billy hello', 'ballast Billy 10']) {
      expect(answered(await rig.say(line))).toMatch(/^refused: .*(?:no UDP data|No UDP data)/);
    }
    expect(rig.game.orders).toEqual([]);
    expect(rig.game.chat).toEqual([]);
  });
});

describe('AssettoServer without RCON', () => {
  it('gets no ballast command, and the answer names the missing setting', async () => {
    const rig = await withPeople('assettoserver', { hasRcon: false });
    const missing = 'main only takes this over RCON: set RCON_ADDRESS (SERVER_RCON_ADDRESS in .env).';
    expect(answered(await rig.say('ballast Billy 40'))).toContain(
      `does not have it yet; Pitwall keeps trying: ${missing}`,
    );
    expect(rig.game.orders).toEqual([]);
    expect(rig.feed.events.filter(({ type }) => type === 'ballastSet')).toEqual([]);
  });

  it('gets kicks and session changes over UDP', async () => {
    const rig = await withPeople('assettoserver', { hasRcon: false });
    expect(answered(await rig.say('next_session'))).toBe('Next session: Qualify.');
    expect(answered(await rig.say('kick Billy'))).toBe('Kicked Billy.');
    expect(rig.game.orders).toEqual(['nextSession', 'kickUser']);
  });
});

describe('AssettoServer', () => {
  it('gets a kick over UDP if RCON refuses the password', async () => {
    const rig = await withPeople('assettoserver', { rconPassword: 'another' });
    expect(answered(await rig.say('kick Billy'))).toBe('Kicked Billy.');
    expect(rig.game.orders).toEqual(['kickUser']);
  });

  it('accepts a separate RCON password', async () => {
    const rig = await withPeople('assettoserver', { rconPassword: 'another', knownRconPassword: 'another' });
    expect(answered(await rig.say('ballast Billy 40'))).toContain('The server said: Ballast set.');
    expect(rig.game.ballast.get(4)).toBe(40);
  });

  it.each(['kick Billy', 'force_kick Billy', 'ban Billy'])(
    'is quoted when it refuses "%s", and no kick is recorded',
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

  it.each(['next_session', 'restart_session'])(
    'gives its reason for refusing %s while a driver loads',
    async (line) => {
      const rig = await withPeople('assettoserver');
      rig.game.arrive(7, { guid: '76561198000000007', name: 'Nina New' });
      expect(answered(await rig.say(line))).toMatch(/^The server refused it: Error\. Couldn't .* Player is connecting/);
    },
  );

  it('gets ballast again at the next session if it did not confirm it', async () => {
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

describe('the game server commands', () => {
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
  ])('include %s', (name) => {
    expect(names).toContain(name);
  });

  it('have a defined ability on every dialect', () => {
    for (const action of actions) {
      expect(Object.keys(abilities[action]).sort()).toEqual([...DIALECTS].sort());
      expect(names).toContain(action);
    }
    expect(Object.keys(abilities).sort()).toEqual([...actions].sort());
  });
});

describe('the limits of a server', () => {
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
  ])('refuse %s on %s', async (line, dialect, settings, sentence) => {
    const rig = await withPeople(dialect, settings);
    expect(answered(await rig.say(line))).toBe(`refused: ${sentence}`);
    expect(rig.game.orders).toEqual([]);
  });

  it('restrictor 101 is refused on acServer but not on acsm', async () => {
    expect(answered(await (await withPeople('kunos')).say('restrictor Billy 101'))).toMatch(
      /^refused: .* at most a 100 % restrictor, not 101 %/,
    );
    const manager = await withPeople('acsm');
    await manager.say('restrictor Billy 400');
    expect(manager.game.restrictor.get(4)).toBe(400);
  });
});

function listed(directory: string): string {
  const path = join(directory, 'blacklist.txt');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
