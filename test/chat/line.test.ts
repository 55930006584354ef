import { describe, expect, test } from 'vitest';
import { ChatFrontEnd } from '../../src/chat/line.ts';
import { english } from '../../src/texts/english/index.ts';
import { FakeClock } from '../fakes/clock.ts';
import { frontEnd, GUID } from './rig.ts';

describe('on a vanilla server', () => {
  test('names commands as they are typed in the car, and repeats what was typed as it was typed', async () => {
    const { type, said } = frontEnd();
    await type('!dance');
    await type('!help use "kick 5"');
    expect(said).toEqual([
      'There is no command "dance"; !help lists them.',
      'You have no command "use "kick 5""; !help lists the ones you can use.',
    ]);
  });

  test('Pitwall never runs acServer’s own commands, whoever types them', async () => {
    const { type, prove, said, ran } = frontEnd();
    await type('/next_session');
    prove();
    for (const line of ['/next_session', '/KSNS', '/kick elena', '/kick_id 3', '/ballast 3 40', '/restrictor 3 10'])
      await type(line);
    expect(ran).toEqual([]);
    expect(said).toEqual([]);
  });

  test('a kick by name is left to acServer, even if the driver is already out', async () => {
    const { type, prove, said, ran } = frontEnd();
    prove();
    await type('/kick Bea', ['Bea']);
    expect([said, ran]).toEqual([[], []]);
    await type('/kick Bea');
    expect(ran).toEqual(['kick Bea']);
  });

  test('a form unknown to acServer is run', async () => {
    const { type, prove, said, ran } = frontEnd();
    prove();
    await type('/kick 4 blocking everyone');
    expect(ran).toEqual(['kick 4 blocking everyone']);
    expect(said).toEqual(['kick done']);
  });

  test('the alternative with "!" is run, once', async () => {
    const { type, prove, ran } = frontEnd();
    prove();
    await type('!ksns');
    expect(ran).toEqual(['next_session']);
  });

  test('a driver with rights only in Pitwall is told the alternative with "!"', async () => {
    const { type, said, ran } = frontEnd({ linked: 'steward' });
    await type('/ballast 3 40');
    expect(said).toEqual(['acServer keeps this for its own admins; use !ballast 3 40']);
    expect(ran).toEqual([]);
  });

  test('a driver who joined as admin is told that Pitwall cannot see it', async () => {
    const { type, said, audit } = frontEnd();
    await type('/kick 4');
    expect(said).toEqual([
      '!kick is for stewards; your role here is driver.',
      'Admins: type "/admin" and the password. Pitwall cannot see the one you joined with.',
    ]);
    expect(audit).toMatchObject([{ command: 'kick', outcome: 'denied' }]);
  });

  test.each(['/next_session', '/kick Elena'])(
    'a linked account without the right is told what "%s" needs',
    async (line) => {
      const { type, said, ran } = frontEnd({ linked: 'admin' });
      await type(line);
      expect(said).toEqual(['acServer keeps this for its own admins: type "/admin" and the password first.']);
      expect(ran).toEqual([]);
    },
  );

  test.each(['/st help', '/whatever', '/vote_track monza', '/', '//', '/ /', '!', '!!!', '!5', 'kick 4'])(
    'the line "%s" is not a command and gets no answer',
    async (line) => {
      const { type, said, ran } = frontEnd();
      await type(line);
      expect([said, ran]).toEqual([[], []]);
    },
  );

  test('a command with "!" is denied in a sentence without the role', async () => {
    const { type, said, audit } = frontEnd();
    await type('!kick 4');
    expect(said).toEqual(['!kick is for stewards; your role here is driver.']);
    expect(audit).toMatchObject([{ command: 'kick', outcome: 'denied', caller: { via: 'chat', guid: GUID } }]);
  });
});

describe('on other servers', () => {
  test.each(['acsm', 'assettoserver'] as const)('lines with a slash are left to %s', async (dialect) => {
    const { type, prove, ran } = frontEnd({ dialect });
    prove();
    await type('/kick 4');
    await type('!kick 4');
    expect(ran).toEqual(['kick 4']);
  });
});

describe('extra information', () => {
  test.each(['/', '!', '/ '])('is switched on with "%s", and off again', async (sign) => {
    const { type, said, extraInfo } = frontEnd();
    await type(`${sign}server-extra-info-opt-in`);
    await type(`${sign}Server-Extra-Info-Opt-Out `);
    expect(extraInfo.asked).toEqual([
      ['optIn', 3, GUID],
      ['optOut', 3, GUID],
    ]);
    expect(said).toEqual(['Extra information is on until you leave.', 'Extra information is off.']);
  });

  test.each(['acsm', 'assettoserver'] as const)(
    'on %s is switched on only with "!", as the slash is left to the server',
    async (dialect) => {
      const { type, said, extraInfo } = frontEnd({ dialect });
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
  ])('is not switched on with "%s"', async (line) => {
    const { type, extraInfo } = frontEnd();
    await type(line);
    expect(extraInfo.asked).toEqual([]);
  });

  test.each(['socket', 'slash'] as const)('cannot be switched on by %s', async (via) => {
    const { dispatcher } = frontEnd();
    const caller = { via, role: 'admin', proof: 'token', id: 'x', name: 'x' } as const;
    const outcome = await dispatcher.dispatch({ line: 'server-extra-info-opt-in', caller });
    expect(outcome).toEqual({ kind: 'failed', sentence: '"server-extra-info-opt-in" only works in the game.' });
  });
});

describe('help in chat', () => {
  test('lists what the caller may do', async () => {
    const { type, said } = frontEnd();
    await type('!help');
    expect(said).toEqual(['!help !me', 'Type !help and a command for details.']);
  });

  test.each([
    ['!help admin', '/admin <password>: Log in as admin until you leave the server'],
    ['/help spectator', '/spectator <password>: Log in as spectator until you leave the server'],
  ])('explains a password command with the sign nobody else can read: %s', async (line, answer) => {
    const { type, said } = frontEnd();
    await type(line);
    expect(said.join(' ').replace(/\(\d\/\d\) /g, '')).toBe(answer);
  });

  test('explains a single command', async () => {
    const { type, said } = frontEnd();
    await type('/help me');
    expect(said).toEqual(['!me [who] [why]: Does me']);
  });
});

test('a line is lost with a single error in the log if the drivers cannot be read', async () => {
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
    clock: new FakeClock(),
    log: { error: (fields) => faults.push(fields) },
  });
  await front.receive({ carId: 3, text: '!me' });
  expect(faults).toHaveLength(1);
});

test('a flood is answered once, not line by line', async () => {
  const { type, said, ran } = frontEnd();
  for (let line = 0; line < 30; line += 1) await type('!me');
  expect(ran).toHaveLength(8);
  expect(said.slice(8)).toEqual(['Too many lines at once: wait a few seconds.']);
});

test('a line from an empty car is ignored', async () => {
  const { receive, said, ran } = frontEnd();
  await receive({ carId: 9, text: '!me' });
  expect([said, ran]).toEqual([[], []]);
});
