import { Events } from 'discord.js';
import { describe, expect, test, vi } from 'vitest';
import { inLeague, type League } from './league.ts';

/** Breaks the connection; what is asked and posted while it is down is answered and posted once. */
async function survives({ start, ask, post, posted, logged }: League, breaking: () => void): Promise<void> {
  const { client } = await start();
  const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
  breaking();
  post('lap 7');
  const duringTheGap = ask();
  await Promise.all([resumed, duringTheGap.done()]);
  const afterwards = ask();
  await afterwards.done();
  for (const asked of [duringTheGap, afterwards]) {
    expect(asked.reply()?.embeds[0]).toMatchObject({ title: 'Friday GT3' });
    expect(asked.followUps).toEqual([]);
  }
  await vi.waitFor(() => expect(posted()).toEqual(['lap 7']));
  expect(logged.join('\n')).not.toMatch(/failed|did not get through/);
}

describe.concurrent('a connection that breaks is resumed, and what was asked meanwhile is answered', () => {
  test.each([
    ['like a pulled cable', undefined],
    ['because the gateway goes away (1001)', 1001],
    ['for no known reason (4000)', 4000],
    ['because the session took too long (4009)', 4009],
  ])('%s', (_, code) =>
    inLeague(async (league) => {
      await survives(league, () => league.faults.dropSockets(code));
      expect(league.logged.join('\n')).toContain('reconnecting to Discord');
    }),
  );

  test('because Discord asks for it', () =>
    inLeague((league) => survives(league, () => league.faults.askToReconnect())));

  test('because the session is shaken', () =>
    inLeague((league) => survives(league, () => league.faults.invalidateSessions(true))));

  test('after a while in which new connections were refused', () =>
    inLeague(async (league) => {
      await survives(league, () => {
        league.faults.refuseUpgrades = true;
        league.faults.dropSockets();
        setTimeout(() => {
          league.faults.refuseUpgrades = false;
        }, 800);
      });
      expect(league.logged.join('\n')).toContain('Discord connection error');
    }));

  test('because nobody acknowledges its heartbeats', () =>
    inLeague(async (league) => {
      league.faults.heartbeatMs = 100;
      await survives(league, () => {
        league.faults.isAckMuted = true;
        setTimeout(() => {
          league.faults.isAckMuted = false;
        }, 500);
      });
      expect(league.logged.join('\n')).toContain('reconnecting to Discord');
    }));
});

describe.concurrent('a deferral that Discord carried out without saying so', () => {
  test('is answered in words, and nothing else is done', () =>
    inLeague(async (league) => {
      await league.start();
      const path = '/interactions/:interaction/:token/callback';
      league.faults.fail({ method: 'POST', path, status: 502, executed: true });
      const handle = league.ask();
      await handle.done();
      expect(handle.reply()?.content).toContain('nothing was done; please give the command again');
      expect(league.logged.join('\n')).toContain('deferring failed');
    }));
});
