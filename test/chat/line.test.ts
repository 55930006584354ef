import { beforeEach, describe, expect, test } from 'vitest';
import { game } from '../../commands/game.ts';
import { help } from '../../commands/help.ts';
import { ChatFrontEnd, type ChatLine } from '../../src/chat/line.ts';
import type { App } from '../../src/command/app.ts';
import type { AuditRow } from '../../src/command/audit.ts';
import type { Role } from '../../src/command/caller.ts';
import { type Command, command } from '../../src/command/command.ts';
import { createDispatcher } from '../../src/command/dispatch.ts';
import type { Effects } from '../../src/command/effects.ts';
import { optional, sentence, text } from '../../src/command/param.ts';
import { createRights } from '../../src/features/rights/rights.ts';
import { emptyState, type PresentDriver } from '../../src/race/state.ts';
import { english } from '../../src/texts/english/index.ts';
import { fakeServer } from '../command/world.ts';
import { auditInto } from '../fakes/audit.ts';
import { FakeClock } from '../fakes/clock.ts';
import { fakeExtraInfo } from '../fakes/extraInfo.ts';
import { fakeLinks } from '../fakes/links.ts';

const GUID = '76561197900000001';
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
    params: { who: optional(text('Who')), why: optional(sentence('Why')) },
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

function frontEnd({ dialect = 'kunos', linked }: { dialect?: 'kunos' | 'acsm' | 'assettoserver'; linked?: Role } = {}) {
  const rights = createRights({ clock, passwords: () => ({ admin: 'hunter2 with blanks', spectator: '' }) });
  const { server } = fakeServer('main', { rights, extraInfo, drivers: () => [] });
  const app: App = { servers: new Map([['main', server]]), links: fakeLinks(), shutdown: () => {} };
  const vocabulary = [
    ...game,
    ...help,
    doing('kick', 'steward', ['sends away']),
    doing('ballast', 'steward', ['changes a car']),
    doing('next_session', 'admin', ['changes the session'], ['ksns']),
    doing('me', 'driver'),
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
    view: () => ({ state: { ...emptyState(1), drivers: new Map([[3, elena]]) } }),
    words: english,
    linkedRole: async () => linked,
    clock,
    log: { error: () => said.push('fault') },
  });
  return {
    rights,
    dispatcher,
    receive: (line: ChatLine) => front.receive(line),
    type: (text: string, left: readonly string[] = []) => front.receive({ carId: 3, text, left }),
  };
}

describe('a driver logs in', () => {
  test.each(['/admin hunter2 with blanks', ' /admin  hunter2 with blanks ', '!admin hunter2 with blanks'])(
    'with "%s"',
    async (line) => {
      const { type, rights } = frontEnd();
      await type(line);
      expect(said).toEqual(['You are an admin now. Commands begin with "!"; !help lists them.']);
      expect(rights.has(GUID, 'admin')).toBe(true);
    },
  );

  test('and is refused with a wrong word, three times; then there is silence for a minute', async () => {
    const { type, rights } = frontEnd();
    for (let tries = 0; tries < 5; tries += 1) await type('/admin wrong');
    expect(said).toEqual(Array(3).fill('That is not the admin password.'));
    await type('/admin hunter2 with blanks');
    expect(rights.has(GUID, 'admin')).toBe(false);
    clock.advance(60_001);
    await type('/admin hunter2 with blanks');
    expect(rights.has(GUID, 'admin')).toBe(true);
  });

  test('an empty password is never right', async () => {
    const { type, rights } = frontEnd();
    await type('/spectator');
    await type('/spectator ""');
    expect(rights.has(GUID, 'spectator')).toBe(false);
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

  test('rights end when the driver leaves, what was guessed does not', async () => {
    const { type, rights } = frontEnd();
    await type('/admin hunter2 with blanks');
    rights.forget(GUID);
    await type('!kick 4');
    expect(ran).toEqual([]);
    for (let tries = 0; tries < 3; tries += 1) await type('/admin wrong');
    rights.forget(GUID);
    expect(rights.isSilenced(GUID)).toBe(true);
  });
});

describe('on vanilla', () => {
  test('what acServer runs itself is never run by Pitwall, whoever says it', async () => {
    const { type, rights } = frontEnd();
    await type('/next_session');
    rights.login(GUID, 'admin', 'hunter2 with blanks');
    for (const line of ['/next_session', '/KSNS', '/kick elena', '/kick_id 3', '/ballast 3 40', '/restrictor 3 10'])
      await type(line);
    expect(ran).toEqual([]);
    expect(said).toEqual([]);
  });

  test('a kick by name is acServer’s also when it has put the driver out already', async () => {
    const { type, rights } = frontEnd();
    rights.login(GUID, 'admin', 'hunter2 with blanks');
    await type('/kick Bea', ['Bea']);
    expect([said, ran]).toEqual([[], []]);
    await type('/kick Bea');
    expect(ran).toEqual(['kick Bea']);
  });

  test('a form that acServer does not know is run', async () => {
    const { type, rights } = frontEnd();
    rights.login(GUID, 'admin', 'hunter2 with blanks');
    await type('/kick 4 blocking everyone');
    expect(ran).toEqual(['kick 4 blocking everyone']);
    expect(said).toEqual(['kick done']);
  });

  test('the twin is run, once', async () => {
    const { type, rights } = frontEnd();
    rights.login(GUID, 'admin', 'hunter2 with blanks');
    await type('!ksns');
    expect(ran).toEqual(['next_session']);
  });

  test('whoever may without being an admin of acServer is pointed to the twin', async () => {
    const { type } = frontEnd({ linked: 'steward' });
    await type('/ballast 3 40');
    expect(said).toEqual(['acServer runs this for its own admins; say !ballast 3 40']);
    expect(ran).toEqual([]);
  });

  test.each(['/st help', '/kick 4', '/whatever', '/vote_track monza', '/', '//', '/ /', '!', '!!!', '!5', 'kick 4'])(
    'the probe "%s" of somebody without rights gets silence',
    async (line) => {
      const { type } = frontEnd();
      await type(line);
      expect([said, ran]).toEqual([[], []]);
    },
  );

  test('a twin without rights is refused in a sentence', async () => {
    const { type } = frontEnd();
    await type('!kick 4');
    expect(said).toEqual(['"kick" needs the role steward; you are driver.']);
    expect(audit).toMatchObject([{ command: 'kick', outcome: 'denied', caller: { via: 'chat', guid: GUID } }]);
  });
});

describe('elsewhere', () => {
  test.each(['acsm', 'assettoserver'] as const)('slash lines are left to %s', async (dialect) => {
    const { type, rights } = frontEnd({ dialect });
    rights.login(GUID, 'admin', 'hunter2 with blanks');
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
    expect(said).toEqual([
      'Your car gets extra information until you leave.',
      'Your car gets no more extra information.',
    ]);
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
    expect(outcome).toEqual({ kind: 'failed', sentence: '"server-extra-info-opt-in" works in the game only.' });
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
    expect(said).toEqual([
      '!admin !spectator !server-extra-info-opt-in !server-extra-info-opt-out !help !me',
      'Say !help and a command to know more.',
    ]);
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
      wouldDeny: unused,
      formOf: unused,
      suggest: unused,
      isPrivate: unused,
    },
    rights: { has: unused, isSilenced: unused },
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
});

test('a line of a car that nobody sits in is nobody’s', async () => {
  await frontEnd().receive({ carId: 9, text: '!me' });
  expect([said, ran]).toEqual([[], []]);
});
