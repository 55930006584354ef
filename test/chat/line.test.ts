import { beforeEach, describe, expect, test } from 'vitest';
import { game } from '../../commands/game.ts';
import { help } from '../../commands/help.ts';
import type { Dialect } from '../../src/acserver/dialect.ts';
import { ChatFrontEnd, type ChatLine } from '../../src/chat/line.ts';
import type { App } from '../../src/command/app.ts';
import type { AuditRow } from '../../src/command/audit.ts';
import type { Role } from '../../src/command/caller.ts';
import { type Command, command } from '../../src/command/command.ts';
import { createDispatcher } from '../../src/command/dispatch.ts';
import type { Effects } from '../../src/command/effects.ts';
import { optional, sentence, text } from '../../src/command/param.ts';
import type { Stay } from '../../src/events/driver.ts';
import type { RightsOptions } from '../../src/features/rights/rights.ts';
import { emptyState, type PresentDriver, type RaceState } from '../../src/race/state.ts';
import { english } from '../../src/texts/english/index.ts';
import { fakeServer } from '../command/world.ts';
import { auditInto } from '../fakes/audit.ts';
import { FakeClock } from '../fakes/clock.ts';
import { fakeExtraInfo } from '../fakes/extraInfo.ts';
import { fakeLinks } from '../fakes/links.ts';
import { noPictures } from '../fakes/pictures.ts';
import { fakeRights } from '../fakes/rights.ts';
import { fakeRoster } from '../fakes/roster.ts';
import { fakeUpkeep } from '../fakes/upkeep.ts';

const GUID = '76561197900000001';
const PASSWORD = 'hunter2 with blanks';
const STAY: Stay = { run: 1, carId: 3, guid: GUID, connection: 0 };
const elena: PresentDriver = {
  carId: 3,
  guid: GUID,
  name: 'Elena',
  model: 'abarth500',
  skin: '',
  joinedAt: 0,
  loaded: true,
};

let said: string[];
let ran: string[];
let audit: AuditRow[];
let extraInfo: ReturnType<typeof fakeExtraInfo>;
let clock: FakeClock;

const doing = (name: string, role: Role, effect: Effects = ['speaks in the game'], aliases: string[] = []): Command =>
  command({
    name,
    aliases,
    about: `Does ${name}`,
    role,
    is: 'act',
    effect,
    params: { who: optional(text('Who')), why: optional(sentence('Reason')) },
    run: ({ who, why }) => {
      ran.push([name, who, why].filter(Boolean).join(' '));
      return { kind: 'note', text: `${name} done` };
    },
  });

beforeEach(() => {
  [said, ran, audit] = [[], [], []];
  clock = new FakeClock();
  extraInfo = fakeExtraInfo();
});

interface Setting {
  readonly dialect?: Dialect;
  readonly linked?: Role;
  readonly spectator?: string;
  readonly addressOf?: RightsOptions['addressOf'];
}

function frontEnd({ dialect = 'kunos', linked, spectator = '', addressOf = () => undefined }: Setting = {}) {
  let state: RaceState = { ...emptyState(1), drivers: new Map([[3, elena]]) };
  const rights = fakeRights({ dialect, clock, passwords: () => ({ admin: PASSWORD, spectator }), addressOf });
  const { server } = fakeServer('main', { rights, extraInfo, drivers: () => [] });
  const app: App = {
    servers: new Map([['main', server]]),
    links: fakeLinks(),
    upkeep: fakeUpkeep(),
    pictures: noPictures,
    roster: fakeRoster(),
    privacyWarnings: () => [],
    shutdown: () => {},
  };
  const vocabulary = [
    ...game,
    ...help,
    doing('kick', 'steward', ['sends away']),
    doing('ballast', 'steward', ['changes a car']),
    doing('next_session', 'admin', ['changes the session'], ['ksns']),
    doing('me', 'driver'),
    { ...doing('spectate', 'steward', ['changes the view']), forSpectators: true } as const,
  ];
  const dispatcher = createDispatcher({
    commands: vocabulary,
    app,
    audit: auditInto(audit),
    clock,
    log: { error: (fields) => said.push(`fault ${JSON.stringify(fields)}`) },
  });
  const front = new ChatFrontEnd({
    server: 'main',
    dialect,
    dispatcher,
    rights,
    speaker: {
      linesOf: (words) => [words],
      say: async (_, words) => {
        said.push(words);
        return 1;
      },
    },
    view: () => ({ state }),
    words: english,
    linkedRole: async () => linked,
    clock,
    log: { error: () => said.push('fault') },
  });
  return {
    rights,
    dispatcher,
    /** Elena has proved it, without a word. */
    prove: () => rights.login({ stay: STAY }, 'admin', PASSWORD),
    /** Somebody comes into a car, whoever was there before. */
    sit(carId: number, who: Partial<PresentDriver> = {}) {
      const drivers = new Map(state.drivers).set(carId, { ...elena, carId, ...who });
      const connections = new Map(state.connections).set(carId, (state.connections.get(carId) ?? 0) + 1);
      state = { ...state, drivers, connections };
    },
    receive: (line: ChatLine) => front.receive(line),
    type: (text: string, left: readonly string[] = []) => front.receive({ carId: 3, text, left }),
  };
}

