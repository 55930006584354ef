import { beforeEach, describe, expect, it, test } from 'vitest';
import { plain } from '../../src/kit/sentence.ts';
import { answered, type Controlled } from '../fakes/controlled.ts';
import { billy, billyIsGone, withPeople } from './people.ts';

describe('a kick on acServer', () => {
  it('is repeated once as /kick_id if KICK_USER has no effect for five seconds', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 0 });
    rig.game.arrive(7, { guid: '76561198000000007', name: 'Nina New' });
    const from = rig.clock.monotonic();
    expect(answered(await rig.say('kick 7'))).toMatch(/^Kicked Nina New\./);
    expect(rig.game.orders).toEqual(['kickUser', '/kick_id 7']);
    expect(rig.clock.monotonic() - from).toBeGreaterThanOrEqual(5000);
  });

  it('is not repeated if somebody else has taken the car meanwhile', async () => {
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

  it('is recognised even if acServer overwrites the GUID', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 0 });
    rig.game.overwritesKicked = true;
    expect(answered(await rig.say('kick Billy'))).toMatch(/^Kicked Billy\./);
    expect(billyIsGone(rig)).toBe(true);
    expect(rig.feed.events.filter(({ type }) => type === 'kickMissed')).toEqual([]);
  });

  it('of another driver with an overwritten GUID frees the right car', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 0 });
    rig.game.overwritesKicked = true;
    rig.game.kick(2);
    await rig.quiet();
    expect([...rig.feed.state().drivers.keys()]).toEqual([4]);
  });
});

describe('a kick of a driver whose car was taken over', () => {
  let rig: Controlled;
  beforeEach(async () => {
    rig = await withPeople('kunos');
  });

  it('is refused and spares the new driver', async () => {
    const target = { carId: 4, ...billy };
    rig.game.leave(4);
    rig.game.join(4, { guid: '76561198000000007', name: 'Nina New' });
    await expect(rig.settled(rig.drivers.actions.kick(target, { by: 'Stig' }))).rejects.toThrow(
      'Billy has left the server; nothing was done. Nina New is in car 4 now.',
    );
    expect(rig.game.orders).toEqual([]);
    expect(rig.game.seats.get(4)?.name).toBe('Nina New');
  });

  it('is refused while the reason is sent, and the new driver reads no more of it', async () => {
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

  it('hits the new driver if the change went unheard, and reports the mistake', async () => {
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
  it('does not delay the kick', async () => {
    const rig = await withPeople('kunos');
    const from = rig.clock.monotonic();
    await rig.say(`kick Billy ${'he would not stop '.repeat(200)}`);
    expect(rig.game.chat.length).toBeLessThanOrEqual(4);
    expect(rig.clock.monotonic() - from).toBeLessThan(1500);
    expect(rig.game.orders).toEqual(['kickUser']);
  });
});

test('the answer names the car if two drivers have the same name', async () => {
  const rig = await withPeople('kunos', { blacklistMode: 0 });
  rig.game.join(9, { ...billy, guid: '76561197900000099' });
  await rig.quiet();
  expect(answered(await rig.say(`kick ${billy.guid}`))).toBe(
    'Kicked Billy (car 4). They can rejoin straight away (BLACKLIST_MODE=0).',
  );
});

describe('the consequence of BLACKLIST_MODE for a kick', () => {
  test.each([
    [0, 'Kicked Billy. They can rejoin straight away (BLACKLIST_MODE=0).'],
    [1, 'Kicked Billy. They cannot rejoin until the game server restarts (BLACKLIST_MODE=1).'],
    [2, /blacklist\.txt \(BLACKLIST_MODE=2\): to let them back in, use "unban" and restart the game server\.$/],
  ])('is in the answer for mode %i', async (blacklistMode, told) => {
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
  ] as const)('is in the question before a kick: %s, mode %i', async (dialect, blacklistMode, told) => {
    const rig = await withPeople(dialect, { blacklistMode });
    const question = plain(rig.drivers.actions.costOfKick({ carId: 4, ...billy }));
    if (typeof told === 'string') expect(question).toBe(told);
    else expect(question).toMatch(told);
  });

  test('is in the answer to a ban that ends before it', async () => {
    const strict = await withPeople('kunos', { blacklistMode: 1 });
    expect(answered(await strict.say('ban Billy 30m'))).toBe(
      'Billy (99999999999999999) is banned until 2026-01-01 12:30 UTC. Kicked Billy. The kick keeps them ' +
        'out until the game server restarts, even if the ban ends before (BLACKLIST_MODE=1).',
    );
    const lax = await withPeople('kunos', { blacklistMode: 0 });
    expect(answered(await lax.say('ban Billy 30m'))).not.toContain('BLACKLIST_MODE');
  });

  test('is in the answer to an unban', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 1 });
    await rig.say('ban Billy');
    expect(answered(await rig.say(`unban ${billy.guid}`))).toBe(
      'Billy (99999999999999999) is no longer banned. Anyone who was in ' +
        'blacklist.txt when the game server started or was kicked since (BLACKLIST_MODE=1) can only rejoin after it restarts.',
    );
  });
});

describe('force_kick', () => {
  it('says that it is the same as kick on acServer', async () => {
    const rig = await withPeople('kunos', { blacklistMode: 0 });
    expect(answered(await rig.say('force_kick Billy'))).toContain(
      'It was the same as kick: acServer knows no harder way.',
    );
  });
});
