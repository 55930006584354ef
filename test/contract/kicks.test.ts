import { beforeEach, describe, expect, it, test } from 'vitest';
import { answered, type Controlled } from '../fakes/controlled.ts';
import { billy, billyIsGone, withPeople } from './people.ts';

describe('acServer', () => {
  it('that loses a KICK_USER is given one /kick_id after five seconds', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 0 });
    rig.game.arrive(7, { guid: '76561198000000007', name: 'Nina New' });
    const from = rig.clock.monotonic();
    expect(answered(await rig.say('kick 7'))).toMatch(/^Kicked Nina New\./);
    expect(rig.game.orders).toEqual(['kickUser', '/kick_id 7']);
    expect(rig.clock.monotonic() - from).toBeGreaterThanOrEqual(5000);
  });

  it('is not told twice to kick whoever took the car meanwhile', async () => {
    const rig = await withPeople('kunos');
    rig.game.isDeaf = true;
    const said = rig.say('kick Billy');
    rig.clock.after(2000, () => {
      rig.game.leave(4);
      rig.game.join(4, { guid: '76561198000000007', name: 'Nina New' });
    });
    expect(answered(await said)).toMatch(/^Kicked Billy/);
    expect(rig.game.orders).toEqual(['kickUser']);
  });

  it('may write over the GUID of whom it kicks', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 0 });
    rig.game.overwritesKicked = true;
    expect(answered(await rig.say('kick Billy'))).toMatch(/^Kicked Billy\./);
    expect(billyIsGone(rig)).toBe(true);
    expect(rig.feed.events.filter(({ type }) => type === 'kickMissed')).toEqual([]);
  });

  it('may do so to somebody else than was meant', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 0 });
    rig.game.overwritesKicked = true;
    rig.game.kick(2);
    await rig.quiet();
    expect([...rig.feed.state().drivers.keys()]).toEqual([4]);
  });
});

describe('a slot that changes hands', () => {
  let rig: Controlled;
  beforeEach(async () => {
    rig = await withPeople('kunos');
  });

  it('before the order is given spares the newcomer', async () => {
    const target = { carId: 4, ...billy };
    rig.game.leave(4);
    rig.game.join(4, { guid: '76561198000000007', name: 'Nina New' });
    await expect(rig.settled(rig.drivers.actions.kick(target, { by: 'Stig' }))).rejects.toThrow(
      'Billy has left the server; nothing was done. Nina New is in car 4 now.',
    );
    expect(rig.game.orders).toEqual([]);
    expect(rig.game.seats.get(4)?.name).toBe('Nina New');
  });

  it('while the driver is told why spares the newcomer, and does not tell them', async () => {
    const kick = rig.drivers.actions.kick({ carId: 4, ...billy }, { by: 'Stig', reason: 'x'.repeat(300) });
    rig.game.leave(4);
    rig.game.join(4, { guid: '76561198000000007', name: 'Nina New' });
    await expect(rig.settled(kick)).rejects.toThrow('has left the server');
    expect(rig.game.orders).toEqual([]);
    expect(rig.game.chat).toHaveLength(1);
  });

  it('follows the driver into another car', async () => {
    rig.game.leave(4);
    rig.game.join(7, billy);
    const text = await rig.settled(rig.drivers.actions.kick({ carId: 4, ...billy }, { by: 'Stig' }));
    expect(text).toMatch(/^Kicked Billy/);
    expect(rig.game.seats.has(7)).toBe(false);
  });

  it('unheard is noticed by who was hit, and told', async () => {
    rig.game.seats.set(4, { guid: '76561198000000007', name: 'Nina New' });
    const outcome = await rig.say('kick Billy blocking');
    expect(answered(outcome)).toMatch(/^Wrong driver kicked: Nina New had just taken car 4 from Billy\./);
    expect(rig.feed.events.filter(({ type }) => type === 'kickMissed')).toMatchObject([
      { meant: billy, hit: { name: 'Nina New', carId: 4 }, by: 'Stig', reason: 'blocking' },
    ]);
    expect(rig.asked).toHaveLength(1);
    expect(rig.logged).toMatchObject([{ meant: billy.guid, hit: '76561198000000007', car: 4 }]);
  });
});