describe('a driver logs in', () => {
  test.each(['/admin hunter2 with blanks', ' /admin  hunter2 with blanks '])('with "%s"', async (line) => {
    const { type, rights } = frontEnd();
    await type(line);
    expect(said).toEqual(['You are logged in as admin. Commands start with "!"; !help lists them.']);
    expect(rights.has(STAY, 'admin')).toBe(true);
    expect(audit).toMatchObject([{ command: 'admin', outcome: 'done', args: {} }]);
  });

  test('and a wrong word is refused, and audited as refused', async () => {
    await frontEnd().type('/admin wrong');
    expect(said).toEqual(['That is not the admin password.']);
    expect(audit).toMatchObject([{ command: 'admin', outcome: 'refused', args: {} }]);
  });

  test('after three wrong ones nothing is looked at for a minute, and each is answered', async () => {
    const { type, rights } = frontEnd();
    for (let tries = 0; tries < 7; tries += 1) await type('/admin wrong');
    await type('/admin hunter2 with blanks');
    expect(said).toEqual([
      ...Array(3).fill('That is not the admin password.'),
      ...Array(5).fill('Too many wrong passwords: try again in 60 seconds.'),
    ]);
    expect(rights.has(STAY, 'admin')).toBe(false);
    clock.advance(60_001);
    await type('/admin hunter2 with blanks');
    expect(rights.has(STAY, 'admin')).toBe(true);
  });

  test('the right one behind eight wrong ones in a row is answered too', async () => {
    const { type } = frontEnd();
    for (let tries = 0; tries < 8; tries += 1) await type('/admin wrong');
    await type('/admin hunter2 with blanks');
    expect(said.at(-1)).toBe('Too many lines at once: wait a few seconds.');
    clock.advance(60_001);
    await type('/admin hunter2 with blanks');
    expect(said.at(-1)).toMatch(/^You are logged in as admin/);
  });

  test('whoever guesses and rejoins, whatever they call themselves, goes on counting', async () => {
    const { receive, sit, type } = frontEnd({ addressOf: ({ carId }) => (carId === 3 ? '192.0.2.3' : '192.0.2.9') });
    for (let tries = 0; tries < 10; tries += 1) {
      sit(4 + tries, { guid: `7656119790000010${tries}` });
      await receive({ carId: 4 + tries, text: '/admin wrong' });
    }
    expect(said.filter((line) => line === 'That is not the admin password.')).toHaveLength(3);
    await type('/admin hunter2 with blanks');
    expect(said.at(-1)).toMatch(/^You are logged in as admin/);
  });

  test('whose address nobody knows counts with all of whom nobody knows it', async () => {
    const { receive, sit } = frontEnd();
    for (let tries = 0; tries < 10; tries += 1) {
      sit(4, { guid: `7656119790000010${tries}` });
      clock.advance(1000);
      await receive({ carId: 4, text: '/admin wrong' });
    }
    expect(said.filter((line) => line === 'That is not the admin password.')).toHaveLength(3);
  });

  test('an empty password is never right', async () => {
    const { type, rights } = frontEnd();
    await type('/spectator');
    await type('/spectator ""');
    expect(rights.has(STAY, 'spectator')).toBe(false);
  });

  test('and the password stands in no audit row and no answer', async () => {
    const { type } = frontEnd();
    for (const line of [
      '/admin hunter2 with blanks',
      '/admin secret-and-wrong',
      'admin hunter2 with blanks',
      '!admin secret',
    ])
      await type(line);
    expect(JSON.stringify([audit, said])).not.toMatch(/hunter2|secret/);
    expect(audit.map((row) => row.args)).toEqual([{}, {}, {}]);
  });
});

