import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SessionRig, sessionRig } from './rig.ts';

let rig: SessionRig;
beforeAll(async () => {
  rig = await sessionRig();
});
afterAll(() => rig.close());

describe('on Discord', () => {
  let pitwall: Awaited<ReturnType<SessionRig['open']>>;
  beforeAll(async () => {
    pitwall = await rig.open();
  });
  beforeEach(() => void pitwall.done.splice(0));
  afterAll(() => pitwall.discord.close());

  async function stopAsked() {
    const asked = rig.ask('Ada', 'server', 'stop');
    await asked.done();
    const message = asked.reply();
    if (!message) throw new Error('there is no question');
    const [row] = message.components ?? [];
    const buttons = row && 'components' in row ? row.components : [];
    const [yes, no] = buttons.map((button) => ('custom_id' in button ? button.custom_id : ''));
    return { asked, message, yes: yes ?? '', no: no ?? '' };
  }

  test('a driver asks for the server info, and gets an ephemeral answer', async () => {
    const asked = rig.ask('Bea', 'server', 'info');
    await asked.done();
    expect(asked.ephemeral).toBe(true);
    expect(asked.reply()?.embeds[0]).toMatchObject({ title: 'Friday GT3' });
  });

  test('help is ephemeral, and shows only commands that the member may use', async () => {
    const asked = rig.ask('Bea', 'help');
    await asked.done();
    expect(asked.ephemeral).toBe(true);
    expect(asked.reply()?.embeds[0]?.description).toContain('/server info');
    expect(asked.reply()?.embeds[0]?.description).not.toContain('/server stop');
  });

  test('a driver cannot stop the server, and nobody else sees the attempt', async () => {
    const before = rig.seenBy('Ada');
    const asked = rig.ask('Bea', 'server', 'stop');
    await asked.done();
    expect(asked.ephemeral).toBe(true);
    expect(asked.reply()?.content).toBe('⚠️ /server stop is for admins; your role here is driver.');
    expect(pitwall.done).toEqual([]);
    expect(rig.seenBy('Ada')).toEqual(before);
  });

  test('a mistake is answered ephemerally, and leaves nothing in the channel', async () => {
    const before = rig.seenBy('Bea');
    const options = { session: 'Race', setting: 'laps' };
    const asked = rig.local.person('Ada').slash({ channel: 'race-control', path: ['server', 'set'], options });
    await asked.done();
    expect(asked.reply()).toBeUndefined();
    expect(asked.followUps.map(({ content }) => content)).toEqual([expect.stringMatching(/^⚠️ "laps" needs a number/)]);
    expect(rig.seenBy('Ada')).toEqual(expect.arrayContaining([...asked.followUps]));
    expect(rig.seenBy('Bea')).toEqual(before);
    await expect.poll(() => rig.store.all('SELECT * FROM discord_replies')).toEqual([]);
  });

  test('a mistake is answered in the reply itself if Discord refuses to delete that', async () => {
    const path = '/webhooks/:webhook/:token/messages/:message';
    rig.local.faults.fail({
      method: 'DELETE',
      path,
      status: 403,
      body: { code: 50013, message: 'Missing Permissions' },
    });
    const options = { session: 'Race', setting: 'laps' };
    const asked = rig.local.person('Ada').slash({ channel: 'race-control', path: ['server', 'set'], options });
    await asked.done();
    expect(asked.reply()?.content).toMatch(/^⚠️ "laps" needs a number/);
    await expect.poll(() => rig.store.all('SELECT * FROM discord_replies')).toEqual([]);
  });

  test.each([
    ['server drivers', {}, '76561198000000001'],
    ['client_list', {}, '203.0.113.7'],
    ['server entries', {}, '76561198102064903'],
    ['ban', { driver: 'Ada Quick' }, 'Ban 76561198000000001?'],
    ['unban', { guid: '76561198000000009' }, 'unban'],
  ])('the answer to %s is seen by nobody but the admin who asked', async (line, options, words) => {
    const before = rig.seenBy('Bea');
    const asked = rig.local.person('Ada').slash({ channel: 'race-control', path: line.split(' '), options });
    await asked.done();
    expect(asked.ephemeral).toBe(true);
    expect(JSON.stringify(asked.reply())).toContain(words);
    expect(rig.seenBy('Bea')).toEqual(before);
  });

  test.each(['server drivers', 'client_list', 'server entries'])(
    '%s is answered ephemerally, and shows drivers no GUIDs',
    async (line) => {
      const [steward, driver] = [rig.ask('Stig', ...line.split(' ')), rig.ask('Bea', ...line.split(' '))];
      await Promise.all([steward.done(), driver.done()]);
      expect([steward.ephemeral, driver.ephemeral]).toEqual([true, true]);
      expect(JSON.stringify(driver.reply())).not.toMatch(/7656119\d{10}/);
      expect(JSON.stringify(rig.seenBy('Bea'))).not.toMatch(/7656119\d{10}/);
    },
  );

  test('a member without any role is refused with the name of the required role', async () => {
    const asked = rig.ask('Cy', 'server', 'info');
    await asked.done();
    expect(asked.ephemeral).toBe(true);
    expect(asked.reply()?.content).toBe('⚠️ You need the role "Racer" for that.');
  });

  test('an admin is asked first, and a yes stops the server', async () => {
    const { asked, message, yes } = await stopAsked();
    expect(message.content).toBe('Stop Friday GT3? The race is on lap 7 of 12.');
    expect(pitwall.done).toEqual([]);

    rig.local.person('Ada').click({ message: message.id, customId: yes });
    await asked.until(() => (asked.reply()?.embeds.length ?? 0) > 0);
    expect(asked.reply()).toMatchObject({ content: '', components: [] });
    expect(asked.reply()?.embeds[0]?.description).toBe('Friday GT3 stopped.');
    expect(pitwall.done).toEqual(['stopped']);
  });

  test('a no leaves the server alone', async () => {
    const { asked, message, no } = await stopAsked();
    rig.local.person('Ada').click({ message: message.id, customId: no });
    await asked.until(() => asked.reply()?.content === 'Nothing was done.');
    expect(asked.reply()?.components).toEqual([]);
    expect(pitwall.done).toEqual([]);
  });

  test('a press by another member is refused, and the question stays open', async () => {
    const { asked, message, yes } = await stopAsked();
    const pressed = rig.local.person('Bea').click({ message: message.id, customId: yes });
    await pressed.done();
    expect(pressed.ephemeral).toBe(true);
    expect(pressed.reply()?.content).toBe('⚠️ Only the person who was asked can answer.');
    expect(asked.reply()?.components).toHaveLength(1);
    expect(pitwall.done).toEqual([]);
  });

  test('the commands are registered once, however often Pitwall starts', async () => {
    const told = rig.local.world.commands();
    const again = await rig.open();
    await again.discord.close();
    expect(rig.local.world.commands()).toEqual(told);
    expect(rig.store.all('SELECT * FROM discord_commands')).toHaveLength(1);
  });

  test('a command interrupted by a restart is answered on the next start', async () => {
    const hanging = await rig.open({}, { start: () => new Promise(() => {}) });
    await pitwall.discord.close();
    const asked = rig.ask('Ada', 'server', 'start');
    await asked.until(({ state }) => state === 'thinking');
    await hanging.discord.close();
    pitwall = await rig.open();
    await asked.done();
    expect(asked.reply()?.content).toBe(
      'Pitwall restarted before it could answer, and nothing was done; please try again.',
    );
    await expect.poll(() => rig.store.all('SELECT * FROM discord_replies')).toEqual([]);
  });

  test('a command interrupted after its first step is answered with its known outcome', async () => {
    const hanging = await rig.open({}, { start: () => new Promise(() => {}) });
    await pitwall.discord.close();
    const asked = rig.ask('Ada', 'server', 'start');
    await asked.until(({ state }) => state === 'thinking');
    await hanging.discord.close();
    const [reply] = rig.store.all<{ act: string }>('SELECT act FROM discord_replies');
    rig.fates.set(reply?.act ?? '', 'Pitwall restarted in the meantime. Done: the start of gt3.');
    pitwall = await rig.open();
    await asked.done();
    expect(asked.reply()?.content).toBe('Pitwall restarted in the meantime. Done: the start of gt3.');
    await expect.poll(() => rig.store.all('SELECT * FROM discord_replies')).toEqual([]);
  });

  test('a token that the gateway rejects is fatal', async () => {
    const other = await rig.open();
    rig.local.faults.dropSockets(4004);
    await expect
      .poll(() => other.fatal.map(({ message }) => message))
      .toEqual([expect.stringContaining('DISCORD_TOKEN')]);
    await other.discord.close();
  });
});