describe('a long reason', () => {
  it('does not keep the kick waiting', async () => {
    const rig = await withPeople('kunos');
    const from = rig.clock.monotonic();
    await rig.say(`kick Billy ${'he would not stop '.repeat(200)}`);
    expect(rig.game.chat.length).toBeLessThanOrEqual(4);
    expect(rig.clock.monotonic() - from).toBeLessThan(1500);
    expect(rig.game.orders).toEqual(['kickUser']);
  });
});

test('of two drivers with one name, the one who was kicked is told by the car', async () => {
  const rig = await withPeople('kunos', { blacklistMode: 0 });
  rig.game.join(9, { ...billy, guid: '76561197900000099' });
  await rig.quiet();
  expect(answered(await rig.say(`kick ${billy.guid}`))).toBe(
    'Kicked Billy (car 4). They can rejoin straight away (BLACKLIST_MODE=0).',
  );
});

describe('what a kick means under BLACKLIST_MODE', () => {
  test.each([
    [0, 'Kicked Billy. They can rejoin straight away (BLACKLIST_MODE=0).'],
    [1, 'Kicked Billy. They cannot rejoin until the game server restarts (BLACKLIST_MODE=1).'],
    [2, /blacklist\.txt \(BLACKLIST_MODE=2\): to let them back in, use \/unban and restart the game server\.$/],
  ])('%i is told', async (blacklistMode, told) => {
    const rig = await withPeople('kunos', { blacklistMode });
    const text = answered(await rig.say('kick Billy'));
    if (typeof told === 'string') expect(text).toBe(told);
    else expect(text).toMatch(told);
  });

  test.each([
    ['kunos', 0, 'Kick Billy? They can rejoin straight away (BLACKLIST_MODE=0).'],
    ['kunos', 1, 'Kick Billy? They cannot rejoin until the game server restarts (BLACKLIST_MODE=1).'],
    ['kunos', 2, /^Kick Billy\? acServer adds them to blacklist\.txt \(BLACKLIST_MODE=2\)/],
    ['assettoserver', 1, /up to the game server \(BLACKLIST_MODE is not known here\)\.$/],
  ] as const)('of %s %i is in the question before it', async (dialect, blacklistMode, told) => {
    const rig = await withPeople(dialect, { blacklistMode });
    const question = rig.drivers.actions.costOfKick({ carId: 4, ...billy });
    if (typeof told === 'string') expect(question).toBe(told);
    else expect(question).toMatch(told);
  });

  test('is told of a ban that a kick outlasts', async () => {
    const strict = await withPeople('kunos', { blacklistMode: 1 });
    expect(answered(await strict.say('ban Billy 30m'))).toBe(
      'Billy (99999999999999999) is banned until 2026-01-01 12:30 UTC. Kicked Billy. The kick keeps them ' +
        'out until the game server restarts, even if the ban ends before (BLACKLIST_MODE=1).',
    );
    const lax = await withPeople('kunos', { blacklistMode: 0 });
    expect(answered(await lax.say('ban Billy 30m'))).not.toContain('BLACKLIST_MODE');
  });

  test('is told when a ban is lifted', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 1 });
    await rig.say('ban Billy');
    expect(answered(await rig.say(`unban ${billy.guid}`))).toBe(
      'Billy (99999999999999999) is no longer banned. Anyone who was in ' +
        'blacklist.txt when the game server started or was kicked since (BLACKLIST_MODE=1) can only rejoin after it restarts.',
    );
  });
});

describe('force_kick', () => {
  it('says that acServer knows no harder way', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 0 });
    expect(answered(await rig.say('force_kick Billy'))).toContain(
      'It was the same as kick: acServer knows no harder way.',
    );
  });
});
