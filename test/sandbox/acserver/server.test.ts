import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { simulate } from './simulation.ts';

const minutes = 60_000;
const alvada = '76561197900000001';
const typesOf = (packets: readonly { type: string }[]) => packets.map(({ type }) => type);

describe('a replay', () => {
  it('starts with a greeting and then sends exactly the recorded bytes', () => {
    const { recording, datagrams, packets, clock, server } = simulate();
    expect(typesOf(packets)).toEqual(['version', 'newSession']);
    clock.advance(15 * minutes);
    server.close();
    const recorded = recording.messages.filter((_, index) => index !== 2); // the lobby's second NEW_SESSION
    expect(datagrams.slice(0, recorded.length)).toEqual(recorded.map(({ bytes }) => bytes));
  });

  it('writes the results file before END_SESSION names it', () => {
    const { clock, directory, sent } = simulate({ startAt: 'contact' });
    clock.advance(2_000);
    const [end] = sent('endSession');
    const results = readFileSync(join(directory, end?.filename ?? ''), 'utf8');
    expect(JSON.parse(results)).toMatchObject({ Type: 'QUALIFY', TrackName: 'ks_nurburgring' });
  });

  it('loops with LOOP_MODE, without another VERSION', () => {
    const { clock, sent, lines, server } = simulate({ startAt: 'contact' });
    clock.advance(12 * minutes);
    server.close();
    expect(lines).toContain('Server looping');
    expect(sent('newSession').map(({ sessionIndex }) => sessionIndex)).toEqual([0, 1, 0, 1]);
    expect(sent('version')).toHaveLength(1);
  });

  it('ends without LOOP_MODE, after closing all connections', () => {
    const { clock, ends, packets, sent } = simulate({ startAt: 'contact', config: { loop: false } });
    clock.advance(30 * minutes);
    expect(ends).toHaveLength(1);
    expect(packets.at(-1)?.type).toBe('endSession');
    expect(sent('connectionClosed')).toHaveLength(sent('newConnection').length);
  });

  it('refuses drivers without a slot in the entry list', () => {
    const whole = simulate();
    const { clock, sent, lines, server } = simulate({
      config: { entries: whole.server.world().config.entries.slice(0, 13) },
    });
    clock.advance(2 * minutes);
    server.close();
    expect(sent('newConnection').map(({ carId }) => carId)).toEqual([12, 5, 4]);
    expect(lines).toContain('D00 AR166I0O');
    expect(lines).not.toContain('DRIVER: D00 AR166I0O []');
  });
});

describe('a kick', () => {
  it('closes the connection and drops the later messages of the car', () => {
    const { clock, receive, sent, lines, server } = simulate({ startAt: 'contact' });
    clock.advance(2_500);
    receive({ type: 'kickUser', carId: 12 });
    expect(sent('connectionClosed')).toMatchObject([{ carId: 12, driverGuid: alvada, driverName: 'Alvada Rioal' }]);
    expect(lines).toContain('Kicking user  Alvada Rioal []');
    clock.advance(5 * minutes);
    server.close();
    expect(sent('lapCompleted').filter(({ carId }) => carId === 12)).toEqual([]);
    expect(sent('lapCompleted').length).toBeGreaterThan(3);
    const contacts = sent('clientEvent').flatMap((event) => [
      event.carId,
      'otherCarId' in event ? event.otherCarId : -1,
    ]);
    expect(contacts).not.toContain(12);
    expect(contacts.length).toBeGreaterThan(3);
    expect(sent('connectionClosed')).toHaveLength(1);
  });

  it.each([
    ['/kick_id 12', 0],
    ['/kick Alvada Rioal', 0],
    ['/ban_id 12', 1],
  ])('happens on %s', (command, banned) => {
    const { clock, receive, sent, directory } = simulate({ startAt: 'contact' });
    clock.advance(2_500);
    receive({ type: 'adminCommand', command });
    expect(sent('connectionClosed')).toMatchObject([{ carId: 12 }]);
    expect(existsSync(join(directory, 'blacklist.txt'))).toBe(banned === 1);
  });

  it.each(['/kick_id 3', '/kick Alvada', '/kick_id', '/ballast 12 20', 'kick_id 12'])(
    'does not happen on %s',
    (command) => {
      const { clock, receive, sent, lines } = simulate({ startAt: 'contact' });
      clock.advance(2_500);
      receive({ type: 'adminCommand', command });
      expect(sent('connectionClosed')).toEqual([]);
      expect(lines.at(-1)).toBe(`Admin command: ${command}`);
    },
  );

  it.each([0, 1])('lasts into the next round or not, by BLACKLIST_MODE %i', (blacklistMode) => {
    const { clock, receive, sent, server } = simulate({ startAt: 'contact', config: { blacklistMode } });
    clock.advance(2_500);
    receive({ type: 'kickUser', carId: 12 });
    clock.advance(12 * minutes);
    server.close();
    const joins = sent('newConnection').filter(({ driverGuid }) => driverGuid === alvada);
    expect(joins).toHaveLength(blacklistMode === 0 ? 2 : 1);
  });
});

describe('the session commands', () => {
  it('skip to the race with everybody who would have been there', () => {
    const { clock, receive, sent, lines } = simulate();
    clock.advance(60_000);
    receive({ type: 'nextSession' });
    expect(sent('newSession').at(-1)).toMatchObject({ name: 'Race', sessionType: 3 });
    expect(sent('endSession')).toEqual([]);
    expect(lines.filter((line) => line === 'Session has 0 laps, will not save json')).toHaveLength(2);
    const joined = sent('newConnection').map(({ carId }) => carId);
    expect(joined).toEqual([12, 5, 13, 14, 4, 0]);
    expect(sent('clientLoaded').map(({ carId }) => carId)).toEqual(expect.arrayContaining(joined));
  });

  it('save a session with a lap driven', () => {
    const { clock, receive, sent, server } = simulate();
    clock.advance(3 * minutes);
    expect(sent('lapCompleted').length).toBeGreaterThan(0);
    receive({ type: 'adminCommand', command: '/ksns' });
    server.close();
    expect(sent('endSession')).toEqual([{ type: 'endSession', filename: 'results/2019_3_2_21_21_QUALIFY.json' }]);
  });

  it('go from the last session back to the first', () => {
    const { clock, receive, sent, lines, server } = simulate({ startAt: 'contact' });
    clock.advance(10_000);
    receive({ type: 'nextSession' });
    server.close();
    expect(sent('newSession').map(({ sessionIndex }) => sessionIndex)).toEqual([0, 1, 0]);
    expect(lines).toContain('Server looping');
    expect(sent('connectionClosed')).toHaveLength(sent('newConnection').length);
  });

  it('restart the current session without joining drivers twice', () => {
    const { clock, receive, sent, lines, during, server } = simulate();
    clock.advance(3 * minutes);
    const joins = sent('newConnection').length;
    receive({ type: 'restartSession' });
    expect(lines).toContain('RESTARTING SESSION');
    expect(sent('newSession')).toHaveLength(2);
    const again = during(2 * minutes);
    server.close();
    expect(again.some(({ type }) => type === 'clientEvent')).toBe(true);
    expect(sent('newConnection')).toHaveLength(joins);
  });
});
