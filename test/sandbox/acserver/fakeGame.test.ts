import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../src/acserver/dialect.ts';
import type { FromServer } from '../../../src/acserver/udp/packets.ts';
import { FakeGame, KICKED_GUID } from '../../fakes/game.ts';

const mara = { guid: '76561197900000001', name: 'Mara Quint' };

function game(dialect: Dialect) {
  const packets: FromServer[] = [];
  const fake = new FakeGame(dialect, (packet) => packets.push(packet));
  fake.begin(0);
  return { fake, packets, typesOf: () => packets.map(({ type }) => type) };
}

describe('the fake game server for unit tests', () => {
  it('ignores KICK_USER on acServer while the driver loads, but not /kick_id', () => {
    const { fake, typesOf } = game('kunos');
    fake.arrive(3, mara);
    fake.take({ type: 'kickUser', carId: 3 });
    expect(typesOf()).toEqual(['newSession', 'newConnection']);
    fake.take({ type: 'adminCommand', command: '/kick_id 3' });
    fake.load(3, mara);
    expect(typesOf()).toEqual(['newSession', 'newConnection', 'connectionClosed']);
  });

  it.each<Dialect>(['acsm', 'assettoserver'])('accepts KICK_USER on %s while the driver loads', (dialect) => {
    const { fake, typesOf } = game(dialect);
    fake.arrive(3, mara);
    fake.take({ type: 'kickUser', carId: 3 });
    expect(typesOf().at(-1)).toBe('connectionClosed');
  });

  it('can overwrite the GUID of a kicked driver, but not of one who leaves', () => {
    const { fake, packets } = game('kunos');
    fake.overwritesKicked = true;
    fake.join(3, mara);
    fake.take({ type: 'kickUser', carId: 3 });
    expect(packets.at(-1)).toMatchObject({ type: 'connectionClosed', driverGuid: KICKED_GUID });
    fake.join(3, mara);
    fake.leave(3);
    expect(packets.at(-1)).toMatchObject({ type: 'connectionClosed', driverGuid: mara.guid });
  });

  it.each([
    ['/kick_id 3', 'No command found matching the provided input.'],
    ['/ballast 3 40', 'No command found matching the provided input.'],
    ['unban 3', 'No command found matching the provided input.'],
    ['kick_id 4', 'This player is not connected.'],
    ['ballast 4 40', 'This player is not connected.'],
    [`ballast ${mara.guid} 40`, 'Ballast set.'],
    ['restrict 3 40', 'Restrictor set.'],
    [`kick_id ${mara.guid}`, `Steam profile of Mara Quint: https://steamcommunity.com/profiles/${mara.guid}`],
  ])('answers %j over RCON like AssettoServer', (line, answer) => {
    const { fake } = game('assettoserver');
    fake.join(3, mara);
    expect(fake.rcon(line)).toBe(`${answer}\n`);
  });

  it('changes no session on AssettoServer while a driver loads', () => {
    const { fake, typesOf } = game('assettoserver');
    fake.arrive(3, mara);
    fake.take({ type: 'nextSession' });
    expect(fake.rcon('restart_session')).toBe("Error. Couldn't restart session. Player is connecting\n");
    expect([typesOf().at(-1), fake.restarts]).toEqual(['newConnection', 0]);
    fake.load(3, mara);
    expect(fake.rcon('next_session')).toBe('OK. Moving to next session\n');
    expect(typesOf().slice(-2)).toEqual(['endSession', 'newSession']);
  });

  it('has the clock of AssettoServer, and its error about the first session', () => {
    const { fake, packets } = game('assettoserver');
    expect(packets[0]).toMatchObject({ type: 'newSession', elapsedMs: fake.uptimeMs });
    fake.take({ type: 'restartSession' });
    expect(packets.at(-1)).toEqual({ type: 'error', message: 'ERROR: ACSP_GET_SESSION_INFO out of bounds: 0' });
    fake.take({ type: 'getSessionInfo', sessionIndex: -1 });
    expect(packets.at(-1)).toMatchObject({ type: 'sessionInfo', sessionIndex: 0, elapsedMs: fake.uptimeMs });
  });
});
