import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';

const otto = '76561197900000002';

/** Everybody has joined and is driving. */
function driving(options: Parameters<typeof drive>[0] = {}) {
  const driven = drive({ dialect: 'assettoserver', ...options });
  driven.clock.advance(30_000);
  return { ...driven, run: (line: string) => driven.server.runLine(line) };
}

describe("AssettoServer's console", () => {
  it.each(['/kick_id 1', '/kick 1', '/ballast 0 40', '/next_session', 'fly', 'unban 1', 'pm 1 hello', ''])(
    'does not know %j',
    (line) => {
      const { run, sent } = driving();
      const before = sent('newSession').length;
      expect(run(line)).toBe('No command found matching the provided input.\n');
      expect([sent('connectionClosed').length, sent('newSession').length]).toEqual([0, before]);
    },
  );

  it.each(['kick 1', 'kick_id 1', `kick_id ${otto}`, 'KICK "Otto Falk"', 'kick otto blocking others', 'kick @Falk'])(
    'kicks for %j and answers with the Steam profile',
    (line) => {
      const { run, sent } = driving();
      expect(run(line)).toBe(`Steam profile of Otto Falk: https://steamcommunity.com/profiles/${otto}\n`);
      expect(sent('connectionClosed')).toMatchObject([{ carId: 1, driverGuid: otto }]);
    },
  );

  it('writes bans to blacklist.txt', () => {
    const { run, directory, sent } = driving();
    expect(run(`ban_id ${otto}`)).toMatch(/^Steam profile of Otto Falk/);
    expect(readFileSync(join(directory, 'blacklist.txt'), 'utf8')).toBe(`${otto}\n`);
    expect(sent('connectionClosed')).toHaveLength(1);
  });

  it('refuses to kick an administrator, unlike KICK_USER', () => {
    const { run, control, server, sent } = driving();
    control('say 1 /admin parc-ferme');
    expect(run('kick 1')).toBe('You cannot kick an administrator\n');
    expect(run('ban 1')).toBe('You cannot ban an administrator.\n');
    expect(sent('connectionClosed')).toEqual([]);
    server.receive({ type: 'kickUser', carId: 1 });
    expect(sent('connectionClosed')).toMatchObject([{ carId: 1 }]);
  });

  it.each([
    ['kick 17', 'This player is not connected.'],
    ['kick Nobody', 'This player is not connected.'],
    ['ban_id 76561197900009999', 'This player is not connected.'],
    ['kick', "Required parameter 'player' is missing."],
    ['restrict 1', "Required parameter 'restrictor' is missing."],
    ['restrict', "Required parameters 'player', 'restrictor' are missing."],
    ['restrictor 1 401', "SYNTAX ERROR: Use 'restrictor [driver numeric id] [0-400]'"],
    ['ballast 1 -5', "SYNTAX ERROR: Use 'ballast [driver numeric id] [>=0 kg]'"],
    ['ballast 1', "SYNTAX ERROR: Use 'ballast [driver numeric id] [kg]'"],
    ['ballast 1 2 3', 'Too many arguments provided.'],
    ['kick "Otto', 'A quotation mark was left unclosed.'],
  ])('answers %j with the reason for refusing', (line, answer) => {
    const { run, sent } = driving();
    expect(run(line)).toBe(`${answer}\n`);
    expect(sent('connectionClosed')).toEqual([]);
  });

  it('sets ballast without a limit, and a restrictor up to 400 %', () => {
    const { run, server } = driving();
    expect(run(`ballast ${otto} 4100`)).toBe('Ballast set.\n');
    expect(run(`restrict ${otto} 400`)).toBe('Restrictor set.\n');
    expect(run('restrictor 0 30')).toBe('Restrictor set.\n');
    const [first, second] = server.world().slots;
    expect([first?.restrictor, second?.ballastKg, second?.restrictor]).toEqual([30, 4100, 400]);
  });

  it('refuses to change the session while a driver is loading', () => {
    const { clock, server, sent } = drive({ dialect: 'assettoserver' });
    clock.advance(1500);
    expect(server.runLine('next_session')).toBe(
      "Error. Couldn't move to next session. Player is connecting or server is shutting down\n",
    );
    expect(server.runLine('ksrs')).toBe("Error. Couldn't restart session. Player is connecting\n");
    expect(sent('newSession')).toHaveLength(1);
    clock.advance(30_000);
    expect(server.runLine('ksns')).toBe('OK. Moving to next session\n');
    expect(sent('newSession').at(-1)).toMatchObject({ sessionIndex: 1 });
    expect(server.runLine('restart_session')).toBe('OK. Restarting session\n');
  });

  it('accepts the same lines from an admin in the game, with a slash', () => {
    const { control, sent } = driving();
    control('say 0 /admin parc-ferme');
    control(`say 0 /kick ${otto}`);
    expect(sent('connectionClosed')).toMatchObject([{ driverGuid: otto }]);
  });
});
