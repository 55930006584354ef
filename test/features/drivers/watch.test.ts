import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventuallyHolds } from '../../eventually.ts';
import { answered, type Controlled, controlled, directoryForTest } from '../../fakes/controlled.ts';

const billy = { guid: '99999999999999999', name: 'Billy' };
const HOUR = 3_600_000;

const listed = ({ directory }: Controlled): string => {
  const path = join(directory, 'blacklist.txt');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};

/** Files are written in real time, not by the fake clock. */
async function written(rig: Controlled, text: string): Promise<void> {
  await eventuallyHolds(() => expect(listed(rig)).toBe(text));
}

describe('a ban', () => {
  it('of a driver who is present tells them why, kicks them once, and is written to blacklist.txt', async () => {
    const rig = await controlled('kunos', { blacklistMode: 0 });
    rig.game.join(4, billy);
    expect(answered(await rig.say('ban Billy 2h ramming'))).toBe(
      'Billy (99999999999999999) is banned until 2026-01-01 14:00 UTC. Kicked Billy.',
    );
    expect(rig.game.chat).toEqual(['4: You are being banned: ramming']);
    expect(rig.game.orders).toEqual(['kickUser']);
    expect(listed(rig)).toBe('99999999999999999\n');
    expect(rig.feed.events.filter(({ type }) => type === 'driverBanned')).toMatchObject([
      { guid: billy.guid, name: 'Billy', by: 'Stig', reason: 'ramming', until: rig.drivers.actions.bans()[0]?.until },
    ]);
  });

  it('of an absent GUID is kept, and kicks once on each join', async () => {
    const rig = await controlled('kunos');
    expect(answered(await rig.say('ban 99999999999999999'))).toBe('99999999999999999 is banned permanently.');
    expect(rig.game.orders).toEqual([]);
    for (const times of [1, 2]) {
      rig.game.join(4, billy);
      await rig.quiet(10_000);
      expect(rig.game.orders).toEqual(Array(times).fill('kickUser'));
      expect(rig.game.seats.has(4)).toBe(false);
    }
    expect(rig.game.chat).toEqual(Array(2).fill('4: You are banned permanently'));
  });

  it('keeps kicking until the driver is gone', async () => {
    const rig = await controlled('kunos');
    await rig.say('ban 99999999999999999');
    rig.game.isDeaf = true;
    rig.game.join(4, billy);
    await rig.quiet(20_000);
    expect(rig.game.orders.slice(0, 2)).toEqual(['kickUser', '/kick_id 4']);
    expect(rig.game.seats.has(4)).toBe(true);
    rig.game.isDeaf = false;
    await rig.quiet(16_000);
    expect(rig.game.seats.has(4)).toBe(false);
    const { length } = rig.game.orders;
    await rig.quiet(60_000);
    expect(rig.game.orders).toHaveLength(length);
  });

  it('is enforced on a driver who leaves and rejoins in the same moment', async () => {
    const rig = await controlled('kunos');
    await rig.say('ban 99999999999999999');
    rig.game.isDeaf = true;
    rig.game.join(4, billy);
    await rig.quiet(1000);
    rig.game.isDeaf = false;
    rig.game.orders.length = 0;
    // Both in one turn, as seen by a process that got no CPU time.
    rig.feed.notice({ type: 'driverLeft', driver: { carId: 4, ...billy } });
    rig.game.join(4, billy);
    await rig.quiet(2000);
    expect(rig.game.orders).toEqual(['kickUser']);
  });

  it('is enforced again once the car has loaded, if the first kick had no effect', async () => {
    const rig = await controlled('acsm');
    await rig.say('ban 99999999999999999');
    rig.game.orders.length = 0;
    rig.game.isDeaf = true;
    rig.game.arrive(4, billy);
    await rig.quiet(6000);
    expect(rig.game.orders).toEqual(['/kick 99999999999999999']);
    rig.game.isDeaf = false;
    rig.game.load(4, billy);
    await rig.quiet(1000);
    expect(rig.game.seats.has(4)).toBe(false);
  });

  it('does not affect another driver of the same name in the same car', async () => {
    const rig = await controlled('kunos');
    await rig.say('ban 99999999999999999');
    rig.game.join(4, { guid: '76561198102064903', name: 'Billy' });
    await rig.quiet();
    expect(rig.game.orders).toEqual([]);
  });

  it('expires, leaves blacklist.txt, and no longer kicks the driver', async () => {
    const rig = await controlled('kunos');
    writeFileSync(join(rig.directory, 'blacklist.txt'), '76561198000000001\n');
    await rig.say('ban 99999999999999999 30m');
    expect(listed(rig)).toBe('76561198000000001\n99999999999999999\n');
    rig.clock.advance(HOUR);
    await written(rig, '76561198000000001\n');
    expect(rig.drivers.actions.bans()).toEqual([]);
    expect(rig.feed.events.filter(({ type }) => type === 'banLifted')).toMatchObject([{ by: 'Pitwall' }]);
    rig.game.join(4, billy);
    await rig.quiet();
    expect(rig.game.orders).toEqual([]);
  });

  it('replaces an earlier ban, and says so', async () => {
    const rig = await controlled('kunos');
    await rig.say('ban 99999999999999999 30m');
    expect(answered(await rig.say('ban 99999999999999999'))).toBe(
      '99999999999999999 is banned permanently. It replaces a ban until 2026-01-01 12:30 UTC.',
    );
    rig.clock.advance(HOUR);
    expect(rig.drivers.actions.bans()).toHaveLength(1);
  });

  it('is enforced even if blacklist.txt cannot be read, and the answer says so', async () => {
    const rig = await controlled('kunos', { blacklistMode: 0 });
    const { mkdirSync } = await import('node:fs');
    mkdirSync(join(rig.directory, 'blacklist.txt'));
    expect(answered(await rig.say('ban 99999999999999999'))).toMatch(
      /is banned permanently\. Pitwall enforces it on every join, but blacklist\.txt cannot be read \(EISDIR\)\.$/,
    );
    rig.game.join(4, billy);
    await rig.quiet();
    expect(rig.game.orders).toEqual(['kickUser']);
  });

  it('is refused for a driver without a GUID', async () => {
    const rig = await controlled('kunos');
    rig.game.join(4, { guid: '0', name: 'Nobody' });
    expect(answered(await rig.say('ban Nobody'))).toMatch(/^refused: Nobody has no Steam GUID on this server/);
    expect(rig.drivers.actions.bans()).toEqual([]);
  });

  it('asks first on Discord, and says whom it affects', async () => {
    const rig = await controlled('kunos');
    rig.game.join(4, billy);
    expect(answered(await rig.ask('ban Billy 2h'))).toBe(
      'asked: Ban Billy (99999999999999999) from main until 2026-01-01 14:00 UTC? They are in car 4, in Practice, and will be kicked straight away.',
    );
    expect(rig.game.orders).toEqual([]);
    rig.feed.notice({ type: 'driverLeft', driver: { carId: 4, ...billy } });
    expect(answered(await rig.ask(`ban ${billy.guid}`))).toBe(
      'asked: Ban Billy (99999999999999999) from main permanently?',
    );
    expect(answered(await rig.say(`ban ${billy.guid}`))).toMatch(
      /^Billy \(99999999999999999\) is banned permanently\./,
    );
    expect(answered(await rig.ask('ban 76561198000000008'))).toBe(
      'asked: Ban 76561198000000008 from main permanently?',
    );
  });
});