describe('what everybody reads is no password any more', () => {
  test.each(['!admin hunter2 with blanks', '! ADMIN wrong', '!spectator seats'])('%s', async (line) => {
    const { type, rights } = frontEnd({ spectator: 'seats' });
    await type(line);
    expect([rights.has(STAY, 'admin'), rights.has(STAY, 'spectator')]).toEqual([false, false]);
    expect(said).toEqual([expect.stringMatching(/^Everyone on the server could read that\. If .*, change it; .*\.$/)]);
    expect(audit).toMatchObject([{ outcome: 'refused', args: {} }]);
  });

  test.each([
    ['kunos', 'nobody else reads "/admin" and the password.'],
    ['acsm', 'on this server use commands on Discord or over the websocket.'],
    ['assettoserver', 'on this server use commands on Discord or over the websocket.'],
  ] as const)('and on %s is told what to do instead', async (dialect, instead) => {
    const { type } = frontEnd({ dialect });
    await type('!admin hunter2 with blanks');
    expect(said.join()).toContain(instead);
  });

  test('and tells nothing about the word: right, wrong or many times', async () => {
    const { type } = frontEnd();
    for (const word of ['hunter2 with blanks', 'wrong', 'wrong', 'wrong', 'wrong']) await type(`!admin ${word}`);
    expect(new Set(said).size).toBe(1);
  });
});

describe('what was proved belongs to the seat', () => {
  test('and to nobody who claims the same GUID in another car', async () => {
    const { prove, sit, receive, type } = frontEnd();
    prove();
    sit(5);
    await receive({ carId: 5, text: '!kick 4' });
    expect(ran).toEqual([]);
    expect(said).toEqual(['!kick is for stewards; your role here is driver.']);
    await type('!kick 4');
    expect(ran).toEqual(['kick 4']);
  });

  test('nor to the next one in the same car, with the same GUID, even where nobody saw the first one leave', async () => {
    const { prove, sit, type } = frontEnd();
    prove();
    sit(3);
    await type('!kick 4');
    expect(ran).toEqual([]);
  });

  test('and ends when that seat is left, not when another one with that GUID is', async () => {
    const { prove, rights, type } = frontEnd();
    prove();
    rights.forget({ carId: 5, guid: GUID });
    await type('!kick 4');
    rights.forget({ carId: 3, guid: GUID });
    await type('!kick 4');
    expect(ran).toEqual(['kick 4']);
  });

  test('a flood under somebody’s GUID does not silence them', async () => {
    const { sit, receive, type } = frontEnd();
    sit(5);
    for (let line = 0; line < 30; line += 1) await receive({ carId: 5, text: '!whatever' });
    await type('!me');
    expect(ran).toEqual(['me']);
  });
});

describe('a spectator', () => {
  test('may use the spectating commands, and no others', async () => {
    const { type } = frontEnd({ spectator: 'seats' });
    await type('!spectate 4');
    expect([ran, said]).toEqual([[], ['!spectate is for stewards; your role here is driver.']]);
    await type('/spectator seats');
    expect(said.at(-1)).toBe('You are logged in as spectator; !spectate says what this server can show.');
    await type('!spectate 4');
    await type('!kick 4');
    expect(ran).toEqual(['spectate 4']);
  });
});

describe('on vanilla', () => {
  test('what acServer runs itself is never run by Pitwall, whoever says it', async () => {
    const { type, prove } = frontEnd();
    await type('/next_session');
    prove();
    for (const line of ['/next_session', '/KSNS', '/kick elena', '/kick_id 3', '/ballast 3 40', '/restrictor 3 10'])
      await type(line);
    expect(ran).toEqual([]);
    expect(said).toEqual([]);
  });

  test('a kick by name is acServer’s also when it has put the driver out already', async () => {
    const { type, prove } = frontEnd();
    prove();
    await type('/kick Bea', ['Bea']);
    expect([said, ran]).toEqual([[], []]);
    await type('/kick Bea');
    expect(ran).toEqual(['kick Bea']);
  });

  test('a form that acServer does not know is run', async () => {
    const { type, prove } = frontEnd();
    prove();
    await type('/kick 4 blocking everyone');
    expect(ran).toEqual(['kick 4 blocking everyone']);
    expect(said).toEqual(['kick done']);
  });

  test('the twin is run, once', async () => {
    const { type, prove } = frontEnd();
    prove();
    await type('!ksns');
    expect(ran).toEqual(['next_session']);
  });

  test('whoever may without being an admin of acServer is pointed to the twin', async () => {
    const { type } = frontEnd({ linked: 'steward' });
    await type('/ballast 3 40');
    expect(said).toEqual(['acServer keeps this for its own admins; use !ballast 3 40']);
    expect(ran).toEqual([]);
  });

  test('whoever joined as an admin is told that Pitwall does not know it', async () => {
    const { type } = frontEnd();
    await type('/kick 4');
    expect(said).toEqual([
      '!kick is for stewards; your role here is driver.',
      'Admins: type "/admin" and the password. Pitwall cannot see the one you joined with.',
    ]);
    expect(audit).toMatchObject([{ command: 'kick', outcome: 'denied' }]);
  });

  test.each(['/next_session', '/kick Elena'])(
    'a linked account that may not is told what it takes for "%s"',
    async (line) => {
      const { type } = frontEnd({ linked: 'admin' });
      await type(line);
      expect(said).toEqual(['acServer keeps this for its own admins: type "/admin" and the password first.']);
      expect(ran).toEqual([]);
    },
  );

  test.each(['/st help', '/whatever', '/vote_track monza', '/', '//', '/ /', '!', '!!!', '!5', 'kick 4'])(
    'the line "%s", which is none of ours, gets silence',
    async (line) => {
      const { type } = frontEnd();
      await type(line);
      expect([said, ran]).toEqual([[], []]);
    },
  );

  test('a twin without rights is refused in a sentence', async () => {
    const { type } = frontEnd();
    await type('!kick 4');
    expect(said).toEqual(['!kick is for stewards; your role here is driver.']);
    expect(audit).toMatchObject([{ command: 'kick', outcome: 'denied', caller: { via: 'chat', guid: GUID } }]);
  });
});

