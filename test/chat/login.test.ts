import { describe, expect, test } from 'vitest';
import { frontEnd, GUID, STAY } from './rig.ts';

describe('a driver’s login', () => {
  test.each(['/admin hunter2 with blanks', ' /admin  hunter2 with blanks '])('succeeds with "%s"', async (line) => {
    const { type, rights, said, audit } = frontEnd();
    await type(line);
    expect(said).toEqual(['You are logged in as admin. Commands start with "!"; !help lists them.']);
    expect(rights.has(STAY, 'admin')).toBe(true);
    expect(audit).toMatchObject([{ command: 'admin', outcome: 'done', args: {} }]);
  });

  test('with a wrong password is refused and audited', async () => {
    const { type, said, audit } = frontEnd();
    await type('/admin wrong');
    expect(said).toEqual(['That is not the admin password.']);
    expect(audit).toMatchObject([{ command: 'admin', outcome: 'refused', args: {} }]);
  });

  test('is blocked for a minute after three wrong passwords, with an answer to each', async () => {
    const { type, rights, said, clock } = frontEnd();
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

  test('is answered even after eight wrong passwords in a row', async () => {
    const { type, said, clock } = frontEnd();
    for (let tries = 0; tries < 8; tries += 1) await type('/admin wrong');
    await type('/admin hunter2 with blanks');
    expect(said.at(-1)).toBe('Too many lines at once: wait a few seconds.');
    clock.advance(60_001);
    await type('/admin hunter2 with blanks');
    expect(said.at(-1)).toMatch(/^You are logged in as admin/);
  });

  test('keeps counting wrong passwords across rejoins under any name', async () => {
    const { receive, sit, type, said } = frontEnd({
      addressOf: ({ carId }) => (carId === 3 ? '192.0.2.3' : '192.0.2.9'),
    });
    for (let tries = 0; tries < 10; tries += 1) {
      sit(4 + tries, { guid: `7656119790000010${tries}` });
      await receive({ carId: 4 + tries, text: '/admin wrong' });
    }
    expect(said.filter((line) => line === 'That is not the admin password.')).toHaveLength(3);
    await type('/admin hunter2 with blanks');
    expect(said.at(-1)).toMatch(/^You are logged in as admin/);
  });

  test('counts all drivers with an unknown address together', async () => {
    const { receive, sit, said, clock } = frontEnd();
    for (let tries = 0; tries < 10; tries += 1) {
      sit(4, { guid: `7656119790000010${tries}` });
      clock.advance(1000);
      await receive({ carId: 4, text: '/admin wrong' });
    }
    expect(said.filter((line) => line === 'That is not the admin password.')).toHaveLength(3);
  });

  test('never succeeds with an empty password', async () => {
    const { type, rights } = frontEnd();
    await type('/spectator');
    await type('/spectator ""');
    expect(rights.has(STAY, 'spectator')).toBe(false);
  });

  test('leaves no password in the audit or in an answer', async () => {
    const { type, said, audit } = frontEnd();
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

describe('a password readable by everyone is refused', () => {
  test.each(['!admin hunter2 with blanks', '! ADMIN wrong', '!spectator seats'])(
    'and logs nobody in: %s',
    async (line) => {
      const { type, rights, said, audit } = frontEnd({ spectator: 'seats' });
      await type(line);
      expect([rights.has(STAY, 'admin'), rights.has(STAY, 'spectator')]).toEqual([false, false]);
      expect(said).toEqual([
        expect.stringMatching(/^Everyone on the server could read that\. If .*, change it; .*\.$/),
      ]);
      expect(audit).toMatchObject([{ outcome: 'refused', args: {} }]);
    },
  );

  test.each([
    ['kunos', 'nobody else reads "/admin" and the password.'],
    ['acsm', 'on this server use commands on Discord or over the websocket.'],
    ['assettoserver', 'on this server use commands on Discord or over the websocket.'],
  ] as const)('and on %s the driver is told what to do instead', async (dialect, instead) => {
    const { type, said } = frontEnd({ dialect });
    await type('!admin hunter2 with blanks');
    expect(said.join()).toContain(instead);
  });

  test('and the answer says nothing about the password', async () => {
    const { type, said } = frontEnd();
    for (const word of ['hunter2 with blanks', 'wrong', 'wrong', 'wrong', 'wrong']) await type(`!admin ${word}`);
    expect(new Set(said).size).toBe(1);
  });
});

describe('a login belongs to one stay in a car', () => {
  test('and not to another car with the same GUID', async () => {
    const { prove, sit, receive, type, said, ran } = frontEnd();
    prove();
    sit(5);
    await receive({ carId: 5, text: '!kick 4' });
    expect(ran).toEqual([]);
    expect(said).toEqual(['!kick is for stewards; your role here is driver.']);
    await type('!kick 4');
    expect(ran).toEqual(['kick 4']);
  });

  test('and not to the next driver in the car with the same GUID, even if the leave was missed', async () => {
    const { prove, sit, type, ran } = frontEnd();
    prove();
    sit(3);
    await type('!kick 4');
    expect(ran).toEqual([]);
  });

  test('and ends when this car is left, not when another with the same GUID is', async () => {
    const { prove, rights, type, ran } = frontEnd();
    prove();
    rights.forget({ carId: 5, guid: GUID });
    await type('!kick 4');
    rights.forget({ carId: 3, guid: GUID });
    await type('!kick 4');
    expect(ran).toEqual(['kick 4']);
  });

  test('and a flood under the same GUID from another car does not silence it', async () => {
    const { sit, receive, type, ran } = frontEnd();
    sit(5);
    for (let line = 0; line < 30; line += 1) await receive({ carId: 5, text: '!whatever' });
    await type('!me');
    expect(ran).toEqual(['me']);
  });
});

describe('a spectator', () => {
  test('can use the spectating commands only', async () => {
    const { type, said, ran } = frontEnd({ spectator: 'seats' });
    await type('!spectate 4');
    expect([ran, said]).toEqual([[], ['!spectate is for stewards; your role here is driver.']]);
    await type('/spectator seats');
    expect(said.at(-1)).toBe('You are logged in as spectator; !spectate says what this server can show.');
    await type('!spectate 4');
    await type('!kick 4');
    expect(ran).toEqual(['spectate 4']);
  });
});

describe('a linked account', () => {
  test('can use harmless commands, but never kicks, bans or session changes', async () => {
    const { type, ran } = frontEnd({ linked: 'admin' });
    await type('!kick 4');
    await type('!next_session');
    expect(ran).toEqual([]);
    await type('!me');
    expect(ran).toEqual(['me']);
  });
});
