import { describe, expect, test } from 'vitest';
import { frontEnd, GUID, STAY } from './rig.ts';

describe('a driver logs in', () => {
  test.each(['/admin hunter2 with blanks', ' /admin  hunter2 with blanks '])('with "%s"', async (line) => {
    const { type, rights, said, audit } = frontEnd();
    await type(line);
    expect(said).toEqual(['You are logged in as admin. Commands start with "!"; !help lists them.']);
    expect(rights.has(STAY, 'admin')).toBe(true);
    expect(audit).toMatchObject([{ command: 'admin', outcome: 'done', args: {} }]);
  });

  test('and a wrong word is refused, and audited as refused', async () => {
    const { type, said, audit } = frontEnd();
    await type('/admin wrong');
    expect(said).toEqual(['That is not the admin password.']);
    expect(audit).toMatchObject([{ command: 'admin', outcome: 'refused', args: {} }]);
  });

  test('after three wrong ones nothing is looked at for a minute, and each is answered', async () => {
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

  test('the right one behind eight wrong ones in a row is answered too', async () => {
    const { type, said, clock } = frontEnd();
    for (let tries = 0; tries < 8; tries += 1) await type('/admin wrong');
    await type('/admin hunter2 with blanks');
    expect(said.at(-1)).toBe('Too many lines at once: wait a few seconds.');
    clock.advance(60_001);
    await type('/admin hunter2 with blanks');
    expect(said.at(-1)).toMatch(/^You are logged in as admin/);
  });

  test('whoever guesses and rejoins, whatever they call themselves, goes on counting', async () => {
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

  test('whose address nobody knows counts with all of whom nobody knows it', async () => {
    const { receive, sit, said, clock } = frontEnd();
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

describe('what everybody reads is no password any more', () => {
  test.each(['!admin hunter2 with blanks', '! ADMIN wrong', '!spectator seats'])('%s', async (line) => {
    const { type, rights, said, audit } = frontEnd({ spectator: 'seats' });
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
    const { type, said } = frontEnd({ dialect });
    await type('!admin hunter2 with blanks');
    expect(said.join()).toContain(instead);
  });

  test('and tells nothing about the word: right, wrong or many times', async () => {
    const { type, said } = frontEnd();
    for (const word of ['hunter2 with blanks', 'wrong', 'wrong', 'wrong', 'wrong']) await type(`!admin ${word}`);
    expect(new Set(said).size).toBe(1);
  });
});

describe('what was proved belongs to the seat', () => {
  test('and to nobody who claims the same GUID in another car', async () => {
    const { prove, sit, receive, type, said, ran } = frontEnd();
    prove();
    sit(5);
    await receive({ carId: 5, text: '!kick 4' });
    expect(ran).toEqual([]);
    expect(said).toEqual(['!kick is for stewards; your role here is driver.']);
    await type('!kick 4');
    expect(ran).toEqual(['kick 4']);
  });

  test('nor to the next one in the same car, with the same GUID, even where nobody saw the first one leave', async () => {
    const { prove, sit, type, ran } = frontEnd();
    prove();
    sit(3);
    await type('!kick 4');
    expect(ran).toEqual([]);
  });

  test('and ends when that seat is left, not when another one with that GUID is', async () => {
    const { prove, rights, type, ran } = frontEnd();
    prove();
    rights.forget({ carId: 5, guid: GUID });
    await type('!kick 4');
    rights.forget({ carId: 3, guid: GUID });
    await type('!kick 4');
    expect(ran).toEqual(['kick 4']);
  });

  test('a flood under somebody’s GUID does not silence them', async () => {
    const { sit, receive, type, ran } = frontEnd();
    sit(5);
    for (let line = 0; line < 30; line += 1) await receive({ carId: 5, text: '!whatever' });
    await type('!me');
    expect(ran).toEqual(['me']);
  });
});

describe('a spectator', () => {
  test('may use the spectating commands, and no others', async () => {
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
  test('counts for harmless commands and never for kicks, bans and sessions', async () => {
    const { type, ran } = frontEnd({ linked: 'admin' });
    await type('!kick 4');
    await type('!next_session');
    expect(ran).toEqual([]);
    await type('!me');
    expect(ran).toEqual(['me']);
  });
});