describe('elsewhere', () => {
  test.each(['acsm', 'assettoserver'] as const)('slash lines are left to %s', async (dialect) => {
    const { type, prove } = frontEnd({ dialect });
    prove();
    await type('/kick 4');
    await type('!kick 4');
    expect(ran).toEqual(['kick 4']);
  });
});

describe('extra information', () => {
  test.each(['/', '!', '/ '])('is asked for with "%s", and refused again', async (sign) => {
    const { type } = frontEnd();
    await type(`${sign}server-extra-info-opt-in`);
    await type(`${sign}Server-Extra-Info-Opt-Out `);
    expect(extraInfo.asked).toEqual([
      ['optIn', 3, GUID],
      ['optOut', 3, GUID],
    ]);
    expect(said).toEqual(['Extra information is on until you leave.', 'Extra information is off.']);
  });

  test.each(['acsm', 'assettoserver'] as const)(
    'of %s is asked for with a slash, ours with its twin',
    async (dialect) => {
      const { type } = frontEnd({ dialect });
      await type('/server-extra-info-opt-in');
      expect([extraInfo.asked, said]).toEqual([[], []]);
      await type('!server-extra-info-opt-in');
      expect(extraInfo.asked).toHaveLength(1);
    },
  );

  test.each([
    'server-extra-info-opt-in',
    '!server-extra-info-opt-in 4',
    '!server-extra-info-opt-inn',
    '!server extra-info-opt-in',
  ])('is not asked for with "%s"', async (line) => {
    await frontEnd().type(line);
    expect(extraInfo.asked).toEqual([]);
  });

  test.each(['socket', 'slash'] as const)('is not for the %s', async (via) => {
    const { dispatcher } = frontEnd();
    const caller = { via, role: 'admin', proof: 'token', id: 'x', name: 'x' } as const;
    const outcome = await dispatcher.dispatch({ line: 'server-extra-info-opt-in', caller });
    expect(outcome).toEqual({ kind: 'failed', sentence: '"server-extra-info-opt-in" only works in the game.' });
  });
});

describe('a linked account', () => {
  test('counts for harmless commands and never for kicks, bans and sessions', async () => {
    const { type } = frontEnd({ linked: 'admin' });
    await type('!kick 4');
    await type('!next_session');
    expect(ran).toEqual([]);
    await type('!me');
    expect(ran).toEqual(['me']);
  });
});

describe('help', () => {
  test('lists what this caller may do', async () => {
    const { type } = frontEnd();
    await type('!help');
    expect(said).toEqual(['!admin !spectator !help !me', 'Type !help and a command for details.']);
  });

  test('explains one command', async () => {
    const { type } = frontEnd();
    await type('/help me');
    expect(said).toEqual(['!me [who] [why]: Does me']);
  });
});

test('a line is lost, and nothing else, where nobody can say who sits in the car', async () => {
  const faults: object[] = [];
  const unused = () => {
    throw new Error('not asked');
  };
  const front = new ChatFrontEnd({
    server: 'main',
    dialect: 'kunos',
    dispatcher: {
      commands: [],
      dispatch: unused,
      judge: unused,
      formOf: unused,
      suggest: unused,
      isPrivate: unused,
    },
    rights: { has: unused },
    speaker: { say: unused, linesOf: unused },
    view: () => {
      throw new Error('server_cfg.ini cannot be read');
    },
    linkedRole: unused,
    words: english,
    clock,
    log: { error: (fields) => faults.push(fields) },
  });
  await front.receive({ carId: 3, text: '!me' });
  expect(faults).toHaveLength(1);
});

test('a flood is not answered line by line', async () => {
  const { type } = frontEnd();
  for (let line = 0; line < 30; line += 1) await type('!me');
  expect(ran).toHaveLength(8);
  expect(said.slice(8)).toEqual(['Too many lines at once: wait a few seconds.']);
});

test('a line of a car that nobody sits in is nobody’s', async () => {
  await frontEnd().receive({ carId: 9, text: '!me' });
  expect([said, ran]).toEqual([[], []]);
});
