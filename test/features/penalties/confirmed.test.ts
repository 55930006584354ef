import { describe, expect, it } from 'vitest';
import { controlled } from '../../fakes/controlled.ts';

const billy = { carId: 4, guid: '99999999999999999', name: 'Billy' };
const order = { type: 'ballast', amount: 50, laps: 2 } as const;

/** A race with Billy in it. */
async function race(...[dialect, settings]: Parameters<typeof controlled>) {
  const rig = await controlled(dialect, settings);
  rig.game.join(4, billy);
  rig.game.begin(2);
  await rig.quiet();
  const give = async () =>
    (await rig.settled(rig.penalties.give(billy, order, { by: 'Stig', reason: 'rammed others' }))).note;
  const state = () => rig.penalties.list()[0]?.state;
  return { ...rig, give, state };
}

const lap = (lapMs: number) => ({
  type: 'lapCompleted' as const,
  carId: 4,
  lapTimeMs: lapMs,
  cuts: 0,
  leaderboard: [],
  gripLevel: 1,
});

describe('a ballast penalty on AssettoServer', () => {
  it("starts once the server confirms it, and the steward sees the server's reply", async () => {
    const rig = await race('assettoserver', {});
    expect(await rig.give()).toBe('The server said: Ballast set.');
    await rig.quiet();
    expect(rig.game.ballast.get(4)).toBe(50);
    expect(rig.state()).toBe('serving');
  });

  it.each([
    ['has no RCON', { hasRcon: false }, /only takes this over RCON/],
    ['refuses the password', { rconPassword: 'another' }, /RCON refused the password; nothing was sent/],
  ])('stays issued, counts no laps and tells the steward why if the server %s', async (_, settings, why) => {
    const rig = await race('assettoserver', settings);
    expect(await rig.give()).toMatch(/^The game server does not have it yet; Pitwall keeps trying: /);
    expect(await rig.give()).toMatch(why);
    rig.feed.packets([lap(90_000)]);
    await rig.quiet();
    expect(rig.state()).toBe('issued');
    expect(rig.penalties.list().map(({ lapsLeft }) => lapsLeft)).toEqual([2, 2]);
    expect(rig.feed.events.filter(({ type }) => type === 'penaltyChanged')).toEqual([]);
    expect(rig.game.chat.join(' ')).not.toMatch(/serving/);
  });

  it('given earlier starts in the race, once the server confirms it there', async () => {
    const rig = await controlled('assettoserver', {});
    rig.game.join(4, billy);
    await rig.settled(rig.penalties.give(billy, order, { by: 'Stig' }));
    rig.game.isDeaf = true;
    rig.game.begin(2);
    await rig.quiet();
    expect(rig.penalties.list()).toMatchObject([{ state: 'issued' }]);
    rig.game.isDeaf = false;
    rig.feed.packets([lap(90_000)]);
    await rig.quiet();
    expect(rig.penalties.list()).toMatchObject([{ state: 'serving', lapsLeft: 2 }]);
    for (const ms of [91_000, 92_000]) rig.feed.packets([lap(ms)]);
    await rig.quiet();
    expect(rig.penalties.list()).toEqual([]);
    expect(rig.game.ballast.get(4)).toBe(0);
  });
});

describe('a ballast penalty on acServer', () => {
  it('starts at once, as acServer confirms nothing', async () => {
    const rig = await race('kunos', {});
    expect(await rig.give()).toBe('It applies as soon as the server confirms it.');
    expect(rig.state()).toBe('serving');
    expect(rig.game.ballast.get(4)).toBe(50);
  });
});