describe('a restart of Pitwall', () => {
  it('kicks banned drivers, restores blacklist.txt, and lifts expired bans', async () => {
    const directory = directoryForTest();
    const before = await controlled('kunos', { directory });
    await before.say('ban 99999999999999999 for good, really');
    await before.say('ban 76561198000000008 30m');
    before.close();
    writeFileSync(join(directory, 'blacklist.txt'), '76561198000000008\n');

    before.clock.advance(HOUR);
    const after = await controlled('kunos', { directory, clock: before.clock, isCatchingUp: true });
    after.feed.packets([]);
    // Events read while catching up send nothing to a game server that Pitwall does not listen to yet.
    after.game.isDeaf = true;
    after.game.join(4, billy);
    await after.quiet(100);
    expect(after.game.orders).toEqual([]);
    after.game.isDeaf = false;
    after.drivers.resume();
    await after.quiet(1000);
    expect(after.game.orders).toEqual(['kickUser']);
    await written(after, '99999999999999999\n');
    expect(after.drivers.actions.bans().map(({ guid }) => guid)).toEqual(['99999999999999999']);
    expect(after.game.seats.has(4)).toBe(false);
  });
});

describe('a restart of Pitwall with many bans', () => {
  it('restores all of them to blacklist.txt in one edit', async () => {
    const directory = directoryForTest();
    const before = await controlled('kunos', { directory });
    const guids = Array.from({ length: 30 }, (_, index) => String(76561199000000000n + BigInt(index)));
    for (const guid of guids) await before.say(`ban ${guid}`);
    before.close();
    writeFileSync(join(directory, 'blacklist.txt'), `${guids[3]}\n`);
    const edits = () =>
      readdirSync(join(directory, 'data/servers/main/backups')).map((name) => Number(name.split('-')[1]));
    const known = Math.max(...edits());

    const after = await controlled('kunos', { directory, clock: before.clock });
    const others = guids.filter((guid) => guid !== guids[3]).reverse();
    await written(after, [guids[3], ...others].map((guid) => `${guid}\n`).join(''));
    expect(Math.max(...edits())).toBe(known + 1);
  });
});

describe('unban', () => {
  it('removes a GUID that acServer itself had put in blacklist.txt', async () => {
    const rig = await controlled('kunos', { blacklistMode: 2 });
    writeFileSync(join(rig.directory, 'blacklist.txt'), 'a comment\n99999999999999999\n');
    expect(answered(await rig.say('unban 99999999999999999'))).toMatch(/^99999999999999999 is no longer banned\./);
    expect(listed(rig)).toBe('a comment\n');
  });

  it('is refused for a GUID that is not banned, with what may still keep it out', async () => {
    const rig = await controlled('kunos', { blacklistMode: 1 });
    expect(answered(await rig.say('unban 99999999999999999'))).toMatch(
      /^refused: 99999999999999999 is not banned here and .*BLACKLIST_MODE=1/,
    );
  });

  it.each(['unban Billy', 'unban 123', 'unban ../../x', 'unban', `unban ${'9'.repeat(5000)}`])(
    'is refused for a bad GUID: %s',
    async (line) => {
      const rig = await controlled('kunos');
      expect(answered(await rig.say(line))).toMatch(/^refused: guid /);
    },
  );

  it('is sent to the manager later if it cannot be reached now', async () => {
    const rig = await controlled('acsm');
    await rig.say('ban 99999999999999999');
    rig.feed.notice({ type: 'serverSilent', silentMs: 15_000 });
    expect(answered(await rig.say('unban 99999999999999999'))).toMatch(/is no longer banned\. .* keeps trying: .*UDP/);
    expect(rig.game.orders).toEqual(['/ban 99999999999999999']);
    rig.feed.notice({ type: 'serverHeard' });
    await rig.quiet(60_000);
    expect(rig.game.orders).toEqual(['/ban 99999999999999999', '/unban 99999999999999999']);
    expect(rig.logged).toHaveLength(0);
  });

  it('is sent to a manager that keeps its own list when a ban expires, without blacklist.txt', async () => {
    const rig = await controlled('acsm');
    await rig.say('ban 99999999999999999 30m');
    rig.clock.advance(HOUR);
    await rig.quiet();
    expect(rig.game.orders).toEqual(['/ban 99999999999999999', '/unban 99999999999999999']);
    expect(existsSync(join(rig.directory, 'blacklist.txt'))).toBe(false);
  });

  it('a ban is written to blacklist.txt even if a manager writes the other files', async () => {
    const rig = await controlled('kunos', { filesBy: 'manager' });
    await rig.say('ban 99999999999999999');
    expect(readFileSync(join(rig.directory, 'blacklist.txt'), 'utf8')).toContain('99999999999999999');
  });
});
